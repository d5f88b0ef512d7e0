import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMemoryCache } from '../../data/pki/revocation-cache.ts'
import { CERTIFICATE_VARIANTS } from '../sandbox/authorities/authorities.ts'
import { holdingsOf } from '../sandbox/authorities/holdings.ts'
import type { CaFault } from '../sandbox/fault-switches.ts'
import { openSandbox, putFaults } from '../sandbox/harness.ts'
import { PEOPLE } from '../sandbox/people/people.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { SignatureQuestion } from './check-signature.ts'
import { openCheck, outcomeOf, type SigningOrder, signWith } from './testing/signature-bed.ts'

const DAY_MS = 86_400_000
const HOLDINGS = holdingsOf(PEOPLE)
const uidOf = (at: (typeof HOLDINGS)[number]) => at.name.find(([attribute]) => attribute === 'UID')?.[1] ?? ''
const CITIZENS = HOLDINGS.filter((one) => one.subject === 'citizen' && /:\d{12}$/.test(uidOf(one)))
const CITIZEN = CITIZENS[0]?.person ?? ''
const ENTERPRISE = { person: 'own-name-viettel', subject: 'enterprise' } as const
const AGENCY = { person: 'own-name-vietnamobile', subject: 'agency' } as const

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ slowMs: 60_000 })
})
beforeEach(() => putFaults(sandbox, { ca: 'none' }))
afterAll(() => sandbox.close())

/** What a fresh central says of one signature. */
async function judged(order: SigningOrder, asked: Partial<SignatureQuestion> = {}): Promise<string> {
  const { question } = await signWith(sandbox, order)
  const { check, line } = await openCheck(sandbox)
  const finding = await check({ ...question, ...asked })
  line.close()
  return outcomeOf(finding)
}

describe('a good signature', () => {
  test('of a citizen tells who it is', async () => {
    const { question, parts } = await signWith(sandbox, { person: CITIZEN })
    const { check } = await openCheck(sandbox)
    expect(await check(question)).toMatchObject({
      kind: 'good',
      idNumber: PEOPLE.find(({ key }) => key === CITIZEN)?.idNumber,
      facts: { fullName: parts.fullName, idNumber: parts.idNumber, organisation: null },
      nonce: parts.nonce,
      signedAtMs: Math.floor(question.nowMs / 1000) * 1000,
      revocation: 'good',
    })
  })

  test.each(CITIZENS.slice(0, 6).map(({ person, authority }) => [person, authority]))(
    'of %s, by %s',
    async (person) => {
      expect(await judged({ person })).toBe('good')
    },
  )

  test('of an enterprise and of an agency has no number of a person', async () => {
    const { check } = await openCheck(sandbox)
    const enterprise = await check((await signWith(sandbox, ENTERPRISE)).question)
    expect(enterprise).toMatchObject({ kind: 'good', idNumber: null, facts: { taxCode: '0199999014' } })
    const agency = await check((await signWith(sandbox, AGENCY)).question)
    expect(agency).toMatchObject({ kind: 'good', idNumber: null, holder: { kind: 'state' } })
  })

  test('asked twice asks the authorities once', async () => {
    const { check } = await openCheck(sandbox)
    const { question } = await signWith(sandbox, { person: CITIZEN })
    expect(outcomeOf(await check(question))).toBe('good')
    await putFaults(sandbox, { ca: 'down' })
    expect(outcomeOf(await check(question))).toBe('good')
    // Another central on the same database.
    const cache = createMemoryCache()
    await putFaults(sandbox, { ca: 'none' })
    await (await openCheck(sandbox, {}, cache)).check(question)
    await putFaults(sandbox, { ca: 'down' })
    expect(outcomeOf(await (await openCheck(sandbox, {}, cache)).check(question))).toBe('good')
  })

  test('whose message left the issuers out finds them by their address', async () => {
    expect(await judged({ person: CITIZEN, bare: true })).toBe('good')
  })
})

