import { toCardCapitals } from '../../../flows/rules/name.ts'
import type { Person } from '../people/person.ts'
import type { NameParts } from './issue.ts'
import type { AuthorityId } from './tree.ts'

/** Authorities that issue to people and organisations. */
export type IssuingAuthority = Extract<AuthorityId, 'public-rsa' | 'public-ec' | 'state-agencies'>

/** An organisation for which one of the people holds a certificate. Invented, and so are its numbers. */
export interface Organisation {
  readonly person: string
  readonly name: (person: Person) => NameParts
  /** Where it is not the usual one of its kind. */
  readonly authority?: IssuingAuthority
}

/**
 * The organisation alone; a person within one, by UID and by organizationIdentifier; a branch; a household with the owner's own number as tax code. First those
 * that citizens hold besides their own, then those of the enterprises among the people.
 */
export const COMPANIES: readonly Organisation[] = [
  {
    person: 'own-name-viettel',
    name: () => [
      ['C', 'VN'],
      ['ST', 'Hà Nội'],
      ['L', 'Phường Mẫu'],
      ['O', 'CÔNG TY TNHH MTV MẪU THỬ HÀ NỘI'],
      ['CN', 'CÔNG TY TNHH MTV MẪU THỬ HÀ NỘI'],
      ['UID', 'MST:0199999014'],
    ],
  },
  {
    person: 'own-name-vinaphone-no-email',
    name: ({ fullName, idNumber }) => [
      ['UID', 'MST:4699999027'],
      ['UID', `CCCD:${idNumber}`],
      ['CN', fullName],
      ['T', 'Giám đốc'],
      ['O', 'Hợp tác xã Mẫu Huế'],
      ['ST', 'Thừa Thiên Huế'],
      ['C', 'VN'],
    ],
  },
  {
    person: 'card-2024-eleven-fields',
    name: ({ fullName, idNumber }) => [
      ['C', 'VN'],
      ['O', 'CHI NHÁNH 2 - CÔNG TY CỔ PHẦN MẪU'],
      ['T', 'Kế toán trưởng'],
      ['CN', fullName],
      ['ORGID', 'VATVN-0199999014-002'],
      ['UID', `CMND:${idNumber}`],
    ],
  },
  {
    person: 'card-empty-old-number',
    name: ({ fullName, idNumber }) => [
      ['C', 'VN'],
      ['ST', 'Thanh Hóa'],
      ['O', `Hộ kinh doanh ${fullName}`],
      ['CN', fullName],
      ['UID', `MST:${idNumber}`],
    ],
  },
  { person: 'enterprise-limited', name: bodyAlone },
  {
    person: 'enterprise-cooperative',
    name: ({ fullName, idNumber, organisation = '', taxCode }) => [
      ['UID', `MST:${taxCode}`],
      ['UID', `CCCD:${idNumber}`],
      ['CN', fullName],
      ['T', 'Giám đốc'],
      ['O', organisation],
      ['ST', 'Thừa Thiên Huế'],
      ['C', 'VN'],
    ],
  },
  {
    person: 'enterprise-branch',
    authority: 'public-ec',
    name: ({ fullName, idNumber, organisation = '', taxCode }) => [
      ['C', 'VN'],
      ['O', organisation],
      ['CN', fullName],
      ['ORGID', `VATVN-${taxCode}`],
      ['UID', `CMND:${idNumber}`],
    ],
  },
  {
    person: 'enterprise-household',
    authority: 'public-ec',
    name: ({ fullName, organisation = '', taxCode }) => [
      ['C', 'VN'],
      ['O', organisation],
      ['CN', fullName],
      ['UID', `MST:${taxCode}`],
    ],
  },
  { person: 'enterprise-keys-run-out', name: bodyAlone },
  { person: 'enterprise-with-state-token', authority: 'state-agencies', name: bodyAlone },
  {
    person: 'enterprise-with-own-certificate',
    name: ({ fullName, idNumber }) => [
      ['C', 'VN'],
      ['ST', 'Khánh Hòa'],
      ['CN', toCardCapitals(fullName)],
      ['UID', `CCCD:${idNumber}`],
    ],
  },
]

