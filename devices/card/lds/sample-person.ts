/** The holder of a sample card. */
export interface SamplePerson {
  /** 12 digits. */
  readonly idNumber: string
  readonly fullName: string
  /** YYYY-MM-DD. */
  readonly birthDate: string
  readonly sex: 'male' | 'female'
  /** The former CMND. */
  readonly oldIdNumber: string | null
  readonly origin: string
  readonly residence: string
  /** YYYY-MM-DD. */
  readonly issuedOn: string
  /** YYYY-MM-DD, or null for "Không thời hạn". */
  readonly expiresOn: string | null
  readonly father: string | null
  readonly mother: string | null
  readonly spouses: readonly string[]
}

/** Fictitious; the same person as the scanner's sample QR, so that a training station finds card and chip in agreement. */
export const SAMPLE_PERSON: SamplePerson = {
  idNumber: '038190009999',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-08-15',
  sex: 'female',
  oldIdNumber: '172345678',
  origin: 'Xã Thử, Huyện Nghiệm, Thanh Hóa',
  residence: 'Thôn Mẫu, Xã Thử, Huyện Nghiệm, Thanh Hóa',
  issuedOn: '2021-08-20',
  expiresOn: '2030-08-15',
  father: 'Nguyễn Văn Cha',
  mother: 'Trần Thị Mẹ',
  spouses: [],
}