describe('each bad certificate ends in its own fault', () => {
  const EXPECTED: Readonly<Record<(typeof CERTIFICATE_VARIANTS)[number], string>> = {
    good: 'good',
    expired: 'refused CERTIFICATE_EXPIRED',
    'not-yet-valid': 'refused CERTIFICATE_NOT_YET_VALID',
    revoked: 'refused CERTIFICATE_REVOKED',
    sha1: 'refused CERTIFICATE_SHA1',
    'wrong-ca': 'refused CERTIFICATE_UNTRUSTED',
    'wrong-usage': 'refused CERTIFICATE_KEY_USAGE',
    // The statement was agreed on for the right person; the certificate is another's.
    'other-person': 'refused STATEMENT_DIFFERS',
  }
  test.each(CERTIFICATE_VARIANTS)('%s', async (variant) => {
    const { parts } = await signWith(sandbox, { person: CITIZEN })
    const { fullName, idNumber } = parts
    expect(await judged({ person: CITIZEN, variant, says: { fullName, idNumber } })).toBe(EXPECTED[variant])
  })

  test("somebody else's card", async () => {
    const card = { idNumber: '001190004127', oldIdNumber: null }
    expect(await judged({ person: CITIZEN, variant: 'other-person', card })).toBe('refused CERTIFICATE_OTHER_PERSON')
  })

  test('an agency by the public tree, a citizen by the state tree', async () => {
    const asAgency = { subject: 'agency' } as const
    expect(await judged({ person: CITIZEN, says: asAgency }, asAgency)).toBe('refused CERTIFICATE_WRONG_TREE')
    const asCitizen = { subject: 'citizen' } as const
    expect(await judged({ ...AGENCY, says: asCitizen }, asCitizen)).toBe('refused CERTIFICATE_WRONG_TREE')
  })

  test('an enterprise by the certificate of a person', async () => {
    const asEnterprise = { subject: 'enterprise' } as const
    expect(await judged({ person: CITIZEN, says: asEnterprise }, asEnterprise)).toBe(
      'refused CERTIFICATE_WRONG_SUBJECT',
    )
  })
})

describe('a certificate with a CMND of 9 digits', () => {
  const old = HOLDINGS.find((one) => one.subject === 'citizen' && /:\d{9}$/.test(uidOf(one)))
  const person = old?.person ?? ''
  const cmnd = old ? uidOf(old).slice(-9) : ''
  const idNumber = PEOPLE.find(({ key }) => key === person)?.idNumber ?? ''

  test.each<[string, SigningOrder['card'], string]>([
    ['needs the card', null, 'refused CERTIFICATE_CARD_NEEDED'],
    ['is known by the card', { idNumber, oldIdNumber: cmnd }, 'good'],
    ['is not known by a card without it', { idNumber, oldIdNumber: null }, 'refused CERTIFICATE_CMND_ONLY'],
    ["is not known by another's card", { idNumber, oldIdNumber: '012345678' }, 'refused CERTIFICATE_OTHER_PERSON'],
  ])('%s', async (_what, card = null, expected) => {
    expect(await judged({ person, card })).toBe(expected)
  })
})

describe('what was signed must be what was asked for', () => {
  test.each<[string, Partial<SignatureQuestion>, string]>([
    ['another text', { statement: 'x' }, 'refused STATEMENT_DIFFERS'],
    ['another packet', { packetId: '01890a5d-ac96-774b-bcce-b302099a8057' }, 'refused STATEMENT_REPLAYED'],
    ['another subject', { subject: 'enterprise' }, 'refused STATEMENT_DIFFERS'],
    ['another method', { method: 'sim-pki' }, 'refused STATEMENT_DIFFERS'],
    ['another nonce agreed on', { expected: { nonce: 'ab'.repeat(32) } }, 'refused STATEMENT_REPLAYED'],
    ['another version of the terms', { expected: { termsVersion: '2030-01' } }, 'refused STATEMENT_DIFFERS'],
    ['no message at all', { cms: new Uint8Array([1, 2, 3]) }, 'refused STATEMENT_SIGNATURE_INVALID'],
  ])('%s', async (_what, difference, expected) => {
    expect(await judged({ person: CITIZEN }, difference)).toBe(expected)
  })

  test.each<[string, NonNullable<SigningOrder['says']>]>([
    ['name', { fullName: 'Nguyễn Văn Khác' }],
    ['number', { idNumber: '079199999999' }],
    ['organisation', { organisation: 'Công ty Khác' }],
    ['tax code', { taxCode: '0199999014' }],
    ['unit', { stateUnit: '1234567' }],
    ['time', { atMs: Date.now() - 3_600_000 }],
  ])('a %s that is not the one certified', async (_what, says) => {
    expect(await judged({ person: CITIZEN, says })).toBe('refused STATEMENT_DIFFERS')
  })

  test('a statement may say less than the certificate, and write the name in other letters', async () => {
    const { parts } = await signWith(sandbox, { person: CITIZEN })
    expect(await judged({ person: CITIZEN, says: { idNumber: null, email: 'x@example.com' } })).toBe('good')
    expect(await judged({ person: CITIZEN, says: { fullName: parts.fullName?.toLowerCase() ?? '' } })).toBe('good')
  })

  test('any byte changed is refused', async () => {
    const { question } = await signWith(sandbox, { person: CITIZEN })
    const { check } = await openCheck(sandbox)
    for (let at = 0; at < question.cms.length; at += 41) {
      const cms = Uint8Array.from(question.cms)
      cms[at] = (cms[at] ?? 0) ^ 0x04
      expect((await check({ ...question, cms })).kind, `byte ${at}`).not.toBe('put-off')
    }
  })
})

