import { Type } from 'typebox'
import { PersonLine, peopleListing } from '../people/listing.ts'
import type { Person } from '../people/person.ts'
import type { SandboxHttp } from './server.ts'

/** GET /people: the fictitious people, as `motcua sandbox people --json` prints them. */
export function peopleRoute(http: SandboxHttp, people: readonly Person[]): void {
  const lines = peopleListing(people)
  http.get('/people', { schema: { response: { 200: Type.Array(PersonLine) } } }, async () => lines)
}
