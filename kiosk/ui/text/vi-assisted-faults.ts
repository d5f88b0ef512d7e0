import type { CitizenFault, FaultWords } from './citizen-faults.ts'

/** Whoever looks after the machine: an officer cannot be told to call an officer. */
const technician = { now: 'Báo kỹ thuật viên kiểm tra máy.' }
const again = { now: 'Thử lại; vẫn vậy thì báo kỹ thuật viên.' }
const soon = { now: 'Chờ ít giây; vẫn vậy thì báo kỹ thuật viên.' }
const goOn = { now: 'Công dân muốn tiếp tục thì làm lại.' }
const paper = { now: 'Mời công dân chụp màn hình; báo kỹ thuật viên xem máy in.' }
const supervisor = { now: 'Không nhận thẻ này; gọi kiểm soát viên.' }

/** What an officer is told of a fault otherwise than a citizen, Vietnamese: where it says what to do, or whose thing it is. */
export const viAssistedFaults = {
  FIELD_REQUIRED: { now: 'Mời gõ vào, rồi nhấn Enter.' },
  CONSENT_MISSING: { what: 'Cần công dân đồng ý thì mới gửi được.' },
  SCANNER_LOST: { now: 'Gõ bằng bàn phím; báo kỹ thuật viên.' },
  TOKEN_MODULE_MISSING: technician,
  TOKEN_MODULE_ARCHITECTURE: technician,
  TOKEN_MODULE_INVALID: technician,
  CERTIFICATE_UNTRUSTED: { now: 'Chọn chứng thư số khác, hoặc báo kỹ thuật viên.' },
  CERTIFICATE_REVOCATION_FORGED: technician,
  STATEMENT_SIGNATURE_INVALID: { now: 'Mời công dân ký lại từ đầu; vẫn vậy thì báo kỹ thuật viên.' },
  PCSC_UNAVAILABLE: technician,
  PCSC_BINDING_MISSING: technician,
  READER_ABSENT: technician,
  READER_LOST: soon,
  CHIP_FORGED: supervisor,
  CHIP_COPIED: supervisor,
  SIM_ABSENT: technician,
  MODEM_ABSENT: technician,
  MODEM_LOST: soon,
  MODEM_NOT_ANSWERING: again,
  MODEM_NO_NETWORK: again,
  SMS_REJECTED: { now: 'Hỏi lại số điện thoại; đúng rồi thì báo kỹ thuật viên.' },
  OWNERSHIP_UNREADABLE: { now: 'Đọc tin và so với thẻ.' },
  PRINTER_ABSENT: paper,
  PRINTER_LOST: paper,
  PRINTER_NOT_ANSWERING: paper,
  PRINTER_PAPER_OUT: { now: 'Thay cuộn giấy mới.' },
  PRINTER_COVER_OPEN: { now: 'Đóng nắp máy in.' },
  PRINTER_OFFLINE: technician,
  PRINTER_ERROR: technician,
  CERTIFICATE_OTHER_PERSON: { now: 'Xem chứng thư số và thẻ có phải của cùng một người không.' },
  SIGN_IN_DENIED: goOn,
  SIGN_IN_CLAIMS: { what: 'Tài khoản này chưa ghi đủ thông tin của công dân.' },
  SIGN_IN_OFFICIAL: { now: 'Dùng USB ký số chuyên dùng, hoặc đăng ký trực tiếp.' },
  SIM_SIGN_CANCELLED: goOn,
  REMOTE_SIGN_NO_CERTIFICATE: { what: 'Nhà cung cấp này chưa có chữ ký số dùng được của công dân.' },
  REMOTE_SIGN_REJECTED: goOn,
  TRANSACTION_ELSEWHERE: { what: 'Công dân còn một yêu cầu đang mở ở máy khác.' },
  OTP_TRIES_SPENT: { now: 'Vì an toàn, số này tạm dừng nhận mã. Hẹn công dân quay lại sau.' },
  OTP_LIMIT_NUMBER: { now: 'Hẹn công dân quay lại sau.' },
  OTP_LIMIT_STATION: { now: 'Dùng quầy khác; báo kỹ thuật viên.' },
  LINE_DOWN: again,
  CAPTIVE_PORTAL: technician,
  CENTRAL_REFUSED: technician,
  CLOCK_SKEW: technician,
  STATION_NOT_ENROLLED: technician,
  STATION_UNKNOWN: technician,
  STORE_FULL: { now: 'Báo kỹ thuật viên dọn ổ đĩa; không xoá thư mục dữ liệu.' },
  STORE_DAMAGED: { now: 'Về trang chờ rồi nhấn F6: kho được mở lại và tự phục hồi. Vẫn vậy thì báo kỹ thuật viên.' },
  STORE_READ_ONLY: technician,
  PACKET_CONFLICT: { now: 'Làm lại hồ sơ từ đầu; báo kiểm soát viên.' },
  PACKET_INCONSISTENT: { now: 'Làm lại hồ sơ từ đầu; báo kiểm soát viên.' },
  CANCELLED: { now: 'Có thể bắt đầu lại.' },
} satisfies Partial<Record<CitizenFault, Partial<FaultWords>>>
