import type { Logger } from 'pino'
import { createTokenDriver, type TokenDriver } from '../devices/token/driver.ts'
import { createModuleFinder } from '../devices/token/modules/find-modules.ts'
import { createTokenSimulator } from '../devices/token/simulator.ts'
import type { Secrets } from '../flows/base/secret.ts'
import type { TokenSetting } from './device-settings.ts'

/** The tokens that the settings name, not started yet; `stop` also removes what was made for practice. */
export async function wireToken(
  setting: Exclude<TokenSetting, { kind: 'off' }>,
  parts: { readonly log: Logger; readonly secrets: Secrets },
): Promise<TokenDriver> {
  const log = parts.log.child({ device: 'token' })
  const common = { secrets: parts.secrets, log }
  switch (setting.kind) {
    case 'auto':
      return createTokenDriver({ ...common, find: createModuleFinder({}) })
    case 'modules':
      return createTokenDriver({
        ...common,
        find: createModuleFinder({ configured: setting.paths, discover: false }),
      })
    case 'simulated': {
      const simulator = await createTokenSimulator({ simulate: true })
      const driver = createTokenDriver({
        ...common,
        find: async () => ({ modules: [], troubles: [] }),
        simulatedFolder: simulator.folder,
      })
      const { stop } = driver
      return Object.assign(driver, {
        async stop() {
          await stop()
          await simulator.stop()
        },
      })
    }
  }
}