/**
 * An official without any number, as older ones have; a body by its budget code; an official with the body's tax code, or with both. First those that citizens
 * hold besides their own, then those of the agencies among the people.
 */
export const AGENCIES: readonly Organisation[] = [
  {
    person: 'own-name-vietnamobile',
    name: ({ fullName }) => [
      ['C', 'VN'],
      ['O', 'UBND tỉnh Mẫu Thử'],
      ['OU', 'Sở Nội vụ Mẫu'],
      ['OU', 'Văn phòng Sở'],
      ['L', 'Vĩnh Long'],
      ['CN', fullName],
    ],
  },
  {
    person: 'own-name-gmobile',
    name: () => [
      ['C', 'VN'],
      ['O', 'UBND tỉnh Mẫu Thử'],
      ['OU', 'UBND xã Chiềng Mẫu'],
      ['L', 'Sơn La'],
      ['CN', 'Ủy ban nhân dân xã Chiềng Mẫu'],
      ['UID', 'MNS:1999905'],
    ],
  },
  {
    person: 'own-name-itel-leap-day',
    name: ({ fullName }) => [
      ['C', 'VN'],
      ['O', 'Bộ Mẫu Thử'],
      ['OU', 'Vụ Thử nghiệm'],
      ['L', 'Hà Nội'],
      ['CN', fullName],
      ['UID', 'MST:0199999046'],
    ],
  },
  {
    person: 'agency-commune',
    name: ({ organisation = '' }) => [
      ['C', 'VN'],
      ['O', 'UBND tỉnh Mẫu Thử'],
      ['OU', organisation],
      ['L', 'Sơn La'],
      ['CN', organisation],
      ['UID', 'MNS:1999912'],
    ],
  },
  {
    person: 'agency-department',
    name: ({ fullName, organisation = '', taxCode }) => [
      ['C', 'VN'],
      ['O', 'UBND tỉnh Mẫu Thử'],
      ['OU', organisation],
      ['OU', 'Phòng Ngân sách'],
      ['L', 'Hưng Yên'],
      ['CN', fullName],
      ['UID', `MST:${taxCode}`],
    ],
  },
  {
    person: 'agency-centre',
    name: ({ fullName, idNumber, organisation = '' }) => [
      ['C', 'VN'],
      ['O', 'UBND tỉnh Mẫu Thử'],
      ['OU', organisation],
      ['L', 'Quảng Ninh'],
      ['CN', fullName],
      ['UID', `CCCD:${idNumber}`],
      ['UID', 'MNS:1999928'],
    ],
  },
  {
    person: 'agency-official-without-number',
    name: ({ fullName, organisation = '' }) => [
      ['C', 'VN'],
      ['O', 'Bộ Mẫu Thử'],
      ['OU', organisation],
      ['L', 'Thái Bình'],
      ['CN', fullName],
    ],
  },
  { person: 'agency-with-public-certificate', authority: 'public-rsa', name: bodyAlone },
  {
    person: 'agency-token-revoked',
    name: ({ fullName, organisation = '', taxCode }) => [
      ['C', 'VN'],
      ['O', 'UBND tỉnh Mẫu Thử'],
      ['OU', organisation],
      ['L', 'Bắc Giang'],
      ['CN', fullName],
      ['UID', `MST:${taxCode}`],
    ],
  },
]

/** Citizens who come with another certificate than a citizen's own. */
export const OFFICIALS_AS_CITIZENS: readonly Organisation[] = [
  {
    person: 'official-as-citizen',
    authority: 'state-agencies',
    name: ({ fullName, idNumber }) => [
      ['C', 'VN'],
      ['O', 'UBND tỉnh Mẫu Thử'],
      ['OU', 'Sở Tư pháp Mẫu'],
      ['L', 'Lạng Sơn'],
      ['CN', fullName],
      ['UID', `CCCD:${idNumber}`],
    ],
  },
]

function bodyAlone({ organisation = '', taxCode, residence }: Person): NameParts {
  return [
    ['C', 'VN'],
    ['ST', residence.split(', ').at(-1) ?? 'Hà Nội'],
    ['L', 'Phường Mẫu'],
    ['O', toCardCapitals(organisation)],
    ['CN', toCardCapitals(organisation)],
    ['UID', `MST:${taxCode}`],
  ]
}
