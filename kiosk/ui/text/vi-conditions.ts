import type { Method, Subject } from '../../../flows/base/terms.ts'

/** What one method needs, and how to find out or what to do where it is missing. */
export interface ConditionWords {
  readonly why: string
  readonly items: readonly string[]
  readonly checks: readonly string[]
}

const everybody = (words: ConditionWords): Record<Subject, ConditionWords> => ({
  citizen: words,
  enterprise: words,
  agency: words,
})

const noPassword = 'Chữ ký số thay cho mật khẩu, không phải đặt mật khẩu.'
const keyPin = 'Mã PIN của USB ký số. Mã chỉ gõ khi máy hỏi.'
const keyLocks = 'Gõ sai mã PIN nhiều lần thì USB bị khoá, chỉ nơi cấp mở lại được.'
const ownPhone = 'Điện thoại có mạng Internet, quét được mã QR.'
const noTyping = 'Quý khách đăng nhập trên điện thoại của mình; mật khẩu không gõ ở máy này.'
const simPhone = 'Điện thoại lắp SIM đó, đang bật và có sóng.'
const simPin = 'Mã PIN ký số của SIM: nhập trên điện thoại, không gõ ở máy này.'
const simLocks = 'Nhập sai mã PIN nhiều lần thì SIM bị khoá, chỉ nhà mạng mở lại được.'
const appPin = 'Mã PIN, mật khẩu của ứng dụng chỉ nhập trên điện thoại, không gõ ở máy này.'
const app = 'Ứng dụng ký số đã cài và đăng nhập trên điện thoại, có mạng Internet.'

/** What each method needs of whom (product.md §2, §3), Vietnamese. */
export const viConditions = {
  question: 'Trước khi bắt đầu, Quý khách cần có:',
  methods: {
    mobile: everybody({
      why: 'Thiếu một trong ba điều này thì chưa đăng ký bằng thuê bao di động được.',
      items: [
        'SIM chính chủ: số điện thoại đứng tên Quý khách.',
        'SIM đã gắn với căn cước 12 chữ số (không phải CMND 9 chữ số).',
        'Điện thoại ở bên mình, đang nhận được tin nhắn.',
      ],
      checks: [
        'Chưa rõ SIM đứng tên ai? Soạn tin TTTB gửi 1414 (miễn phí) để xem.',
        'Nếu chưa đúng, mời đến cửa hàng của nhà mạng cập nhật rồi quay lại.',
      ],
    }),
    'social-insurance': everybody({
      why: 'Thông tin được so với dữ liệu của cơ quan bảo hiểm xã hội (BHXH).',
      items: [
        'Mã số BHXH: 10 số cuối trên thẻ bảo hiểm y tế, hoặc xem trong VssID.',
        'Số căn cước, họ tên, ngày sinh đúng như đã khai với cơ quan BHXH.',
        'Điện thoại với SIM đang dùng, nhận được tin nhắn.',
      ],
      checks: ['Thông tin chưa đúng? Mời mang căn cước đến cơ quan BHXH để cập nhật.'],
    }),
    vnpost: everybody({
      why: noTyping,
      items: ['Tài khoản Bưu điện Việt Nam của chính Quý khách.', ownPhone],
      checks: [
        'Theo quy định, cách này không dành cho cán bộ, công chức, viên chức.',
        'Chưa có tài khoản? Mời hỏi nhân viên bưu điện.',
      ],
    }),
    vneid: {
      citizen: {
        why: noTyping,
        items: ['Tài khoản định danh điện tử (VNeID) mức 2 của chính Quý khách.', ownPhone],
        checks: ['Chưa có mức 2? Mời mang căn cước đến công an xã, phường.'],
      },
      enterprise: {
        why: noTyping,
        items: [
          'Tài khoản định danh điện tử của doanh nghiệp.',
          'Điện thoại của người được dùng tài khoản đó, có mạng Internet.',
        ],
        checks: ['Chưa có tài khoản? Người đại diện đề nghị cấp trên ứng dụng VNeID.'],
      },
      agency: {
        why: noTyping,
        items: [
          'Tài khoản định danh điện tử của cơ quan.',
          'Điện thoại của người được dùng tài khoản đó, có mạng Internet.',
        ],
        checks: ['Chưa có tài khoản? Người đứng đầu đề nghị cấp trên ứng dụng VNeID.'],
      },
    },
    'usb-token': {
      citizen: {
        why: noPassword,
        items: ['USB ký số của Quý khách, chứng thư số còn hạn.', 'Chứng thư số có ghi số căn cước 12 chữ số.', keyPin],
        checks: [keyLocks, 'Chỉ ghi CMND 9 số? Đưa mã QR trên thẻ căn cước vào máy quét.'],
      },
      enterprise: {
        why: noPassword,
        items: [
          'USB ký số của doanh nghiệp, chứng thư số còn hạn.',
          'Chứng thư số có ghi mã số thuế của doanh nghiệp.',
          keyPin,
        ],
        checks: [keyLocks],
      },
      agency: {
        why: noPassword,
        items: [
          'USB ký số chuyên dùng do Ban Cơ yếu Chính phủ cấp, còn hạn.',
          'Chứng thư số có ghi tên cơ quan của Quý khách.',
          keyPin,
        ],
        checks: [keyLocks, 'Chứng thư số công cộng không dùng được cho cơ quan nhà nước.'],
      },
    },
    'sim-pki': {
      citizen: {
        why: noPassword,
        items: ['SIM ký số của Quý khách, đã kích hoạt và còn hạn.', simPhone, simPin],
        checks: [simLocks],
      },
      enterprise: {
        why: noPassword,
        items: ['SIM ký số của doanh nghiệp, đã kích hoạt và còn hạn.', simPhone, simPin],
        checks: [simLocks],
      },
      agency: {
        why: noPassword,
        items: ['SIM ký số của cơ quan, đã kích hoạt và còn hạn.', simPhone, simPin],
        checks: [simLocks],
      },
    },
    'remote-signing': {
      citizen: {
        why: noPassword,
        items: ['Chữ ký số cá nhân còn hạn, ví dụ VNPT SmartCA.', app],
        checks: [appPin],
      },
      enterprise: {
        why: noPassword,
        items: ['Chữ ký số từ xa của doanh nghiệp còn hạn, ví dụ VNPT SmartCA.', app],
        checks: [appPin],
      },
      agency: {
        why: noPassword,
        items: ['Chữ ký số từ xa của cơ quan, còn hạn.', app],
        checks: [appPin],
      },
    },
    'in-person': everybody({
      why: 'Nhân viên tại quầy làm cùng Quý khách.',
      items: ['Thẻ căn cước của Quý khách.', 'Số điện thoại để nhận tin; email nếu có.'],
      checks: ['Nhân viên so người, thẻ và chip của thẻ; Quý khách tự gõ mật khẩu.'],
    }),
  } satisfies Record<Method, Record<Subject, ConditionWords>>,
  /** The signing SIM lies in a reader of this machine. */
  simInReader: {
    why: noPassword,
    items: [
      'SIM ký số, đã kích hoạt và còn hạn, đang ở trong đầu đọc của máy này.',
      'Mã PIN ký số của SIM. Mã chỉ gõ khi máy hỏi.',
    ],
    checks: [simLocks],
  } satisfies ConditionWords as ConditionWords,
  scan: 'Đưa mã QR trên thẻ căn cước vào máy quét để máy điền giúp.',
  cardRead: 'Đã đọc thẻ căn cước.',
}

/** The shape both languages have. */
export type ConditionTexts = typeof viConditions
