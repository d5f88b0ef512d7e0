import type { Logger } from 'pino'
import { createTokenDriver, type TokenDriver } from '../devices/token/driver.ts'
import { createModuleFinder } from '../devices/token/modules/find-modules.ts'
import { createTokenSimulator, type ForeignToken, type TokenSimulator } from '../devices/token/simulator.ts'
import type { Secrets } from '../flows/base/secret.ts'
import type { TokenSetting } from './device-settings.ts'

/** A driver, and the simulator behind it where the settings name one. */
export type WiredToken = TokenDriver & { readonly simulator: TokenSimulator | null }

/** The tokens that the settings name, not started yet; `stop` also removes what was made for practice. */
export async function wireToken(
  setting: Exclude<TokenSetting, { kind: 'off' }>,
  parts: {
    readonly log: Logger
    readonly secrets: Secrets
    /** Plugged into the simulated slot, in place of the samples. */
    readonly inserted?: ForeignToken
  },
): Promise<WiredToken> {
  const log = parts.log.child({ device: 'token' })
  const common = { secrets: parts.secrets, log }
  switch (setting.kind) {
    case 'auto':
      return Object.assign(createTokenDriver({ ...common, find: createModuleFinder({}) }), { simulator: null })
    case 'modules':
      return Object.assign(
        createTokenDriver({ ...common, find: createModuleFinder({ configured: setting.paths, discover: false }) }),
        { simulator: null },
      )
    case 'simulated': {
      const simulator = await createTokenSimulator({
        simulate: true,
        ...(parts.inserted ? { inserted: parts.inserted } : {}),
      })
      const driver = createTokenDriver({
        ...common,
        find: async () => ({ modules: [], troubles: [] }),
        simulatedFolder: simulator.folder,
      })
      const { stop } = driver
      return Object.assign(driver, {
        simulator,
        async stop() {
          await stop()
          await simulator.stop()
        },
      })
    }
  }
}
