import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ATTRIBUTE, type NameParts } from '../../central/sandbox/authorities/issue.ts'
import { citizenNumberOf } from './citizen-number.ts'
import { childrenOf, readDer } from './der.ts'
import { sequence, setOf, writeDer } from './der-write.ts'
import { readName } from './name.ts'
import { readSubjectNumbers } from './subject-numbers.ts'
import { readHolder } from './subject-profile.ts'
import { caSigner, leaf, parsed, stateSigner } from './testing/ca.ts'
import { mayActAs, whoMay } from './who-may.ts'

const holderOf = (subject: NameParts, tree: 'public' | 'state' | null = 'public') =>
  readHolder(parsed(leaf(tree === 'state' ? stateSigner : caSigner, { subject })), tree)

const NAME = ['CN', 'NGUYỄN THỊ MINH CHÂU'] as const

describe('kinds of certificate (domain.md §3.2)', () => {
  test('individual of a public CA', () => {
    const subject: NameParts = [
      ['C', 'VN'],
      ['ST', 'Hà Nội'],
      ['L', 'Xã Mẫu'],
      NAME,
      ['UID', 'CMND:001190004127'],
      ['E', 'chau@Example.VN'],
    ]
    expect(holderOf(subject)).toEqual({
      kind: 'person',
      fullName: 'NGUYỄN THỊ MINH CHÂU',
      organisation: null,
      organisationUnits: [],
      title: null,
      idNumber: '001190004127',
      cmnd9: null,
      passport: null,
      taxCode: null,
      stateUnit: null,
      province: 'Hà Nội',
      email: 'chau@example.vn',
      problems: [],
    })
  })

  test('organisation', () => {
    const subject: NameParts = [
      ['UID', 'MST:0100233488'],
      ['CN', 'CÔNG TY TNHH MTV MẪU THỬ 1'],
      ['O', 'Nhóm Mẫu'],
      ['C', 'VN'],
    ]
    expect(holderOf(subject)).toMatchObject({
      kind: 'organisation',
      fullName: null,
      organisation: 'CÔNG TY TNHH MTV MẪU THỬ 1',
      taxCode: { value: '0100233488', checkDigit: 'right' },
      problems: [],
    })
  })

  test('person in an organisation: several UIDs, one of them in 2.5.4.97', () => {
    const own: NameParts = [
      ['O', 'CÔNG TY MẪU'],
      ['T', 'Giám đốc'],
      NAME,
      ['UID', 'CCCD:001190004127'],
      ['UID', 'MST:0314409058-002'],
    ]
    const said = {
      kind: 'person-in-organisation',
      fullName: 'NGUYỄN THỊ MINH CHÂU',
      organisation: 'CÔNG TY MẪU',
      title: 'Giám đốc',
      idNumber: '001190004127',
      taxCode: { value: '0314409058-002' },
    }
    expect(holderOf(own)).toMatchObject(said)
    expect(holderOf([...own.slice(0, 4), ['ORGID', 'VATVN-0314409058002']])).toMatchObject(said)
  })

  test('state official or body, without any number, by tree or by the name of its issuer', () => {
    const subject: NameParts = [
      ['C', 'VN'],
      ['O', 'UBND tỉnh Mẫu'],
      ['OU', 'Sở Thử nghiệm'],
      ['OU', 'Văn phòng'],
      ['L', 'Huế'],
      ['CN', 'Sở Thử nghiệm'],
    ]
    const said = {
      kind: 'state',
      fullName: 'Sở Thử nghiệm',
      organisation: 'UBND tỉnh Mẫu',
      organisationUnits: ['Sở Thử nghiệm', 'Văn phòng'],
      idNumber: null,
      taxCode: null,
      problems: [],
    }
    expect(holderOf(subject, 'state')).toMatchObject(said)
    expect(readHolder(parsed(leaf(stateSigner, { subject })), null)).toMatchObject(said)
    expect(holderOf(subject, 'public').kind).toBeNull()
    expect(
      holderOf([
        ['CN', 'Kho bạc Mẫu'],
        ['UID', 'MNS:1057432'],
      ]).kind,
    ).toBe('state')
  })

  test('a tax code of 12 digits is a personal number too: both capacities', () => {
    expect(holderOf([NAME, ['UID', 'MST:001190004127']])).toMatchObject({
      kind: 'person-in-organisation',
      idNumber: null,
      taxCode: { kind: 'personal' },
    })
  })

  test('e-mail from the alternative name before the subject’s', () => {
    const certificate = leaf(caSigner, { subject: [NAME, ['E', 'b@example.vn']], email: 'a@example.vn' })
    expect(readHolder(parsed(certificate), 'public').email).toBe('a@example.vn')
  })
})

