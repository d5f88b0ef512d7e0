/** What certificates and statements say in tests and pictures of the methods. All persons and numbers are invented. */
import type { HolderFacts } from '../../../flows/base/holder.ts'
import type { TokenSignContext } from '../../../flows/token/sign-context.ts'
import { CARD, RECEIPT } from './test-views.ts'

export const LONG_NAME = 'CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN THƯƠNG MẠI DỊCH VỤ VÀ XÂY DỰNG MẪU HUẾ'
const UNIT = 'Phòng Tài chính - Kế hoạch Quận Mẫu Thành phố Huế'

export const PERSON: HolderFacts = {
  fullName: 'Lê Văn Mẫu',
  idNumber: CARD.idNumber,
  oldIdNumber: null,
  organisation: null,
  organisationUnits: [],
  taxCode: null,
  stateUnit: null,
  email: null,
  issuerName: 'CA Thử Nghiệm',
  validFrom: Date.UTC(2025, 0, 1),
  validTo: Date.UTC(2028, 0, 1),
}

/** As much as a certificate panel can hold. */
export const OFFICE: HolderFacts = {
  ...PERSON,
  organisation: LONG_NAME,
  organisationUnits: [UNIT],
  taxCode: '0100233488-001',
  stateUnit: '1057913',
  email: 'vanthu@mau.gov.vn',
}

/** As data/pki/statement.ts writes it. */
export const STATEMENT = [
  'ĐĂNG KÝ TÀI KHOẢN GIAO DỊCH ĐIỆN TỬ',
  'Cổng Dịch vụ công Quốc gia · mẫu 1',
  '',
  'Đối tượng: Doanh nghiệp',
  'Họ và tên: Lê Văn Mẫu',
  `Số định danh cá nhân: ${CARD.idNumber}`,
  `Tổ chức: ${LONG_NAME}`,
  'Mã số thuế: 0100233488-001',
  'Phương thức: USB ký số',
  'Nơi đăng ký: HUE01',
  'Thời điểm: 22/11/2026 09:41:00 (giờ Việt Nam)',
  `Mã hồ sơ: ${RECEIPT.packetId}`,
  'Điều khoản sử dụng, bản: 2026-11',
  `Mã dùng một lần: ${'0123456789abcdef'.repeat(4)}`,
  '',
  'Tôi yêu cầu mở tài khoản nêu trên, xác nhận các thông tin này là đúng và đồng ý với điều khoản sử dụng.',
  '',
].join('\n')

export const PREPARED: NonNullable<TokenSignContext['prepared']> = {
  statementId: 'statement-1',
  text: STATEMENT,
  toBeSignedBase64: '',
  holder: PERSON,
  revocation: 'good',
}
