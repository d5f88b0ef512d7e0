import type { Overlay } from './overlay.ts'
import type { Texts } from './vi.ts'

const wait = ['Máy đang làm việc, thường chỉ vài giây.', 'Thông tin đã nhập vẫn còn nguyên.']
const signsIn = ['Công dân quét mã QR và đăng nhập trên điện thoại; máy này không thấy mật khẩu.']
const key = 'Chứng thư số ở trong thiết bị do nơi cấp chữ ký số đưa; tên và thời hạn hiện ở bước sau.'

/** What the help says to an officer otherwise than to a citizen, Vietnamese. */
export const viAssistedHelp = {
  screens: {
    opening: wait,
    method: [
      'Đây là các cách chứng minh công dân là ai. Dòng ghi "được ngay" thì chọn được bây giờ.',
      'Dòng "Ghi nhận": làm trước, công dân quay lại một lần. Chọn dòng khác, máy cho biết vì sao chưa dùng được.',
    ],
    'needs-line': ['Cách đã chọn phải hỏi nơi khác qua mạng. Hỏi công dân có mang gì cho những cách ghi ở trên không.'],
    'adviser-question': [
      'Đọc câu hỏi cho công dân, nhấn số của câu trả lời. Tối đa 6 câu, không lưu lại.',
      'Công dân không chắc thì chọn "Tôi không rõ". Nhấn Esc để trả lời lại câu trước.',
    ],
    'adviser-advice': [
      'Cách làm được ngay đứng trên: công dân đã có đủ thì trước, rồi đến mức cao hơn, nhanh hơn.',
      'Chọn dòng chưa làm được, máy cho biết vì sao và cần làm gì. Nhấn Esc để trả lời lại.',
    ],
    'remote-starting': wait,
    'signature-checking': wait,
    'otp-sending': wait,
    'otp-entry': [
      'Mời công dân mở tin nhắn mới nhất và tự gõ 6 chữ số. Đừng hỏi mã, đừng gõ thay.',
      'Số điện thoại chưa đúng thì nhấn Esc để quay lại sửa.',
    ],
    'otp-checking': wait,
    'line-down': [
      'Chọn 1 để thử lại. Chọn 2: công dân đặt mật khẩu, hồ sơ được lưu ngay; lần sau quay lại chỉ cần nhập mã.',
    ],
    'return-receipt': [
      'Quét mã QR trên phiếu hoặc ảnh chụp mã đó. Gõ số thì không cần chữ K và các số 0 ở đầu.',
      'Số gõ tay có thể trùng nhau sau khi phục hồi đĩa cũ: khi đó chỉ mã QR tìm đúng.',
    ],
    'return-looking': wait,
    'return-unknown': [
      'Quầy nhận hồ sơ có thể chưa gửi được: xem mã quầy ở đầu số biên nhận, rồi hỏi quầy đó.',
      'Hồ sơ của chính quầy này thì máy tự gửi đi trước khi tìm.',
    ],
    'return-found': [
      'Nhấn Enter thì mã được gửi đến số công dân đã khai. Công dân tự gõ mã.',
      'Số đó không dùng nữa thì nhấn Esc và đăng ký lại từ đầu.',
    ],
    'return-checking': wait,
    'return-line-down': ['Dặn công dân giữ phiếu, hẹn quay lại, hoặc đến nơi khác có mạng.'],
    'call-backs-loading': wait,
    'call-backs': [
      'Gọi theo thứ tự: ai sắp hết hạn đứng trên. Công dân đang ở quầy: nhấn Enter ở dòng của họ.',
      'Danh sách chỉ hiện ở đây, không lưu lại. Rời quầy thì nhấn Esc.',
    ],
    'pre-checking': wait,
    'password-saving': wait,
    sealing: wait,
    delivering: ['Hồ sơ đã nằm an toàn trong máy. Không cần chờ: nhấn Enter, kết quả sẽ có sau.'],
    result: ['Nhấn Enter để về màn hình chờ, F8 để sang công dân tiếp theo.'],
    wiping: wait,
    'account-ways': [
      'Mỗi người chỉ có một tài khoản. Chọn dòng nào, máy hiện các bước của dòng đó.',
      'Công dân không nhớ đã đăng ký bao giờ thì chọn 3 để khiếu nại.',
    ],
  },
  keepReceipt: 'Đưa số biên nhận cho công dân. Mã QR chỉ chứa số biên nhận và mã hồ sơ, không có thông tin cá nhân.',
  conditions: {
    mobile: [
      'SIM chính chủ là SIM đăng ký bằng giấy tờ của chính công dân.',
      'Soạn tin TTTB gửi 1414, nhà mạng sẽ nhắn lại SIM đang đứng tên ai, theo giấy tờ nào.',
    ],
    vnpost: signsIn,
    vneid: signsIn,
    'usb-token': [key, 'Mã PIN chỉ được hỏi sau khi công dân đã đọc nội dung sẽ ký.'],
    'remote-signing': ['Yêu cầu ký hiện trong ứng dụng trên điện thoại; công dân xác nhận ở đó.'],
  },
  remote: {
    'sign-in': [
      'Công dân quét mã QR bằng máy ảnh điện thoại, hoặc mở trang đang hiện rồi gõ mã.',
      'Mã trên điện thoại và trên màn hình này phải giống nhau. Khác thì đừng đồng ý.',
      'Xong trên điện thoại, máy tự chuyển; hoặc nhấn Enter để máy xem lại ngay.',
    ],
    'remote-signature': [
      'Công dân mở ứng dụng ký số trên điện thoại, yêu cầu ký nằm trong danh sách chờ.',
      'Hai mã đối chiếu phải giống nhau. Khác thì từ chối.',
      'Xong trong ứng dụng, máy tự chuyển; hoặc nhấn Enter để máy xem lại ngay.',
    ],
  },
} satisfies Overlay<Texts['help']>
