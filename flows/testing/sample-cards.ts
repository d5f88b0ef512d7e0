import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'

/** The card of a woman who had a CMND before. Fictitious. */
export const SAMPLE_CARD: CitizenCard = {
  idNumber: '038190009999',
  oldIdNumber: '172345678',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-08-15',
  sex: 'female',
  residence: 'Thôn Mẫu, Xã Thử, Huyện Nghiệm, Thanh Hóa',
  issuedOn: '2021-08-20',
  cancelledIdNumber: null,
  father: null,
  mother: null,
  generation: 'cccd-2021',
  warnings: [],
}

/** The card of the person whom the other samples are of: what the chip of `sampleReading` says, its QR says too. */
export const OWN_CARD: CitizenCard = {
  ...SAMPLE_CARD,
  idNumber: '046204001234',
  oldIdNumber: null,
  fullName: 'Lê Văn Mẫu',
  birthDate: '2004-02-29',
  sex: 'male',
  residence: 'Thôn Mẫu, Xã Thử, Thừa Thiên Huế',
}

/** The back of the same card. */
export const SAMPLE_MRZ: CitizenMrz = {
  idNumber: '046204001234',
  birthDate: '2004-02-29',
  sex: 'male',
  expiresOn: '2029-02-28',
  nameAscii: 'LE VAN MAU',
  isNameCut: false,
  chipKey: { documentNumber: '204001234', birthDate: '040229', expiryDate: '290228' },
  warnings: [],
}
