import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign } from 'jose'
import { describe, expect, test } from 'vitest'
import type { PublicJwk } from '../wire/primitives.ts'
import { createAcknowledgementReader } from './acknowledgements.ts'

const central = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const read = createAcknowledgementReader(central.publicKey.export({ format: 'jwk' }) as PublicJwk)

const said = {
  typ: 'acknowledgement',
  packetId: '01890a5d-ac96-774b-bcce-b302099a8057',
  hash: 'h'.repeat(43),
  state: 'accepted',
  ial: 2,
  reason: null,
  carrier: 'Viettel',
  atMs: 1_790_000_000_000,
}
const sign = (payload: unknown, key: KeyObject = central.privateKey) =>
  new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', kid: 'x' }).sign(key)
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const invalid = expect.objectContaining({ code: 'ACKNOWLEDGEMENT_INVALID' })

describe('reading acknowledgements', () => {
  test("central's word, signed by another implementation", async () => {
    expect(await read(await sign(said))).toEqual(said)
  })

  test.each<[string, () => Promise<string>]>([
    ['another key', () => sign(said, stranger.privateKey)],
    ['another kind of document', () => sign({ ...said, typ: 'otp-proof' })],
    ['a state that is none', () => sign({ ...said, state: 'sealed' })],
    ['no signature at all', async () => `${part({ alg: 'none' })}.${part(said)}.`],
    [
      'a header that names another algorithm',
      async () => `${part({ alg: 'HS256' })}.${(await sign(said)).split('.').slice(1).join('.')}`,
    ],
    [
      'other content under the signature',
      async () => (await sign(said)).replace(/\.[^.]+\./, `.${part({ ...said, ial: 3 })}.`),
    ],
    ['one part more', async () => `${await sign(said)}.e30`],
  ])('%s is refused', async (_what, jws) => {
    await expect(read(await jws())).rejects.toEqual(invalid)
  })

  test('an extension we do not know is refused', async () => {
    const signed = new CompactSign(Buffer.from(JSON.stringify(said)))
      .setProtectedHeader({ alg: 'ES256', crit: ['b64'], b64: true })
      .sign(central.privateKey)
    await expect(read(await signed)).rejects.toEqual(invalid)
  })

  test('any text is refused by name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await expect(read(text)).rejects.toEqual(invalid)
      }),
      { seed: 20_261_122 },
    )
  })
})
