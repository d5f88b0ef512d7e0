import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign } from 'jose'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { BATCH_MAX, PacketBatchReply } from '../wire/packet.wire.ts'
import type { PublicJwk } from '../wire/primitives.ts'
import { createAcknowledgementReader } from './acknowledgements.ts'

const central = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const reader = createAcknowledgementReader(central.publicKey.export({ format: 'jwk' }) as PublicJwk)

const id = (n: number) => `01890a5d-ac96-774b-bcce-${String(n).padStart(12, '0')}`
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
const batch = { typ: 'acknowledgements', packets: [[id(1), 'h'.repeat(43)]], atMs: 1_790_000_000_000 }
const sign = (payload: unknown, key: KeyObject = central.privateKey) =>
  new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', kid: 'x' }).sign(key)
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const invalid = expect.objectContaining({ code: 'ACKNOWLEDGEMENT_INVALID' })

describe('reading acknowledgements', () => {
  test("central's word, signed by another implementation", async () => {
    expect(await reader.one(await sign(said))).toEqual(said)
    expect(await reader.batch(await sign(batch))).toEqual(batch)
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
    await expect(reader.one(await jws())).rejects.toEqual(invalid)
    await expect(reader.batch(await jws())).rejects.toEqual(invalid)
  })

  test('a word on one packet is none on a batch, and the other way round', async () => {
    await expect(reader.batch(await sign(said))).rejects.toEqual(invalid)
    await expect(reader.one(await sign(batch))).rejects.toEqual(invalid)
  })

  test.each<[string, object, KeyObject]>([
    ['signed by another key', batch, stranger.privateKey],
    ['of no packet', { ...batch, packets: [] }, central.privateKey],
    ['with a packet that has no hash', { ...batch, packets: [[id(1)]] }, central.privateKey],
    ['with a hash that is none', { ...batch, packets: [[id(1), 'h']] }, central.privateKey],
    ['without its time', { ...batch, atMs: undefined }, central.privateKey],
  ])('an acknowledgement of a batch %s is refused', async (_what, payload, key) => {
    await expect(reader.batch(await sign(payload, key))).rejects.toEqual(invalid)
  })

  test('the largest batch fits into the shape of an answer', async () => {
    const packets = Array.from({ length: BATCH_MAX }, (_none, n) => [id(n), 'h'.repeat(43)])
    const acknowledgement = await sign({ ...batch, packets })
    expect(Compile(PacketBatchReply).Check({ results: [], acknowledgement, serverTimeMs: 1 })).toBe(true)
    expect((await reader.batch(acknowledgement)).packets).toEqual(packets)
  })

  test('an extension we do not know is refused', async () => {
    const signed = new CompactSign(Buffer.from(JSON.stringify(said)))
      .setProtectedHeader({ alg: 'ES256', crit: ['b64'], b64: true })
      .sign(central.privateKey)
    await expect(reader.one(await signed)).rejects.toEqual(invalid)
  })

  test('any text is refused by name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await expect(reader.one(text)).rejects.toEqual(invalid)
        await expect(reader.batch(text)).rejects.toEqual(invalid)
      }),
      { seed: 20_261_122 },
    )
  })
})
