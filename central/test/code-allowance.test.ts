import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { FindingPage } from '../../data/wire/holding.wire.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import type { ReturnReply } from '../../data/wire/return.wire.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { startCentral } from '../server.ts'
import { createStation, type FakeStation } from './fake-station.ts'
import { decisionOf, noticesTo, passToNoon, proofBy, sealWith } from './own-codes.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, person, until, type World } from './world.ts'

const DAY_MS = 86_400_000
const WAITS = { state: 'waiting-for-citizen', reason: 'OTP_DEFERRED' }
let people = 500_000
const somebody = () => person(++people)

const told = async (station: FakeStation) =>
  (await station.send<FindingPage>('GET', '/v1/findings?after=0&limit=100')).body.findings

const finding = (world: World, perDay: number) => ({
  kind: 'own-codes',
  sequence: 0,
  details: { day: dayInVietnam(world.now()), perDay },
})

/** Registers so many one after the other, and gives what was decided of each. */
async function inTurn(station: FakeStation, count: number): Promise<readonly string[]> {
  const states: string[] = []
  for (let at = 0; at < count; at++) states.push((await decisionOf(station, somebody())).state)
  return states
}

const taken = (count: number) => Array.from({ length: count }, () => 'accepted')

onEveryServer('how many of a station’s own codes count in a day', (open) => {
  test('exactly so many: the next citizen is waited for with a code of central’s, staff are told once a day, and the day after it begins anew', async () => {
    const world = await open({ stationCodesPerDay: 2 })
    passToNoon(world)
    const station = await world.enrol()
    expect(await inTurn(station, 2)).toEqual(taken(2))
    expect(await told(station)).toEqual([])
    const late = somebody()
    expect(await decisionOf(station, late)).toMatchObject(WAITS)
    expect(noticesTo(world, late.phone)).toEqual([])
    expect(await decisionOf(station, somebody())).toMatchObject(WAITS)
    expect(await told(station)).toMatchObject([finding(world, 2)])
    const first = finding(world, 2)

    world.pass(DAY_MS)
    expect(await inTurn(station, 3)).toEqual([...taken(2), WAITS.state])
    expect(await told(station)).toMatchObject([first, finding(world, 2)])
    expect(await world.central.admin.countPackets()).toMatchObject({ 'own-codes': 2, accepted: 4 })
    expect(await world.central.admin.findings({ kind: 'own-codes' })).toHaveLength(2)
  })

  test('one beyond it comes back with a code of central’s, and takes no place of that day', async () => {
    const world = await open({ stationCodesPerDay: 1 })
    passToNoon(world)
    const station = await world.enrol('assisted')
    await decisionOf(station, somebody())
    const claims = somebody()
    const { packetId } = await decisionOf(station, claims)
    world.pass(DAY_MS)
    const { body: challenge } = await station.send<{ challengeId: string }>('POST', `/v1/returns/${packetId}/otp`, {
      requestId: 'r1',
    })
    const { body } = await station.attempt(challenge.challengeId, world.smsc.codeFor(claims.phone))
    if (body.kind !== 'proved') throw new Error(body.kind)
    const back = await station.send<ReturnReply & Problem>('POST', `/v1/returns/${packetId}/proof`, {
      proof: body.proof,
    })
    expect(back.body).toMatchObject({ kind: 'standing', state: 'accepted' })
    expect(noticesTo(world, claims.phone)).toEqual([])
    expect((await decisionOf(station, somebody())).state).toBe('accepted')
  })

  test('what is not accepted, and what another proof proves, takes no place; each station has its own', async () => {
    const world = await open({ stationCodesPerDay: 1 })
    passToNoon(world)
    const [station, other] = [await world.enrol(), await world.enrol()]
    const stranger = somebody()
    world.carrier.answer(stranger.phone, 'other-owner')
    expect((await decisionOf(station, stranger)).reason).toBe('SUBSCRIBER_OTHER_OWNER')
    const first = somebody()
    const evidence = proofBy(station, first.phone)
    expect((await decisionOf(station, first, evidence)).state).toBe('accepted')
    expect((await decisionOf(other, somebody())).state).toBe('accepted')
    expect(await decisionOf(station, somebody())).toMatchObject(WAITS)
  })

  test('a packet that comes twice takes one place', async () => {
    const world = await open({ stationCodesPerDay: 2 })
    passToNoon(world)
    const station = await world.enrol()
    const claims = somebody()
    const packet = await sealWith(station, claims, proofBy(station, claims.phone))
    for (let time = 0; time < 3; time++) {
      await station.push([packet])
      await decisionOn(station, packet.packetId)
    }
    expect(await inTurn(station, 2)).toEqual(['accepted', WAITS.state])
  })

  test('many side by side at two centrals: exactly so many, all decided, and staff told once', async () => {
    const world = await open({ stationCodesPerDay: 5 })
    passToNoon(world)
    const station = await world.enrol()
    const { dataDir, databaseUrl, carrier, smsc, now } = world
    const second = await startCentral({
      dataDir,
      db: databaseUrl,
      listen: { host: '127.0.0.1', port: 0 },
      log: pino({ enabled: false }),
      clock: { now },
      carrier: { url: carrier.url, apiKey: 'carrier-key' },
      sms: { host: '127.0.0.1', port: smsc.port, systemId: 'motcua', password: 'smpppass', sender: 'MOT CUA' },
      stationCodesPerDay: 5,
    })
    try {
      const there = createStation(second, station.key, station.identity, now)
      const packets = []
      for (let at = 0; at < 20; at++) {
        const claims = somebody()
        packets.push(await sealWith(station, claims, proofBy(station, claims.phone)))
      }
      await Promise.all(packets.map((packet, at) => (at % 2 === 0 ? station : there).push([packet])))
      const states: string[] = []
      for (const { packetId } of packets) states.push((await decisionOn(station, packetId)).state)
      expect(states.toSorted()).toEqual([...taken(5), ...Array.from({ length: 15 }, () => WAITS.state)])
      expect(await second.admin.countAccounts()).toBe(5)
      // Packets that overtake each other leave a gap for a moment.
      expect((await told(station)).filter(({ kind }) => kind === 'own-codes')).toMatchObject([finding(world, 5)])
    } finally {
      await second.close()
    }
  })

  test('a station that was silent for days brings the people of those days, of a week at the most', async () => {
    const world = await open({ stationCodesPerDay: 1 })
    passToNoon(world)
    const [week, month] = [await world.enrol(), await world.enrol()]
    await decisionOf(week, somebody())
    world.pass(3 * DAY_MS)
    expect(await inTurn(week, 4)).toEqual([...taken(3), WAITS.state])
    world.pass(27 * DAY_MS)
    expect(await inTurn(month, 8)).toEqual([...taken(7), WAITS.state])
  })

  test('none at all where the setting says so, and the default is far from a counter’s day', async () => {
    const none = await open({ stationCodesPerDay: 0 })
    const station = await none.enrol()
    expect(await decisionOf(station, somebody())).toMatchObject(WAITS)
    await until(async () => (await told(station)).length === 1)
    const world = await open()
    const usual = await world.enrol()
    await decisionOf(usual, somebody())
    const { rows } = await world.database.query('select accepted, allowed from station_code_day')
    expect(rows).toEqual([{ accepted: 1, allowed: 300 }])
  })
})
