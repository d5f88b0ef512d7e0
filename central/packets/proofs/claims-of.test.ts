import { expect, test } from 'vitest'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import type { SignatureQuestion } from '../../signatures/check-signature.ts'
import type { Station } from '../../stations/station.repo.ts'
import type { VerifyParts } from '../verify.ts'
import { proveBySignature } from './by-signature.ts'
import { numbersIn } from './claims-of.ts'

const NUMBER = '046204001234'
const STRANGERS = '172345678'
const SCANNED = { kind: 'card-qr', issuedOn: null, cancelledIdNumber: null }
const SIGNED = { kind: 'signature', statement: 's', cms: 'YQ==', transactionId: null, revocation: 'unchecked' }
const contentOf = (evidence: readonly object[], claims: object = { idNumber: NUMBER, oldIdNumber: STRANGERS }) =>
  ({ subject: 'citizen', claims, evidence, consent: { termsVersion: '2022-06' } }) as unknown as PacketContent

test('trap: a stranger’s old number that was typed is nobody’s; the card’s own counts', () => {
  expect(numbersIn(contentOf([]))).toEqual([NUMBER])
  expect(numbersIn(contentOf([SCANNED]))).toEqual([NUMBER, STRANGERS])
  expect(numbersIn(contentOf([SCANNED], { idNumber: NUMBER, oldIdNumber: NUMBER }))).toEqual([NUMBER])
  expect(numbersIn(contentOf([SCANNED], {}))).toEqual([])
})

test('trap: a certificate with a CMND is tied to a person by a card that was scanned, never by typed numbers', async () => {
  const asked: SignatureQuestion['card'][] = []
  const parts = {
    clock: { now: () => 0 },
    checkSignature: async ({ card }: SignatureQuestion) => {
      asked.push(card)
      return { kind: 'refused', code: 'CERTIFICATE_CARD_NEEDED' }
    },
  } as unknown as VerifyParts
  for (const evidence of [[SIGNED], [SIGNED, SCANNED]])
    await proveBySignature(parts, contentOf(evidence), 'usb-token', {} as Station)
  expect(asked).toEqual([null, { idNumber: NUMBER, oldIdNumber: STRANGERS }])
})
