import type { Method } from '../../../flows/base/terms.ts'
import type { FormInput } from '../../../flows/form/form.flow.ts'
import type { RemoteRequest } from '../../../flows/ports/remote.port.ts'

const key = 'Chứng thư số ở trong thiết bị do nơi cấp chữ ký số đưa; tên và thời hạn hiện ở bước sau.'

/** What the help adds where it depends on the method, Vietnamese. */
export const viMethodHelp = {
  conditions: {
    mobile: [
      'SIM chính chủ là SIM đăng ký bằng giấy tờ của chính Quý khách.',
      'Soạn tin TTTB gửi 1414, nhà mạng sẽ nhắn lại SIM đang đứng tên ai, theo giấy tờ nào.',
    ],
    'social-insurance': ['Thẻ bảo hiểm y tế in một dãy 15 ký tự; 10 số cuối là mã số BHXH.'],
    vnpost: ['Quý khách quét mã QR và đăng nhập trên điện thoại; máy này không thấy mật khẩu.'],
    vneid: ['Quý khách quét mã QR và đăng nhập trên điện thoại; máy này không thấy mật khẩu.'],
    'usb-token': [key, 'Mã PIN chỉ được hỏi sau khi Quý khách đã đọc nội dung sẽ ký.'],
    'sim-pki': [key, 'SIM đang nằm trong đầu đọc của máy này thì nhấn F3.'],
    'remote-signing': ['Yêu cầu ký hiện trong ứng dụng trên điện thoại; Quý khách xác nhận ở đó.'],
    'in-person': ['Nhân viên xem người, thẻ và chip của thẻ có khớp nhau không.'],
  } satisfies Record<Method, readonly string[]> as Record<Method, readonly string[]>,
  review: {
    'get-code': 'Nhấn Enter, máy sẽ gửi một tin nhắn có mã xác nhận đến điện thoại của Quý khách.',
    'ask-phone': 'Nhấn Enter, máy sẽ gửi yêu cầu ký đến điện thoại của Quý khách.',
    continue: 'Nhấn Enter để đến các điều khoản. Hồ sơ chưa được gửi đi.',
  } satisfies Record<FormInput['next'], string>,
  remote: {
    'sign-in': [
      'Quét mã QR bằng máy ảnh điện thoại, hoặc mở trang đang hiện rồi gõ mã.',
      'Mã trên điện thoại và trên màn hình này phải giống nhau. Khác thì đừng đồng ý.',
      'Xong trên điện thoại, máy tự chuyển; hoặc nhấn Enter để máy xem lại ngay.',
    ],
    'sim-signature': [
      'Điện thoại tự hiện yêu cầu ký; có khi phải chờ một, hai phút.',
      'Hai mã đối chiếu phải giống nhau. Mã PIN chỉ nhập trên điện thoại.',
      'Chưa thấy gì: xem điện thoại có sóng không, rồi nhấn Esc để gửi lại.',
    ],
    'remote-signature': [
      'Mở ứng dụng ký số trên điện thoại, yêu cầu ký nằm trong danh sách chờ.',
      'Hai mã đối chiếu phải giống nhau. Khác thì từ chối.',
      'Xong trong ứng dụng, máy tự chuyển; hoặc nhấn Enter để máy xem lại ngay.',
    ],
  } satisfies Record<RemoteRequest['kind'], readonly string[]> as Record<RemoteRequest['kind'], readonly string[]>,
  officer: ['Bước này do nhân viên làm. Quý khách cần gì xin hỏi nhân viên.'],
}

/** The shape both languages have. */
export type MethodHelp = typeof viMethodHelp
