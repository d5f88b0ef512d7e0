import type { Refusals } from './citizen-faults.ts'

/** Pages of refusals that have their own next steps, Vietnamese. */
export const viRefusals: Refusals = {
  ACCOUNT_EXISTS: () => ({
    title: 'Đã có tài khoản với số này',
    what: 'Không cần đăng ký lại.',
    steps: [
      'Vào dichvucong.gov.vn, chọn "Quên mật khẩu".',
      'Hoặc đến quầy của nhà mạng để lấy lại mật khẩu.',
      'Khiếu nại nếu: "Tôi không tạo tài khoản này".',
    ],
  }),
  SUBSCRIBER_OTHER_OWNER: (carrier) => ({
    title: 'SIM chưa đứng tên Quý khách',
    what: `Thông tin chưa khớp với thuê bao tại ${shop(carrier).holder}.`,
    steps: [
      'Xem SIM đứng tên ai: soạn TTTB gửi 1414.',
      `Mang căn cước đến ${shop(carrier).place} để sang tên.`,
      'Sau đó quay lại đăng ký.',
    ],
  }),
  SUBSCRIBER_CMND9: (carrier) => ({
    title: 'SIM đang gắn với CMND 9 số',
    what: 'Cần SIM gắn với căn cước 12 số.',
    steps: [
      `Mang căn cước đến ${shop(carrier).place} để cập nhật số mới.`,
      'Xem lại: soạn TTTB gửi 1414.',
      'Sau đó quay lại đăng ký.',
    ],
  }),
  SUBSCRIBER_UNKNOWN: (carrier) => ({
    title: 'Nhà mạng không tìm thấy số này',
    what: 'Số điện thoại chưa có trong danh sách thuê bao.',
    steps: ['Xem lại số đã gõ.', 'Xem thông tin SIM: soạn TTTB gửi 1414.', `Hoặc hỏi tại ${shop(carrier).place}.`],
  }),
  PACKET_WAIT_EXPIRED: () => ({
    title: 'Phiếu này đã hết hạn',
    what: 'Hồ sơ chờ mã quá lâu nên đã đóng. Chưa có tài khoản nào được lập.',
    steps: ['Đăng ký lại tại đây, chỉ vài phút.', 'Cần căn cước và điện thoại.'],
  }),
  INSURANCE_MISMATCH: () => ({
    title: 'Chưa khớp với dữ liệu BHXH',
    what: 'Chưa đăng ký được bằng bảo hiểm xã hội.',
    steps: ['Xem lại thông tin, đăng ký lại.', 'Vẫn vậy: mang căn cước đến cơ quan BHXH.', OTHER_WAY],
  }),
  INSURANCE_UNKNOWN: () => ({
    title: 'Không tìm thấy mã số BHXH này',
    what: 'Cơ quan bảo hiểm xã hội chưa có mã số này.',
    steps: ['Xem lại 10 số cuối trên thẻ bảo hiểm y tế.', 'Hoặc hỏi cơ quan BHXH.', OTHER_WAY],
  }),
  SIM_SIGN_NO_CERTIFICATE: (carrier) => ({
    title: 'SIM này chưa ký số được',
    what: 'SIM chưa có chữ ký số, hoặc chưa được kích hoạt.',
    steps: ['Xem lại nhà mạng và số đã chọn.', `Hỏi ${shop(carrier).place} về SIM ký số.`, OTHER_WAY],
  }),
  SIM_SIGN_PIN_BLOCKED: (carrier) => ({
    title: 'SIM ký số đang bị khoá mã PIN',
    what: 'Chỉ nhà mạng mở khoá được.',
    steps: [`Mang căn cước đến ${shop(carrier).place} để mở khoá.`, 'Sau đó quay lại đăng ký.', OTHER_WAY],
  }),
  REMOTE_SIGN_NO_CERTIFICATE: () => ({
    title: 'Chưa thấy chữ ký số của Quý khách',
    what: 'Nhà cung cấp đã chọn không có chữ ký số dùng được.',
    steps: ['Xem lại số đã gõ.', 'Xem lại nhà cung cấp đã chọn.', OTHER_WAY],
  }),
  SIGN_IN_OFFICIAL: () => ({
    title: 'Không dùng được tài khoản này',
    what: 'Theo quy định, không dành cho cán bộ, công chức, viên chức.',
    steps: [
      'Dùng USB ký số chuyên dùng.',
      'Hoặc đăng ký trực tiếp tại quầy.',
      'Cho riêng mình: thuê bao di động chính chủ.',
    ],
  }),
  SIGN_IN_LEVEL: () => ({
    title: 'Tài khoản chưa đủ mức xác thực',
    what: 'Cần tài khoản đã xác thực ở mức cao hơn.',
    steps: ['VNeID: lên mức 2 tại cơ quan công an.', 'Tài khoản khác: hỏi nơi cấp.', OTHER_WAY],
  }),
  CERTIFICATE_REVOKED: () => ({
    title: 'Chứng thư số đã bị thu hồi',
    what: 'Nơi cấp báo chứng thư số này không còn dùng được.',
    steps: ['Hỏi nơi cấp lý do và cách cấp lại.', OTHER_CERTIFICATE, OTHER_WAY],
  }),
  CERTIFICATE_EXPIRED: () => ({
    title: 'Chứng thư số đã hết hạn',
    what: 'Chứng thư số hết hạn không dùng để đăng ký được.',
    steps: ['Gia hạn tại nơi cấp, rồi quay lại.', OTHER_CERTIFICATE, OTHER_WAY],
  }),
  CERTIFICATE_CMND_ONLY: () => ({
    title: 'Chứng thư số chỉ ghi CMND 9 số',
    what: 'Cần chứng thư số ghi căn cước 12 số.',
    steps: ['Gia hạn tại nơi cấp với căn cước 12 số.', 'Sau đó quay lại đăng ký.', OTHER_WAY],
  }),
  CERTIFICATE_WRONG_SUBJECT: () => ({
    title: 'Chứng thư số của đối tượng khác',
    what: 'Chứng thư số này không cấp cho đối tượng đã chọn.',
    steps: ['Chọn lại đúng đối tượng.', OTHER_CERTIFICATE, OTHER_WAY],
  }),
  CERTIFICATE_WRONG_TREE: () => ({
    title: 'Chứng thư số chưa đúng loại',
    what: 'Cơ quan nhà nước dùng loại chuyên dùng; công dân, doanh nghiệp dùng loại công cộng.',
    steps: ['Chọn lại đúng đối tượng.', 'Hoặc dùng chứng thư đúng loại.', OTHER_WAY],
  }),
}

const OTHER_WAY = 'Hoặc chọn cách đăng ký khác.'
const OTHER_CERTIFICATE = 'Hoặc dùng chứng thư số khác.'

function shop(carrier: string | null): { holder: string; place: string } {
  return carrier
    ? { holder: `nhà mạng ${carrier}`, place: `cửa hàng ${carrier}` }
    : { holder: 'nhà mạng', place: 'cửa hàng của nhà mạng' }
}
