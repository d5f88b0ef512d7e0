import type { Screen } from '../../../flows/base/screens.ts'

const wait = ['Máy đang làm việc, thường chỉ vài giây.', 'Thông tin Quý khách đã nhập vẫn còn nguyên.']

/** What the help says on each screen, Vietnamese. */
export const viHelp: Record<Screen, readonly string[]> = {
  welcome: [
    'Máy này giúp Quý khách đăng ký tài khoản giao dịch điện tử dùng cho Cổng Dịch vụ công Quốc gia.',
    'Cần có thẻ căn cước và điện thoại. Dữ liệu được xoá khỏi màn hình khi Quý khách rời máy.',
  ],
  opening: wait,
  subject: [
    'Đăng ký cho bản thân thì chọn 1, Công dân.',
    'Doanh nghiệp và cơ quan nhà nước dùng chữ ký số để đăng ký.',
  ],
  method: [
    'Đây là các cách chứng minh Quý khách là ai. Dòng ghi "được ngay" thì chọn được bây giờ.',
    'Dòng "Ghi nhận": làm trước, rồi quay lại một lần. Chọn dòng khác, máy sẽ cho biết vì sao chưa dùng được.',
  ],
  'needs-line': [
    'Cách đã chọn phải hỏi nơi khác qua mạng, mà máy đang mất mạng. Chọn một cách ghi ở trên thì làm được ngay.',
  ],
  'adviser-question': [
    'Máy hỏi tối đa 6 câu, chỉ để gợi ý cách hợp với Ông/Bà. Câu trả lời không được lưu lại.',
    'Không chắc thì chọn "Tôi không rõ". Nhấn Esc để trả lời lại câu trước.',
  ],
  'adviser-advice': [
    'Cách làm được ngay đứng trên: Ông/Bà đã có đủ thì trước, rồi đến mức cao hơn, nhanh hơn.',
    'Chọn dòng chưa làm được, máy cho biết vì sao và cần làm gì. Nhấn Esc để trả lời lại.',
  ],
  conditions: ['Đủ những điều này thì nhấn Enter. Thiếu thì nhấn Esc để chọn cách khác.'],
  field: [
    'Gõ câu trả lời rồi nhấn Enter. Gõ nhầm thì nhấn Backspace để xoá.',
    'Ở ô gõ chữ, nhấn F6 để đổi kiểu gõ dấu; chữ bị thêm dấu nhầm thì nhấn F7 để bỏ. F4 đổi họ tên sang CHỮ HOA như trên thẻ, và đổi lại.',
    'Có máy quét thì đưa mã QR trên thẻ vào, máy điền giúp số căn cước, họ tên và ngày sinh.',
    'Hồ sơ chỉ được gửi đi khi Quý khách đồng ý ở bước cuối.',
  ],
  captcha: ['Gõ lại các chữ và số nhìn thấy trong hình. Không nhìn rõ thì nhấn F3 để đổi hình khác.'],
  'captcha-wait': wait,
  review: [
    'Nhấn phím số ở đầu dòng để sửa dòng đó.',
    'Dòng "Cần xác minh" chỉ là lời nhắc, Quý khách vẫn đăng ký được.',
  ],
  form: ['Nhân viên điền các ô này. Quý khách xem giúp đã đúng chưa.'],
  'remote-starting': wait,
  'remote-cut-off': [
    'Đường truyền hoặc nơi nhận chưa trả lời. Nhấn Enter để thử lại cùng yêu cầu đó.',
    'Thử vài lần chưa được thì nhấn Esc để chọn cách khác.',
  ],
  'remote-waiting': [],
  'signature-checking': wait,
  'raise-level': [
    'Mức 3 dùng được cho nhiều thủ tục hơn. Tên đăng nhập giữ nguyên.',
    'Chọn 2 thì không có gì thay đổi.',
  ],
  'account-maybe': [
    'Máy so với danh sách lưu tại quầy vì chưa hỏi được trung tâm: trong 100 người chưa có tài khoản, khoảng 1 người bị báo nhầm.',
    'Hỏi công dân đã đăng ký bao giờ chưa. Chọn 1 để vẫn đăng ký: trung tâm không bao giờ lập tài khoản thứ hai.',
    'Màn hình hiện số phiếu: hồ sơ đang chờ ở máy này, chưa có tài khoản; chọn 2 để in lại phiếu đó.',
  ],
  'account-ways': [
    'Mỗi người chỉ có một tài khoản. Chọn dòng nào, máy hiện các bước của dòng đó.',
    'Không nhớ đã đăng ký bao giờ thì chọn 3 để khiếu nại.',
  ],
  attest: ['Nhân viên so người, thẻ và chip của thẻ.'],
  'otp-sending': wait,
  'otp-entry': [
    'Mở tin nhắn mới nhất trên điện thoại và gõ lại 6 chữ số trong đó.',
    'Xin đừng đọc mã cho ai. Nhân viên không bao giờ hỏi mã này.',
    'Số điện thoại chưa đúng thì nhấn Esc để quay lại sửa.',
  ],
  'otp-checking': wait,
  'line-down': [
    'Chọn 1 để thử lại. Chọn 2 để lưu hồ sơ ngay bây giờ; khi có mạng, Quý khách mang phiếu quay lại nhận mã.',
  ],
  'pre-checking': wait,
  'return-receipt': [
    'Phiếu có mã QR: đưa mã vào máy quét. Ảnh chụp mã trên điện thoại cũng được.',
    'Mất phiếu mà còn số biên nhận: mời đến quầy có nhân viên. Không còn số nào: mời đăng ký lại.',
  ],
  'return-looking': wait,
  'return-unknown': [
    'Quầy hay máy đã nhận hồ sơ có thể chưa gửi được về trung tâm. Khi nơi đó có mạng, phiếu sẽ dùng được.',
    'Đến đúng nơi đã nhận hồ sơ thì chắc chắn hơn.',
  ],
  'return-found': [
    'Mã gửi đến số điện thoại đã khai trong hồ sơ. Nhấn Enter để nhận mã; mã đã gửi rồi thì Enter để gõ.',
    'Đã đổi số điện thoại thì nhấn Esc và đăng ký lại từ đầu.',
  ],
  'return-checking': wait,
  'return-line-down': ['Cứ giữ phiếu. Quay lại lúc khác, hoặc đến quầy, máy khác có mạng.'],
  'call-backs-loading': wait,
  'call-backs': ['Nhân viên đang xem danh sách.'],
  password: [
    'Mật khẩu nên là một câu Quý khách dễ nhớ mà người khác khó đoán, thêm số và một dấu như @ hoặc #.',
    'Nhấn F4 để hiện hoặc giấu mật khẩu. Xin che màn hình khi hiện.',
  ],
  'password-saving': wait,
  terms: [
    'Quý khách có quyền không đồng ý. Khi đó hồ sơ không được gửi và dữ liệu được xoá.',
    'Muốn rút lại đồng ý sau này, Quý khách báo tại quầy với số biên nhận.',
  ],
  sealing: wait,
  delivering: ['Hồ sơ đã nằm an toàn trong máy. Quý khách không cần chờ: kết quả sẽ có sau.'],
  result: ['Nhấn Enter để kết thúc và xoá màn hình.'],
  wiping: wait,
}
