import { createHash, randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTokenKey } from '../../data/unfinished/token-key.ts'
import { createTokenDriver, type TokenDriver } from '../../devices/token/driver.ts'
import { createModuleFinder } from '../../devices/token/modules/find-modules.ts'
import { createSecrets, type Secrets } from '../../flows/base/secret.ts'
import { createSoftHsm, type SoftHsm, softHsmModule } from '../harness/softhsm.ts'

const PIN = '246810'

describe.skipIf(softHsmModule === null)(
  'the key of unfinished registrations in a token (needs softhsm2 and opensc)',
  () => {
    let hsm: SoftHsm
    let secrets: Secrets
    const drivers: TokenDriver[] = []
    const ids: Record<string, string> = {}

    /** One run of the program. */
    async function switchOn(): Promise<TokenDriver> {
      const driver = createTokenDriver({
        find: createModuleFinder({ configured: [hsm.modulePath], discover: false }),
        environment: hsm.environment,
        secrets,
        log: pino({ enabled: false }),
      })
      drivers.push(driver)
      await driver.start()
      return driver
    }
    const keyOf = (
      token: TokenDriver,
      label: string,
      over: { readonly pin?: string; readonly stationId?: string } = {},
    ) => createTokenKey({ token, secrets, certificateId: ids[label] ?? '', pin: PIN, stationId: 'station-1', ...over })

    beforeAll(async () => {
      hsm = await createSoftHsm()
      secrets = createSecrets(randomUUID)
      for (const [label, key] of [
        ['machine', 'rsa-2048'],
        ['other', 'rsa-2048'],
        ['curve', 'p-256'],
      ] as const) {
        ids[label] = createHash('sha256')
          .update(await hsm.addToken({ label, key, pin: PIN }))
          .digest('hex')
      }
    })
    afterAll(async () => {
      for (const driver of drivers) await driver.stop()
      await hsm.remove()
    })

    test('is the same in every run of the program, and nowhere but in the token', async () => {
      const first = await keyOf(await switchOn(), 'machine').key()
      const second = await keyOf(await switchOn(), 'machine').key()
      expect(first).toHaveLength(32)
      expect(Buffer.from(second).equals(first)).toBe(true)
      expect(secrets.count).toBe(0)
    })

    test('is another one in another token, and at another station', async () => {
      const token = await switchOn()
      const keys = await Promise.all([
        keyOf(token, 'machine').key(),
        keyOf(token, 'other').key(),
        keyOf(token, 'machine', { stationId: 'station-2' }).key(),
      ])
      expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(3)
    })

    test('a wrong PIN is tried once, however often the key is wanted', async () => {
      const token = await switchOn()
      const wrong = keyOf(token, 'other', { pin: '999999' })
      for (let at = 0; at < 5; at += 1) {
        await expect(wrong.key()).rejects.toMatchObject({
          code: 'UNFINISHED_KEY_UNAVAILABLE',
          details: { reason: 'pin-wrong' },
        })
      }
      // Five tries would have locked it.
      expect(await keyOf(token, 'other').key()).toHaveLength(32)
    })

    test('a key whose signatures differ each time is refused, and a token that is not there', async () => {
      const token = await switchOn()
      await expect(keyOf(token, 'curve').key()).rejects.toMatchObject({ details: { reason: 'not-rsa' } })
      await expect(keyOf(token, 'nowhere').key()).rejects.toMatchObject({ code: 'UNFINISHED_KEY_UNAVAILABLE' })
    })
  },
)
