import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { StationOtpProof } from '../../data/wire/otp.wire.ts'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import { createJwsSigner } from '../keys/jws.ts'
import { insertNotice, sayDue } from '../notices/subscriber-notices.ts'
import { type FakeStation, newStationKey } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, type KnownPerson, person, until, type World } from './world.ts'

let people = 700_000
const somebody = () => person(++people)

/** A proof as a station signs it (data/station-code/judge-code.ts). */
function proofBy(station: FakeStation, phone: string, over: Partial<StationOtpProof> = {}, key = station.key) {
  const said: StationOtpProof = {
    typ: 'station-otp-proof',
    challengeId: randomUUID(),
    stationId: station.identity.stationId,
    phone,
    messageReport: 'unconfirmed',
    sentAtMs: 1,
    provedAtMs: 2,
    clock: 'unproven',
    ...over,
  }
  const sign = createJwsSigner({ ...key, publicJwk: {} as never, publicKey: {} as never })
  return { kind: 'otp', challengeId: said.challengeId, proof: sign(said) } as PacketContent['evidence'][number]
}

async function decisionOf(station: FakeStation, claims: KnownPerson, evidence: PacketContent['evidence'][number]) {
  const packet = await station.seal(station.content(claims, [evidence]))
  await station.push([packet])
  return decisionOn(station, packet.packetId)
}

const noticesTo = (world: World, phone: string) =>
  world.smsc.messages.filter((one) => one.phone === phone && one.text.includes('dang ky tai khoan'))

onEveryServer('a code that a station’s own modem carried', (open, shared) => {
  test.each(['self-service', 'assisted'] as const)(
    'counts as evidence at level 2 (%s), and the number is told',
    async (kind) => {
      const world = await shared()
      const station = await world.enrol(kind)
      const claims = somebody()
      const decision = await decisionOf(station, claims, proofBy(station, claims.phone))
      expect(decision).toMatchObject({ state: 'accepted', ial: 2 })
      const [notice] = await until(() =>
        noticesTo(world, claims.phone).length > 0 ? noticesTo(world, claims.phone) : null,
      )
      expect(notice?.text).toMatch(/^MOT CUA: So nay vua duoc dung de dang ky tai khoan dich vu cong tai [A-Z0-9 ]+\. /)
      expect(notice?.text).not.toMatch(/https?:|\/\//)
      expect(notice?.text.length).toBeLessThanOrEqual(160)
      const { rows } = await until(async () => {
        const found = await world.database.query('select phone, state from subscriber_notice where packet_id = $1', [
          decision.packetId,
        ])
        return found.rows[0]?.state === 'sent' ? found : null
      })
      expect(rows).toEqual([{ phone: null, state: 'sent' }])
    },
  )

  test('is a station’s word and no verdict: the carrier’s match still must hold', async () => {
    const world = await shared()
    const station = await world.enrol()
    const claims = somebody()
    world.carrier.answer(claims.phone, 'other-owner')
    expect(await decisionOf(station, claims, proofBy(station, claims.phone))).toMatchObject({
      state: 'refused',
      reason: 'SUBSCRIBER_OTHER_OWNER',
    })
    expect(noticesTo(world, claims.phone)).toEqual([])
  })

  test.each<[string, (station: FakeStation, other: FakeStation, phone: string) => PacketContent['evidence'][number]]>([
    ['for another phone', (station) => proofBy(station, '+84982999999')],
    ['of another station', (station, other, phone) => proofBy(station, phone, {}, other.key)],
    [
      'that names another station',
      (station, other, phone) => proofBy(station, phone, { stationId: other.identity.stationId }),
    ],
    ['by a key nobody has', (station, _, phone) => proofBy(station, phone, {}, newStationKey())],
    ['under another challenge', (station, _, phone) => ({ ...proofBy(station, phone), challengeId: randomUUID() })],
    ['that calls itself central’s', (station, _, phone) => proofBy(station, phone, { typ: 'otp-proof' as never })],
    [
      'with a report of its own',
      (station, _, phone) => proofBy(station, phone, { messageReport: 'undelivered' as never }),
    ],
  ])('trap: a proof %s is none', async (_, make) => {
    const world = await shared()
    const [station, other] = [await world.enrol(), await world.enrol()]
    const claims = somebody()
    const decision = await decisionOf(station, claims, make(station, other, claims.phone))
    expect(decision).toMatchObject({ state: 'refused', reason: 'OTP_NOT_PROVED' })
  })

  test('serves one packet', async () => {
    const world = await shared()
    const station = await world.enrol()
    const claims = somebody()
    const proof = proofBy(station, claims.phone)
    expect((await decisionOf(station, claims, proof)).state).toBe('accepted')
    const twin = { ...somebody(), phone: claims.phone }
    expect(await decisionOf(station, twin, proof)).toMatchObject({ state: 'refused', reason: 'OTP_NOT_PROVED' })
  })

  test('central’s setting: not of a machine without an officer, or of none; the citizen is waited for, not refused', async () => {
    const world = await open({ stationCodes: 'assisted' })
    const [alone, counter] = [await world.enrol('self-service'), await world.enrol('assisted')]
    const [first, second] = [somebody(), somebody()]
    expect(await decisionOf(alone, first, proofBy(alone, first.phone))).toMatchObject({
      state: 'waiting-for-citizen',
      reason: 'OTP_DEFERRED',
    })
    expect((await decisionOf(counter, second, proofBy(counter, second.phone))).state).toBe('accepted')
    const never = await open({ stationCodes: 'never' })
    const station = await never.enrol('assisted')
    const third = somebody()
    expect((await decisionOf(station, third, proofBy(station, third.phone))).state).toBe('waiting-for-citizen')
  })

  test('two processes tell it once', async () => {
    const world = await shared()
    const station = await world.enrol()
    const claims = somebody()
    const { packetId } = await decisionOf(station, claims, proofBy(station, claims.phone))
    await until(async () => {
      const { rows } = await world.database.query(
        "select 1 from subscriber_notice where packet_id = $1 and state = 'sent'",
        [packetId],
      )
      return rows.length > 0
    })
    const later = somebody()
    await world.database.query("update subscriber_notice set state = 'due', phone = $2 where packet_id = $1", [
      packetId,
      later.phone,
    ])
    const texts: string[] = []
    const sms = {
      async send({ phone, text }: { phone: string; text: string }) {
        if (phone === later.phone) texts.push(text)
        return 'id'
      },
    }
    const parts = {
      sql: world.database,
      sms,
      clock: { now: world.now },
      log: pino({ enabled: false }),
      hotline: '18001096',
    }
    await Promise.all([sayDue(parts), sayDue(parts), sayDue(parts)])
    await insertNotice(world.database, { packetId, phone: later.phone, place: 'Quầy', atMs: world.now() })
    await sayDue(parts)
    const bySms = noticesTo(world, later.phone)
    expect(texts.length + bySms.length).toBe(1)
  })
})
