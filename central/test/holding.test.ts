import { gzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { HeldReply, TallyReply } from '../../data/wire/holding.wire.ts'
import type { BatchAcknowledgement, PacketBatchReply, PacketEnvelope } from '../../data/wire/packet.wire.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import { type FakeStation, payloadOf } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { person } from './world.ts'

const sealMany = async (station: FakeStation, count: number) => {
  const packets: PacketEnvelope[] = []
  for (let at = 0; at < count; at++) packets.push(await station.seal(station.content(person(1), [])))
  return packets
}
const held = (station: FakeStation, packetIds: readonly string[]) =>
  station.send<HeldReply & Problem>('POST', '/v1/packets/held', { packetIds })
const tally = async (station: FakeStation, head: number) =>
  (await station.send<TallyReply>('GET', `/v1/tally?head=${head}`)).body
const gzipped = (station: FakeStation, bytes: Uint8Array, encoding = 'gzip') =>
  station.send<PacketBatchReply & Problem>('POST', '/v1/packets', null, {
    raw: bytes,
    headers: { 'content-type': 'application/json', 'content-encoding': encoding },
  })

onEveryServer('what central holds', (_open, shared) => {
  test('packets whose answer was lost are acknowledged when asked after; those of others and unknown ones are not', async () => {
    const world = await shared()
    const [station, other] = [await world.enrol(), await world.enrol()]
    const [first, second, third] = (await sealMany(station, 3)) as [PacketEnvelope, PacketEnvelope, PacketEnvelope]
    await station.push([first, third])
    const { body } = await held(station, [third.packetId, second.packetId, first.packetId])
    expect(payloadOf<BatchAcknowledgement>(body.acknowledgement ?? '')).toEqual({
      typ: 'acknowledgements',
      packets: [
        [third.packetId, third.hash],
        [first.packetId, first.hash],
      ],
      atMs: body.serverTimeMs,
    })
    expect((await held(other, [first.packetId])).body.acknowledgement).toBeNull()
    expect((await held(station, [v7()])).body.acknowledgement).toBeNull()
  })

  test.each<[string, unknown]>([
    ['nothing', []],
    ['the same twice', ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000a']],
    ['no id', ["'; drop table packet"]],
    ['too many', Array.from({ length: 501 }, () => v7())],
  ])('asked after %s: refused', async (_what, packetIds) => {
    const station = await (await shared()).enrol()
    const { status, body } = await held(station, packetIds as string[])
    expect([status, body.code]).toEqual([422, 'SHAPE_INVALID'])
  })

  test('packets are counted with their holes, again and again while they come in, also past the head', async () => {
    const world = await shared()
    const station = await world.enrol()
    expect(await tally(station, 3)).toMatchObject({ packets: 0, lastSequence: 0, lastHash: null, missing: [[1, 3]] })
    expect(await tally(station, 0)).toMatchObject({ packets: 0, missing: [] })
    const packets = await sealMany(station, 12)
    const push = (...sequences: number[]) => station.push(sequences.map((at) => packets[at - 1]!))
    await push(2, 3, 6, 9)
    const expected = {
      packets: 4,
      lastSequence: 9,
      lastHash: packets[8]?.hash,
      missing: [
        [1, 1],
        [4, 5],
        [7, 8],
        [10, 10],
      ],
    }
    expect(await tally(station, 10)).toMatchObject(expected)
    expect(await tally(station, 10)).toMatchObject(expected)
    expect(await tally(station, 2)).toMatchObject({ packets: 1, lastSequence: 9, missing: [[1, 1]] })
    await push(1, 4, 7, 8, 10, 12)
    expect(await tally(station, 10)).toMatchObject({ packets: 9, lastSequence: 12, missing: [[5, 5]] })
    await push(5, 11)
    expect(await tally(station, 12)).toMatchObject({ packets: 12, lastSequence: 12, missing: [] })
    const fork = await station.seal({ ...station.content(person(1), []), sequence: 12 })
    await station.push([fork])
    expect(await tally(station, 12)).toMatchObject({ packets: 12, missing: [] })
    expect(await tally(station, 999_999_999_999_999)).toMatchObject({
      packets: 12,
      missing: [[13, 999_999_999_999_999]],
    })
  })

  test('more holes than one answer takes come in the next ones', async () => {
    const world = await shared()
    const station = await world.enrol()
    const packets = await sealMany(station, 250)
    await station.push(packets.filter(({ sequence }) => sequence % 2 === 0))
    const first = await tally(station, 250)
    expect([first.packets, first.missing.length, first.missing.at(-1)]).toEqual([125, 100, [199, 199]])
    await station.push(packets.filter(({ sequence }) => sequence % 2 === 1 && sequence < 200))
    expect(await tally(station, 250)).toMatchObject({ packets: 225, missing: { length: 25, 0: [201, 201] } })
  })

  test.each(['-1', '1.5', '9999999999999999', '', '0x1', '1e3'])('a head of "%s" is refused', async (head) => {
    const station = await (await shared()).enrol()
    const { status } = await station.send('GET', `/v1/tally?head=${head}`)
    expect(status).toBe(422)
  })
})

onEveryServer('batches in gzip', (_open, shared) => {
  const bodyOf = (packets: readonly PacketEnvelope[]) => Buffer.from(JSON.stringify({ packets }))

  test('are taken like plain ones; the digest is over the bytes as sent', async () => {
    const station = await (await shared()).enrol()
    const packets = await sealMany(station, 20)
    const { status, body } = await gzipped(station, gzipSync(bodyOf(packets)))
    expect([status, body.results?.length]).toEqual([200, 20])
  })

  test.each<[string, number, string, (good: Buffer) => Buffer, string?]>([
    ['a bomb of 128 MiB', 413, 'BODY_TOO_LARGE', () => gzipSync(Buffer.alloc(2 ** 27, 0x20))],
    ['one byte past the limit', 413, 'BODY_TOO_LARGE', () => gzipSync(Buffer.alloc(8_388_609, 0x20))],
    ['one cut short', 400, 'BODY_MALFORMED', (good) => good.subarray(0, -9)],
    ['one with a flipped bit', 400, 'BODY_MALFORMED', (good) => flipped(good)],
    ['what is no gzip', 400, 'BODY_MALFORMED', () => Buffer.from('{"packets":[]}')],
    ['an encoding nobody agreed on', 400, 'BODY_MALFORMED', (good) => good, 'br'],
    ['gzip in gzip', 400, 'BODY_MALFORMED', (good) => gzipSync(good)],
  ])('%s is refused', async (_what, status, code, change, encoding) => {
    const station = await (await shared()).enrol()
    const good = gzipSync(bodyOf(await sealMany(station, 3)))
    const answer = await gzipped(station, change(good), encoding)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  test('other routes take none', async () => {
    const station = await (await shared()).enrol()
    const answer = await station.send<Problem>('POST', '/v1/packets/held', null, {
      raw: gzipSync(JSON.stringify({ packetIds: [v7()] })),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'BODY_MALFORMED'])
  })
})

function flipped(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  const middle = changed.length >> 1
  changed[middle] = (changed[middle] ?? 0) ^ 0x10
  return changed
}
