import type { FaultCode } from '../../flows/base/fault-codes.ts'

/** What a technician or officer does about a device that does not work: one sentence, in the order of what helps most often. docs/faults.md says more. */
export const NEXT_STEPS: Partial<Record<FaultCode, string>> = {
  SCANNER_ABSENT: 'Cắm máy quét; kiểm tra chế độ cổng nối tiếp (USB-COM) và đường dẫn trong cấu hình.',
  SCANNER_LOST: 'Cắm lại máy quét.',
  PORT_ABSENT: 'Cắm thiết bị; kiểm tra đường dẫn trong cấu hình.',
  PORT_DENIED:
    'Cấp quyền đọc, ghi cổng cho tài khoản chạy chương trình (nhóm dialout hoặc lp), xem quy tắc udev trong tài liệu.',
  PORT_BUSY: 'Tắt chương trình khác đang dùng thiết bị (có thể chính là máy tự phục vụ đang chạy).',
  PORT_UNUSABLE: 'Đường dẫn này không phải cổng của thiết bị; sửa lại cấu hình.',
  PORT_LOST: 'Rút thiết bị ra, cắm lại, kiểm tra dây.',
  TIMED_OUT: 'Rút thiết bị ra, đợi năm giây rồi cắm lại.',
  TOKEN_ABSENT: 'Cắm USB token khi cần ký.',
  TOKEN_MODULE_MISSING:
    'Cài phần mềm của hãng token (đơn vị cấp chứng thư số), hoặc OpenSC; xem lại đường dẫn trong cấu hình; rồi mở lại chương trình.',
  TOKEN_MODULE_ARCHITECTURE: 'Cài đúng bản phần mềm của hãng cho loại máy này (64 bit).',
  TOKEN_MODULE_INVALID: 'Tệp này không phải thư viện PKCS#11; cài lại phần mềm của hãng hoặc sửa đường dẫn.',
  TOKEN_MODULE_CRASHED: 'Rút token, cắm lại; nếu vẫn lỗi thì cập nhật phần mềm của hãng.',
  TOKEN_MODULE_HUNG: 'Rút token, cắm lại; nếu vẫn lỗi thì cập nhật phần mềm của hãng.',
  TOKEN_FAILED: 'Rút token, cắm lại; thử token ấy trên máy khác.',
  TOKEN_PIN_LAST_TRY: 'Đừng gõ mã PIN nữa; mở khoá bằng phần mềm của hãng hoặc tại nơi cấp, rồi cắm lại.',
  TOKEN_PIN_LOCKED: 'Mở khoá bằng phần mềm của hãng hoặc tại nơi cấp.',
  TOKEN_PIN_NOT_SET: 'Đặt mã PIN bằng phần mềm của hãng hoặc tại nơi cấp.',
  TOKEN_NO_CERTIFICATE: 'Token này chưa có chứng thư số; liên hệ nơi cấp.',
  PCSC_UNAVAILABLE: 'Bật dịch vụ đầu đọc thẻ: systemctl enable --now pcscd.socket (chưa có thì cài gói pcscd).',
  PCSC_BINDING_MISSING: 'Cài gói libpcsclite1 và libpcsclite-dev, rồi chạy npm ci trong thư mục chương trình.',
  READER_ABSENT: 'Cắm đầu đọc thẻ khi cần đọc chip.',
  READER_LOST: 'Cắm lại đầu đọc thẻ.',
  CARD_MUTE: 'Nhấc thẻ ra, đặt lại cho phẳng; với SIM, lau mặt tiếp xúc.',
  CARD_BUSY: 'Tắt chương trình khác đang dùng đầu đọc.',
  SIM_ABSENT: 'Lắp SIM vào modem.',
  SIM_NOT_A_SIM: 'Thẻ trong đầu đọc không phải SIM; đặt đúng thẻ.',
  SIM_UNREADABLE: 'Lau mặt tiếp xúc của SIM, lắp lại; thử SIM khác.',
  SIM_PIN_REQUIRED: 'Lắp SIM vào điện thoại và tắt mã PIN của SIM.',
  SIM_PUK_REQUIRED: 'SIM đã khoá; đem ra cửa hàng nhà mạng, đừng thử mã nữa.',
  MODEM_ABSENT: 'Cắm modem khi cần gửi tin nhắn tại quầy.',
  MODEM_LOST: 'Cắm lại modem.',
  MODEM_NOT_ANSWERING:
    'Rút modem ra, đợi năm giây rồi cắm lại; nếu ModemManager đang chạy thì thêm quy tắc udev trong tài liệu.',
  MODEM_NO_NETWORK: 'Kiểm tra ăng-ten và sóng tại chỗ đặt máy; kiểm tra SIM còn hạn dùng.',
  PRINTER_ABSENT: 'Bật máy in; kiểm tra dây và địa chỉ trong cấu hình.',
  PRINTER_LOST: 'Kiểm tra nguồn và dây của máy in.',
  PRINTER_NOT_ANSWERING: 'Tắt máy in, đợi năm giây rồi bật lại; kiểm tra tốc độ cổng nối tiếp.',
  PRINTER_PAPER_OUT: 'Thay cuộn giấy.',
  PRINTER_COVER_OPEN: 'Đóng nắp máy in.',
  PRINTER_OFFLINE: 'Bấm nút Feed hoặc Online trên máy in.',
  PRINTER_ERROR: 'Tắt máy in, gỡ giấy kẹt ở dao cắt, để nguội rồi bật lại.',
}

/** The sentence for a code; a code without one is for whoever reads the fault book. */
export function nextStepFor(code: FaultCode | null): string | null {
  if (code === null) return null
  return NEXT_STEPS[code] ?? `Xem mục ${code} trong sổ tay mã lỗi (docs/faults.md).`
}
