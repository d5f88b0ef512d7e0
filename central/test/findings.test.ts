import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { FindingPage } from '../../data/wire/holding.wire.ts'
import type { PacketContent, PacketEnvelope } from '../../data/wire/packet.wire.ts'
import type { FakeStation } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, person, prove, register, until } from './world.ts'

const DAY_MS = 86_400_000
const ATTESTED = [
  {
    kind: 'officer',
    attester: { staffId: '018f0000-0000-7000-8000-00000000000a', code: 'GDV1', role: 'teller' },
    confirmer: null,
    compared: ['fullName'],
    differences: [],
  },
] as unknown as PacketContent['evidence']

const sealOne = (station: FakeStation, over: object = {}) =>
  station.seal({ ...station.content(person(1), [{ kind: 'otp-deferred' }]), ...over })
const attest = (station: FakeStation, who: number) =>
  station.seal({ ...station.content(person(who), ATTESTED), method: 'in-person' })
const findings = async (station: FakeStation, after = 0) =>
  (await station.send<FindingPage>('GET', `/v1/findings?after=${after}`)).body
const told = async (station: FakeStation) =>
  (await findings(station)).findings.map(({ kind, sequence, details }) => ({ kind, sequence, details }))
const toldOnce = (station: FakeStation, count: number) =>
  until(async () => {
    const found = await told(station)
    return found.length >= count ? found : null
  })

