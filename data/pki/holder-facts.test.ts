import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NameParts } from '../../central/sandbox/authorities/issue.ts'
import type { HolderFacts } from '../../flows/base/holder.ts'
import type { Subject } from '../../flows/base/terms.ts'
import { CERTIFICATES_IN_FILE_MAX, certificatesInFile } from './certificate-file.ts'
import { createCertificateReader } from './certificate-reader.ts'
import type { CardNumbers } from './citizen-number.ts'
import { actingHolder, treesOf } from './holder-facts.ts'
import { differsFromHolder, type HolderParts, holderParts } from './statement-holder.ts'
import { CA, caSigner, leaf, parsed, ROOT } from './testing/ca.ts'
import { pem } from './testing/openssl.ts'

const NAME = ['CN', 'NGUYỄN THỊ MINH CHÂU'] as const
const CCCD = ['UID', 'CCCD:001190004127'] as const
const CMND = ['UID', 'CMND:011900412'] as const
const MST = ['UID', 'MST:0199999014'] as const
const COMPANY = ['O', 'CÔNG TY MẪU'] as const
const CARD = { idNumber: '001190004127', oldIdNumber: '011900412' }

function acting(name: NameParts, subject: Subject, card: CardNumbers | null = null) {
  const found = actingHolder(parsed(leaf(caSigner, { subject: name })), 'public', { subject, card })
  if (found.kind === 'refused') return found.code
  const { fullName, idNumber, oldIdNumber, organisation, taxCode } = found.facts
  return [found.idNumber, fullName, idNumber, oldIdNumber, organisation, taxCode]
}

describe('whom a certificate lets act', () => {
  test.each<[string, NameParts, Subject, CardNumbers | null, unknown]>([
    ['a person', [NAME, CCCD], 'citizen', null, [CARD.idNumber, NAME[1], CARD.idNumber, null, null, null]],
    [
      'a person with the card',
      [NAME, CCCD],
      'citizen',
      CARD,
      [CARD.idNumber, NAME[1], CARD.idNumber, '011900412', null, null],
    ],
    [
      'an old number and the card',
      [NAME, CMND],
      'citizen',
      CARD,
      [CARD.idNumber, NAME[1], CARD.idNumber, '011900412', null, null],
    ],
    ['an old number alone', [NAME, CMND], 'citizen', null, 'CERTIFICATE_CARD_NEEDED'],
    ['a card without old number', [NAME, CMND], 'citizen', { ...CARD, oldIdNumber: null }, 'CERTIFICATE_CMND_ONLY'],
    ["another's card", [NAME, CCCD], 'citizen', { ...CARD, idNumber: '079199999999' }, 'CERTIFICATE_OTHER_PERSON'],
    ['a passport alone', [NAME, ['UID', 'HC:B1234567']], 'citizen', null, 'CERTIFICATE_NO_NUMBER'],
    ['a company', [['CN', COMPANY[1]], MST], 'enterprise', null, [null, null, null, null, COMPANY[1], '0199999014']],
    ['a company as citizen', [['CN', COMPANY[1]], MST], 'citizen', null, 'CERTIFICATE_WRONG_SUBJECT'],
    [
      'a person in a company, for it',
      [NAME, COMPANY, CCCD, MST],
      'enterprise',
      null,
      [null, NAME[1], CARD.idNumber, null, COMPANY[1], '0199999014'],
    ],
    ['a person as agency', [NAME, CCCD], 'agency', null, 'CERTIFICATE_WRONG_SUBJECT'],
    ['a name that lost its letters', [['CN', 'NGUY?N TH? CHÂU'], CCCD], 'citizen', null, 'NAME_DAMAGED'],
  ])('%s', (_what, name, subject, card, expected) => {
    expect(acting(name, subject, card)).toEqual(expected)
  })

  test('the issuer is told by its name', () => {
    const found = actingHolder(parsed(leaf(caSigner)), 'public', { subject: 'citizen', card: null })
    expect(found).toMatchObject({ facts: { issuerName: 'MAU-CA SHA-256' } })
  })

  test('agencies by the state tree alone, the others by the public one alone', () => {
    expect([treesOf('agency'), treesOf('citizen'), treesOf('enterprise')]).toEqual([['state'], ['public'], ['public']])
  })
})

