import type { Method } from '../../../flows/base/terms.ts'

const certificateData =
  'thông tin trong chứng thư số (họ tên hoặc tên tổ chức, số giấy tờ, mã số thuế), chữ ký số, email nếu có'

/** What the citizen agrees to, Vietnamese: data and with whom they are compared depend on the method. */
export const viTerms = {
  question: 'Quý khách có đồng ý với các điều sau?',
  why: 'Đồng ý thì nhấn Enter để gửi hồ sơ. Không đồng ý thì nhấn F10, mọi dữ liệu được xoá.',
  purpose:
    'Mục đích: lập và xác minh tài khoản giao dịch điện tử của Quý khách trên Cổng Dịch vụ công (Nghị định 45/2020/NĐ-CP).',
  data: {
    mobile:
      'Dữ liệu: số căn cước, họ tên, ngày sinh, số điện thoại, email nếu có; nếu quét thẻ thì cả giới tính, nơi ở và số CMND cũ. Dữ liệu được đối chiếu với nhà mạng.',
    'social-insurance':
      'Dữ liệu: số căn cước, họ tên, ngày sinh, mã số BHXH, số điện thoại, email nếu có; nếu quét thẻ thì cả giới tính, nơi ở và số CMND cũ. Dữ liệu được đối chiếu với cơ quan BHXH.',
    vnpost:
      'Dữ liệu: thông tin Bưu điện Việt Nam cung cấp khi Quý khách đăng nhập, số điện thoại, email nếu có. Dữ liệu được xác nhận bởi Bưu điện Việt Nam.',
    vneid:
      'Dữ liệu: thông tin nhà cung cấp định danh điện tử cung cấp khi Quý khách đăng nhập, số điện thoại, email nếu có. Dữ liệu được xác nhận bởi nhà cung cấp định danh.',
    'usb-token': `Dữ liệu: ${certificateData}. Dữ liệu được kiểm tra với tổ chức cấp chứng thư.`,
    'sim-pki': `Dữ liệu: số điện thoại, ${certificateData}. Dữ liệu được kiểm tra với nhà mạng và tổ chức cấp chứng thư.`,
    'remote-signing': `Dữ liệu: ${certificateData}. Dữ liệu được kiểm tra với nhà cung cấp chữ ký số và tổ chức cấp chứng thư.`,
    'in-person':
      'Dữ liệu: thông tin đã điền, thông tin đọc từ thẻ căn cước và chip của thẻ, kết quả đối chiếu. Nhân viên tại quầy đối chiếu với người và thẻ.',
  } satisfies Record<Method, string>,
  raise: 'Nâng mức: nếu Quý khách đã có tài khoản mức thấp hơn, chính tài khoản đó được nâng lên mức 3.',
  keeping: 'Lưu giữ: gửi xong, máy này không đọc lại được. Trung tâm giữ theo thời hạn pháp luật quy định.',
  rights: 'Quyền: xem, sửa, xoá, rút lại đồng ý, khiếu nại (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).',
  version: (version: string) => `Bản điều khoản ${version}, tiếng Việt`,
}

/** The shape both languages have. */
export type TermsTexts = typeof viTerms
