import type { AccountWay } from '../../../flows/base/outcome.ts'
import type { Method } from '../../../flows/base/terms.ts'
import type { OutcomeWords } from './citizen-faults.ts'

const password = 'Mật khẩu là mật khẩu vừa đặt.'
const certificate = 'xác minh bằng chứng thư số'

/** Words about the account itself: that it is there already, that it is ready; Vietnamese. */
export const viAccount = {
  raise: {
    question: (from: string, to: string) => `Quý khách đã có tài khoản mức ${from}. Nâng lên mức ${to}?`,
    why: 'Vẫn là tài khoản đó với mức xác minh cao hơn, không lập thêm tài khoản.',
    yes: (level: string) => `Có, nâng tài khoản lên mức ${level}`,
    no: 'Không, giữ tài khoản như cũ',
  },
  /** To an officer alone. */
  maybe: {
    question: 'Có thể đã có tài khoản',
    why: 'Kiểm tra ngoại tuyến, có thể nhầm. Trung tâm sẽ kiểm tra lại.',
    sealedQuestion: 'Có thể vừa đăng ký tại máy này',
    sealedWhy: (receipt: string) => `Phiếu ${receipt} đang chờ kết quả. Có thể nhầm; trung tâm sẽ kiểm tra lại.`,
    sealedAccepted: (receipt: string) => `Phiếu ${receipt} đã được trung tâm chấp nhận, nên có thể đã có tài khoản.`,
    goOn: 'Vẫn đăng ký',
    ways: 'Không đăng ký nữa, xem cách khác',
    keep: (receipt: string) => `Giữ hồ sơ đã có, in lại phiếu ${receipt}`,
    end: 'Kết thúc, không đăng ký nữa',
    waysQuestion: 'Có thể Quý khách đã có tài khoản',
    waysWhy: 'Mời nhấn phím số để xem cách làm. Chưa có tài khoản thì nhấn Esc để đăng ký.',
    told: 'Có thể Quý khách đã có tài khoản.',
  },
  ways: {
    question: 'Quý khách đã có tài khoản',
    why: 'Không cần đăng ký lại. Mời nhấn phím số để xem cách làm.',
    choices: {
      recover: { name: 'Quên mật khẩu', detail: 'lấy lại bằng mã về điện thoại' },
      'carrier-counter': { name: 'Đến quầy của nhà mạng', detail: 'khi đã đổi số điện thoại' },
      complain: { name: 'Khiếu nại', detail: '"Tôi không tạo tài khoản này"' },
    } satisfies Record<AccountWay, { name: string; detail: string }>,
    pages: {
      recover: {
        title: 'Lấy lại mật khẩu',
        what: 'Quý khách đã có tài khoản.',
        steps: [
          'Vào dichvucong.gov.vn, chọn "Quên mật khẩu".',
          'Gõ tên đăng nhập và mã gửi về điện thoại.',
          'Đặt mật khẩu mới.',
        ],
      },
      'carrier-counter': {
        title: 'Đến quầy của nhà mạng',
        what: 'Quý khách đã có tài khoản.',
        steps: [
          'Mang căn cước và điện thoại đến quầy của nhà mạng.',
          'Nhờ lấy lại mật khẩu Cổng Dịch vụ công.',
          'Sau đó vào dichvucong.gov.vn.',
        ],
      },
      complain: {
        title: 'Khiếu nại về tài khoản',
        what: 'Không phải Quý khách tạo tài khoản.',
        steps: [
          'Đưa căn cước cho nhân viên tại quầy.',
          'Nói rõ: "Tôi không tạo tài khoản này".',
          'Xin giấy hẹn ngày trả lời.',
        ],
      },
    } satisfies Record<AccountWay, OutcomeWords> as Record<AccountWay, OutcomeWords>,
  },
}

/** How an account that is ready is told: its level and by whom, how to sign in. */
export const viAccepted = {
  title: 'Đã đăng ký xong tài khoản',
  raised: (level: string) => `Đã nâng tài khoản lên mức ${level}`,
  level: (level: string) => `Mức xác minh ${level}`,
  by: {
    mobile: 'đã được xác minh bởi nhà mạng',
    'social-insurance': 'đã được xác minh bởi cơ quan BHXH',
    vnpost: 'đã được xác minh bởi Bưu điện Việt Nam',
    vneid: 'đã được xác minh bởi VNeID',
    'usb-token': certificate,
    'sim-pki': certificate,
    'remote-signing': certificate,
    'in-person': 'cán bộ đối chiếu trực tiếp',
  } satisfies Record<Method, string>,
  go: 'Vào dichvucong.gov.vn.',
  signInAsBefore: 'Mật khẩu vẫn như trước.',
  userId: 'Tên đăng nhập là số căn cước.',
  userTaxCode: 'Tên đăng nhập là mã số thuế.',
  userCertificate: 'Không cần tên đăng nhập: dùng chính chứng thư số.',
  userAny: 'Tên đăng nhập là số căn cước, của doanh nghiệp là mã số thuế.',
  signIn: {
    mobile: password,
    'social-insurance': password,
    vnpost: 'Đăng nhập bằng tài khoản Bưu điện.',
    vneid: 'Đăng nhập bằng VNeID.',
    'usb-token': 'Đăng nhập bằng USB ký số.',
    'sim-pki': 'Đăng nhập bằng SIM ký số.',
    'remote-signing': 'Đăng nhập bằng ứng dụng ký số.',
    'in-person': password,
  } satisfies Record<Method, string>,
  signInAny: 'Đăng nhập bằng mật khẩu vừa đặt, hoặc bằng cách vừa dùng để đăng ký.',
}

/** The shape both languages have. */
export type AccountTexts = typeof viAccount
