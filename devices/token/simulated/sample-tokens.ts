import type { NameParts } from './make-certificate.ts'

/** A token of the simulator before its key is made. All people and numbers are fictitious. */
export interface SampleToken {
  readonly name: string
  readonly label: string
  readonly serialNumber: string
  readonly subject: NameParts
  readonly key: 'rsa-2048' | 'p-256' | 'p-384'
  /** Days from now; negative is past. */
  readonly validFromDays: number
  readonly validToDays: number
  readonly pinPad?: boolean
  /** As the 9C key of a PIV card: the PIN again for each signature. */
  readonly alwaysAuthenticate?: boolean
}

/** PIN of every sample token: the one that vendors give out. */
export const SAMPLE_PIN = '12345678'
/** Wrong tries that lock a token, commonly (domain.md §3.5). */
export const SAMPLE_MAX_TRIES = 5

export const SIMULATED_AUTHORITY: NameParts = [
  ['C', 'VN'],
  ['O', 'Đơn vị mô phỏng'],
  ['CN', 'CA MÔ PHỎNG (không có giá trị)'],
]

export const SAMPLE_TOKENS = [
  {
    name: 'citizen',
    label: 'MO PHONG CONG DAN',
    serialNumber: 'SIM0000000001',
    subject: [
      ['C', 'VN'],
      ['ST', 'Thanh Hóa'],
      ['CN', 'NGUYỄN THỊ THỬ NGHIỆM'],
      ['UID', 'CCCD:038190009999'],
    ],
    key: 'rsa-2048',
    validFromDays: -200,
    validToDays: 800,
  },
  {
    name: 'enterprise',
    label: 'MO PHONG DOANH NGHIEP',
    serialNumber: 'SIM0000000002',
    subject: [
      ['C', 'VN'],
      ['ST', 'Huế'],
      ['O', 'CÔNG TY TNHH MẪU THỬ'],
      ['CN', 'CÔNG TY TNHH MẪU THỬ'],
      ['UID', 'MST:0100000000'],
    ],
    key: 'rsa-2048',
    validFromDays: -100,
    validToDays: 500,
  },
  {
    name: 'officer',
    label: 'MO PHONG CONG CHUC',
    serialNumber: 'SIM0000000003',
    subject: [
      ['C', 'VN'],
      ['O', 'UBND Tỉnh Mẫu'],
      ['OU', 'Sở Thử Nghiệm'],
      ['L', 'Mẫu'],
      ['CN', 'Lê Văn Mẫu'],
      ['UID', 'CCCD:046204001234'],
    ],
    key: 'p-256',
    validFromDays: -400,
    validToDays: 1_400,
    alwaysAuthenticate: true,
  },
  {
    name: 'p384',
    label: 'MO PHONG P-384',
    serialNumber: 'SIM0000000004',
    subject: [
      ['C', 'VN'],
      ['CN', 'Trần Thị Thử'],
      ['UID', 'CCCD:001190009999'],
    ],
    key: 'p-384',
    validFromDays: -10,
    validToDays: 700,
  },
  {
    name: 'pin-pad',
    label: 'MO PHONG BAN PHIM',
    serialNumber: 'SIM0000000005',
    subject: [
      ['C', 'VN'],
      ['CN', 'Phạm Văn Mẫu'],
      ['UID', 'CCCD:001090009999'],
    ],
    key: 'rsa-2048',
    validFromDays: -10,
    validToDays: 700,
    pinPad: true,
  },
  {
    name: 'expired',
    label: 'MO PHONG HET HAN',
    serialNumber: 'SIM0000000006',
    subject: [
      ['C', 'VN'],
      ['CN', 'Đỗ Thị Mẫu'],
      ['UID', 'CMND:001290009999'],
    ],
    key: 'p-256',
    validFromDays: -1_200,
    validToDays: -100,
  },
] as const satisfies readonly SampleToken[]

export type SampleTokenName = (typeof SAMPLE_TOKENS)[number]['name']
