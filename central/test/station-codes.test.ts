import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import { type FakeStation, newStationKey } from './fake-station.ts'
import { decisionOf, noticesTo, proofBy } from './own-codes.ts'
import { onEveryServer } from './suites.ts'
import { person, until } from './world.ts'

let people = 700_000
const somebody = () => person(++people)

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
})
