import { afterAll, afterEach, beforeAll, describe, test } from 'vitest'
import { SERVER_KINDS, type TestServer } from './servers.ts'
import { type Overrides, startWorld, type World } from './world.ts'

/** Runs a suite on every database server there is. A server that is not installed is named, with the reason, in the place of its tests. */
export function onEveryServer(name: string, suite: (open: (overrides?: Overrides) => Promise<World>) => void): void {
  for (const kind of SERVER_KINDS) {
    describe(`${name} (${kind.name})`, () => {
      if (kind.missing !== null) {
        test.skip(`not run: ${kind.missing}`, () => undefined)
        return
      }
      let server: TestServer
      const open: World[] = []
      beforeAll(async () => {
        server = await kind.start()
      })
      afterEach(async () => {
        await Promise.all(open.splice(0).map((world) => world.close()))
      })
      afterAll(() => server.stop())
      suite(async (overrides) => {
        const world = await startWorld(server, overrides)
        open.push(world)
        return world
      })
    })
  }
}
