import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { systemClock } from '../../flows/base/clock.ts'
import { createSecrets } from '../../flows/base/secret.ts'
import { openStation } from '../station.ts'
import { MIGRATIONS } from './station-fixture.ts'

/** Means to print in the given folder, says so, and then waits; to be killed before any outcome is known. */
const [dir = '', printId = '', documentId = ''] = process.argv.slice(2)
const station = openStation({
  dir,
  migrationsDir: MIGRATIONS,
  clock: systemClock,
  newId: randomUUID,
  log: pino({ enabled: false }),
  secrets: createSecrets(randomUUID),
})
await station.prints.intend({ printId, documentId, kind: 'receipt' })
process.stdout.write('intended\n')
setInterval(() => {}, 60_000)