describe('authorities that do not answer well', () => {
  test.each<[CaFault, string]>([
    ['down', 'put-off CERTIFICATE_REVOCATION_UNKNOWN'],
    ['wrong', 'put-off CERTIFICATE_REVOCATION_UNKNOWN'],
    ['stale', 'put-off CERTIFICATE_REVOCATION_UNKNOWN'],
    ['forged', 'refused CERTIFICATE_REVOCATION_FORGED'],
  ])('%s', async (ca, expected) => {
    const { question } = await signWith(sandbox, { person: CITIZEN })
    await putFaults(sandbox, { ca })
    const { check } = await openCheck(sandbox)
    expect(outcomeOf(await check(question))).toBe(expected)
    // A wrong refusal would stay; a put-off ends well once they are back.
    await putFaults(sandbox, { ca: 'none' })
    expect(outcomeOf(await (await openCheck(sandbox)).check(question))).toBe('good')
  })

  test('replayed answers do not hide a revocation: the list tells it', async () => {
    const { question } = await signWith(sandbox, { person: CITIZEN, variant: 'revoked' })
    await putFaults(sandbox, { ca: 'replayed' })
    expect(outcomeOf(await (await openCheck(sandbox)).check(question))).toBe('refused CERTIFICATE_REVOKED')
  })

  test('slow is put off within the time given', async () => {
    const { question } = await signWith(sandbox, { person: CITIZEN })
    await putFaults(sandbox, { ca: 'slow' })
    const { check } = await openCheck(sandbox, { timeoutsMs: { ocsp: 50, list: 50, issuer: 50 } })
    expect(outcomeOf(await check(question))).toBe('put-off CERTIFICATE_REVOCATION_UNKNOWN')
  })

  test('an issuer that is missing while its server is down is put off, not refused', async () => {
    const { question } = await signWith(sandbox, { person: CITIZEN, bare: true })
    await putFaults(sandbox, { ca: 'down' })
    expect(outcomeOf(await (await openCheck(sandbox)).check(question))).toBe('put-off CERTIFICATE_REVOCATION_UNKNOWN')
  })

  test('private addresses are not asked unless allowed', async () => {
    const { check } = await openCheck(sandbox, { allowPrivate: false })
    const whole = await signWith(sandbox, { person: CITIZEN })
    expect(outcomeOf(await check(whole.question))).toBe('put-off CERTIFICATE_REVOCATION_UNKNOWN')
    const bare = await signWith(sandbox, { person: CITIZEN, bare: true })
    const other = await openCheck(sandbox, { allowPrivate: false })
    expect(outcomeOf(await other.check(bare.question))).toBe('refused CERTIFICATE_UNTRUSTED')
  })
})

describe('the time of signing', () => {
  const now = Date.now()
  test.each<[string, SigningOrder, string]>([
    [
      'weeks offline, expired meanwhile',
      { person: CITIZEN, variant: 'expired', signedAtMs: now - 20 * DAY_MS },
      'good',
    ],
    [
      'expired long before, whatever the claim',
      // The certificate ended a day ago; asked 90 days on, the claim reaches back 60 at most.
      { person: CITIZEN, variant: 'expired', signedAtMs: now - 20 * DAY_MS, nowMs: now + 90 * DAY_MS },
      'refused CERTIFICATE_EXPIRED',
    ],
    ['a clock ahead', { person: CITIZEN, signedAtMs: now + 900 * DAY_MS }, 'good'],
    ['a clock before the certificate was made', { person: CITIZEN, signedAtMs: Date.UTC(2001, 0, 1) }, 'good'],
    [
      'not yet valid, said to be later',
      { person: CITIZEN, variant: 'not-yet-valid', signedAtMs: now + 40 * DAY_MS },
      'refused CERTIFICATE_NOT_YET_VALID',
    ],
  ])('%s', async (_what, order, expected) => {
    expect(await judged(order)).toBe(expected)
  })

  test('is never told to be later than now', async () => {
    const { question } = await signWith(sandbox, { person: CITIZEN, signedAtMs: now + 900 * DAY_MS })
    const { check } = await openCheck(sandbox)
    expect(await check(question)).toMatchObject({ kind: 'good', signedAtMs: question.nowMs })
  })
})
