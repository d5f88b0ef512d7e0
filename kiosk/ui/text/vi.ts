import type { FieldName } from '../../../flows/base/events.ts'
import type { Screen } from '../../../flows/base/screens.ts'
import type { Method, Subject } from '../../../flows/base/terms.ts'
import type { RuleWarning } from '../../../flows/rules/field.ts'
import type { PasswordRule } from '../../../flows/rules/password.ts'
import type { DeviceTrouble } from '../status.ts'
import type { OutcomeWords, RefusalCode } from './citizen-faults.ts'
import { viAdviser } from './vi-adviser.ts'
import { viDevices } from './vi-devices.ts'
import { viFaults } from './vi-faults.ts'
import { viHelp } from './vi-help.ts'
import { viTyping } from './vi-typing.ts'

/** Words a citizen reads, Vietnamese. As a person at the counter speaks: polite, short, no jargon, no blame. */
export const vi = {
  frame: {
    title: 'CỔNG DỊCH VỤ CÔNG',
    subtitle: 'Đăng ký tài khoản',
    subtitleProblem: 'Có chỗ cần sửa',
    line: {
      online: 'Trực tuyến',
      offline: 'Ngoại tuyến',
      'captive-portal': 'Mạng chưa mở',
      unknown: 'Đang kết nối',
      training: 'Không gửi đi',
    },
    training: 'LUYỆN TẬP',
    clockUnproven: 'giờ chưa kiểm chứng',
    step: (step: number, of: number) => `Bước ${step} / ${of}`,
    steps: [
      'Chọn cách đăng ký',
      'Điền thông tin',
      'Kiểm tra lại',
      'Xác nhận qua điện thoại',
      'Mật khẩu',
      'Đồng ý và gửi',
    ],
  },
  /** A device of the station that does not work now: for the staff who pass by, in words a citizen may read. */
  troubles: {
    device: {
      scanner: 'Máy quét',
      token: 'USB token',
      readers: 'Đầu đọc thẻ',
      modem: 'Modem',
      printer: 'Máy in',
    } satisfies Record<DeviceTrouble['device'], string>,
    paperOut: 'hết giấy',
    coverOpen: 'nắp đang mở',
    lost: 'bị rút ra hoặc mất điện',
    other: (code: string) => `cần kỹ thuật viên xem (${code})`,
    line: (device: string, why: string) => `${device}: ${why}. Quý khách vẫn đăng ký được bình thường.`,
  },
  /** Hints of the bottom border; the key stands before each. */
  hints: {
    next: 'tiếp tục',
    start: 'bắt đầu',
    skip: 'bỏ qua',
    agree: 'tôi đồng ý, gửi',
    getCode: 'đúng, nhận mã',
    dontWait: 'không chờ nữa',
    done: 'xong',
    close: 'đóng',
    back: 'quay lại',
    leave: 'kết thúc',
    help: 'trợ giúp',
    end: 'kết thúc, xoá dữ liệu',
    newPicture: 'đổi hình khác',
    newCode: 'gửi lại mã',
    reveal: 'hiện / giấu mật khẩu',
    printAgain: 'in lại phiếu',
    demoScan: 'quét thẻ mẫu của người tiếp theo',
    language: 'English',
    typing: 'đổi kiểu gõ dấu',
    erase: 'xoá chữ vừa gõ',
    choose: 'chọn dòng có số đó',
    sign: 'ký',
    retry: 'thử lại',
    readAgain: 'đọc lại',
    leaveWait: 'thôi chờ',
    ask: 'đồng ý, hỏi',
  },
  welcome: {
    question: 'Kính chào Quý khách',
    why: 'Tại đây Quý khách đăng ký tài khoản để làm thủ tục hành chính qua mạng.',
    bring: 'Xin chuẩn bị sẵn:',
    items: ['Thẻ căn cước (CCCD) của Quý khách', 'Điện thoại có SIM đứng tên Quý khách'],
    start: 'Nhấn phím Enter để bắt đầu.',
    startOrScan: 'Nhấn phím Enter, hoặc đưa mã QR trên thẻ vào máy quét để bắt đầu.',
    otherLanguage: 'Press F2 for English.',
    station: (name: string) => `Điểm phục vụ: ${name}`,
  },
  subject: {
    question: 'Quý khách đăng ký cho ai?',
    why: 'Mời nhấn phím số để chọn.',
    cardKept: 'Đã đọc thẻ căn cước. Thông tin trên thẻ sẽ được điền sẵn.',
  },
  subjects: { citizen: 'Công dân', enterprise: 'Doanh nghiệp', agency: 'Cơ quan nhà nước' } satisfies Record<
    Subject,
    string
  >,
  subjectDetails: {
    citizen: 'cho bản thân Quý khách',
    enterprise: 'cho công ty, hợp tác xã, hộ kinh doanh',
    agency: 'cho cơ quan, cán bộ, công chức, viên chức',
  } satisfies Record<Subject, string>,
  method: {
    question: 'Quý khách muốn xác minh bằng cách nào?',
    why: 'Mời nhấn phím số để chọn. Mức 3 là mức cao, như đăng ký trực tiếp.',
    level: (levels: string) => `Mức ${levels}`,
    open: 'Dùng được ngay',
    notBuilt: 'Sẽ có ở phiên bản sau',
    onlyFor: (subjects: string) => `Chỉ ${subjects}`,
    notInForce: 'Chưa áp dụng tại đây',
    closed: (since: string, instead: string | null) =>
      instead ? `Dừng ${since}, dùng ${instead}` : `Dừng từ ${since}`,
    notYet: (from: string) => `Mở từ ${from}`,
  },
  methods: {
    mobile: 'Thuê bao di động',
    'social-insurance': 'Bảo hiểm xã hội',
    vnpost: 'Bưu điện Việt Nam',
    vneid: 'VNeID',
    'usb-token': 'USB ký số',
    'sim-pki': 'SIM ký số',
    'remote-signing': 'Chữ ký số cá nhân',
    'in-person': 'Đăng ký trực tiếp',
  } satisfies Record<Method, string>,
  notices: {
    cardKept: 'Đã đọc thẻ căn cước. Thông tin trên thẻ sẽ được điền sẵn.',
    cardNotNeeded: 'Đã đọc thẻ, nhưng bước này không cần thẻ nữa.',
    method: (method: string, what: string, now: string) => `${method}: ${what} ${now}`,
    notBuilt: 'cách này sẽ có ở phiên bản sau.',
    onlyFor: (subjects: string) => `cách này chỉ dành cho ${subjects}.`,
    notInForce: 'cách này chưa áp dụng tại đây.',
    closed: (since: string) => `theo quy định, cách này đã dừng từ ngày ${since}.`,
    notYet: (from: string) => `cách này sẽ mở từ ngày ${from}.`,
    instead: (method: string) => `Mời Quý khách dùng ${method}.`,
    chooseOther: 'Mời Quý khách chọn cách khác.',
  },
  conditions: {
    question: 'Trước khi bắt đầu, Quý khách cần có:',
    why: 'Thiếu một trong ba điều này thì chưa đăng ký bằng thuê bao di động được.',
    items: [
      'SIM chính chủ: số điện thoại đứng tên Quý khách.',
      'SIM đã gắn với căn cước 12 chữ số (không phải CMND 9 chữ số).',
      'Điện thoại ở bên mình, đang nhận được tin nhắn.',
    ],
    check: 'Chưa rõ SIM đứng tên ai? Soạn tin TTTB gửi 1414 (miễn phí) để xem.',
    fix: 'Nếu chưa đúng, mời đến cửa hàng của nhà mạng cập nhật rồi quay lại.',
    scan: 'Đưa mã QR trên thẻ căn cước vào máy quét để máy điền giúp.',
  },
  fields: {
    idNumber: {
      name: 'Số căn cước',
      question: 'Số căn cước công dân của Quý khách?',
      why: '12 chữ số, in ở mặt trước thẻ. CMND cũ có 9 chữ số.',
      whyScan: '12 chữ số, in ở mặt trước thẻ. Hoặc đưa mã QR trên thẻ vào máy quét.',
    },
    fullName: {
      name: 'Họ và tên',
      question: 'Họ và tên của Quý khách?',
      why: 'Ghi đủ họ, chữ đệm và tên, có dấu, đúng như trên thẻ.',
      whyScan: 'Ghi đủ họ, chữ đệm và tên, có dấu, đúng như trên thẻ.',
    },
    birthDate: {
      name: 'Ngày sinh',
      question: 'Ngày sinh của Quý khách?',
      why: 'Ngày, tháng, năm, ví dụ 05/09/1960; máy tự thêm dấu gạch. Không rõ ngày, tháng thì gõ 00.',
      whyScan: 'Ngày, tháng, năm, ví dụ 05/09/1960; máy tự thêm dấu gạch. Không rõ ngày, tháng thì gõ 00.',
    },
    phone: {
      name: 'Số điện thoại',
      question: 'Số điện thoại di động của Quý khách?',
      why: 'SIM đứng tên Quý khách. Mã xác nhận sẽ được gửi đến số này.',
      whyScan: 'SIM đứng tên Quý khách. Mã xác nhận sẽ được gửi đến số này.',
    },
    email: {
      name: 'Email',
      question: 'Địa chỉ thư điện tử (email) của Quý khách?',
      why: 'Không bắt buộc. Không có thì nhấn Enter để bỏ qua.',
      whyScan: 'Không bắt buộc. Không có thì nhấn Enter để bỏ qua.',
    },
  } satisfies Record<FieldName, { name: string; question: string; why: string; whyScan: string }>,
  field: {
    fromCard: '(từ thẻ)',
    empty: '(không có)',
    cmnd: 'CMND',
    carrier: (carrier: string) => `Đầu số của ${carrier} (có thể đã chuyển mạng)`,
    datePlaceholder: 'nn/tt/nnnn',
  },
  typing: viTyping,
  captcha: {
    question: 'Mời Quý khách gõ lại các chữ trong hình',
    why: 'Để biết có người đang dùng máy. Chữ hoa hay chữ thường đều được.',
    label: 'Các chữ trong hình',
    picture: 'Hình có các chữ và số cần gõ lại. Không nhìn rõ, xin gọi nhân viên giúp.',
  },
  review: {
    question: 'Kiểm tra lại thông tin',
    why: 'Nhấn phím số ở đầu dòng để sửa dòng đó. Đúng cả rồi thì nhấn Enter.',
    warnings: {
      ID_BIRTH_YEAR_DIFFERS: 'Cần xác minh: năm sinh khác với năm trong số căn cước.',
      ID_SEX_DIFFERS: 'Cần xác minh: giới tính khác với số căn cước.',
      ID_PROVINCE_UNKNOWN: 'Cần xác minh: mã tỉnh trong số căn cước chưa có trong danh mục.',
    } satisfies Record<RuleWarning, string>,
    warningNow: 'Nếu đã đúng như trên thẻ, Quý khách cứ tiếp tục.',
  },
  otp: {
    question: 'Mã xác nhận 6 chữ số trong tin nhắn?',
    why: (phone: string) => `Mã vừa được gửi đến số ${phone}.`,
    label: 'Mã xác nhận',
    life: (time: string) => `Mã còn dùng được ${time}`,
    tries: (count: number) => `Còn ${count} lần gõ`,
    resendAfter: (time: string) => `Chưa thấy tin nhắn? Xin chờ ${time} nữa để gửi lại mã.`,
    resendNow: 'Chưa thấy tin nhắn? Nhấn F3 để gửi lại mã.',
    secrecy: 'Xin đừng đọc mã này cho ai, kể cả nhân viên.',
  },
  lineDown: {
    question: 'Hiện chưa gửi được mã xác nhận',
    options: ['Thử gửi lại', 'Để lại sau: lưu hồ sơ, khi có mạng quay lại đăng ký'],
    why: 'Thông tin Quý khách đã điền vẫn còn. Mời nhấn phím số để chọn.',
  },
  password: {
    question: 'Mời Quý khách đặt mật khẩu cho tài khoản',
    why: 'Gõ xong nhấn Enter, rồi gõ lại. Chỉ Quý khách biết mật khẩu này.',
    first: 'Mật khẩu',
    again: 'Gõ lại  ',
    count: (count: number) => `${count} ký tự`,
    rules: {
      length: 'Từ 8 ký tự trở lên',
      lower: 'Có chữ thường (a-z)',
      upper: 'Có chữ hoa (A-Z)',
      digit: 'Có chữ số (0-9)',
      special: 'Có ký tự đặc biệt (@ # !)',
      'not-example': 'Không phải mật khẩu mẫu',
      'not-personal': 'Không có tên, ngày sinh, số',
      'not-run': 'Không phải dãy phím liền',
    } satisfies Record<PasswordRule, string>,
    met: 'đạt',
    unmet: 'chưa đạt',
    banned: (examples: string) => `Xin không dùng mật khẩu mẫu in trong tài liệu hướng dẫn: ${examples}.`,
  },
  terms: {
    question: 'Quý khách có đồng ý với các điều sau?',
    why: 'Đồng ý thì nhấn Enter để gửi hồ sơ. Không đồng ý thì nhấn F10, mọi dữ liệu được xoá.',
    items: [
      'Mục đích: lập và xác minh tài khoản giao dịch điện tử của Quý khách trên Cổng Dịch vụ công (Nghị định 45/2020/NĐ-CP).',
      'Dữ liệu: số căn cước, họ tên, ngày sinh, số điện thoại, email nếu có; nếu quét thẻ thì cả giới tính, nơi ở và số CMND cũ. Dữ liệu được đối chiếu với nhà mạng.',
      'Lưu giữ: gửi xong, máy này không đọc lại được. Trung tâm giữ theo thời hạn pháp luật quy định.',
      'Quyền: xem, sửa, xoá, rút lại đồng ý, khiếu nại (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).',
    ],
    version: (version: string) => `Bản điều khoản ${version}, tiếng Việt`,
  },
  waits: {
    opening: { what: 'Máy đang chuẩn bị.', way: '' },
    'captcha-wait': { what: 'Máy đang xem hình.', way: '' },
    'otp-sending': {
      what: 'Đang gửi mã xác nhận đến điện thoại của Quý khách.',
      way: 'Thường mất vài giây. Nhấn Esc nếu không muốn chờ.',
    },
    'otp-checking': { what: 'Đang kiểm tra mã xác nhận.', way: 'Thường mất vài giây.' },
    'pre-checking': {
      what: 'Đang hỏi nhà mạng về số điện thoại của Quý khách.',
      way: 'Thường mất vài giây. Chưa có trả lời thì Quý khách vẫn làm tiếp được.',
    },
    'password-saving': { what: 'Đang kiểm tra mật khẩu.', way: '' },
    sealing: { what: 'Đang lưu hồ sơ của Quý khách.', way: '' },
    delivering: {
      what: 'Hồ sơ đã được lưu. Đang gửi về trung tâm và chờ kết quả.',
      way: 'Thường mất vài giây. Không muốn chờ thì nhấn Enter; kết quả sẽ có sau.',
    },
    wiping: { what: 'Đang xoá dữ liệu của Quý khách khỏi máy.', way: '' },
  },
  result: {
    accepted: {
      title: 'Đã đăng ký xong tài khoản',
      level: { 2: 'Mức xác minh 2: đã được xác minh bởi nhà mạng.', 3: 'Mức xác minh 3: mức cao.' },
      steps: ['Vào dichvucong.gov.vn.', 'Tên đăng nhập là số căn cước.', 'Mật khẩu là mật khẩu vừa đặt.'],
    },
    pending: {
      title: 'Hồ sơ đã lưu, chờ kết quả',
      what: 'Quý khách không cần làm lại.',
      steps: [
        'Giữ số biên nhận hoặc chụp mã QR.',
        'Ngày mai thử vào dichvucong.gov.vn.',
        'Chưa được thì hỏi tại quầy này.',
      ],
    },
    waiting: {
      title: 'Còn một bước nữa',
      what: 'Hồ sơ đã lưu, còn chờ xác nhận số điện thoại.',
      steps: [
        'Giữ số biên nhận hoặc chụp mã QR.',
        'Khi có mạng, quay lại đây cùng điện thoại.',
        'Đăng ký lại để nhận mã, chỉ vài phút.',
      ],
    },
    refused: { title: 'Chưa đăng ký được', steps: ['Mời gọi nhân viên nếu cần giúp đỡ.'] },
    faulted: {
      title: 'Máy chưa làm xong việc này',
      steps: ['Hồ sơ chưa được gửi đi.', 'Dữ liệu của Quý khách sẽ được xoá khỏi máy.'],
    },
    refusals: {
      ACCOUNT_EXISTS: () => ({
        title: 'Số căn cước này đã có tài khoản',
        what: 'Không cần đăng ký lại.',
        steps: [
          'Quên mật khẩu: vào dichvucong.gov.vn, chọn "Quên mật khẩu".',
          'Hoặc đến quầy của nhà mạng để lấy lại mật khẩu.',
          'Khiếu nại với nhân viên nếu: "Tôi không tạo tài khoản này".',
        ],
      }),
      SUBSCRIBER_OTHER_OWNER: (carrier) => ({
        title: 'Số điện thoại chưa đứng tên Quý khách',
        what: `Thông tin chưa khớp với thông tin thuê bao tại ${shop(carrier).holder}.`,
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
    } satisfies Record<RefusalCode, (carrier: string | null) => OutcomeWords> as Record<
      RefusalCode,
      (carrier: string | null) => OutcomeWords
    >,
    stepsTitle: 'Mời Quý khách:',
    receipt: 'Số biên nhận',
    qrLabel: (receiptNumber: string) => `Mã QR của biên nhận số ${receiptNumber}`,
    paper: {
      printing: 'Đang in phiếu, mời Quý khách chờ.',
      printed: 'Đã in phiếu. Mời Quý khách lấy phiếu.',
      printedCopy: 'Đã in bản sao của phiếu.',
      uncertain: {
        qr: 'Máy in không báo lại. Nếu chưa có phiếu, mời in lại hoặc chụp mã này.',
        number: 'Máy in không báo lại. Nếu chưa có phiếu, mời in lại hoặc chép số biên nhận.',
        screen: 'Máy in không báo lại. Nếu chưa có phiếu, mời in lại hoặc chụp màn hình này.',
      },
      paperOut: 'Máy in hết giấy.',
      notPrinted: (code: string) => `Chưa in được phiếu (${code}).`,
      /** What the citizen takes instead, by what stands on the screen: a QR, the number alone, or guidance. */
      instead: {
        qr: 'Mời Quý khách chụp mã này, hoặc chép số biên nhận.',
        number: 'Mời Quý khách chép số biên nhận.',
        screen: 'Mời Quý khách chụp lại màn hình này.',
      },
    },
    noQr: 'Xin chép lại hoặc chụp số này.',
    done: 'Nhấn Enter: xong, xoá màn hình',
    code: (code: string) => `Mã: ${code}`,
  },
  warned: {
    title: 'Quý khách còn ở đó không?',
    text: 'Máy sắp xoá thông tin trên màn hình để giữ kín cho Quý khách.',
    now: 'Nhấn phím bất kỳ để làm tiếp.',
  },
  tooSmall: (columns: number, rows: number) => [
    'Cửa sổ này hơi nhỏ. Xin mở rộng đến ít nhất',
    `80 cột, 24 dòng (đang có ${columns} x ${rows}).`,
  ],
  phone: { title: 'ĐIỆN THOẠI (mô phỏng)', number: (number: string) => `Số ${number}`, none: 'Chưa có tin nhắn' },
  adviser: viAdviser,
  devices: viDevices,
  faults: viFaults,
  unknownFault: (code: string) => ({ what: 'Máy chưa làm được việc này.', now: `Mời báo nhân viên mã ${code}.` }),
  help: {
    title: 'Trợ giúp',
    keys: 'Các phím',
    staff: 'Cần người giúp, xin gọi nhân viên tại quầy.',
    close: 'Nhấn phím bất kỳ để đóng.',
    screens: viHelp satisfies Record<Screen, readonly string[]> as Record<Screen, readonly string[]>,
  },
}

function shop(carrier: string | null): { holder: string; place: string } {
  return carrier
    ? { holder: `nhà mạng ${carrier}`, place: `cửa hàng ${carrier}` }
    : { holder: 'nhà mạng', place: 'cửa hàng của nhà mạng' }
}

/** The shape both languages have. */
export type Texts = typeof vi