onEveryServer('findings', (open, shared) => {
  test('a hole is told, and told again under a new cursor when it fills', async () => {
    const world = await shared()
    const station = await world.enrol()
    const [first, second, third] = [await sealOne(station), await sealOne(station), await sealOne(station)]
    await station.push([first, third])
    const page = await until(async () => {
      const now = await findings(station)
      return now.findings.length > 0 ? now : null
    })
    expect(page.findings).toMatchObject([{ cursor: 1, kind: 'gap', sequence: 3, resolvedAtMs: null }])
    expect(page.next).toBe(1)
    await station.push([second])
    const again = await until(async () => {
      const now = await findings(station, page.next)
      return now.findings.length > 0 ? now : null
    })
    expect(again.findings).toMatchObject([{ cursor: 2, kind: 'gap', sequence: 3 }])
    expect(again.findings[0]?.resolvedAtMs).toBeGreaterThanOrEqual(again.findings[0]?.foundAtMs ?? Number.NaN)
    expect(await findings(station, again.next)).toMatchObject({ findings: [], next: again.next })
  })

  test('a first packet that names one before it is told of', async () => {
    const station = await (await shared()).enrol()
    await station.push([await sealOne(station, { previousHash: 'x'.repeat(43) })])
    expect(await toldOnce(station, 1)).toEqual([{ kind: 'broken-link', sequence: 1, details: {} }])
  })

  test('a hole that filled is not told of again when its neighbourhood is looked at once more', async () => {
    const station = await (await shared()).enrol()
    const first = await sealOne(station)
    const restored = { ...station.chain }
    const [second, third] = [await sealOne(station), await sealOne(station)]
    await station.push([first, third])
    await toldOnce(station, 1)
    await station.push([second])
    const { next } = await until(async () => {
      const now = await findings(station, 1)
      return now.findings.length > 0 ? now : null
    })
    Object.assign(station.chain, restored)
    await station.push([await sealOne(station)])
    const later = await until(async () => {
      const now = await findings(station, next)
      return now.findings.length > 0 ? now : null
    })
    expect(later.findings.map(({ kind, sequence }) => [kind, sequence])).toEqual([['fork', 2]])
  })

  test('a restored old disk goes on from an older day: both packets of a number are kept and decided', async () => {
    const world = await open()
    const station = await world.enrol('assisted')
    const first = await attest(station, 1)
    const restored = { ...station.chain }
    const before = await attest(station, 2)
    await station.push([first, before])
    Object.assign(station.chain, restored)
    const after = await attest(station, 3)
    expect(after.sequence).toBe(before.sequence)
    await station.push([after])
    for (const { packetId } of [first, before, after])
      expect(await decisionOn(station, packetId)).toMatchObject({ state: 'accepted' })
    expect(await toldOnce(station, 1)).toEqual([{ kind: 'fork', sequence: 2, details: {} }])
    expect(await world.central.admin.countAccounts()).toBe(3)
  })

  test('a clock that runs ahead or jumps back is told with how far, and worse when it was said to be proven', async () => {
    const world = await open()
    const station = await world.enrol()
    const now = world.now()
    const packets = [
      await sealOne(station, { createdAtMs: now - DAY_MS }),
      await sealOne(station, { createdAtMs: now + 10 * DAY_MS, clock: 'unproven' }),
      await sealOne(station, { createdAtMs: now - DAY_MS + 1 }),
      await sealOne(station, { createdAtMs: 1e300 }),
    ]
    await station.push(packets)
    const found = await toldOnce(station, 3)
    expect(found.map(({ kind, sequence, details }) => [kind, sequence, details.what, details.clock])).toEqual([
      ['clock', 2, 'ahead', 'unproven'],
      ['clock', 3, 'back', 'proven'],
      ['clock', 4, 'ahead', 'proven'],
    ])
    expect(found[1]?.details.byMs).toBe(11 * DAY_MS - 1)
  })

  test('of two packets under one number the earlier one counts as the one before: the disk that goes on from it does not lie', async () => {
    const world = await open()
    const station = await world.enrol()
    const [now, empty] = [world.now(), { ...station.chain }]
    const old = await sealOne(station, { createdAtMs: now - 10 * DAY_MS })
    Object.assign(station.chain, empty)
    const young = await sealOne(station, { createdAtMs: now - DAY_MS })
    await station.push([old, young])
    for (const { packetId } of [old, young]) await decisionOn(station, packetId)
    // The last one lies, so that it is known when all were judged.
    await station.push([
      await sealOne(station, { createdAtMs: now - 5 * DAY_MS }),
      await sealOne(station, { createdAtMs: now + DAY_MS }),
    ])
    const clocks = () => told(station).then((all) => all.filter(({ kind }) => kind === 'clock'))
    const found = await until(async () => ((await clocks()).length > 0 ? clocks() : null))
    expect(found.map(({ sequence, details }) => [sequence, details.what])).toEqual([[3, 'ahead']])
  })

  test('packets whose times are judged one by one, in any order, give the same findings', async () => {
    const world = await open()
    const station = await world.enrol()
    const now = world.now()
    const packets: PacketEnvelope[] = []
    for (const back of [5, 9, 4]) packets.push(await sealOne(station, { createdAtMs: now - back * DAY_MS }))
    for (const packet of packets.toReversed()) {
      await station.push([packet])
      await decisionOn(station, packet.packetId)
    }
    const clocks = () => told(station).then((all) => all.filter(({ kind }) => kind === 'clock'))
    expect(await until(async () => ((await clocks()).length > 0 ? clocks() : null))).toEqual([
      { kind: 'clock', sequence: 2, details: { what: 'back', byMs: 4 * DAY_MS, clock: 'proven' } },
    ])
  })

  test('one person at two stations: one account, and both stations are told of the other', async () => {
    const world = await open()
    const [one, other] = [await world.enrol('assisted'), await world.enrol('assisted')]
    const [here, there] = [await attest(one, 1), await attest(other, 1)]
    await Promise.all([one.push([here]), other.push([there])])
    const decisions = [await decisionOn(one, here.packetId), await decisionOn(other, there.packetId)]
    expect(decisions.map(({ state }) => state).sort()).toEqual(['accepted', 'refused'])
    expect(decisions.find(({ state }) => state === 'refused')?.reason).toBe('ACCOUNT_EXISTS')
    const [winner, loser] = decisions[0]?.state === 'accepted' ? [one, other] : [other, one]
    const about = (role: string, station: FakeStation) => [
      {
        kind: 'duplicate',
        sequence: 1,
        details: { what: 'account', role, otherStation: station.identity.stationCode },
      },
    ]
    expect(await toldOnce(loser, 1)).toEqual(about('second', winner))
    expect(await toldOnce(winner, 1)).toEqual(about('first', loser))
    expect(await world.central.admin.countAccounts()).toBe(1)
    // A third try at the same station is a refusal like any other for that station, and news for the other.
    const again = await attest(loser, 1)
    await loser.push([again])
    expect(await decisionOn(loser, again.packetId)).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
    expect(await toldOnce(winner, 2)).toHaveLength(2)
    const listed = await world.central.admin.findings({ station: winner.identity.stationCode, kind: 'duplicate' })
    expect(listed).toHaveLength(2)
    expect(JSON.stringify(listed)).not.toContain(person(1).idNumber)
  })

  test('one person twice at one station is refused there, and nothing between stations', async () => {
    const world = await open()
    const station = await world.enrol('assisted')
    const [first, again] = [await attest(station, 1), await attest(station, 1)]
    await station.push([first])
    await decisionOn(station, first.packetId)
    await station.push([again])
    expect(await decisionOn(station, again.packetId)).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
    expect(await told(station)).toEqual([])
  })

  test('an account of the earlier portal is nobody’s packet: refused, and no finding', async () => {
    const world = await open()
    const station = await world.enrol('assisted')
    const { idNumber, fullName, birthDate } = person(1)
    await world.central.admin.importAccounts([{ idNumber, fullName, birthDate } as never])
    const packet = await attest(station, 1)
    await station.push([packet])
    expect(await decisionOn(station, packet.packetId)).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
    expect(await told(station)).toEqual([])
  })

  test('a code that proves two packets: the second is refused and told', async () => {
    const world = await open()
    const station = await world.enrol()
    const who = person(1)
    const proof = await prove(world, station, who.phone)
    const evidence = [{ kind: 'otp', ...proof } as never]
    const first = await station.seal(station.content(who, evidence))
    await station.push([first])
    expect(await decisionOn(station, first.packetId)).toMatchObject({ state: 'accepted' })
    const second = await station.seal(station.content({ ...person(2), phone: who.phone }, evidence))
    await station.push([second])
    expect(await decisionOn(station, second.packetId)).toMatchObject({ reason: 'OTP_NOT_PROVED' })
    expect(await toldOnce(station, 1)).toEqual([
      {
        kind: 'replay',
        sequence: 2,
        details: { what: 'otp', role: 'second', otherStation: station.identity.stationCode },
      },
    ])
  })

  test('a request sent twice and an id with other content are told once, however often they come', async () => {
    const world = await open()
    const station = await world.enrol()
    const packet = await register(world, station, person(1))
    const nonce = randomUUID()
    const createdMs = world.now()
    for (let time = 0; time < 4; time++) {
      const { body } = await station.send<{ code?: string }>('GET', '/v1/decisions', null, { nonce, createdMs })
      expect(body.code).toBe(time === 0 ? undefined : 'REQUEST_REPLAYED')
    }
    const other = await sealOne(station)
    await station.push([packet])
    for (let time = 0; time < 3; time++) await station.push([{ ...other, packetId: packet.packetId }])
    expect(await toldOnce(station, 2)).toEqual([
      { kind: 'replay', sequence: 0, details: { what: 'request' } },
      { kind: 'replay', sequence: 2, details: { what: 'packet-id' } },
    ])
    expect(await world.central.admin.countPackets()).toMatchObject({ replay: 2, clock: 0, 'chain-gap': 0 })
  })

  test('the administrator asks by station, kind and whether it stands; nobody else is told', async () => {
    const world = await open()
    const [station, other] = [await world.enrol(), await world.enrol()]
    const [, second] = [await sealOne(station), await sealOne(station)]
    await station.push([second])
    await toldOnce(station, 1)
    const ask = async (query: string, token = world.central.adminToken) => {
      const headers = { authorization: `Bearer ${token}` }
      const response = await fetch(`${world.central.url}/admin/v1/findings${query}`, { headers })
      return { status: response.status, body: (await response.json()) as { findings: unknown[] } }
    }
    const code = station.identity.stationCode
    expect((await ask(`?station=${code}&open=1&kind=gap`)).body.findings).toMatchObject([
      { station: code, kind: 'gap', sequence: 2, resolvedAtMs: null },
    ])
    for (const query of ['?open=0', '?kind=fork', `?station=${other.identity.stationCode}`])
      expect((await ask(query)).body.findings).toEqual([])
    expect((await ask('?station=1 or 1=1')).status).toBe(422)
    expect((await ask('', 'x')).status).toBe(403)
    expect(await told(other)).toEqual([])
  })
})