describe('renderings', () => {
  test.each([
    ['UID', 'cccd : 001190004127', { idNumber: '001190004127' }],
    ['UID', ' CCCD:001 190 004 127', { idNumber: '001190004127' }],
    ['UID', 'CMND:012704418', { cmnd9: '012704418' }],
    ['UID', 'HC:c1234567', { passport: 'C1234567' }],
    ['UID', 'MNS: G12.34.56', { stateUnit: 'G12.34.56' }],
    ['UID', 'MST:0314409058002', { taxCode: { value: '0314409058-002' } }],
    ['UID', 'MST:0100233489', { taxCode: { value: '0100233489', checkDigit: 'wrong' } }],
    ['ORGID', 'VATVN-0100233488', { taxCode: { value: '0100233488' } }],
  ] as const)('%s=%s', (attribute, text, expected) => {
    expect(holderOf([[attribute, text]])).toMatchObject({ ...expected, problems: [] })
  })

  test.each(['utf8', 'bmp'] as const)('%s strings, decomposed, come as NFC', (kind) => {
    expect(
      holderOf([
        ['CN', 'Trần Quốc Bảo'.normalize('NFD'), kind],
        ['UID', 'CCCD:046085007316', kind],
      ]),
    ).toMatchObject({ fullName: 'Trần Quốc Bảo'.normalize('NFC'), idNumber: '046085007316' })
  })

  test.each(['printable', 'teletex', 'ia5'] as const)('%s strings', (kind) => {
    expect(
      holderOf([
        ['CN', 'TRAN QUOC BAO', kind],
        ['UID', 'CCCD:046085007316', kind],
      ]),
    ).toMatchObject({ fullName: 'TRAN QUOC BAO', idNumber: '046085007316', problems: [] })
  })

  test('attributes in any order say the same', () => {
    const parts: NameParts = [
      ['C', 'VN'],
      ['ST', 'Huế'],
      ['O', 'Công ty Mẫu'],
      ['T', 'Kế toán'],
      NAME,
      ['UID', 'CCCD:001190004127'],
      ['UID', 'MST:0100233488'],
    ]
    const usual = holderOf(parts)
    fc.assert(
      fc.property(fc.shuffledSubarray([...parts], { minLength: parts.length }), (shuffled) => {
        expect(holderOf(shuffled)).toEqual(usual)
      }),
      { seed: 5, numRuns: 40 },
    )
  })
})

