import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import { putFaults } from '../sandbox/harness.ts'
import { PEOPLE } from '../sandbox/people/people.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import {
  askParty,
  contentOf,
  evidenceOf,
  openOutside,
  personOf,
  registerByToken,
  submit,
  tokenEvidence,
} from './outside.ts'
import { onEveryServer } from './suites.ts'
import { type Overrides, until, type World } from './world.ts'

let sandbox: Sandbox
let overrides: Overrides
beforeAll(async () => {
  ;({ sandbox, overrides } = await openOutside())
})
afterEach(() => putFaults(sandbox, { ca: 'none' }))
afterAll(() => sandbox.close())

const CARD = [{ kind: 'card-qr', issuedOn: null, cancelledIdNumber: null }] as unknown as PacketContent['evidence']

const accountUnder = async (world: World, kind: string, number: string) => {
  const { rows } = await world.database.query(
    `select a.ial, a.subject, a.full_name as name, a.organisation, a.phone, a.password_hash as password,
       array(select kind || ':' || number from account_number k where k.account_id = a.account_id order by 1) as keys
     from account a join account_number n using (account_id) where n.kind = $1 and n.number = $2`,
    [kind, number],
  )
  return rows[0]
}

/** Citizens whose token is good and says their CCCD. */
const PLAIN_SIGNERS = PEOPLE.filter(
  ({ subject, expected, subscription }) =>
    subject === 'citizen' && expected['usb-token'] === 'accepted' && subscription?.document.kind === 'cccd',
)

