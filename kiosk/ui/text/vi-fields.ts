import type { FieldName } from '../../../flows/base/events.ts'
import type { Method } from '../../../flows/base/terms.ts'
import type { FixedLine } from '../../../flows/form/form.flow.ts'
import type { SigningProvider } from '../../../flows/ports/remote.port.ts'

interface FieldWords {
  readonly name: string
  readonly question: string
  readonly why: string
  /** Where a scanner is ready. */
  readonly whyScan: string
}

const same = (name: string, question: string, why: string): FieldWords => ({ name, question, why, whyScan: why })

const codeToPhone = 'SIM đứng tên Quý khách. Mã xác nhận sẽ được gửi đến số này.'
const contact = 'Cổng Dịch vụ công nhắn kết quả hồ sơ đến số này.'

/** Words of every field of product.md §3, Vietnamese. */
export const viFields: Record<FieldName, FieldWords> = {
  idNumber: {
    name: 'Số căn cước',
    question: 'Số căn cước công dân của Quý khách?',
    why: '12 chữ số, in ở mặt trước thẻ. CMND cũ có 9 chữ số.',
    whyScan: '12 chữ số, in ở mặt trước thẻ. Hoặc đưa mã QR trên thẻ vào máy quét.',
  },
  fullName: same('Họ và tên', 'Họ và tên của Quý khách?', 'Ghi đủ họ, chữ đệm và tên, có dấu, đúng như trên thẻ.'),
  birthDate: same(
    'Ngày sinh',
    'Ngày sinh của Quý khách?',
    'Ngày, tháng, năm, ví dụ 05/09/1960; máy tự thêm dấu gạch. Không rõ ngày, tháng thì gõ 00.',
  ),
  insuranceNumber: same(
    'Mã số BHXH',
    'Mã số bảo hiểm xã hội (BHXH) của Quý khách?',
    '10 số cuối trên thẻ bảo hiểm y tế, hoặc mã mới 12 chữ số. Gõ cả số thẻ cũng được.',
  ),
  organisation: same(
    'Tên tổ chức',
    'Tên đầy đủ của tổ chức?',
    'Ghi đúng như trên giấy đăng ký hoặc quyết định thành lập, có dấu.',
  ),
  taxCode: same(
    'Mã số thuế',
    'Mã số thuế của tổ chức?',
    '10 chữ số; đơn vị phụ thuộc có 13 chữ số; hộ kinh doanh có thể có 12 chữ số.',
  ),
  phone: same('Số điện thoại', 'Số điện thoại di động của Quý khách?', codeToPhone),
  carrier: same(
    'Nhà mạng',
    'SIM ký số của nhà mạng nào?',
    'Mời nhấn phím số để chọn. Yêu cầu ký được gửi qua nhà mạng này.',
  ),
  signingProvider: same(
    'Nhà cung cấp',
    'Chữ ký số của nhà cung cấp nào?',
    'Mời nhấn phím số để chọn. Yêu cầu ký được gửi đến ứng dụng của nhà cung cấp này.',
  ),
  email: same(
    'Email',
    'Địa chỉ thư điện tử (email) của Quý khách?',
    'Không bắt buộc. Không có thì nhấn Enter để bỏ qua.',
  ),
}

/** What the phone is for, by method. */
export const viPhoneWhy: Record<Method, string> = {
  mobile: codeToPhone,
  'social-insurance': 'SIM Quý khách đang dùng. Mã xác nhận sẽ được gửi đến số này.',
  vnpost: contact,
  vneid: contact,
  'usb-token': contact,
  'sim-pki': 'Số của SIM ký số. Yêu cầu ký sẽ được gửi đến số này.',
  'remote-signing': contact,
  'in-person': contact,
}

/** What a provider of remote signatures finds the person by. */
export const viSignerWhy: Record<'idNumber' | 'taxCode', string> = {
  idNumber: 'Số căn cước Quý khách đã dùng khi đăng ký chữ ký số.',
  taxCode: 'Mã số thuế doanh nghiệp đã dùng khi đăng ký chữ ký số.',
}

export const viSigningProviders: Record<SigningProvider, string> = {
  smartca: 'VNPT SmartCA',
  csc: 'Dịch vụ ký số từ xa khác (chuẩn CSC)',
}

/** Names of the lines that a proof told. */
export const viFixedLines: Record<FixedLine['name'], string> = {
  fullName: 'Họ và tên',
  idNumber: 'Số căn cước',
  birthDate: 'Ngày sinh',
  organisation: 'Tổ chức',
  taxCode: 'Mã số thuế',
  stateUnit: 'Mã ngân sách',
  issuer: 'Tổ chức cấp chứng thư',
  validity: 'Hiệu lực',
  revocation: 'Thu hồi',
}

export const viRevocation = {
  good: 'Đã kiểm tra, chưa bị thu hồi',
  unchecked: 'Chưa kiểm tra thu hồi; trung tâm sẽ kiểm tra',
}