describe('damaged values are named and not guessed', () => {
  test.each<[NameParts, string, string]>([
    [[['UID', '001190004127']], 'UID', 'kind-missing'],
    [[['UID', 'XYZ:001190004127']], 'UID', 'kind-unknown'],
    [[['UID', 'CCCD:00119000412']], 'UID', 'number-format'],
    [[['UID', 'CCCD:012704418']], 'UID', 'number-format'],
    [[['UID', 'CMND:01270441８']], 'UID', 'number-format'],
    [[['UID', 'MST:0100233']], 'UID', 'number-format'],
    [[['ORGID', 'NTRVN-0100233488']], '2.5.4.97', 'kind-unknown'],
    [
      [
        ['UID', 'CCCD:001190004127'],
        ['UID', 'CMND:046085007316'],
      ],
      'UID',
      'conflict',
    ],
    [
      [
        ['CN', 'Nguyn Th Minh Châu'],
        ['UID', 'CCCD:001190004127'],
      ],
      'CN',
      'damaged',
    ],
    [
      [
        ['CN', 'Nguyá»\u0085n VÄ\u0083n Thá»\u00ad', 'teletex'],
        ['UID', 'CCCD:001190004127'],
      ],
      'CN',
      'damaged',
    ],
    [
      [
        ['CN', 'CÔNG TY M?U'],
        ['UID', 'MST:0100233488'],
      ],
      'CN',
      'damaged',
    ],
    [
      [
        ['CN', 'TRẦN', 'printable'],
        ['UID', 'CCCD:001190004127'],
      ],
      'CN',
      'unreadable',
    ],
  ])('%j', (subject, attribute, problem) => {
    const holder = holderOf(subject)
    expect(holder.problems).toEqual([{ attribute, problem }])
    if (attribute === 'CN') expect(holder.fullName ?? holder.organisation).toBeNull()
    if (problem === 'conflict') expect(holder.idNumber).toBeNull()
  })

  test.each([
    ['UTF-8 cut in the middle', 0x0c, Buffer.from('Nguyễn').subarray(0, 6)],
    ['half a BMP letter', 0x1e, Buffer.of(0, 78, 0)],
    ['a lone surrogate', 0x1e, Buffer.of(0xd8, 0, 0, 78)],
    ['beyond Unicode', 0x1c, Buffer.of(0x7f, 0, 0, 0)],
    ['a number in place of a text', 0x02, Buffer.of(7)],
  ])('%s', (_, tag, bytes) => {
    const type = Buffer.from('0603550403', 'hex')
    const name = readDer(sequence(setOf(sequence(type, writeDer(tag, bytes)))))
    expect(readName(name)).toEqual([{ type: ATTRIBUTE.CN, text: null }])
    expect(childrenOf(name)).toHaveLength(1)
  })

  test('any texts give numbers of the right shape, or none', () => {
    const uid = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom('CMND', 'cccd', 'MST', 'HC', 'MNS'), fc.stringMatching(/^[\dA-Z .-]{0,16}$/))
        .map(([kind, number]) => `${kind}:${number}`),
    )
    fc.assert(
      fc.property(fc.array(uid, { maxLength: 4 }), (texts) => {
        const read = readSubjectNumbers(texts.map((text) => ({ type: ATTRIBUTE.UID, text })))
        expect(read.idNumber ?? '000000000000').toMatch(/^\d{12}$/)
        expect(read.cmnd9 ?? '000000000').toMatch(/^\d{9}$/)
        expect(read.taxCode?.value ?? '0000000000').toMatch(/^(\d{10}(-\d{3})?|\d{12})$/)
      }),
      { seed: 6, numRuns: 1_000 },
    )
  })
})

test.each([
  ['person', 'citizen'],
  ['organisation', 'enterprise'],
  ['state', 'agency'],
] as const)('%s may act as %s alone', (kind, subject) => {
  expect(whoMay({ kind })).toEqual({ kind: 'one', subject })
  const others = (['citizen', 'enterprise', 'agency'] as const).filter((one) => one !== subject)
  expect(mayActAs({ kind }, subject)).toBe(true)
  expect(others.some((one) => mayActAs({ kind }, one))).toBe(false)
})

test('a person in an organisation is asked; who has no number may nothing', () => {
  expect(whoMay({ kind: 'person-in-organisation' })).toEqual({ kind: 'ask', subjects: ['citizen', 'enterprise'] })
  expect(mayActAs({ kind: 'person-in-organisation' }, 'agency')).toBe(false)
  expect(whoMay({ kind: null })).toEqual({ kind: 'none' })
})

const CARD = { idNumber: '001190004127', oldIdNumber: '012704418' }
const NOBODY = { idNumber: null, cmnd9: null, taxCode: null }
test.each([
  [{ ...NOBODY, idNumber: '001190004127' }, null, { kind: 'known', idNumber: '001190004127' }],
  [{ ...NOBODY, idNumber: '046085007316' }, CARD, { kind: 'other-person' }],
  [{ ...NOBODY, cmnd9: '012704418' }, null, { kind: 'card-needed' }],
  [{ ...NOBODY, cmnd9: '012704418' }, CARD, { kind: 'known', idNumber: '001190004127' }],
  [{ ...NOBODY, cmnd9: '012704418' }, { ...CARD, oldIdNumber: null }, { kind: 'card-silent' }],
  [{ ...NOBODY, cmnd9: '191605273' }, CARD, { kind: 'other-person' }],
  [
    { ...NOBODY, taxCode: { value: '001190004127', kind: 'personal', checkDigit: 'none' } as const },
    null,
    { kind: 'known', idNumber: '001190004127' },
  ],
  [NOBODY, CARD, { kind: 'none' }],
])('the citizen number of %j with the card %j', (holder, card, expected) => {
  expect(citizenNumberOf(holder, card)).toEqual(expected)
})