onEveryServer('proofs', (open) => {
  const registered = { state: 'accepted', reason: null, raised: false }

  test('a key proves level 3: the person comes from the certificate, and no password is kept', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const citizen = personOf('own-name-viettel')
    const phone = '+84982000999'
    expect(
      await registerByToken(sandbox, station, { person: citizen.key }, { claims: { phone, fullName: 'Ai Đó Khác' } }),
    ).toMatchObject({ ...registered, ial: 3 })
    const account = await accountUnder(world, 'id', citizen.idNumber)
    expect(account).toEqual({
      ial: 3,
      subject: 'citizen',
      name: expect.any(String),
      organisation: null,
      phone,
      password: null,
      keys: [`id:${citizen.idNumber}`],
    })
    expect(account.name.toLowerCase()).toBe(citizen.fullName.toLowerCase())

    const company = personOf('enterprise-limited')
    expect(await registerByToken(sandbox, station, { person: company.key, subject: 'enterprise' })).toMatchObject({
      ...registered,
      ial: 3,
    })
    expect(await accountUnder(world, 'tax', company.taxCode ?? '')).toMatchObject({
      ial: 3,
      subject: 'enterprise',
      organisation: company.organisation?.toUpperCase(),
      password: null,
      keys: [`tax:${company.taxCode}`],
    })

    const official = personOf('agency-centre')
    expect(await registerByToken(sandbox, station, { person: official.key, subject: 'agency' })).toMatchObject({
      ...registered,
      ial: 3,
    })
    expect(await accountUnder(world, 'agency', official.idNumber)).toMatchObject({
      ial: 3,
      subject: 'agency',
      organisation: 'UBND tỉnh Mẫu Thử',
      password: null,
      keys: [`agency:${official.idNumber}`, expect.stringMatching(/^agency:name:/)],
    })
  })

  test('a certificate with a CMND of 9 digits is the person’s on the card, and links both numbers', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const { key, idNumber, oldIdNumber = '' } = personOf('sim-on-cmnd')
    const card = { idNumber, oldIdNumber }
    expect(await registerByToken(sandbox, station, { person: key, card })).toMatchObject({
      state: 'refused',
      reason: 'CERTIFICATE_CARD_NEEDED',
    })
    const scanned = { claims: card, evidence: CARD }
    expect(await registerByToken(sandbox, station, { person: key, card }, scanned)).toMatchObject(registered)
    expect((await accountUnder(world, 'id', oldIdNumber)).keys).toEqual([`id:${idNumber}`, `id:${oldIdNumber}`].sort())
  })

  test('a SIM and both remote providers: asked through central, accepted at level 3, and nothing of the person stays in the request', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    for (const [key, method, kind] of [
      ['own-name-viettel', 'sim-pki', 'sim-signature'],
      ['id-sex-differs', 'sim-pki', 'sim-signature'],
      ['card-2024-cancelled-number', 'remote-signing', 'remote-signature'],
      ['own-name-vinaphone-no-email', 'remote-signing', 'remote-signature'],
      ['enterprise-limited', 'remote-signing', 'remote-signature'],
    ] as const) {
      const who = personOf(key)
      const content = contentOf(station, method, { subject: who.subject })
      const asked = await askParty(sandbox, station, who, { kind }, content.packetId)
      expect([key, asked.answer]).toMatchObject([
        key,
        { kind: 'signed', revocation: 'good', account: { state: 'none' } },
      ])
      const decision = await submit(station, { ...content, evidence: evidenceOf(asked) })
      expect([key, decision]).toMatchObject([key, { ...registered, ial: 3 }])
      const { rows } = await world.database.query('select * from remote_transaction where transaction_id = $1', [
        asked.transactionId,
      ])
      expect(rows[0]).toMatchObject({ used_by: content.packetId, user_key: null, party_ref: null, draft: null })
      expect(JSON.stringify(rows[0])).not.toMatch(
        new RegExp([who.idNumber, who.phone.slice(1), who.fullName].join('|')),
      )
    }
  })

  test('a sign-in proves level 2 by Vietnam Post; by VNeID what it says, where the policy has it', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const citizen = personOf('own-name-viettel')
    const content = contentOf(station, 'vnpost')
    const asked = await askParty(sandbox, station, citizen, { kind: 'sign-in', provider: 'vnpost' }, content.packetId)
    expect(asked.answer).toMatchObject({ kind: 'signed-in', ial: 2, account: { state: 'none' } })
    expect(await submit(station, { ...content, evidence: evidenceOf(asked) })).toMatchObject({ ...registered, ial: 2 })
    expect(await accountUnder(world, 'id', citizen.idNumber)).toMatchObject({
      ial: 2,
      name: citizen.fullName,
      password: null,
    })

    const later = await open({ ...overrides, policy: 'vneid-2024' })
    const other = await later.enrol()
    for (const [key, ial] of [
      ['card-2024-eleven-fields', 2],
      ['id-born-abroad', 3],
      ['enterprise-limited', 2],
      ['agency-commune', 2],
    ] as const) {
      const who = personOf(key)
      const packet = contentOf(other, 'vneid', { subject: who.subject })
      const signedIn = await askParty(sandbox, other, who, { kind: 'sign-in', provider: 'vneid' }, packet.packetId)
      expect([key, await submit(other, { ...packet, evidence: evidenceOf(signedIn, 'vneid') })]).toMatchObject([
        key,
        { ...registered, ial },
      ])
    }
    const closed = contentOf(other, 'vnpost')
    const late = await askParty(sandbox, other, citizen, { kind: 'sign-in', provider: 'vnpost' }, closed.packetId)
    expect(await submit(other, { ...closed, evidence: evidenceOf(late) })).toMatchObject({ reason: 'METHOD_CLOSED' })
  })

  test('evidence that is missing, malformed or another’s is refused, each for its reason', async () => {
    const world = await open(overrides)
    const [station, stranger] = [await world.enrol(), await world.enrol()]
    const citizen = personOf('own-name-viettel')
    const vnpost = { kind: 'sign-in', provider: 'vnpost' } as const
    const content = () => contentOf(station, 'vnpost')
    const own = content()
    const signedIn = await askParty(sandbox, station, citizen, vnpost, own.packetId)
    const proof = evidenceOf(signedIn)
    const bent = (change: object) => [{ ...proof[0], ...change }] as PacketContent['evidence']
    const claims = (more: PacketContent['claims']) => ({ ...own, packetId: own.packetId, claims: more })
    const cases: [string, PacketContent, string][] = [
      ['none', content(), 'EVIDENCE_MISSING'],
      ['another kind', { ...content(), evidence: CARD }, 'EVIDENCE_MISSING'],
      ['no proof in it', { ...content(), evidence: bent({ proof: undefined }) }, 'SHAPE_INVALID'],
      ['a number for a proof', { ...content(), evidence: bent({ proof: 7 }) }, 'SHAPE_INVALID'],
      ['of another packet', { ...content(), evidence: proof }, 'EVIDENCE_MISSING'],
      ['of no signature', { ...content(), evidence: bent({ proof: 'e30.e30.e30' }) }, 'EVIDENCE_MISSING'],
    ]
    for (const [what, packet, reason] of cases) {
      const { sequence, previousHash } = station.content({}, [])
      expect([what, await submit(station, { ...packet, sequence, previousHash })]).toMatchObject([what, { reason }])
    }
    // Of another station, under the very same packet.
    const foreign = { ...contentOf(stranger, 'vnpost'), packetId: own.packetId, evidence: proof }
    expect(await submit(stranger, foreign)).toMatchObject({ reason: 'EVIDENCE_MISSING' })
    expect(claims({}).packetId).toBe(own.packetId)

    const key = contentOf(station, 'usb-token')
    const signed = await tokenEvidence(sandbox, station, key.packetId, { person: citizen.key })
    const shapes: [string, PacketContent['evidence'], string][] = [
      ['none', [], 'EVIDENCE_MISSING'],
      ['no CMS', [{ ...signed[0], cms: '' }] as never, 'SHAPE_INVALID'],
      ['bytes that are no CMS', [{ ...signed[0], cms: 'AAAA' }] as never, 'STATEMENT_SIGNATURE_INVALID'],
      ['a statement of another packet', signed, 'STATEMENT_REPLAYED'],
    ]
    for (const [what, evidence, reason] of shapes) {
      const packet = contentOf(station, 'usb-token', { evidence })
      expect([what, await submit(station, packet)]).toMatchObject([what, { reason }])
    }
    const otherMethod = contentOf(station, 'sim-pki')
    const evidence = await tokenEvidence(sandbox, station, otherMethod.packetId, { person: citizen.key })
    expect(await submit(station, { ...otherMethod, evidence })).toMatchObject({ reason: 'STATEMENT_DIFFERS' })
    expect(await world.central.admin.countAccounts()).toBe(0)
  })

  test.each([
    ['provider', { method: 'vneid' }, 'vneid-2024', 'EVIDENCE_MISSING'],
    ['subject', { subject: 'enterprise' }, 'vneid-2024', 'SIGN_IN_WRONG_SUBJECT'],
    ['number in the claims', { claims: { idNumber: '046204000001' } }, 'portal-2022', 'PACKET_INCONSISTENT'],
    ['tax code in the claims', { claims: { taxCode: '0199999053' } }, 'portal-2022', 'PACKET_INCONSISTENT'],
  ] as const)('a sign-in proof with another %s is refused', async (what, change, policy, reason) => {
    const world = await open({ ...overrides, policy })
    const station = await world.enrol()
    const provider = what === 'subject' ? 'vneid' : 'vnpost'
    const content = contentOf(station, provider)
    const who = personOf('own-name-viettel')
    const asked = await askParty(sandbox, station, who, { kind: 'sign-in', provider }, content.packetId)
    const evidence = evidenceOf(asked, what === 'provider' ? 'vneid' : provider)
    const decision = await submit(station, { ...content, ...(change as Partial<PacketContent>), evidence })
    expect(decision).toMatchObject({ state: 'refused', reason })
    expect(await world.central.admin.countAccounts()).toBe(0)
    const { rows } = await world.database.query('select result::text, request::text from remote_transaction')
    expect(JSON.stringify(rows)).not.toContain(who.idNumber)
  })

  test('claims that say somebody else than the certificate are refused', async () => {
    const world = await open(overrides)
    const station = await world.enrol()
    const by = (person: string, subject: 'citizen' | 'enterprise', claims: PacketContent['claims']) =>
      registerByToken(sandbox, station, { person, subject }, { claims })
    const reason = 'CERTIFICATE_OTHER_PERSON'
    expect(await by('own-name-viettel', 'citizen', { idNumber: '046204000001' })).toMatchObject({ reason })
    expect(await by('enterprise-limited', 'enterprise', { taxCode: '0199999078' })).toMatchObject({ reason })
    const { taxCode = '' } = personOf('enterprise-branch')
    expect(await by('enterprise-branch', 'enterprise', { taxCode })).toMatchObject({ state: 'accepted' })
  })

  test('a batch that meets authorities away waits as a whole, and every packet says for whom', async () => {
    const world = await open({ ...overrides, verification: { retryDelaysMs: [60_000], concurrency: 1 } })
    const station = await world.enrol()
    const packets = []
    for (const { key } of PLAIN_SIGNERS.slice(0, 6)) {
      const { subject } = personOf(key)
      const content = contentOf(station, 'usb-token', { subject })
      const evidence = await tokenEvidence(sandbox, station, content.packetId, { person: key, subject })
      packets.push(await station.seal({ ...content, evidence }))
    }
    await putFaults(sandbox, { ca: 'down' })
    await station.push(packets)
    const waits = await until(async () => {
      const { rows } = await world.database.query('select reason, tries from packet_wait order by tries desc')
      return rows.length === packets.length && rows
    })
    await putFaults(sandbox, { ca: 'none' })
    expect(new Set(waits.map(({ reason }) => reason))).toEqual(new Set(['CERTIFICATE_REVOCATION_UNKNOWN']))
    expect(waits.map(({ tries }) => tries)).toEqual([1, 1, 1, 0, 0, 0])
  })
})
