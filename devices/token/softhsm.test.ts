import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSoftHsm, type SoftHsm, softHsmModule } from '../../test/harness/softhsm.ts'
import { createModuleFinder } from './modules/find-modules.ts'
import { openTestDriver, type TestDriver } from './testing/open-driver.ts'

const PIN = '246810'
const DATA = Buffer.from('Tôi đăng ký tài khoản giao dịch điện tử')

describe.skipIf(softHsmModule === null)('SoftHSM2, a real module (needs the packages softhsm2 and opensc)', () => {
  let hsm: SoftHsm
  let token: TestDriver
  let keyless: Uint8Array

  beforeAll(async () => {
    hsm = await createSoftHsm()
    for (const [label, key] of [
      ['foreign', 'rsa-2048'],
      ['citizen', 'rsa-2048'],
      ['officer', 'p-256'],
      ['strong', 'p-384'],
    ] as const) {
      await hsm.addToken({ label, key, pin: label === 'foreign' ? '13579' : PIN })
    }
    await hsm.addToken({ label: 'expired', key: 'p-256', pin: PIN, validity: [-900, -10] })
    keyless = await hsm.addToken({ label: 'keyless', key: 'p-256', pin: PIN, withKey: false })
    token = openTestDriver({
      find: createModuleFinder({ configured: [hsm.modulePath], discover: false }),
      environment: hsm.environment,
    })
    await token.driver.start()
  })
  afterAll(async () => {
    await token.driver.stop()
    await hsm.remove()
  })

  test('lists every token with its certificate, without a PIN, and not the slot for a token to come', () => {
    expect(token.driver.standing).toEqual({ state: 'ready', code: null, name: 'libsofthsm2.so' })
    expect(token.driver.tokens.map(({ label }) => label).sort()).toEqual(
      ['citizen', 'expired', 'foreign', 'keyless', 'officer', 'strong'].sort(),
    )
    for (const { label, certificates, pin, hasPinPad } of token.driver.tokens) {
      expect({ label, names: certificates.map(({ commonName }) => commonName), pin, hasPinPad }).toEqual({
        label,
        names: [label],
        pin: 'fine',
        hasPinPad: false,
      })
    }
  })

  test('an expired certificate is known as such before any PIN is asked', () => {
    expect(token.certificateOf('expired').validTo).toBeLessThan(Date.now())
  })

  test.each([
    ['citizen', 'RS256', 'sha256', PIN],
    ['foreign', 'RS256', 'sha256', '13579'],
    ['officer', 'ES256', 'sha256', PIN],
    ['strong', 'ES384', 'sha384', PIN],
  ] as const)(
    '%s signs with %s: the token is found by its certificate, whatever slot it is in',
    async (label, algorithm, hash, pin) => {
      const outcome = await token.sign(label, pin, DATA)
      if (outcome.kind !== 'signed') throw new Error(outcome.kind)
      expect(outcome.algorithm).toBe(algorithm)
      const key = createPublicKey(
        new X509Certificate(outcome.certificate).publicKey.export({ type: 'spki', format: 'pem' }),
      )
      expect(verify(hash, DATA, key, outcome.signature)).toBe(true)
    },
  )

  test('a wrong PIN is told with how the PIN stands now, and the right one puts it right', async () => {
    expect(await token.sign('citizen', '999999', DATA)).toEqual({ kind: 'pin-wrong', pin: 'count-low' })
    expect(await token.sign('citizen', PIN, DATA)).toMatchObject({ kind: 'signed' })
    expect(await token.sign('citizen', PIN, DATA)).toMatchObject({ kind: 'signed' })
  })

  test.each(['1', 'mật khẩu', '1234\u0000', 'x'.repeat(300)])(
    'a PIN that cannot be right is not tried: %j',
    async (pin) => {
      expect(await token.sign('citizen', pin, DATA)).toEqual({ kind: 'pin-malformed' })
      expect(token.tokenOf('citizen').pin).toBe('fine')
    },
  )

  test('a certificate without its key is named', async () => {
    expect(new X509Certificate(keyless).subject).toContain('keyless')
    await expect(token.sign('keyless', PIN, DATA)).rejects.toMatchObject({ code: 'TOKEN_KEY_MISSING' })
  })
})
