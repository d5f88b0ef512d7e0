import { compactVerify, importJWK } from 'jose'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { BatchAcknowledgement, PacketBatchReply, PacketEnvelope } from '../../data/wire/packet.wire.ts'
import { type FakeStation, payloadOf } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { person, until } from './world.ts'

/** A sealed packet nobody proved anything for: good enough to be taken in. */
const sealOne = (station: FakeStation, over: object = {}) =>
  station.seal({ ...station.content(person(1), [{ kind: 'otp-deferred' }]), ...over })

async function sealMany(station: FakeStation, count: number): Promise<PacketEnvelope[]> {
  const packets: PacketEnvelope[] = []
  for (let at = 0; at < count; at++) packets.push(await sealOne(station))
  return packets
}

const resultsOf = async (station: FakeStation, packets: readonly PacketEnvelope[]) =>
  (await station.push(packets)).body.results.map((one) => (one.result === 'received' ? 'received' : one.code))

const acknowledgementOf = (reply: PacketBatchReply) =>
  reply.acknowledgement === null ? null : payloadOf<BatchAcknowledgement>(reply.acknowledgement)

onEveryServer('taking packets in', (open, shared) => {
  test('every packet is acknowledged in the order sent, by one signature of central', async () => {
    const world = await shared()
    const station = await world.enrol()
    const packets = await sealMany(station, 5)
    const { status, body } = await station.push(packets)
    expect(status).toBe(200)
    expect(body.results).toEqual(packets.map(({ packetId }) => ({ packetId, result: 'received' })))
    const signing = await importJWK({ ...station.identity.centralKeys.signing }, 'ES256')
    await compactVerify(body.acknowledgement ?? '', signing)
    expect(acknowledgementOf(body)).toEqual({
      typ: 'acknowledgements',
      packets: packets.map(({ packetId, hash }) => [packetId, hash]),
      atMs: body.serverTimeMs,
    })
    const { rows } = await world.database.query('select sealed from packet where packet_id = $1', [
      packets[0]?.packetId,
    ])
    expect(rows[0].sealed).toBe(packets[0]?.sealed)
  })

  test('a full batch sent three times at once and once more is there once', async () => {
    const world = await shared()
    const station = await world.enrol()
    const packets = await sealMany(station, 500)
    const copies = await Promise.all([1, 2, 3].map(() => resultsOf(station, packets)))
    copies.push(await resultsOf(station, packets))
    for (const copy of copies) expect(new Set(copy)).toEqual(new Set(['received']))
    const { rows } = await world.database.query('select count(*)::int as n from packet where station_id = $1', [
      station.identity.stationId,
    ])
    expect(rows[0].n).toBe(500)
  })

  test('the same id with other content is refused, and only that packet', async () => {
    const world = await shared()
    const station = await world.enrol()
    const [first, second, third] = (await sealMany(station, 3)) as [PacketEnvelope, PacketEnvelope, PacketEnvelope]
    await station.push([first])
    const forged = { ...third, packetId: first.packetId }
    expect(await resultsOf(station, [second, forged, first])).toEqual(['received', 'PACKET_CONFLICT', 'received'])
    // Within one batch the first one counts.
    expect(await resultsOf(station, [third, { ...second, packetId: third.packetId }])).toEqual([
      'received',
      'PACKET_CONFLICT',
    ])
    const other = await world.enrol()
    expect(await resultsOf(other, [first])).toEqual(['PACKET_CONFLICT'])
    const { rows } = await world.database.query('select hash from packet where packet_id = $1', [first.packetId])
    expect(rows).toEqual([{ hash: first.hash }])
    expect((await world.central.admin.countPackets()).conflicts).toBeGreaterThanOrEqual(2)
  })

  test('only what was received is acknowledged, a repeat again, and nothing when all is refused', async () => {
    const world = await shared()
    const station = await world.enrol()
    const [first, second, third] = (await sealMany(station, 3)) as [PacketEnvelope, PacketEnvelope, PacketEnvelope]
    await station.push([first])
    const taken = { ...third, packetId: first.packetId }
    const broken = { ...third, hash: 'A'.repeat(43) }
    const mixed = await station.push([taken, second, broken, first])
    expect(acknowledgementOf(mixed.body)?.packets).toEqual([
      [second.packetId, second.hash],
      [first.packetId, first.hash],
    ])
    expect(acknowledgementOf((await station.push([taken, broken])).body)).toBeNull()
  })

  test('a packet that cannot be is refused, and only that packet', async () => {
    const world = await shared()
    const station = await world.enrol()
    const [good] = await sealMany(station, 1)
    const bad: PacketEnvelope[] = [
      { ...good!, packetId: v7(), hash: 'A'.repeat(43) },
      { ...good!, packetId: v7(), sealed: `${good!.sealed}A` },
      { ...good!, packetId: v7(), sealed: 'a b c' },
      { ...good!, packetId: v7(), sealed: 'a\u0000b' },
      { ...good!, packetId: v7(), sequence: 1e300 },
    ]
    expect(await resultsOf(station, [bad[0]!, good!, ...bad.slice(1)])).toEqual([
      'PACKET_INCONSISTENT',
      'received',
      ...bad.slice(1).map(() => 'PACKET_INCONSISTENT'),
    ])
  })

  test('a batch that is too large, or too many, is refused whole and nothing of it kept', async () => {
    const world = await shared()
    const station = await world.enrol()
    const [packet] = await sealMany(station, 1)
    const many = await station.send('POST', '/v1/packets', { packets: Array.from({ length: 501 }, () => packet) })
    expect([many.status, many.body.code]).toEqual([422, 'SHAPE_INVALID'])
    const large = await station.send('POST', '/v1/packets', null, {
      raw: new Uint8Array(8_388_609).fill(0x20),
      headers: { 'content-type': 'application/json' },
    })
    expect([large.status, large.body.code]).toEqual([413, 'BODY_TOO_LARGE'])
    const { rows } = await world.database.query('select 1 from packet where station_id = $1', [
      station.identity.stationId,
    ])
    expect(rows).toEqual([])
  })

  test('a chain with a hole, a fork or a wrong link is kept and flagged; a hole that fills is no finding', async () => {
    const world = await open()
    const station = await world.enrol()
    const [first, second, third] = (await sealMany(station, 3)) as [PacketEnvelope, PacketEnvelope, PacketEnvelope]
    const chain = async () => {
      const {
        'chain-gap': gap,
        'chain-fork': fork,
        'chain-broken-link': broken,
      } = await world.central.admin.countPackets()
      return { gap, fork, broken }
    }
    const reaches = (wanted: object) =>
      until(async () => (JSON.stringify(await chain()) === JSON.stringify(wanted) ? 'reached' : null))
    expect(await resultsOf(station, [first, third])).toEqual(['received', 'received'])
    await reaches({ gap: 1, fork: 0, broken: 0 })
    expect(await resultsOf(station, [second])).toEqual(['received'])
    await reaches({ gap: 0, fork: 0, broken: 0 })
    const fork = await sealOne(station, { sequence: 3, previousHash: second.hash })
    expect(await resultsOf(station, [fork])).toEqual(['received'])
    await reaches({ gap: 0, fork: 1, broken: 0 })
    const broken = await sealOne(station, { sequence: 4, previousHash: 'A'.repeat(43) })
    expect(await resultsOf(station, [broken])).toEqual(['received'])
    await reaches({ gap: 0, fork: 1, broken: 1 })
  })
})
