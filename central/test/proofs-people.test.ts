import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { PreCheckReply } from '../../data/wire/pre-check.wire.ts'
import { putFaults } from '../sandbox/harness.ts'
import type { Person } from '../sandbox/people/person.ts'
import { e164 } from '../sandbox/phone/number.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { FakeStation } from './fake-station.ts'
import { contentOf, openOutside, personOf, submit } from './outside.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, type Overrides, person, prove, until, type World } from './world.ts'

let sandbox: Sandbox
let overrides: Overrides
beforeAll(async () => {
  ;({ sandbox, overrides } = await openOutside())
})
afterAll(() => sandbox.close())

type Evidence = PacketContent['evidence']
const TELLER = { staffId: '018f0000-0000-7000-8000-00000000000a', code: 'GDV1', role: 'teller' }
const SUPERVISOR = { staffId: '018f0000-0000-7000-8000-00000000000b', code: 'KSV1', role: 'supervisor' }
const TECHNICIAN = { staffId: '018f0000-0000-7000-8000-00000000000c', code: 'KT1', role: 'technician' }
const ATTESTED = { kind: 'officer', attester: TELLER, confirmer: null, compared: ['fullName'], differences: [] }
const CHIP = {
  kind: 'card-chip',
  access: 'pace',
  hashes: 'match',
  signature: 'valid',
  chain: 'trusted',
  genuine: 'proved',
  portraitSha256: null,
}

const people = { last: 7000 }
const somebody = () => {
  people.last += 1
  return person(people.last)
}
const officer = (change: object = {}, ...more: object[]) => [{ ...ATTESTED, ...change }, ...more] as unknown as Evidence

const insured = async (world: World, station: FakeStation, who: Person, change: PacketContent['claims'] = {}) => {
  const { idNumber, fullName, birthDate, insurance } = who
  const phone = e164(who.phone)
  const claims = { idNumber, fullName, birthDate, phone, insuranceNumber: insurance?.number ?? '0123456789', ...change }
  const evidence = [{ kind: 'otp', ...(await prove(world, station, phone)) }] as unknown as Evidence
  return contentOf(station, 'social-insurance', { claims, evidence })
}

