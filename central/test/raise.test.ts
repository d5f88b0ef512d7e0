import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { AccountReply } from '../../data/wire/transaction.wire.ts'
import { importAccounts } from '../accounts/import-accounts.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { FakeStation } from './fake-station.ts'
import { contentOf, openOutside, personOf, registerByToken, submit, tokenEvidence } from './outside.ts'
import { onEveryServer } from './suites.ts'
import { openBed } from './transaction-bed.ts'
import { decisionOn, type Overrides, person, register, type World } from './world.ts'

let sandbox: Sandbox
let overrides: Overrides
beforeAll(async () => {
  ;({ sandbox, overrides } = await openOutside())
})
afterAll(() => sandbox.close())

const RAISE = { onExisting: 'raise' } as const
const OFFICER = [
  {
    kind: 'officer',
    attester: { staffId: '018f0000-0000-7000-8000-00000000000a', code: 'GDV1', role: 'teller' },
    confirmer: null,
    compared: ['card-qr'],
    differences: [],
  },
] as unknown as PacketContent['evidence']
const CARD = [{ kind: 'card-qr', issuedOn: null, cancelledIdNumber: null }] as unknown as PacketContent['evidence']

const inPerson = (counter: FakeStation, claims: PacketContent['claims'], over: Partial<PacketContent> = {}) =>
  submit(counter, contentOf(counter, 'in-person', { claims, evidence: OFFICER, ...over }))
/** Accounts of the earlier portal, level 2. */
const holders = async (world: World, ...accounts: { idNumber: string; oldIdNumber?: string }[]) => {
  const bed = await openBed(world)
  const known = { fullName: 'Nguyễn Thị Thử', birthDate: '2004-05-06' }
  await importAccounts(
    { database: bed.database, clock: { now: world.now } },
    accounts.map((numbers) => ({ ...known, ...numbers })),
  )
  await bed.close()
}
const accounts = async (world: World) =>
  (await world.database.query('select ial, origin, subject from account order by created_at_ms, account_id')).rows
const raises = async (world: World) =>
  (await world.database.query('select packet_id, from_ial, to_ial from account_raise order by at_ms')).rows

