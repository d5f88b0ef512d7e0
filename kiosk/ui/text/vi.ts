import type { Screen } from '../../../flows/base/screens.ts'
import type { Method, Subject } from '../../../flows/base/terms.ts'
import type { RuleWarning } from '../../../flows/rules/field.ts'
import type { PasswordRule } from '../../../flows/rules/password.ts'
import type { StepName } from '../frame/steps.ts'
import type { DeviceTrouble } from '../status.ts'
import { viAccepted, viAccount } from './vi-account.ts'
import { viAdviser } from './vi-adviser.ts'
import { viConditions } from './vi-conditions.ts'
import { viDevices } from './vi-devices.ts'
import { viFaults } from './vi-faults.ts'
import { viFields, viFixedLines, viPhoneWhy, viRevocation, viSignerWhy, viSigningProviders } from './vi-fields.ts'
import { viHelp } from './vi-help.ts'
import { viHints } from './vi-hints.ts'
import { viMethodHelp } from './vi-method-help.ts'
import { viOffline } from './vi-offline.ts'
import { viRefusals } from './vi-refusals.ts'
import { viRemote } from './vi-remote.ts'
import { viReturn } from './vi-return.ts'
import { viStaffFaults } from './vi-staff-faults.ts'
import { viStore } from './vi-store.ts'
import { viTerms } from './vi-terms.ts'
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
    clockUnproven: 'giờ máy chưa xác nhận',
    step: (step: number, of: number | null) => (of === null ? `Bước ${step}` : `Bước ${step} / ${of}`),
    steps: {
      choose: 'Chọn cách đăng ký',
      fill: 'Điền thông tin',
      check: 'Kiểm tra lại',
      phone: 'Xác nhận qua điện thoại',
      'sign-in': 'Đăng nhập trên điện thoại',
      'sign-key': 'Ký số',
      'sign-sim': 'Ký trên điện thoại',
      'sign-app': 'Ký trong ứng dụng',
      compare: 'Đối chiếu giấy tờ',
      password: 'Mật khẩu',
      agree: 'Đồng ý và gửi',
    } satisfies Record<StepName, string>,
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
  hints: viHints,
  welcome: {
    question: 'Kính chào Quý khách',
    why: 'Tại đây Quý khách đăng ký tài khoản để làm thủ tục hành chính qua mạng.',
    bring: 'Xin chuẩn bị sẵn:',
    items: ['Thẻ căn cước (CCCD) của Quý khách', 'Điện thoại có SIM đứng tên Quý khách'],
    start: 'Nhấn phím Enter để bắt đầu.',
    startOrScan: 'Nhấn phím Enter, hoặc đưa mã QR trên thẻ vào máy quét để bắt đầu.',
    otherLanguage: 'Press F2 for English.',
    larger: 'Nhấn F12 để xem chữ to hơn, rõ hơn.',
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
    notBuilt: 'Máy này chưa làm được',
    needsOfficer: 'Tại quầy có nhân viên',
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
    notBuilt: 'máy này chưa làm được cách đó.',
    needsOfficer: 'cách này làm tại quầy có nhân viên.',
    onlyFor: (subjects: string) => `cách này chỉ dành cho ${subjects}.`,
    notInForce: 'cách này chưa áp dụng tại đây.',
    closed: (since: string) => `theo quy định, cách này đã dừng từ ngày ${since}.`,
    notYet: (from: string) => `cách này sẽ mở từ ngày ${from}.`,
    instead: (method: string) => `Mời Quý khách dùng ${method}.`,
    chooseOther: 'Mời Quý khách chọn cách khác.',
  },
  conditions: viConditions,
  offline: viOffline,
  fields: viFields,
  phoneWhy: viPhoneWhy,
  signerWhy: viSignerWhy,
  signingProviders: viSigningProviders,
  fixedLines: viFixedLines,
  revocation: viRevocation,
  field: {
    fromCard: '(từ thẻ)',
    empty: '(không có)',
    cmnd: 'CMND',
    carrier: (carrier: string) => `Đầu số của ${carrier} (có thể đã chuyển mạng)`,
    datePlaceholder: 'nn/tt/nnnn',
    taxCodeWarning: 'Mời xem lại từng chữ số. Đúng rồi thì cứ tiếp tục.',
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
    whyFixed: 'Nhấn phím số để sửa. Dòng không có số thì không sửa ở đây được.',
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
    whyByModem: {
      delivered: (phone: string) => `Mã vừa được gửi qua modem của máy đến số ${phone}.`,
      unconfirmed: (phone: string) =>
        `Mã vừa được gửi qua modem của máy đến số ${phone}. Nhà mạng chưa báo tin đã đến; thấy tin thì gõ được.`,
    },
    label: 'Mã xác nhận',
    life: (time: string) => `Mã còn dùng được ${time}`,
    tries: (count: number) => `Còn ${count} lần gõ`,
    resendAfter: (time: string) => `Chưa thấy tin nhắn? Xin chờ ${time} nữa để gửi lại mã.`,
    resendNow: 'Chưa thấy tin nhắn? Nhấn F3 để gửi lại mã.',
    secrecy: 'Xin đừng đọc mã này cho ai, kể cả nhân viên.',
  },
  lineDown: {
    question: 'Hiện chưa gửi được mã xác nhận',
    options: ['Thử gửi lại', 'Để lại sau: lưu hồ sơ, khi có mạng quay lại nhận mã'],
    why: 'Thông tin Quý khách đã điền vẫn còn. Mời nhấn phím số để chọn.',
    tried: (count: number) => `Đã thử ${count} lần, vẫn chưa gửi được.`,
    /** A code is out, and the line went away under it. */
    cutOff: {
      question: 'Chưa kiểm được mã vừa gõ',
      why: 'Mã vừa gõ vẫn được giữ, không tính là gõ sai. Mời nhấn phím số để chọn, hoặc Esc để gõ lại.',
      again: 'Thử lại với đúng mã vừa gõ',
      life: (time: string) => `Mã còn dùng được ${time}`,
      over: 'Mã vừa gõ đã hết hiệu lực: thử lại thì máy xin mã mới.',
    },
    /** No other one can be sent, but the one before may be there yet. */
    notAgain: {
      question: 'Hiện chưa gửi lại được mã',
      why: (phone: string) => `Mã đã gửi đến số ${phone} mà thấy tin thì vẫn gõ được: nhấn Esc.`,
    },
    /** A code of something else has just gone to the same phone. */
    justSent: {
      question: 'Số này vừa được gửi một mã khác',
      why: 'Mã đó của việc khác, ở đây không dùng được. Mời chờ khoảng một phút rồi chọn 1.',
    },
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
  terms: viTerms,
  remote: viRemote,
  returns: viReturn,
  account: viAccount,
  waits: {
    opening: { what: 'Máy đang chuẩn bị.', way: '' },
    'captcha-wait': { what: 'Máy đang xem hình.', way: '' },
    'signature-checking': {
      what: 'Đang kiểm tra chữ ký số.',
      way: 'Thường mất vài giây. Mất mạng thì Quý khách vẫn làm tiếp được.',
    },
    'otp-sending': {
      what: 'Đang gửi mã xác nhận đến điện thoại của Quý khách.',
      way: 'Thường mất vài giây. Nhấn Esc nếu không muốn chờ.',
    },
    'otp-checking': { what: 'Đang kiểm tra mã xác nhận.', way: 'Thường mất vài giây.' },
    'pre-checking': {
      what: 'Đang hỏi nhà mạng về số điện thoại của Quý khách.',
      way: 'Thường mất vài giây. Chưa có trả lời thì Quý khách vẫn làm tiếp được.',
    },
    'return-looking': {
      what: 'Đang tìm hồ sơ của phiếu.',
      way: 'Thường mất vài giây. Nhấn Esc nếu không muốn chờ.',
    },
    'return-checking': { what: 'Mã đã đúng. Đang chờ kết quả của hồ sơ.', way: 'Thường mất vài giây.' },
    'call-backs-loading': { what: 'Đang lấy danh sách gọi lại.', way: 'Thường mất vài giây. Nhấn Esc để thôi.' },
    'password-saving': { what: 'Đang kiểm tra mật khẩu.', way: '' },
    sealing: { what: 'Đang lưu hồ sơ của Quý khách.', way: '' },
    delivering: {
      what: 'Hồ sơ đã được lưu. Đang gửi về trung tâm và chờ kết quả.',
      way: 'Thường mất vài giây. Không muốn chờ thì nhấn Enter; kết quả sẽ có sau.',
    },
    wiping: { what: 'Đang xoá dữ liệu của Quý khách khỏi máy.', way: '' },
  },
  /** Instead of the carrier's, where somebody else is asked. */
  preChecking: {
    'social-insurance': {
      what: 'Đang hỏi cơ quan bảo hiểm xã hội.',
      way: 'Thường mất vài giây. Chưa có trả lời thì Quý khách vẫn làm tiếp được.',
    },
    'in-person': {
      what: 'Đang xem đã có tài khoản này chưa.',
      way: 'Thường mất vài giây. Chưa có trả lời thì vẫn làm tiếp được.',
    },
  },
  /** Where an officer works. */
  officer: { question: 'Nhân viên đang làm bước này', why: 'Mời Quý khách chờ trong giây lát.' },
  result: {
    accepted: viAccepted,
    pending: {
      title: 'Hồ sơ đã lưu, chờ kết quả',
      what: 'Quý khách không cần làm lại.',
      steps: [
        'Giữ số biên nhận hoặc chụp mã QR.',
        'Vài ngày nữa, quét mã đó ở nơi có mạng để xem kết quả.',
        'Chưa có kết quả thì đến quầy có nhân viên.',
      ],
    },
    /** The day is dd/mm/yyyy. */
    before: (day: string) => `Trước ngày ${day}`,
    /** In place of a day, while nobody has confirmed the clock. */
    within: (days: number) => `Trong vòng ${days} ngày kể từ hôm nay`,
    /** `when` says until when somebody comes back, in the words above. */
    waiting: (when: string) => ({
      title: 'Còn một bước nữa',
      what: 'Hồ sơ đã lưu, còn chờ xác nhận số điện thoại.',
      steps: [
        'Giữ phiếu, chụp mã QR, hoặc ghi lại số.',
        `${when}, mang phiếu và điện thoại đến quầy hay máy nào có mạng.`,
        'Quét phiếu, gõ mã trong tin nhắn là xong.',
      ],
    }),
    refused: { title: 'Chưa đăng ký được', steps: ['Gọi nhân viên nếu cần giúp đỡ.'] },
    faulted: {
      title: 'Máy chưa làm xong việc này',
      nothingSent: 'Chưa có gì được gửi đi; điều Quý khách đã gõ sẽ được xoá khỏi máy.',
      steps: ['Đăng ký lại từ đầu, ở máy khác nếu máy này vẫn vậy.'],
    },
    refusals: viRefusals,
    stepsTitle: 'Mời Quý khách:',
    /** A sentence without the words that ask, which the title above it has said. */
    withoutAsking: (sentence: string) => sentence.replace(/^Mời (Quý khách )?/, ''),
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
    clock: (unproven: string) => `Lưu ý: ${unproven}.`,
    noQr: 'Xin chép lại hoặc chụp số này.',
    /** The number has to be used again, and a station without staff takes none. */
    noQrAhead: 'Xin chép hoặc chụp số này, mang đến quầy có nhân viên: máy tự phục vụ chỉ nhận mã QR.',
    done: 'Nhấn Enter: xong, xoá màn hình',
    kept: {
      question: 'Quý khách đã chụp hay chép số biên nhận chưa?',
      why: 'Quay lại, hay hỏi kết quả, đều cần số này.',
      yes: 'rồi, xong',
      no: 'chưa',
    },
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
  staffFaults: viStaffFaults,
  store: viStore,
  unknownFault: (code: string) => ({ what: 'Máy chưa làm được việc này.', now: `Mời báo nhân viên mã ${code}.` }),
  help: {
    title: 'Trợ giúp',
    keys: 'Các phím',
    staff: 'Cần người giúp, xin gọi nhân viên tại quầy.',
    close: 'Nhấn phím bất kỳ để đóng.',
    keepReceipt: 'Xin giữ số biên nhận. Mã QR chỉ chứa số biên nhận và mã hồ sơ, không có thông tin cá nhân.',
    screens: viHelp satisfies Record<Screen, readonly string[]> as Record<Screen, readonly string[]>,
    ...viMethodHelp,
  },
}

/** The shape both languages have. */
export type Texts = typeof vi
