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
  UNFINISHED_KEY_UNAVAILABLE: {
    what: 'Không giữ được hồ sơ đang làm dở khi mất điện; việc nhận hồ sơ vẫn bình thường.',
    now: 'Anh/chị cứ phục vụ tiếp và báo kỹ thuật viên xem khoá của máy.',
  },
  UNFINISHED_EARLIER: {
    what: 'Hồ sơ đang làm dở do bản chương trình trước giữ lại, bản này không làm tiếp được.',
    now: 'Nhấn Enter rồi làm lại từ đầu; quét thẻ để khỏi gõ.',
  },
  UNFINISHED_UNREADABLE: {
    what: 'Hồ sơ đang làm dở không mở lại được và đã được xoá.',
    now: 'Nhấn Enter rồi làm lại từ đầu; quét thẻ để khỏi gõ.',
  },
  STORE_BUSY: {
    what: 'Máy đang bận, việc này chưa được lưu.',
    now: 'Anh/chị chờ một phút rồi làm lại; vẫn vậy thì báo kỹ thuật viên.',
  },
  STORE_RESTORED: {
    what: 'Kho dữ liệu từng hỏng và đã tự phục hồi; không mất hồ sơ nào.',
    now: 'Anh/chị làm việc bình thường; báo kỹ thuật viên chạy motcua doctor.',
  },
  STORE_LOST: {
    what: 'Kho dữ liệu hỏng và không còn bản sao dùng được.',
    now: 'Anh/chị ngừng dùng máy, giữ nguyên thư mục dữ liệu và gọi kỹ thuật viên.',
  },
  LIMIT_DISK: { what: 'Đĩa của máy sắp đầy.', now: 'Anh/chị báo kỹ thuật viên dọn đĩa; vẫn đăng ký được.' },
  LIMIT_QUEUE_AGE: {
    what: 'Có hồ sơ chờ gửi đã lâu.',
    now: 'Anh/chị nối lại mạng, hoặc mang hồ sơ đi bằng USB (motcua outbox export).',
  },
  LIMIT_QUEUE_COUNT: {
    what: 'Nhiều hồ sơ đang chờ gửi.',
    now: 'Anh/chị nối lại mạng, hoặc mang hồ sơ đi bằng USB (motcua outbox export).',
  },
  LIMIT_REFERENCE_AGE: {
    what: 'Dữ liệu của trung tâm trên máy đã cũ.',
    now: 'Anh/chị nối lại mạng, hoặc lấy dữ liệu mới qua USB (motcua outbox import).',
  },
  SYNC_COUNT_DIFFERS: {
    what: 'Trung tâm thiếu hồ sơ đã báo nhận; máy đang gửi lại.',
    now: 'Anh/chị làm việc bình thường; ngày mai vẫn báo thì gọi người vận hành trung tâm.',
  },
  STATION_FORKED: {
    what: 'Dữ liệu của máy này cũ hơn ở trung tâm.',
    now: 'Anh/chị tạm dừng máy này, giữ nguyên dữ liệu và gọi kỹ thuật viên.',
  },
  INTERNAL: {
    what: 'Máy gặp trục trặc.',
    now: 'Anh/chị làm lại; vẫn vậy thì báo kỹ thuật viên chạy motcua doctor.',
  },
}
