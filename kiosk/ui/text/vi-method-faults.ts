import type { FaultWords } from './citizen-faults.ts'
import type { MethodFault } from './method-faults.ts'

export const viMethodFaults: Record<MethodFault, FaultWords> = {
  INSURANCE_NUMBER_FORMAT: {
    what: 'Mã số BHXH có 10 chữ số; mã mới có 12, trùng với số căn cước.',
    now: 'Mời xem 10 số cuối trên thẻ bảo hiểm y tế.',
  },
  TAX_CODE_FORMAT: {
    what: 'Mã số thuế có 10, 12 hoặc 13 chữ số.',
    now: 'Mời xem lại trên giấy đăng ký.',
  },
  ORGANISATION_FORMAT: {
    what: 'Tên tổ chức còn thiếu chữ hoặc có ký tự lạ.',
    now: 'Mời ghi đúng như trên giấy đăng ký hoặc quyết định thành lập.',
  },
  CERTIFICATE_WRONG_SUBJECT: {
    what: 'Chứng thư số này không cấp cho đối tượng đã chọn.',
    now: 'Mời chọn lại đối tượng, hoặc dùng chứng thư số khác.',
  },
  CERTIFICATE_OTHER_PERSON: {
    what: 'Chứng thư số này ghi số giấy tờ khác với thẻ căn cước.',
    now: 'Mời xem chứng thư số và thẻ có đúng của Quý khách không.',
  },
  CERTIFICATE_CARD_NEEDED: {
    what: 'Chứng thư số này chỉ ghi số CMND cũ.',
    now: 'Mời đưa mã QR trên thẻ căn cước vào máy quét, rồi chọn lại.',
  },
  CERTIFICATE_CMND_ONLY: {
    what: 'Chứng thư số này chỉ ghi số CMND 9 chữ số.',
    now: 'Mời gia hạn tại nơi cấp, dùng số căn cước 12 chữ số.',
  },
  CERTIFICATE_NO_NUMBER: {
    what: 'Chứng thư số này chưa ghi số căn cước hay mã số thuế.',
    now: 'Mời hỏi nơi cấp, hoặc dùng chứng thư số khác.',
  },
  SIGN_IN_UNAVAILABLE: {
    what: 'Nơi cấp tài khoản chưa trả lời.',
    now: 'Mời thử lại sau ít phút, hoặc chọn cách khác.',
  },
  SIGN_IN_DENIED: {
    what: 'Việc đăng nhập đã bị từ chối trên điện thoại.',
    now: 'Mời làm lại nếu Quý khách muốn tiếp tục.',
  },
  SIGN_IN_EXPIRED: {
    what: 'Đã hết thời gian đăng nhập trên điện thoại.',
    now: 'Mời làm lại để lấy mã mới.',
  },
  SIGN_IN_ISSUER: {
    what: 'Câu trả lời đăng nhập không đến từ nơi cấp tài khoản.',
    now: 'Để giữ an toàn, máy xin dừng ở đây. Mời chọn cách khác.',
  },
  SIGN_IN_AUDIENCE: {
    what: 'Câu trả lời đăng nhập không dành cho hệ thống này.',
    now: 'Để giữ an toàn, máy xin dừng ở đây. Mời chọn cách khác.',
  },
  SIGN_IN_NONCE: {
    what: 'Câu trả lời nhận được thuộc về một lần đăng nhập khác.',
    now: 'Mời đăng nhập lại từ đầu, hoặc chọn cách khác.',
  },
  SIGN_IN_SIGNATURE: {
    what: 'Máy chưa tin được câu trả lời đăng nhập.',
    now: 'Để giữ an toàn, máy xin dừng ở đây. Mời chọn cách khác.',
  },
  SIGN_IN_CLAIMS: {
    what: 'Tài khoản này chưa ghi đủ thông tin của Quý khách.',
    now: 'Mời bổ sung tại nơi cấp tài khoản, hoặc chọn cách khác.',
  },
  SIGN_IN_OFFICIAL: {
    what: 'Theo quy định, cách này không dành cho cán bộ, công chức, viên chức.',
    now: 'Mời dùng USB ký số chuyên dùng, hoặc đăng ký trực tiếp với nhân viên.',
  },
  SIGN_IN_LEVEL: {
    what: 'Tài khoản này chưa đủ mức xác thực.',
    now: 'Mời nâng mức tại nơi cấp tài khoản, hoặc chọn cách khác.',
  },
  SIGN_IN_WRONG_SUBJECT: {
    what: 'Tài khoản này không thuộc đối tượng đã chọn.',
    now: 'Mời chọn lại đối tượng, hoặc dùng tài khoản khác.',
  },
  SIM_SIGN_UNAVAILABLE: {
    what: 'Dịch vụ SIM ký số của nhà mạng chưa trả lời.',
    now: 'Mời thử lại sau ít phút, hoặc chọn cách khác.',
  },
  SIM_SIGN_NO_CERTIFICATE: {
    what: 'SIM này chưa có chữ ký số, hoặc chưa được kích hoạt.',
    now: 'Mời hỏi cửa hàng của nhà mạng, hoặc chọn cách khác.',
  },
  SIM_SIGN_OUT_OF_REACH: {
    what: 'Yêu cầu ký chưa đến được điện thoại.',
    now: 'Mời xem điện thoại còn bật và có sóng, rồi thử lại.',
  },
  SIM_SIGN_EXPIRED: {
    what: 'Đã hết thời gian xác nhận trên điện thoại.',
    now: 'Mời thử lại, và nhập mã PIN khi điện thoại hỏi.',
  },
  SIM_SIGN_CANCELLED: {
    what: 'Yêu cầu ký đã được huỷ trên điện thoại.',
    now: 'Mời thử lại nếu Quý khách muốn tiếp tục.',
  },
  SIM_SIGN_PIN_BLOCKED: {
    what: 'SIM ký số đang bị khoá mã PIN.',
    now: 'Mời đến cửa hàng của nhà mạng để mở khoá.',
  },
  SIM_SIGN_BUSY: {
    what: 'Điện thoại đang có một yêu cầu ký khác.',
    now: 'Mời trả lời yêu cầu đó trước, rồi thử lại.',
  },
  SIM_SIGN_FAILED: {
    what: 'SIM ký số chưa ký được.',
    now: 'Mời thử lại một lần, hoặc chọn cách khác.',
  },
  REMOTE_SIGN_UNAVAILABLE: {
    what: 'Nhà cung cấp chữ ký số chưa trả lời.',
    now: 'Mời thử lại sau ít phút, hoặc chọn cách khác.',
  },
  REMOTE_SIGN_NO_CERTIFICATE: {
    what: 'Nhà cung cấp này chưa có chữ ký số dùng được của Quý khách.',
    now: 'Mời xem lại số đã gõ, hoặc chọn nhà cung cấp khác.',
  },
  REMOTE_SIGN_REJECTED: {
    what: 'Yêu cầu ký đã bị từ chối trong ứng dụng.',
    now: 'Mời thử lại nếu Quý khách muốn tiếp tục.',
  },
  REMOTE_SIGN_EXPIRED: {
    what: 'Đã hết thời gian xác nhận trong ứng dụng.',
    now: 'Mời thử lại, và mở ứng dụng ngay sau khi gửi yêu cầu.',
  },
  REMOTE_SIGN_BUSY: {
    what: 'Trong ứng dụng đang có một yêu cầu ký khác.',
    now: 'Mời trả lời yêu cầu đó trước, rồi thử lại.',
  },
  REMOTE_SIGN_FAILED: {
    what: 'Nhà cung cấp chưa ký được yêu cầu này.',
    now: 'Mời thử lại một lần, hoặc chọn cách khác.',
  },
  TRANSACTION_UNKNOWN: {
    what: 'Yêu cầu này không còn được giữ nữa.',
    now: 'Mời làm lại từ đầu.',
  },
  TRANSACTION_ELSEWHERE: {
    what: 'Quý khách còn một yêu cầu đang mở ở máy khác.',
    now: 'Mời làm tiếp ở máy đó, hoặc thử lại sau ít phút.',
  },
  OFFICER_REQUIRED: {
    what: 'Cách này cần nhân viên xem giấy tờ của Quý khách.',
    now: 'Mời đến quầy có nhân viên, hoặc chọn cách khác.',
  },
  ATTESTATION_REFUSED: {
    what: 'Nhân viên chưa xác nhận được thông tin với giấy tờ.',
    now: 'Mời Quý khách hỏi nhân viên cần bổ sung gì.',
  },
  INSURANCE_MISMATCH: {
    what: 'Thông tin chưa khớp với dữ liệu của cơ quan bảo hiểm xã hội.',
    now: 'Mời xem lại thông tin, hoặc hỏi cơ quan BHXH.',
  },
  INSURANCE_UNKNOWN: {
    what: 'Cơ quan bảo hiểm xã hội không tìm thấy mã số này.',
    now: 'Mời xem lại số, hoặc hỏi cơ quan BHXH.',
  },
  INSURANCE_UNAVAILABLE: {
    what: 'Cơ quan bảo hiểm xã hội chưa trả lời.',
    now: 'Hồ sơ đã được lưu và sẽ được kiểm tra sau.',
  },
}
