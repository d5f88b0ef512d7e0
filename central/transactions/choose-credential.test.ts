import { expect, test } from 'vitest'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { sampleHolder } from '../../flows/testing/sample-holders.ts'
import type { RemoteCredential } from '../connectors/remote-signing/remote-signer.ts'
import type { CertificateFinding, CertificateQuestion } from '../signatures/check-signature.ts'
import { chooseCredential } from './choose-credential.ts'

const NUMBER = '046204001234'
const OLD_NUMBER = '172345678'
const NOW = 1_800_000_000_000

const key = (name: string, status: RemoteCredential['status'] = 'valid'): RemoteCredential => ({
  credentialId: name,
  certificate: Buffer.from(name),
  chain: [Buffer.from('issuer')],
  status,
})
const good = (change = {}): CertificateFinding => ({ kind: 'good', facts: sampleHolder('citizen', change) })
const refused = (code: FaultCode): CertificateFinding => ({ kind: 'refused', code })

/** Judges each certificate, named by its bytes, as `findings` says. */
async function choose(
  credentials: readonly RemoteCredential[],
  findings: Readonly<Record<string, CertificateFinding>>,
  asked: Partial<Parameters<typeof chooseCredential>[2]> = {},
) {
  const judged: CertificateQuestion[] = []
  const parts = {
    clock: { now: () => NOW },
    judgeCertificate: async (question: CertificateQuestion) => {
      judged.push(question)
      return findings[Buffer.from(question.certificate).toString()] ?? refused('CERTIFICATE_UNTRUSTED')
    },
  }
  const chosen = await chooseCredential(parts, credentials, {
    subject: 'citizen',
    card: null,
    userKey: NUMBER,
    ...asked,
  })
  return { chosen: 'code' in chosen ? chosen.code : chosen.credential.credentialId, judged }
}

test('the first good key is taken, whatever is wrong with those before it', async () => {
  const { chosen, judged } = await choose([key('a'), key('b'), key('c')], {
    a: refused('CERTIFICATE_EXPIRED'),
    b: good(),
    c: good(),
  })
  expect(chosen).toBe('b')
  const card = { idNumber: NUMBER, oldIdNumber: null }
  const [question] = (await choose([key('a')], { a: good() }, { card })).judged
  expect(question).toMatchObject({ subject: 'citizen', card, nowMs: NOW, others: [Buffer.from('issuer')] })
  expect(judged).toHaveLength(2)
})

test('without a good one the first flaw is told', async () => {
  const findings = { a: refused('CERTIFICATE_REVOKED'), b: refused('CERTIFICATE_EXPIRED') }
  expect((await choose([key('a'), key('b')], findings)).chosen).toBe('CERTIFICATE_REVOKED')
  expect((await choose([], findings)).chosen).toBe('REMOTE_SIGN_NO_CERTIFICATE')
})

test('trap: a key that the provider keeps under somebody else’s number signs for nobody', async () => {
  const others = good({ idNumber: '038190009999' })
  expect((await choose([key('a')], { a: others })).chosen).toBe('CERTIFICATE_OTHER_PERSON')
  expect((await choose([key('a'), key('b')], { a: others, b: good() })).chosen).toBe('b')
})

test.each([
  ['a person by the number of now', 'citizen', NUMBER, { idNumber: NUMBER }, 'a'],
  ['a person by the number before', 'citizen', OLD_NUMBER, { idNumber: NUMBER, oldIdNumber: OLD_NUMBER }, 'a'],
  ['a person never by a tax code', 'citizen', '0101234567', { taxCode: '0101234567' }, 'CERTIFICATE_OTHER_PERSON'],
  ['an enterprise by its tax code', 'enterprise', '0101234567', { taxCode: '0101234567' }, 'a'],
  ['an enterprise never by its head', 'enterprise', NUMBER, { idNumber: NUMBER }, 'CERTIFICATE_OTHER_PERSON'],
] as const)('%s', async (_, subject, userKey, facts, expected) => {
  expect((await choose([key('a')], { a: good(facts) }, { subject, userKey })).chosen).toBe(expected)
})

test('a key that its provider calls invalid is not asked, but says why where there is no other', async () => {
  const invalid = key('a', 'invalid')
  expect((await choose([invalid, key('b')], { a: refused('CERTIFICATE_REVOKED'), b: good() })).judged).toHaveLength(1)
  expect((await choose([invalid], { a: refused('CERTIFICATE_REVOKED') })).chosen).toBe('CERTIFICATE_REVOKED')
  expect((await choose([invalid], { a: good() })).chosen).toBe('REMOTE_SIGN_NO_CERTIFICATE')
})

test('revocation that nobody can tell does not send the holder away: it is asked again with the signature', async () => {
  const finding: CertificateFinding = {
    kind: 'put-off',
    reason: 'CERTIFICATE_REVOCATION_UNKNOWN',
    facts: sampleHolder('citizen'),
  }
  expect((await choose([key('a')], { a: finding })).chosen).toBe('a')
})