describe('the words of a statement', () => {
  const facts: HolderFacts = {
    fullName: 'NGUYỄN THỊ HÒA',
    idNumber: '001190004127',
    oldIdNumber: null,
    organisation: null,
    organisationUnits: [],
    taxCode: null,
    stateUnit: null,
    email: null,
    issuerName: 'x',
    validFrom: 0,
    validTo: 1,
  }

  test.each<[string, Partial<HolderParts>, string | null]>([
    ['the same', {}, null],
    ['less', { fullName: null, idNumber: null }, null],
    ['other letter case, the tone elsewhere', { fullName: 'Nguyễn Thị Hoà' }, null],
    ['other marks', { fullName: 'Nguyễn Thị Hoa' }, 'fullName'],
    ['another number', { idNumber: '001190004128' }, 'idNumber'],
    ['an organisation that is not there', { organisation: 'Bộ Mẫu' }, 'organisation'],
    ['a tax code that is not there', { taxCode: '0199999014' }, 'taxCode'],
    ['a unit that is not there', { stateUnit: '1999905' }, 'stateUnit'],
    ['an address of their own', { email: 'x@example.com' }, null],
  ])('%s', (_what, change, expected) => {
    expect(differsFromHolder({ ...holderParts(facts), ...change }, facts)).toBe(expected)
  })
})

describe('files of certificates', () => {
  test('one in DER, many in PEM with words around them', () => {
    expect(certificatesInFile(ROOT)).toEqual([ROOT])
    const text = `subject=…\n${pem(ROOT)}\nissuer=…\n${pem(CA, 'X509 CERTIFICATE')}${pem(CA, 'PRIVATE KEY')}`
    expect(certificatesInFile(Buffer.from(text))).toEqual([ROOT, CA])
  })

  test('never more than a bundle has', () => {
    const many = Buffer.from(pem(CA).repeat(CERTIFICATES_IN_FILE_MAX + 9))
    expect(certificatesInFile(many)).toHaveLength(CERTIFICATES_IN_FILE_MAX)
  })

  test('anything at all is none, or DER to be read', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.uint8Array({ maxLength: 60 }).map((inside) => Buffer.from(pem(inside))),
      fc.uint8Array({ maxLength: 60 }).map((inside) => Buffer.from(pem(inside, 'PKCS7'))),
    )
    fc.assert(
      fc.property(bytes, (file) => {
        for (const der of certificatesInFile(file)) expect(der[0]).toBe(0x30)
      }),
      { seed: 20_261_122, numRuns: 500 },
    )
  })
})

describe('a reader that remembers', () => {
  test('gives the same certificate for the same bytes, and forgets what was not asked for lately', () => {
    const read = createCertificateReader(4)
    const [often, once] = [leaf(caSigner), leaf(caSigner)]
    const first = read(often)
    expect(read(Uint8Array.from(often))).toBe(first)
    const second = read(once)
    for (let more = 0; more < 8; more += 1) {
      read(leaf(caSigner))
      expect(read(often)).toBe(first)
    }
    expect(read(once)).not.toBe(second)
    expect(read(once)?.fingerprint).toBe(second?.fingerprint)
    expect(read(new Uint8Array([1]))).toBeNull()
  })

  test('does not mind what becomes of the bytes', () => {
    const read = createCertificateReader()
    const bytes = Uint8Array.from(CA)
    const known = read(bytes)
    bytes.fill(0)
    expect(known?.der).toEqual(CA)
    expect(read(CA)).toBe(known)
  })
})
