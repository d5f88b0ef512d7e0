import { describe, expect, test } from 'vitest'
import { OWN_CARD, SAMPLE_CARD, SAMPLE_MRZ } from '../testing/sample-cards.ts'
import { sampleHolder } from '../testing/sample-holders.ts'
import { GOOD_ANSWERS } from '../testing/visit-driver.ts'
import { cardEvidence, holderCardEvidence } from './card-evidence.ts'
import { claimsOf, EMPTY_DRAFT } from './fields.ts'
import { fieldsOf } from './method-fields.ts'

const FIELDS = fieldsOf('mobile', 'citizen').before
const TODAY = '2026-11-22'
const OWN = { ...EMPTY_DRAFT, ...Object.fromEntries(FIELDS.map((field) => [field, GOOD_ANSWERS[field]])) }
const OTHERS = { ...OWN, idNumber: SAMPLE_CARD.idNumber, birthDate: '15/08/1990' }
const kinds = (evidence: readonly { readonly kind: string }[]) => evidence.map(({ kind }) => kind)

describe('trap: the card of one person and the number of another', () => {
  test('front and back are evidence while the number given is the card’s own', () => {
    expect(kinds(cardEvidence(OWN, OWN_CARD, SAMPLE_MRZ))).toEqual(['card-qr', 'card-mrz'])
    expect(cardEvidence(OTHERS, OWN_CARD, SAMPLE_MRZ)).toEqual([])
    expect(kinds(cardEvidence(OTHERS, SAMPLE_CARD, SAMPLE_MRZ))).toEqual(['card-qr'])
    expect(cardEvidence(OWN, null, null)).toEqual([])
  })

  test('what only the card says is claimed of its own number alone', () => {
    expect(claimsOf(FIELDS, OTHERS, SAMPLE_CARD, TODAY)).toMatchObject({
      oldIdNumber: SAMPLE_CARD.oldIdNumber,
      sex: 'female',
      residence: SAMPLE_CARD.residence,
    })
    const claims = claimsOf(FIELDS, OWN, SAMPLE_CARD, TODAY)
    expect(claims?.idNumber).toBe(GOOD_ANSWERS.idNumber)
    for (const name of ['oldIdNumber', 'sex', 'residence']) expect(claims).not.toHaveProperty(name)
  })

  test('a card says whose a certificate is while it has the holder’s number', () => {
    const holder = sampleHolder('citizen')
    expect(kinds(holderCardEvidence(holder, OWN_CARD))).toEqual(['card-qr'])
    expect(holderCardEvidence(holder, SAMPLE_CARD)).toEqual([])
    expect(holderCardEvidence(holder, null)).toEqual([])
  })
})