onEveryServer('proofs by people and registers', (open) => {
  test('an officer of a counter proves level 3, with the password the citizen chose', async () => {
    const world = await open(overrides)
    const counter = await world.enrol('assisted')
    const claims = somebody()
    const content = contentOf(counter, 'in-person', { claims, evidence: officer({}, CHIP) })
    expect(await submit(counter, content)).toMatchObject({ state: 'accepted', ial: 3, raised: false, carrier: null })
    const { rows } = await world.database.query('select ial, phone, password_hash as hash from account')
    expect(rows).toEqual([{ ial: 3, phone: claims.phone, hash: content.passwordHash }])
    const company = { ...somebody(), organisation: 'Công ty Mẫu', taxCode: '0199999053-001' }
    const enterprise = contentOf(counter, 'in-person', {
      subject: 'enterprise',
      claims: company,
      evidence: officer({ confirmer: SUPERVISOR }),
    })
    expect(await submit(counter, enterprise)).toMatchObject({ state: 'accepted', ial: 3 })
  })

  test.each<[string, string, Evidence]>([
    ['no officer', 'EVIDENCE_MISSING', []],
    ['an officer without a name', 'SHAPE_INVALID', officer({ attester: {} })],
    ['a role nobody has', 'SHAPE_INVALID', officer({ attester: { ...TELLER, role: 'director' } })],
    ['a technician', 'STAFF_ROLE', officer({ attester: TECHNICIAN })],
    ['the same officer twice', 'STAFF_SAME_OFFICER', officer({ confirmer: TELLER })],
    [
      'the same officer under another role',
      'STAFF_SAME_OFFICER',
      officer({ confirmer: { ...TELLER, role: 'supervisor' } }),
    ],
    ['a technician who confirms', 'STAFF_ROLE', officer({ confirmer: TECHNICIAN })],
    ['differences and no second officer', 'EVIDENCE_MISSING', officer({ differences: ['fullName'] })],
    ['a chip whose data were changed', 'CHIP_FORGED', officer({}, { ...CHIP, hashes: 'differ' })],
    ['a chip signed by nobody', 'CHIP_FORGED', officer({}, { ...CHIP, signature: 'invalid' })],
    ['a chip of a stranger’s authority', 'CHIP_FORGED', officer({}, { ...CHIP, chain: 'untrusted' })],
    ['a copied chip', 'CHIP_COPIED', officer({}, { ...CHIP, genuine: 'failed' })],
    ['a chip of another shape', 'SHAPE_INVALID', officer({}, { kind: 'card-chip' })],
    ['a good chip before a forged one', 'CHIP_FORGED', officer({}, CHIP, { ...CHIP, hashes: 'differ' })],
  ])('in person with %s is refused', async (_what, reason, evidence) => {
    const world = await open(overrides)
    const counter = await world.enrol('assisted')
    const content = contentOf(counter, 'in-person', { claims: somebody(), evidence })
    expect(await submit(counter, content)).toMatchObject({ state: 'refused', reason, ial: null })
    expect(await world.central.admin.countAccounts()).toBe(0)
  })

  test('nobody attests at a machine that people use by themselves, and nobody who is not named', async () => {
    const world = await open(overrides)
    const [kiosk, counter] = [await world.enrol(), await world.enrol('assisted')]
    const alone = contentOf(kiosk, 'in-person', { claims: somebody(), evidence: officer() })
    expect(await submit(kiosk, alone)).toMatchObject({ reason: 'OFFICER_REQUIRED' })
    const { birthDate: _, ...nameless } = somebody()
    const unnamed = contentOf(counter, 'in-person', { claims: nameless, evidence: officer() })
    expect(await submit(counter, unnamed)).toMatchObject({ reason: 'SHAPE_INVALID' })
    const untaxed = contentOf(counter, 'in-person', {
      subject: 'enterprise',
      claims: { ...somebody(), organisation: 'Công ty Mẫu' },
      evidence: officer(),
    })
    expect(await submit(counter, untaxed)).toMatchObject({ reason: 'SHAPE_INVALID' })
  })

  test.each([
    ['always', [], 'EVIDENCE_MISSING'],
    ['on-differences', [], null],
    ['on-differences', ['fullName'], 'EVIDENCE_MISSING'],
    ['never', ['fullName'], null],
  ] as const)(
    'where a second officer is asked for %s, one alone with differences %j gets %s',
    async (secondOfficer, differences, reason) => {
      const world = await open({ ...overrides, secondOfficer })
      const counter = await world.enrol('assisted')
      const attest = (confirmer: object | null) =>
        submit(
          counter,
          contentOf(counter, 'in-person', { claims: somebody(), evidence: officer({ differences, confirmer }) }),
        )
      expect(await attest(null)).toMatchObject({ reason })
      expect(await attest(SUPERVISOR)).toMatchObject({ state: 'accepted' })
    },
  )

  test('social insurance: a match is accepted at level 2 under the number of the record', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const who = personOf('own-name-viettel')
    const content = await insured(world, station, who)
    expect(await submit(station, content)).toMatchObject({ state: 'accepted', ial: 2, carrier: null })
    const { rows } = await world.database.query(
      'select number, ial, phone, password_hash as hash from account join account_number using (account_id)',
    )
    expect(rows).toEqual([{ number: who.idNumber, ial: 2, phone: e164(who.phone), hash: content.passwordHash }])
    expect(world.carrier.questions).toEqual([])
  })

  test('social insurance: a typed CMND leads to the account that stands under the record’s numbers', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const who = personOf('cmnd-typed')
    const { idNumber = '' } = who.insurance?.record ?? {}
    expect(await submit(station, await insured(world, station, who))).toMatchObject({ state: 'accepted' })
    const { rows } = await world.database.query('select number from account_number order by number')
    expect(rows.map(({ number }) => number)).toEqual([idNumber, who.idNumber].sort())
    const again = await insured(world, station, who, { phone: e164(who.phone) })
    expect(await submit(station, again)).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
  })

  test.each([
    ['another name on the record', 'ported-viettel-to-vinaphone', {}, 'INSURANCE_MISMATCH'],
    ['a number nobody has', 'subscriber-unknown', {}, 'INSURANCE_UNKNOWN'],
    ['no number', 'own-name-viettel', { insuranceNumber: undefined }, 'SHAPE_INVALID'],
    ['a phone that was not proved', 'own-name-viettel', { phone: '+84982999777' }, 'OTP_NOT_PROVED'],
  ] as const)('social insurance with %s is refused', async (_what, key, change, reason) => {
    const world = await open(overrides)
    const station = await world.enrol()
    const content = await insured(world, station, personOf(key))
    const decision = await submit(station, {
      ...content,
      claims: { ...content.claims, ...change } as PacketContent['claims'],
    })
    expect(decision).toMatchObject({ state: 'refused', reason })
    expect(await world.central.admin.countAccounts()).toBe(0)
  })

  test.each([
    ['self-service', undefined],
    ['assisted', ['fullName']],
  ] as const)(
    'which claims differ from the insurance record is told to a station that is %s: %j',
    async (kind, told) => {
      const world = await open(overrides)
      const station = await world.enrol(kind)
      const who = personOf('ported-viettel-to-vinaphone')
      const { claims, evidence } = await insured(world, station, who)
      const { challengeId } = evidence[0] as unknown as { challengeId: string }
      const { body } = await station.send<PreCheckReply>('POST', '/v1/pre-check', {
        challengeId,
        method: 'social-insurance',
        ...claims,
      })
      expect(body.insurance).toBe('mismatch')
      expect(body.insuranceFields).toEqual(told)
    },
  )

  test.each(['down', 'wrong'])(
    'an insurance register that is %s leaves the packet verifying with the reason; the decision comes when it is back',
    async (fault) => {
      const world = await open(overrides)
      const station = await world.enrol()
      await putFaults(sandbox, { insurance: fault })
      const packet = await station.seal(await insured(world, station, personOf('own-name-viettel')))
      await station.push([packet])
      const waits = () => world.database.query('select reason, tries from packet_wait')
      await until(async () => (await waits()).rows[0]?.tries >= 2)
      expect((await waits()).rows).toMatchObject([{ reason: 'INSURANCE_UNAVAILABLE' }])
      expect((await station.decisions()).payloads).toEqual([])
      await putFaults(sandbox, { insurance: 'none' })
      // The circuit breaker leaves a register that failed alone for a while.
      expect(await decisionOn(station, packet.packetId)).toMatchObject({ state: 'accepted', ial: 2 })
    },
  )

  test('packets of stations that are older than this central are taken as before', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const claims = somebody()
    const evidence = [{ kind: 'otp', ...(await prove(world, station, claims.phone ?? '')) }] as unknown as Evidence
    const content = station.content(claims, evidence)
    expect(Object.keys(content)).not.toContain('onExisting')
    expect(content).toMatchObject({ version: 1, passwordHash: expect.any(String) })
    expect(await submit(station, content)).toMatchObject({ state: 'accepted', ial: 2 })
  })
})
