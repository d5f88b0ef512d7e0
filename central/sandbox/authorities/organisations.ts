import type { Person } from '../people/person.ts'
import type { NameParts } from './issue.ts'

/** An organisation for which one of the people holds a certificate. Invented, and so are its numbers. */
export interface Organisation {
  readonly person: string
  readonly name: (person: Person) => NameParts
}

/** The organisation alone; a person within one, by UID and by organizationIdentifier; a branch; a household with the owner's own number as tax code. */
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
]

/** An official without any number, as older ones have; a body by its budget code; an official with the body's tax code. */
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
]
