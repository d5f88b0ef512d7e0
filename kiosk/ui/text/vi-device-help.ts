import type { DeviceScreen } from '../../../flows/base/device-screens.ts'

const wait = ['Máy đang làm việc, thường chỉ mất vài giây.', 'Xin đừng rút thiết bị ra lúc này.']

/** What the help says on each screen that uses a device, Vietnamese. */
export const viDeviceHelp: Record<DeviceScreen, readonly string[]> = {
  'token-looking': [
    'USB ký số là thiết bị chứa chứng thư số, cắm vào cổng USB của máy.',
    'Nếu máy báo thiếu phần mềm, kỹ thuật viên cài phần mềm của hãng đã cấp thiết bị.',
  ],
  'token-choose': [
    'Mỗi dòng là một chứng thư số có trong các thiết bị đang cắm.',
    'Chứng thư số hết hạn, chưa đến hạn hoặc không được phép ký thì không chọn được.',
  ],
  'token-checking': ['Máy xem chứng thư số của ai, còn hạn không, có bị thu hồi không; chưa hỏi mã PIN.'],
  'token-confirm': [
    'Nội dung sẽ ký hiện đủ trên màn hình; nhấn phím mũi tên lên, xuống để đọc hết.',
    'Chỉ thiết bị đang hiện trên màn hình được mở. Chưa nhấn Enter thì chưa có gì được ký.',
  ],
  'token-pin': [
    'Gõ mã PIN rồi nhấn Enter. Phím Backspace xoá ký tự vừa gõ.',
    'Không chắc mã PIN thì nhấn Esc; gõ sai nhiều lần thiết bị sẽ bị khoá và phải nhờ nơi cấp mở.',
  ],
  'token-pin-pad': ['Thiết bị này có phím riêng. Mã PIN bấm trên đó và không đi qua máy này.'],
  'token-signing': wait,
  'card-key': [
    'Số căn cước in ở mặt trước thẻ; 6 số cuối là khoá mở chip.',
    'Ba dòng ở mặt sau thẻ gồm chữ hoa, chữ số và dấu <, mỗi dòng 30 ký tự.',
  ],
  'card-wait': [
    'Đặt cả thẻ lên mặt đầu đọc, bỏ ví và thẻ khác ra xa.',
    'Chip nằm ở mặt sau thẻ, phía có hình vuông màu vàng.',
  ],
  'card-reading': ['Xin giữ yên thẻ. Nhấc thẻ ra sớm thì phải đọc lại từ đầu.'],
  'card-read': [
    'Chip do nơi cấp ký; máy kiểm tra chữ ký ấy và xem chip có phải bản gốc.',
    '"Chưa kiểm tra được chuỗi" nghĩa là máy này thiếu chứng thư gốc, không phải thẻ có vấn đề.',
  ],
  'owner-asking': ['Nhà mạng trả lời cho chính SIM đã gửi tin, nên máy chỉ hỏi được về SIM đang lắp trong modem.'],
  'owner-waiting': ['Có nhà mạng trả lời trong vài giây, có nhà mạng mất đến vài phút.'],
  'owner-result': ['Máy so tên, ngày sinh và các số nhìn thấy được của giấy tờ, không phân biệt có dấu hay không.'],
  'code-sending': ['Mã đi bằng SIM của máy này, không cần mạng Internet.', ...wait.slice(0, 1)],
  printing: ['Nếu giấy không ra, hồ sơ vẫn còn trong máy và có thể in lại sau.'],
}
