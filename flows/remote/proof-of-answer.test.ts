import { expect, test } from 'vitest'
import { OWN_CARD } from '../testing/sample-cards.ts'
import { sampleHolder } from '../testing/sample-holders.ts'
import { claimsOfHolder, linesOfHolder, proofOfAnswer } from './proof-of-answer.ts'

const HOLDER = sampleHolder('agency', { oldIdNumber: '172345678', taxCode: '0101234567' })

test('a holder claims all that the certificate tells, and nothing it leaves out', () => {
  expect(claimsOfHolder(HOLDER)).toEqual({
    fullName: 'Lê Văn Mẫu',
    idNumber: '046204001234',
    oldIdNumber: '172345678',
    organisation: 'Uỷ ban nhân dân xã Mẫu',
    taxCode: '0101234567',
    stateUnit: '1012345',
    email: 'mau@xamau.example',
  })
  expect(claimsOfHolder(sampleHolder('citizen'))).toEqual({ fullName: 'Lê Văn Mẫu', idNumber: '046204001234' })
})

test('trap: the panel tells days as dd/mm/yyyy in Vietnam, whatever the machine’s zone', () => {
  const holder = { ...HOLDER, validFrom: Date.UTC(2025, 11, 31, 17), validTo: Date.UTC(2026, 11, 31, 16, 59) }
  expect(linesOfHolder(holder, 'unchecked')).toEqual([
    { name: 'fullName', text: 'Lê Văn Mẫu' },
    { name: 'idNumber', text: '046204001234' },
    { name: 'organisation', text: 'Uỷ ban nhân dân xã Mẫu, Văn phòng' },
    { name: 'taxCode', text: '0101234567' },
    { name: 'stateUnit', text: '1012345' },
    { name: 'issuer', text: 'CA Thử Nghiệm' },
    { name: 'validity', text: '01/01/2026 – 31/12/2026' },
    { name: 'revocation', text: 'unchecked' },
  ])
})

test('a signature is level 3 with its card, a sign-in the level its provider told', () => {
  const account = { state: 'none' } as const
  const request = { transactionId: 't1', provider: 'vneid', phone: '+84971204118', card: OWN_CARD } as const
  const holder = sampleHolder('citizen')
  const signed = { kind: 'signed', statement: 's', cmsBase64: 'YQ==', holder, revocation: 'good', account } as const
  const proof = proofOfAnswer(signed, request)
  expect(proof).toMatchObject({ ial: 3, account, claims: { phone: '+84971204118', idNumber: holder.idNumber } })
  expect(proof.evidence).toEqual([
    { kind: 'signature', statement: 's', cms: 'YQ==', transactionId: 't1', revocation: 'good' },
    { kind: 'card-qr', issuedOn: OWN_CARD.issuedOn, cancelledIdNumber: null },
  ])
  const claims = { fullName: 'Lê Văn Mẫu', idNumber: '046204001234', birthDate: '2004-02-29' }
  const signedIn = proofOfAnswer({ kind: 'signed-in', claims, ial: 2, proof: 'a.b.c', account }, request)
  expect(signedIn).toMatchObject({ ial: 2, claims, passwordAbout: null })
  expect(signedIn.claims).not.toHaveProperty('phone')
  expect(signedIn.evidence).toEqual([{ kind: 'sign-in', provider: 'vneid', transactionId: 't1', proof: 'a.b.c' }])
  expect(signedIn.fixed).toContainEqual({ name: 'birthDate', text: '29/02/2004' })
})
