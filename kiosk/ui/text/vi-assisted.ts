import type { Overlay } from './overlay.ts'
import type { Texts } from './vi.ts'
import { viAssistedFaults } from './vi-assisted-faults.ts'
import { viAssistedHelp } from './vi-assisted-help.ts'
import { viAssistedReturn } from './vi-assisted-return.ts'
import { viRefusals } from './vi-refusals.ts'

const noTyping = 'Công dân đăng nhập trên điện thoại của mình; mật khẩu không gõ ở máy này.'
const noPassword = { why: 'Chữ ký số thay cho mật khẩu: không phải đặt mật khẩu.' }
const goOn = 'Thường mất vài giây. Chưa có trả lời thì vẫn làm tiếp được.'
const exists = 'Công dân đã có tài khoản.'

/** What is said otherwise where an officer serves, Vietnamese: brief, to the officer, about the citizen. Password, PIN and terms stay the citizen's own (vi.ts). */
export const viAssisted = {
  troubles: { line: (device: string, why: string) => `${device}: ${why}. Vẫn nhận hồ sơ được.` },
  hints: {
    confirmed: 'công dân đã xong',
    simInReader: 'SIM ở trong đầu đọc',
    haveReceipt: 'công dân có phiếu biên nhận',
  },
  store: {
    noRoom: {
      question: 'Quầy này tạm thời chưa nhận được hồ sơ mới',
      why: {
        STORE_FULL: 'Ổ đĩa của máy hết chỗ: hồ sơ gõ bây giờ sẽ không lưu được.',
        STORE_READ_ONLY: 'Máy chưa ghi được vào ổ đĩa: hồ sơ gõ bây giờ sẽ không lưu được.',
      },
      go: 'Mời công dân sang quầy khác. Báo kỹ thuật viên; không xoá thư mục dữ liệu.',
      receipt: 'Công dân có phiếu biên nhận: nhấn F3, việc này vẫn làm được.',
    },
  },
  subject: { question: 'Đăng ký cho ai?' },
  subjectDetails: { citizen: 'cho chính người đang ở quầy' },
  method: { question: 'Công dân xác minh bằng cách nào?' },
  notices: {
    instead: (method: string) => `Dùng ${method}.`,
    chooseOther: 'Chọn cách khác.',
  },
  adviser: {
    // The questions stay: the officer reads them aloud.
    advice: {
      question: 'Cách hợp nhất với công dân ở dòng đầu',
      unsureQuestion: 'Xem công dân có đủ cho cách nào',
      unsureWhy: 'Chưa chắc công dân có sẵn gì. Cách nhiều người dùng được thì ở trên. Nhấn phím số để chọn.',
      noneQuestion: 'Hiện chưa có cách nào công dân làm được',
      noneWhy: 'Nhấn phím số để xem vì sao và dặn công dân cần làm gì.',
    },
    needs: {
      phone: { now: 'Dặn công dân mang điện thoại đến rồi đăng ký.' },
      'own-sim': {
        name: 'SIM chính chủ',
        wanted: 'Cần SIM chính chủ',
        lacking: 'SIM chưa chính chủ',
        now: 'Dặn công dân mang căn cước đến cửa hàng nhà mạng để cập nhật SIM, rồi quay lại.',
      },
      'insurance-number': { name: 'mã số BHXH' },
      'vnpost-account': { now: 'Công dân mở tài khoản tại bưu điện.' },
      'vneid-account': { now: 'Dặn công dân mang căn cước đến công an xã, phường để làm định danh mức 2.' },
      'signing-sim': { now: 'Dặn công dân hỏi cửa hàng nhà mạng về SIM ký số.' },
      'chip-card': { now: 'Dặn công dân mang thẻ đến rồi đăng ký.' },
      'not-official': { now: 'Chọn cách khác, ví dụ USB ký số của cơ quan.' },
      officer: { now: 'Làm tại quầy này, sau khi đăng nhập.' },
      line: { now: 'Hẹn công dân quay lại khi có mạng, hoặc chọn cách khác.' },
    },
  },
  conditions: {
    question: 'Trước khi bắt đầu, công dân cần có:',
    methods: {
      vnpost: {
        citizen: {
          why: noTyping,
          items: ['Tài khoản Bưu điện Việt Nam của chính công dân.', 'Điện thoại có mạng Internet, quét được mã QR.'],
          checks: [
            'Theo quy định, cách này không dành cho cán bộ, công chức, viên chức.',
            'Chưa có tài khoản thì mở tại bưu điện.',
          ],
        },
      },
      vneid: {
        citizen: {
          why: noTyping,
          items: [
            'Tài khoản định danh điện tử (VNeID) mức 2 của chính công dân.',
            'Điện thoại có mạng Internet, quét được mã QR.',
          ],
          checks: ['Chưa có mức 2? Dặn công dân mang căn cước đến công an xã, phường.'],
        },
        enterprise: { why: noTyping },
        agency: { why: noTyping },
      },
      'usb-token': {
        citizen: {
          ...noPassword,
          items: [
            'USB ký số của công dân, chứng thư số còn hạn.',
            'Chứng thư số có ghi số căn cước 12 chữ số.',
            'Mã PIN của USB ký số: công dân tự gõ khi máy hỏi.',
          ],
        },
        enterprise: {
          ...noPassword,
          items: [
            'USB ký số của doanh nghiệp, chứng thư số còn hạn.',
            'Chứng thư số có ghi mã số thuế của doanh nghiệp.',
            'Mã PIN của USB ký số: người giữ USB tự gõ khi máy hỏi.',
          ],
        },
        agency: {
          ...noPassword,
          items: [
            'USB ký số chuyên dùng do Ban Cơ yếu Chính phủ cấp, còn hạn.',
            'Chứng thư số có ghi tên cơ quan.',
            'Mã PIN của USB ký số: người giữ USB tự gõ khi máy hỏi.',
          ],
        },
      },
      'sim-pki': {
        citizen: {
          ...noPassword,
          items: [
            'SIM ký số của công dân, đã kích hoạt và còn hạn.',
            'Điện thoại lắp SIM đó, đang bật và có sóng.',
            'Mã PIN ký số của SIM: công dân nhập trên điện thoại, không gõ ở máy này.',
          ],
        },
        enterprise: noPassword,
        agency: noPassword,
      },
      'remote-signing': {
        citizen: {
          ...noPassword,
          items: [
            'Chữ ký số cá nhân còn hạn của công dân, ví dụ VNPT SmartCA.',
            'Ứng dụng ký số đã cài và đăng nhập trên điện thoại, có mạng Internet.',
          ],
        },
        enterprise: noPassword,
        agency: noPassword,
      },
    },
    simInReader: noPassword,
  },
  offline: {
    why: {
      'return-once': 'Máy đang mất mạng. Hồ sơ được ghi nhận; công dân cần quay lại một lần với phiếu.',
    },
    blocked: { wait: 'Công dân muốn đúng cách đã chọn: chờ ở đây, có mạng thì máy tự đi tiếp. Hoặc hẹn quay lại.' },
    needsLineAlone: 'Cách này cần đường truyền, mà máy đang mất mạng. Hẹn công dân quay lại sau.',
  },
  review: { warningNow: 'Nếu đã đúng như trên thẻ thì cứ tiếp tục.' },
  otp: {
    question: 'Mời công dân tự gõ mã 6 số trong tin nhắn',
    why: (phone: string) => `Đã gửi mã đến máy ${phone}.`,
    whyByModem: {
      delivered: (phone: string) => `Đã gửi mã qua modem của máy đến số ${phone}.`,
      unconfirmed: (phone: string) =>
        `Đã gửi mã qua modem của máy đến số ${phone}. Nhà mạng chưa báo tin đã đến; thấy tin thì gõ được.`,
    },
    secrecy: 'Đừng hỏi mã, đừng gõ thay: mã là của riêng công dân.',
  },
  returns: viAssistedReturn,
  lineDown: {
    options: ['Thử gửi lại', 'Để lại sau: lưu hồ sơ, hẹn công dân quay lại khi có mạng'],
    why: 'Thông tin đã điền vẫn còn. Nhấn phím số để chọn.',
    cutOff: { why: 'Mã công dân vừa gõ vẫn được giữ, không tính là gõ sai. Nhấn phím số để chọn, hoặc Esc.' },
  },
  remote: {
    cutOff: { kept: 'Thông tin đã điền vẫn còn. Chưa có gì bị gửi hai lần.' },
    waiting: {
      signIn: {
        question: 'Mời công dân đăng nhập trên điện thoại',
        why: (name: string) => `Tài khoản: ${name}. Mật khẩu chỉ gõ trên điện thoại của công dân.`,
        warning: 'Chỉ đồng ý khi chính công dân đang đứng ở quầy.',
      },
      sim: {
        question: 'Mời công dân ký trên điện thoại',
        warning: 'Mã khác thì công dân từ chối trên điện thoại; gọi kiểm soát viên.',
      },
      app: {
        question: 'Mời công dân xác nhận trong ứng dụng ký số',
        why: 'Yêu cầu ký đã gửi đến ứng dụng trên điện thoại của công dân.',
        warning: 'Mã khác thì công dân từ chối; gọi kiểm soát viên.',
      },
    },
    statement: { why: 'Đây là toàn bộ nội dung mà chữ ký số của công dân xác nhận: mời công dân đọc.' },
  },
  account: {
    raise: {
      question: (from: string, to: string) => `Công dân đã có tài khoản mức ${from}. Nâng lên mức ${to}?`,
      why: 'Hỏi ý công dân. Vẫn là tài khoản đó, không lập thêm tài khoản.',
    },
    ways: {
      question: exists.slice(0, -1),
      why: 'Không cần đăng ký lại. Hỏi công dân cần gì, rồi nhấn phím số.',
      pages: {
        recover: { what: exists },
        'carrier-counter': { what: exists },
        complain: {
          what: 'Công dân nói không tạo tài khoản này.',
          steps: [
            'Xem căn cước của công dân.',
            'Ghi lời khiếu nại: "Tôi không tạo tài khoản này".',
            'Đưa giấy hẹn ngày trả lời.',
          ],
        },
      },
    },
  },
  waits: {
    'signature-checking': { way: 'Thường mất vài giây. Mất mạng thì vẫn làm tiếp được.' },
    'otp-sending': { what: 'Đang gửi mã xác nhận đến điện thoại của công dân.' },
    'pre-checking': { what: 'Đang hỏi nhà mạng về số điện thoại của công dân.', way: goOn },
    sealing: { what: 'Đang lưu hồ sơ.' },
    wiping: { what: 'Đang xoá dữ liệu của công dân khỏi máy.' },
  },
  preChecking: { 'social-insurance': { way: goOn } },
  result: {
    accepted: { go: 'Dặn công dân vào dichvucong.gov.vn.' },
    pending: {
      what: 'Công dân không cần làm lại.',
      steps: [
        'Đưa số biên nhận, hoặc mời chụp mã QR.',
        'Vài ngày nữa, công dân quét mã đó ở nơi có mạng để xem kết quả.',
        'Chưa có kết quả thì hỏi lại tại quầy.',
      ],
    },
    before: (day: string) => `trước ngày ${day}`,
    within: (days: number) => `trong vòng ${days} ngày kể từ hôm nay`,
    waiting: (when: string) => ({
      title: 'Còn một bước nữa',
      what: 'Hồ sơ đã lưu, còn chờ xác nhận số điện thoại.',
      steps: [
        'Đưa phiếu, hoặc mời chụp mã QR.',
        `Dặn: ${when}, mang phiếu và điện thoại đến quầy hay máy nào có mạng.`,
        'Quét phiếu, công dân gõ mã là xong.',
      ],
    }),
    refused: { steps: ['Chưa rõ thì gọi kiểm soát viên.'] },
    faulted: {
      nothingSent: 'Chưa có gì được gửi đi; dữ liệu của công dân sẽ được xoá khỏi máy.',
      steps: ['Làm lại từ đầu, ở quầy khác nếu máy này vẫn vậy.'],
    },
    refusals: {
      SUBSCRIBER_OTHER_OWNER: (carrier: string | null) => ({
        ...viRefusals.SUBSCRIBER_OTHER_OWNER(carrier),
        title: 'SIM chưa đứng tên công dân',
      }),
      REMOTE_SIGN_NO_CERTIFICATE: (carrier: string | null) => ({
        ...viRefusals.REMOTE_SIGN_NO_CERTIFICATE(carrier),
        title: 'Chưa thấy chữ ký số của công dân',
      }),
    },
    stepsTitle: 'Việc tiếp theo:',
    paper: {
      printing: 'Đang in phiếu.',
      printed: 'Đã in phiếu. Đưa phiếu cho công dân.',
      instead: {
        qr: 'Mời công dân chụp mã này, hoặc chép số biên nhận.',
        number: 'Chép số biên nhận cho công dân.',
        screen: 'Mời công dân chụp lại màn hình này.',
      },
    },
    noQr: 'Chép số này cho công dân, hoặc mời chụp lại.',
    noQrAhead: 'Chép số này cho công dân, dặn mang đến quầy có nhân viên: máy tự phục vụ chỉ nhận mã QR.',
    kept: {
      question: 'Công dân đã chụp hay chép số biên nhận chưa?',
      why: 'Quay lại, hay hỏi kết quả, công dân đều cần số này.',
    },
  },
  warned: {
    title: 'Có ai ở quầy không?',
    text: 'Quầy sắp xoá hồ sơ đang làm và đăng xuất.',
  },
  devices: {
    token: {
      // Also read by an officer who signs in with a token.
      looking: { question: 'Cắm USB ký số vào máy' },
      choose: { question: 'Chọn chứng thư số để ký' },
      confirm: {
        why: 'Xem đúng tên người ký rồi nhấn Enter. Mã PIN được hỏi ở bước sau.',
        whyStatement: 'Người ký đọc nội dung, đúng thì nhấn Enter. Mã PIN được hỏi ở bước sau.',
        whyStatementPinPad: 'Người ký đọc nội dung, đúng thì nhấn Enter. Mã PIN bấm trên phím của thiết bị.',
        whyPinPad: 'Xem đúng tên người ký rồi nhấn Enter. Mã PIN bấm trên phím của thiết bị.',
      },
      pinPad: { question: 'Người ký bấm mã PIN trên phím của thiết bị' },
    },
    card: {
      key: { question: 'Gõ 6 số cuối của số căn cước' },
      wait: {
        question: 'Đặt thẻ căn cước của công dân lên đầu đọc',
        lift: 'Nhấc thẻ ra rồi đặt lại cho phẳng.',
        noReader: 'Đầu đọc không sáng đèn thì báo kỹ thuật viên.',
      },
      reading: { why: 'Giữ yên thẻ trên đầu đọc.' },
      read: { badWhy: 'Xem kỹ thẻ, gọi kiểm soát viên. Nhấn Enter để kết thúc.' },
    },
    help: {
      'card-key': [
        'Số căn cước in ở mặt trước thẻ; 6 số cuối là khoá mở chip. Ba dòng mặt sau: mỗi dòng 30 ký tự.',
        'Thẻ không có chip thì nhấn F4: đối chiếu bằng mắt, hồ sơ ghi là chip chưa được đọc.',
      ],
      'card-wait': [
        'Đặt cả thẻ lên mặt đầu đọc, bỏ ví và thẻ khác ra xa; chip ở mặt sau, phía có hình vuông màu vàng.',
        'Đầu đọc hỏng hoặc thẻ không đọc được thì nhấn F4: đối chiếu bằng mắt, hồ sơ ghi là chip chưa được đọc.',
      ],
    },
  },
  faults: viAssistedFaults,
  unknownFault: (code: string) => ({ what: 'Máy chưa làm được việc này.', now: `Báo kỹ thuật viên mã ${code}.` }),
  help: viAssistedHelp,
} satisfies Overlay<Texts>

/** The parts that both languages say otherwise. */
export type AssistedTexts = typeof viAssisted
