import type { FaultWords } from './citizen-faults.ts'
import type { StaffFault } from './staff-faults.ts'

/** Words for officers, Vietnamese: brief, as between colleagues. */
export const viStaffFaults: Record<StaffFault, FaultWords> = {
  OFFICER_REQUIRED: { what: 'Việc này cần nhân viên đăng nhập.', now: 'Mời anh/chị đăng nhập.' },
  STAFF_NONE: {
    what: 'Máy này chưa có tài khoản nhân viên nào.',
    now: 'Anh/chị nhờ người phụ trách máy tạo bằng lệnh motcua staff add.',
  },
  STAFF_UNKNOWN: { what: 'Không có nhân viên nào mang mã này.', now: 'Anh/chị xem lại mã nhân viên.' },
  STAFF_EXISTS: { what: 'Mã nhân viên này đã có người dùng.', now: 'Anh/chị chọn mã khác.' },
  STAFF_PIN_WRONG: { what: 'Mã nhân viên hoặc mã PIN chưa đúng.', now: 'Anh/chị xem lại cả hai rồi gõ lại.' },
  STAFF_PIN_WEAK: {
    what: 'Mã PIN cần 6 đến 12 chữ số và không dễ đoán.',
    now: 'Anh/chị chọn mã khác: không phải dãy liền, số lặp hay mã nhân viên.',
  },
  STAFF_TOKEN_WRONG: {
    what: 'USB này không phải của nhân viên nào ở máy này, hoặc chữ ký chưa khớp.',
    now: 'Anh/chị cắm đúng USB của mình, hoặc dùng mã PIN.',
  },
  STAFF_LOCKED: {
    what: 'Tài khoản tạm khoá sau nhiều lần thử chưa đúng.',
    now: 'Anh/chị chờ hết giờ khoá, hoặc nhờ kiểm soát viên mở.',
  },
  STAFF_ROLE: { what: 'Vai trò của anh/chị không làm được việc này.', now: 'Mời người đúng vai trò đăng nhập.' },
  STAFF_SAME_OFFICER: {
    what: 'Người xác nhận và người duyệt phải là hai người.',
    now: 'Mời một nhân viên khác đăng nhập để duyệt.',
  },
  ATTESTATION_REFUSED: {
    what: 'Anh/chị đã chọn không xác nhận; hồ sơ chưa được lập.',
    now: 'Nói rõ với công dân chỗ chưa khớp, cần giấy tờ gì.',
  },
  STORE_BUSY: {
    what: 'Máy đang bận, việc này chưa được lưu.',
    now: 'Anh/chị chờ một phút rồi làm lại; vẫn vậy thì báo kỹ thuật viên.',
  },
  INTERNAL: {
    what: 'Máy gặp trục trặc.',
    now: 'Anh/chị làm lại; vẫn vậy thì báo kỹ thuật viên chạy motcua doctor.',
  },
}
