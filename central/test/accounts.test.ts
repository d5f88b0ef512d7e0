import { expect, test } from 'vitest'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { PreCheckReply } from '../../data/wire/pre-check.wire.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import type { FakeStation } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, type KnownPerson, person, prove, register } from './world.ts'

const CARD = [{ kind: 'card-qr', issuedOn: null, cancelledIdNumber: null }] as unknown as PacketContent['evidence']
const people = { last: 2000 }
const somebody = () => {
  people.last += 1
  return person(people.last)
}

const preCheck = (
  station: FakeStation,
  challengeId: string,
  { idNumber, oldIdNumber, fullName, birthDate, phone }: KnownPerson,
) =>
  station.send<PreCheckReply & Problem>('POST', '/v1/pre-check', {
    challengeId,
    idNumber,
    ...(oldIdNumber ? { oldIdNumber } : {}),
    fullName,
    birthDate,
    phone,
  })

const ANY_CHALLENGE = '018f0000-0000-7000-8000-000000000000'

onEveryServer('accounts', (open, shared) => {
  test('two stations with the same person at once: exactly one is accepted, round after round', async () => {
    const world = await shared()
    const [one, two] = [await world.enrol(), await world.enrol()]
    for (let round = 0; round < 8; round++) {
      const claims = somebody()
      const first = await register(world, one, claims)
      const second = await register(world, two, { ...claims, phone: somebody().phone })
      await Promise.all([one.push([first]), two.push([second])])
      const decisions = [await decisionOn(one, first.packetId), await decisionOn(two, second.packetId)]
      expect(decisions.map((decision) => decision.reason ?? decision.state).sort()).toEqual([
        'ACCOUNT_EXISTS',
        'accepted',
      ])
    }
  })

  test('a card that gave both numbers links them: either leads to the account', async () => {
    const world = await shared()
    const station = await world.enrol('assisted')
    const claims = { ...somebody(), oldIdNumber: '191234567' }
    const packet = await register(world, station, claims, CARD)
    await station.push([packet])
    expect(await decisionOn(station, packet.packetId)).toMatchObject({ state: 'accepted' })
    const byOld = { ...somebody(), idNumber: '191234567' }
    expect((await preCheck(station, ANY_CHALLENGE, byOld)).body.account).toBe('exists')
    const again = await register(world, station, byOld)
    await station.push([again])
    expect(await decisionOn(station, again.packetId)).toMatchObject({ state: 'refused', reason: 'ACCOUNT_EXISTS' })
  })

  test('an old number that was only typed takes nobody’s place', async () => {
    const world = await shared()
    const station = await world.enrol('assisted')
    const packet = await register(world, station, { ...somebody(), oldIdNumber: '191234999' })
    await station.push([packet])
    expect(await decisionOn(station, packet.packetId)).toMatchObject({ state: 'accepted' })
    const owner = await register(world, station, { ...somebody(), idNumber: '191234999' })
    await station.push([owner])
    expect(await decisionOn(station, owner.packetId)).toMatchObject({ state: 'accepted' })
  })

  test('crossed numbers at two stations at once end in one account and no deadlock', async () => {
    const world = await shared()
    const [one, two] = [await world.enrol(), await world.enrol()]
    for (let round = 0; round < 4; round++) {
      const oldIdNumber = String(191_300_000 + round)
      const first = await register(world, one, { ...somebody(), oldIdNumber }, CARD)
      const second = await register(world, two, { ...somebody(), oldIdNumber }, CARD)
      await Promise.all([one.push([first]), two.push([second])])
      const decisions = [await decisionOn(one, first.packetId), await decisionOn(two, second.packetId)]
      expect(decisions.map((decision) => decision.reason ?? decision.state).sort()).toEqual([
        'ACCOUNT_EXISTS',
        'accepted',
      ])
    }
    const { rows } = await world.database.query(
      'select count(*)::int as n from account a where not exists (select 1 from account_number n where n.account_id = a.account_id)',
    )
    expect(rows[0].n).toBe(0)
  })

  test('accounts of the earlier portal are taken over once', async () => {
    const world = await open()
    const { idNumber, fullName, birthDate, phone } = somebody()
    const token = world.central.adminToken
    const send = async (body: unknown) => {
      const response = await fetch(`${world.central.url}/admin/v1/accounts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      })
      return (await response.json()) as { results: string[] } & Problem
    }
    const earlier = { idNumber: '191000111', fullName, birthDate, phone }
    expect((await send(earlier)).results).toEqual(['created'])
    expect((await send({ accounts: [earlier, { ...earlier, idNumber, oldIdNumber: '191000111' }] })).results).toEqual([
      'existing',
      'linked',
    ])
    expect((await send({ accounts: [{ idNumber: '191000222', fullName, birthDate }] })).results).toEqual(['created'])
    expect((await send({ ...earlier, oldIdNumber: '191000222' })).results).toEqual(['conflict'])
    expect((await send({ idNumber: '1', fullName, birthDate })).code).toBe('SHAPE_INVALID')
    expect(await world.central.admin.countAccounts()).toBe(2)
    const raced = { idNumber: '191000333', fullName, birthDate }
    const both = await Promise.all([send(raced), send(raced)])
    expect(both.flatMap((one) => one.results).sort()).toEqual(['created', 'existing'])
  })

  test('at a kiosk the pre-check answers only on a challenge proved here for this phone', async () => {
    const world = await shared()
    const [kiosk, other] = [await world.enrol(), await world.enrol()]
    const claims = somebody()
    const refused = await preCheck(kiosk, ANY_CHALLENGE, claims)
    expect([refused.status, refused.body.code]).toEqual([403, 'OTP_NOT_PROVED'])
    const sent = await kiosk.otp(claims.phone)
    expect((await preCheck(kiosk, sent.body.challengeId, claims)).body.code).toBe('OTP_NOT_PROVED')
    await kiosk.attempt(sent.body.challengeId, world.smsc.codeFor(claims.phone))
    const { challengeId } = sent.body
    expect((await preCheck(other, challengeId, claims)).body.code).toBe('OTP_NOT_PROVED')
    expect((await preCheck(kiosk, challengeId, { ...claims, phone: somebody().phone })).body.code).toBe(
      'OTP_NOT_PROVED',
    )
    expect((await preCheck(kiosk, challengeId, claims)).body).toEqual({
      account: 'none',
      subscriber: 'match',
      carrier: 'Viettel',
    })
    for (let asked = 1; asked < 10; asked++) await preCheck(kiosk, challengeId, claims)
    const fishing = await preCheck(kiosk, challengeId, { ...somebody(), phone: claims.phone })
    expect([fishing.status, fishing.body.code]).toEqual([429, 'RATE_LIMITED'])
  })

  test('at a kiosk a code for one’s own phone tells nothing of the account of a stranger, neither asked nor in a packet', async () => {
    const world = await shared()
    const [kiosk, counter] = [await world.enrol(), await world.enrol('assisted')]
    const holder = somebody()
    const first = await register(world, kiosk, holder)
    await kiosk.push([first])
    expect(await decisionOn(kiosk, first.packetId)).toMatchObject({ state: 'accepted' })
    const fishing = { ...somebody(), idNumber: holder.idNumber }
    for (const [answer, reason] of [
      ['other-owner', 'SUBSCRIBER_OTHER_OWNER'],
      ['unknown', 'SUBSCRIBER_UNKNOWN'],
      ['cmnd-9', 'ACCOUNT_EXISTS'],
      ['match', 'ACCOUNT_EXISTS'],
    ] as const) {
      world.carrier.answer(fishing.phone, answer, 'Viettel')
      const proof = await prove(world, kiosk, fishing.phone)
      const asked = await preCheck(kiosk, proof.challengeId, fishing)
      expect([answer, asked.body.account]).toEqual([answer, reason === 'ACCOUNT_EXISTS' ? 'exists' : 'none'])
      expect((await preCheck(counter, ANY_CHALLENGE, fishing)).body.account).toBe('exists')
      const packet = await kiosk.seal(kiosk.content(fishing, [{ kind: 'otp', ...proof } as never]))
      await kiosk.push([packet])
      expect(await decisionOn(kiosk, packet.packetId)).toMatchObject({ state: 'refused', reason })
      world.pass(61_000)
    }
  })

  test('a proof older than half an hour opens nothing', async () => {
    const world = await open()
    const kiosk = await world.enrol()
    const claims = somebody()
    const { challengeId } = await prove(world, kiosk, claims.phone)
    world.pass(31 * 60_000)
    expect((await preCheck(kiosk, challengeId, claims)).body.code).toBe('OTP_NOT_PROVED')
  })

  test('at a counter it answers before a code is spent, also while the carrier is away', async () => {
    const world = await open()
    const counter = await world.enrol('assisted')
    const claims = somebody()
    world.carrier.answer(claims.phone, 'other-owner', 'VinaPhone')
    expect((await preCheck(counter, ANY_CHALLENGE, claims)).body).toEqual({
      account: 'none',
      subscriber: 'other-owner',
      carrier: 'VinaPhone',
    })
    world.carrier.mode = 'down'
    expect((await preCheck(counter, ANY_CHALLENGE, claims)).body).toEqual({
      account: 'none',
      subscriber: 'unavailable',
      carrier: null,
    })
  })
})