onEveryServer('raising the level', (open) => {
  test('a key raises the account that is there: one account, level 3, and the acknowledgement says so', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const { key, idNumber } = personOf('own-name-viettel')
    await holders(world, { idNumber })
    const decision = await registerByToken(sandbox, station, { person: key }, RAISE)
    expect(decision).toMatchObject({ state: 'accepted', ial: 3, raised: true, reason: null })
    expect(await accounts(world)).toEqual([{ ial: 3, origin: 'earlier-portal', subject: 'citizen' }])
    expect(await raises(world)).toEqual([{ packet_id: decision.packetId, from_ial: 2, to_ial: 3 }])
    expect(await registerByToken(sandbox, station, { person: key }, RAISE)).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
    expect(await raises(world)).toHaveLength(1)
  })

  test('an officer raises one that a phone made, and links the number on the card', async () => {
    const world = await open(overrides)
    const counter = await world.enrol('assisted')
    const claims = person(8001)
    const packet = await register(world, counter, claims)
    await counter.push([packet])
    await decisionOn(counter, packet.packetId)
    const scanned = { ...claims, oldIdNumber: '191555001' }
    expect(await inPerson(counter, scanned, { ...RAISE, evidence: [...OFFICER, ...CARD] })).toMatchObject({
      state: 'accepted',
      raised: true,
      ial: 3,
    })
    const ask = (idNumbers: string[]) =>
      counter.send<AccountReply>('POST', '/v1/accounts/query', { idNumbers, taxCode: null })
    expect((await ask(['191555001'])).body).toEqual({ state: 'exists', ial: 3 })
    expect((await ask(['191555002'])).body).toEqual({ state: 'none' })
    expect(await accounts(world)).toHaveLength(1)
    const kiosk = await world.enrol()
    const fishing = await kiosk.send('POST', '/v1/accounts/query', { idNumbers: ['191555001'], taxCode: null })
    expect([fishing.status, fishing.body.code]).toEqual([403, 'NOT_ALLOWED'])
  })

  test('who did not agree, brings nothing stronger, or has it already keeps the account as it is', async () => {
    const world = await open(overrides)
    const [station, counter] = [await world.enrol(), await world.enrol('assisted')]
    const { key, idNumber } = personOf('own-name-viettel')
    await holders(world, { idNumber })
    const refused = { state: 'refused', reason: 'ACCOUNT_EXISTS', ial: null, raised: false }
    expect(await registerByToken(sandbox, station, { person: key }, { onExisting: 'refuse' })).toMatchObject(refused)
    expect(await registerByToken(sandbox, station, { person: key })).toMatchObject(refused)
    const mobile = await register(world, station, { ...person(8002), idNumber })
    await station.push([mobile])
    expect(await decisionOn(station, mobile.packetId)).toMatchObject(refused)
    expect(await accounts(world)).toMatchObject([{ ial: 2 }])
    expect(await inPerson(counter, { ...person(8003), idNumber }, RAISE)).toMatchObject({ raised: true })
    expect(await inPerson(counter, { ...person(8003), idNumber }, RAISE)).toMatchObject(refused)
    expect(await raises(world)).toHaveLength(1)
  })

  test('numbers that lead to two accounts are for people to look at', async () => {
    const world = await open(overrides)
    const counter = await world.enrol('assisted')
    const claims = { ...person(8004), oldIdNumber: '191555004' }
    await holders(world, { idNumber: claims.idNumber ?? '' }, { idNumber: '191555004' })
    const decision = await inPerson(counter, claims, { ...RAISE, evidence: [...OFFICER, ...CARD] })
    expect(decision).toMatchObject({ state: 'refused', reason: 'ACCOUNT_EXISTS' })
    expect(await accounts(world)).toMatchObject([{ ial: 2 }, { ial: 2 }])
    expect(await raises(world)).toEqual([])
  })

  test('two stations raise the same account at once: one does, round after round', async () => {
    const world = await open(overrides)
    const counters = [await world.enrol('assisted'), await world.enrol('assisted')]
    for (let round = 0; round < 6; round++) {
      const claims = person(8100 + round)
      await holders(world, { idNumber: claims.idNumber ?? '' })
      const decisions = await Promise.all(counters.map((counter) => inPerson(counter, claims, RAISE)))
      expect(decisions.map(({ reason }) => reason).sort()).toEqual(['ACCOUNT_EXISTS', null])
      expect(decisions.filter(({ raised }) => raised)).toHaveLength(1)
    }
    expect(await raises(world)).toHaveLength(6)
    expect(new Set((await accounts(world)).map(({ ial }) => ial))).toEqual(new Set([3]))
  })

  test('an enterprise stands under its tax code: head office, branch and household apart, and apart from a citizen with the same digits', async () => {
    const world = await open(overrides)
    const counter = await world.enrol('assisted')
    const company = (taxCode: string) =>
      inPerson(counter, { ...person(8200), organisation: 'Công ty Mẫu', taxCode }, { ...RAISE, subject: 'enterprise' })
    const { taxCode: household = '', idNumber } = personOf('enterprise-household')
    expect(household).toBe(idNumber)
    for (const taxCode of ['0199999078', '0199999078-001', household])
      expect([taxCode, await company(taxCode)]).toMatchObject([taxCode, { state: 'accepted', raised: false }])
    expect(await inPerson(counter, { ...person(8201), idNumber }, RAISE)).toMatchObject({ raised: false, ial: 3 })
    expect(await company('0199999078')).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
    const station = await world.enrol()
    const again = await registerByToken(
      sandbox,
      station,
      { person: 'enterprise-household', subject: 'enterprise' },
      RAISE,
    )
    expect(again).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
    const { rows } = await world.database.query('select kind, number from account_number order by kind, number')
    expect(rows).toEqual([
      { kind: 'id', number: idNumber },
      ...['0199999078', '0199999078-001', household].sort().map((number) => ({ kind: 'tax', number })),
    ])
    const ask = { idNumbers: [], taxCode: '0199999078-001' }
    const answer = await counter.send<AccountReply>('POST', '/v1/accounts/query', ask)
    expect(answer.body).toEqual({ state: 'exists', ial: 3 })
  })

  test('an official without any number stands under body and name, once; one with a number under both', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const by = (key: string) => registerByToken(sandbox, station, { person: key, subject: 'agency' }, RAISE)
    for (const key of ['agency-official-without-number', 'agency-commune', 'agency-centre']) {
      expect([key, await by(key)]).toMatchObject([key, { state: 'accepted', ial: 3, raised: false }])
      expect([key, await by(key)]).toMatchObject([key, { reason: 'ACCOUNT_EXISTS' }])
    }
    const { rows } = await world.database.query(
      "select kind, count(*)::int as keys, count(*) filter (where number ~ '^name:')::int as names from account_number group by 1",
    )
    expect(rows).toEqual([{ kind: 'agency', keys: 4, names: 3 }])
  })

  test('two officials of one body and one name are two people: neither raises the other', async () => {
    const world = await open(overrides)
    const counter = await world.enrol('assisted')
    const official = (at: number) =>
      inPerson(counter, { ...person(at), organisation: 'Sở Mẫu Thử' }, { ...RAISE, subject: 'agency' })
    expect(await official(8301)).toMatchObject({ state: 'accepted' })
    await world.database.query('update account set ial = 2')
    expect(await official(8302)).toMatchObject({ state: 'refused', reason: 'ACCOUNT_EXISTS' })
    expect(await raises(world)).toEqual([])
    expect(await official(8301)).toMatchObject({ state: 'accepted', raised: true })
  })

  test('a certificate without a number does not raise a namesake who has one', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const order = { person: 'agency-official-without-number', subject: 'agency' } as const
    expect(await registerByToken(sandbox, station, order, RAISE)).toMatchObject({ state: 'accepted' })
    await world.database.query('update account set ial = 2')
    const namesake = (sql: string) => world.database.query(sql)
    await namesake(
      "insert into account_number (kind, number, account_id) select 'agency', '046204008399', account_id from account",
    )
    expect(await registerByToken(sandbox, station, order, RAISE)).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
    await namesake("delete from account_number where number = '046204008399'")
    expect(await registerByToken(sandbox, station, order, RAISE)).toMatchObject({ state: 'accepted', raised: true })
  })

  test('a statement serves one packet: the same message in a second one is a replay, also under its own packet’s id elsewhere', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const { key } = personOf('own-name-viettel')
    const content = contentOf(station, 'usb-token')
    const nonce = 'ab'.repeat(32)
    const evidence = await tokenEvidence(sandbox, station, content.packetId, { person: key, says: { nonce } })
    expect(await submit(station, { ...content, evidence })).toMatchObject({ state: 'accepted' })
    const copy = contentOf(station, 'usb-token', { evidence, ...RAISE })
    expect(await submit(station, copy)).toMatchObject({ state: 'refused', reason: 'STATEMENT_REPLAYED' })
    // A statement of its own that repeats the nonce.
    const other = personOf('card-2024-eleven-fields')
    const repeat = await registerByToken(sandbox, station, { person: other.key, says: { nonce } })
    expect(repeat).toMatchObject({ state: 'refused', reason: 'STATEMENT_REPLAYED' })
    expect(await accounts(world)).toHaveLength(1)
  })
})
