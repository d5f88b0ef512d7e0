import { afterAll, afterEach, beforeAll, describe, test } from 'vitest'
import { SERVER_KINDS, type TestServer } from './servers.ts'
import { type Overrides, startWorld, type World } from './world.ts'

export type Open = (overrides?: Overrides) => Promise<World>

/** Runs a suite on every database server there is. A server that is not installed is named, with the reason, in the place of its tests.
 * `open` makes a world of the test's own; `shared` gives one for the tests that do not mind each other. */
export function onEveryServer(name: string, suite: (open: Open, shared: () => Promise<World>) => void): void {
  for (const kind of SERVER_KINDS) {
    describe(`${name} (${kind.name})`, () => {
      if (kind.missing !== null) {
        test.skip(`not run because ${kind.missing}`, () => undefined)
        return
      }
      let server: TestServer
      const open: World[] = []
      let common: Promise<World> | null = null
      beforeAll(async () => {
        server = await kind.start()
      })
      afterEach(async () => {
        await Promise.all(open.splice(0).map((world) => world.close()))
      })
      afterAll(async () => {
        await (await common)?.close()
        await server.stop()
      })
      const openOne: Open = async (overrides) => {
        const world = await startWorld(server, overrides)
        open.push(world)
        return world
      }
      suite(openOne, () => {
        common ??= startWorld(server)
        return common
      })
    })
  }
}
