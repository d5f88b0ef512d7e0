import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { FakeStation } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, person, prove, register, until, type World } from './world.ts'

type Evidence = PacketContent['evidence']
const people = { last: 1000 }
const somebody = () => {
  people.last += 1
  return person(people.last)
}

/** Proves the phone, changes the content, seals, pushes, and gives what was decided. */
async function decide(
  world: World,
  station: FakeStation,
  change: (content: PacketContent) => PacketContent,
  seal: object = {},
) {
  const claims = somebody()
  const proof = await prove(world, station, claims.phone)
  const content = change(station.content(claims, [{ kind: 'otp', ...proof }] as Evidence))
  const packet = await station.seal(content, seal)
  await station.push([packet])
  return decisionOn(station, packet.packetId)
}

onEveryServer('verification', (open, shared) => {
  test('a registration by mobile subscriber is accepted at level 2, and the account stands', async () => {
    const world = await shared()
    const station = await world.enrol()
    const before = await world.central.admin.countAccounts()
    const claims = somebody()
    const packet = await register(world, station, claims)
    await station.push([packet])
    expect(await decisionOn(station, packet.packetId)).toMatchObject({
      state: 'accepted',
      ial: 2,
      reason: null,
      carrier: 'Viettel',
    })
    expect(await world.central.admin.countAccounts()).toBe(before + 1)
    const { rows } = await world.database.query(
      'select a.origin, a.ial, a.password_hash like $2 as hashed from account a join account_number using (account_id) where number = $1',
      [claims.idNumber, '$argon2id$%'],
    )
    expect(rows).toEqual([{ origin: 'packet', ial: 2, hashed: true }])
    // Central asked the carrier itself.
    expect(world.carrier.questions.at(-1)).toEqual({
      phone: claims.phone,
      idNumber: claims.idNumber,
      fullName: claims.fullName,
      birthDate: claims.birthDate,
    })
    expect([...world.carrier.keys]).toEqual(['POST /carriers/subscribers/match carrier-key'])
  })

  test.each([
    ['other-owner', 'SUBSCRIBER_OTHER_OWNER'],
    ['cmnd-9', 'SUBSCRIBER_CMND9'],
    ['unknown', 'SUBSCRIBER_UNKNOWN'],
  ])('a subscriber that is %s is refused, with the carrier', async (result, reason) => {
    const world = await shared()
    const station = await world.enrol()
    const decision = await decide(world, station, (content) => {
      world.carrier.answer(content.claims.phone ?? '', result, 'MobiFone')
      return content
    })
    expect(decision).toMatchObject({ state: 'refused', ial: null, reason, carrier: 'MobiFone' })
  })

  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  test.each<[string, string, (content: PacketContent) => PacketContent, object?]>([
    ['no code proved', 'OTP_NOT_PROVED', (content) => ({ ...content, evidence: [] })],
    [
      'a proof for another phone',
      'OTP_NOT_PROVED',
      (content) => ({ ...content, claims: { ...content.claims, phone: '+84982999999' } }),
    ],
    [
      'a proof of another challenge',
      'OTP_NOT_PROVED',
      (content) => ({ ...content, evidence: [{ ...content.evidence[0]!, challengeId: content.packetId } as never] }),
    ],
    [
      'a proof the station signed',
      'OTP_NOT_PROVED',
      (content) => ({
        ...content,
        evidence: [{ ...content.evidence[0]!, proof: 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA' } as never],
      }),
    ],
    ['another method, without its claim', 'SHAPE_INVALID', (content) => ({ ...content, method: 'social-insurance' })],
    ['another method, without its proof', 'EVIDENCE_MISSING', (content) => ({ ...content, method: 'usb-token' })],
    ['a method nobody knows', 'METHOD_NOT_BUILT', (content) => ({ ...content, method: 'telepathy' })],
    ['an enterprise', 'METHOD_NOT_FOR_SUBJECT', (content) => ({ ...content, subject: 'enterprise' })],
    ['another shape', 'SHAPE_INVALID', (content) => ({ ...content, claims: { ...content.claims, idNumber: '12' } })],
    ['another key than the station’s', 'SIGNATURE_INVALID', (content) => content, { signingKey: stranger.privateKey }],
    [
      'sealed to somebody else',
      'PACKET_UNREADABLE',
      (content) => content,
      { sealingJwk: stranger.publicKey.export({ format: 'jwk' }) },
    ],
    [
      'a clock that ran ahead of a closing',
      'SHAPE_INVALID',
      (content) => ({ ...content, createdAtMs: 'soon' as never }),
    ],
  ])('%s is refused', async (_what, reason, change, seal) => {
    const world = await shared()
    const station = await world.enrol()
    expect(await decide(world, station, change, seal)).toMatchObject({ state: 'refused', reason, ial: null })
  })

  test('content of another packet under the envelope is refused', async () => {
    const world = await shared()
    const station = await world.enrol()
    const packet = await register(world, station, somebody())
    await station.push([{ ...packet, sequence: 2 }])
    expect(await decisionOn(station, packet.packetId)).toMatchObject({
      state: 'refused',
      reason: 'PACKET_INCONSISTENT',
    })
  })

  test.each<[string, Partial<PacketContent>]>([
    ['names another station', { stationId: '018f0000-0000-7000-8000-00000000000a' }],
    ['names another packet', { packetId: '018f0000-0000-7000-8000-00000000000b' }],
    ['was signed for another place in the chain', { sequence: 7 }],
    ['was signed after another packet', { previousHash: 'A'.repeat(43) }],
  ])('content that %s than its envelope is refused', async (_what, other) => {
    const world = await shared()
    const station = await world.enrol()
    const claims = somebody()
    const proof = await prove(world, station, claims.phone)
    const content = station.content(claims, [{ kind: 'otp', ...proof } as never])
    const { packetId, sequence, previousHash } = content
    const sealed = await station.seal({ ...content, ...other })
    await station.push([{ ...sealed, packetId, sequence, previousHash }])
    expect(await decisionOn(station, packetId)).toMatchObject({ state: 'refused', reason: 'PACKET_INCONSISTENT' })
  })

  test('a proof of another station is none, and one proof serves one packet', async () => {
    const world = await shared()
    const [station, other] = [await world.enrol(), await world.enrol()]
    const claims = somebody()
    const evidence = [{ kind: 'otp', ...(await prove(world, station, claims.phone)) }] as Evidence
    const foreign = await other.seal(other.content(claims, evidence))
    await other.push([foreign])
    expect(await decisionOn(other, foreign.packetId)).toMatchObject({ state: 'refused', reason: 'OTP_NOT_PROVED' })
    const twins = [
      await station.seal(station.content(claims, evidence)),
      await station.seal(station.content({ ...somebody(), phone: claims.phone }, evidence)),
    ]
    await station.push(twins)
    const states = await Promise.all(twins.map((twin) => decisionOn(station, twin.packetId)))
    expect(states.map((one) => [one.state, one.reason].join()).sort()).toEqual(['accepted,', 'refused,OTP_NOT_PROVED'])
  })

  test('a deferred code waits for the citizen', async () => {
    const world = await shared()
    const station = await world.enrol()
    const decision = await decide(world, station, (content) => ({ ...content, evidence: [{ kind: 'otp-deferred' }] }))
    expect(decision).toMatchObject({ state: 'waiting-for-citizen', reason: 'OTP_DEFERRED', ial: null })
  })

  test('a closed method is refused by the day it was made on', async () => {
    const world = await open({ policy: 'vneid-2024' })
    const station = await world.enrol()
    expect(await decide(world, station, (content) => content)).toMatchObject({
      state: 'refused',
      reason: 'METHOD_CLOSED',
    })
    const lastDay = Date.UTC(2024, 5, 30, 16, 59)
    expect(await decide(world, station, (content) => ({ ...content, createdAtMs: lastDay }))).toMatchObject({
      state: 'accepted',
    })
    const dayAfterInVietnam = Date.UTC(2024, 5, 30, 17, 0)
    expect(await decide(world, station, (content) => ({ ...content, createdAtMs: dayAfterInVietnam }))).toMatchObject({
      reason: 'METHOD_CLOSED',
    })
  })

  test('a carrier that is away puts the packet off; the decision comes when it is back', async () => {
    const world = await open({ verification: { retryDelaysMs: [20, 20] } })
    const station = await world.enrol()
    world.carrier.mode = 'down'
    const packets = [await register(world, station, somebody()), await register(world, station, somebody())]
    await station.push(packets)
    await until(async () => (await world.central.admin.countPackets()).verifying === 2)
    const asked = world.carrier.questions.length
    await until(() => world.carrier.questions.length > asked + 2)
    world.carrier.mode = 'garbage'
    const before = world.carrier.questions.length
    await until(() => world.carrier.questions.length > before + 2)
    expect((await station.decisions()).payloads).toEqual([])
    world.carrier.mode = 'up'
    for (const packet of packets)
      expect(await decisionOn(station, packet.packetId)).toMatchObject({ state: 'accepted' })
    expect(await world.central.admin.countPackets()).toMatchObject({ verifying: 0, received: 0, accepted: 2, total: 2 })
  })

  test('a batch that meets a carrier away is put off as a whole and decided later', async () => {
    const world = await open({
      verification: { retryDelaysMs: [20], concurrency: 2 },
      otp: { stationSendsPerHour: 1000 },
    })
    const station = await world.enrol()
    const packets = []
    for (let at = 0; at < 20; at++) packets.push(await register(world, station, somebody()))
    world.carrier.mode = 'down'
    await station.push(packets)
    await until(async () => (await world.central.admin.countPackets()).verifying === 20)
    world.carrier.mode = 'up'
    await until(async () => (await world.central.admin.countPackets()).accepted === 20)
  })
})
