import type { FieldName } from '../../../flows/base/events.ts'
import type { LimitCode } from '../../../flows/rules/limits.ts'
import type { StaffRole } from '../../../flows/rules/roles.ts'
import type { SealedPaper } from '../counter-mode.ts'

/** Why an answer is not taken, short enough for the end of its line. */
export type FieldFlaw =
  | 'FIELD_REQUIRED'
  | 'ID_NUMBER_FORMAT'
  | 'NAME_FORMAT'
  | 'NAME_DAMAGED'
  | 'BIRTH_DATE_FORMAT'
  | 'BIRTH_DATE_IMPOSSIBLE'
  | 'BIRTH_DATE_RANGE'
  | 'INSURANCE_NUMBER_FORMAT'
  | 'ORGANISATION_FORMAT'
  | 'TAX_CODE_FORMAT'
  | 'PHONE_FORMAT'
  | 'PHONE_NOT_MOBILE'
  | 'PHONE_OLD_NUMBER'
  | 'EMAIL_FORMAT'

/** Screens of the counter that have help of their own. */
export type CounterHelp =
  | 'staff-sign-in'
  | 'staff-confirm'
  | 'staff-checking'
  | 'staff-locked'
  | 'staff-none'
  | 'home'
  | 'unfinished'
  | 'unfinished-closed'
  | 'no-duty'
  | 'form'
  | 'attest'

/** Words of the assisted counter, Vietnamese: brief, as between colleagues. What the citizen reads and types alone keeps the citizen's words. */
export const viCounter = {
  roles: {
    teller: 'giao dịch viên',
    supervisor: 'kiểm soát viên',
    technician: 'kỹ thuật viên',
  } satisfies Record<StaffRole, string>,
  signIn: {
    question: 'Nhân viên đăng nhập',
    why: 'Gõ mã nhân viên và mã PIN, rồi nhấn Enter.',
    confirmQuestion: 'Nhân viên thứ hai duyệt',
    confirmWhy: 'Người duyệt không phải người vừa xác nhận. Gõ mã và PIN của người duyệt.',
    code: 'Mã nhân viên',
    pin: 'Mã PIN',
    count: (count: number) => `${count} chữ số`,
    codeFlaw: 'Mã nhân viên có 2 đến 20 ký tự: chữ không dấu, số, dấu chấm, dấu gạch.',
    pinFlaw: 'Mã PIN chỉ có chữ số. Tắt bộ gõ rồi gõ lại từ đầu.',
    pinEmpty: 'Chưa gõ mã PIN.',
    triesLeft: (count: number) => `Còn ${count} lần thử.`,
    byToken: 'đăng nhập bằng USB token',
  },
  checking: { question: 'Đang kiểm tra', why: 'Thường dưới một giây.' },
  locked: {
    question: 'Tài khoản này tạm khoá',
    left: (time: string) => `Mở lại sau ${time}`,
    others: 'Nhân viên khác vẫn đăng nhập được: nhấn Esc.',
  },
  none: {
    question: 'Chưa ai đăng nhập được ở máy này',
    command: 'motcua staff add --code ks01 --name "Họ và tên" --role supervisor',
    retry: 'Làm xong, nhấn Enter để thử lại.',
  },
  home: {
    question: 'Sẵn sàng phục vụ',
    officer: (name: string, role: string) => `${name}, ${role}`,
    start: 'Enter hoặc F8: công dân tiếp theo.',
    scan: 'Hoặc đưa thẻ căn cước vào máy quét: hồ sơ mở ngay, có sẵn thông tin.',
    noDuty: 'Kỹ thuật viên không nhận hồ sơ.',
    aside: (count: number) => `Có ${count} hồ sơ để sau. F7: mở lại.`,
  },
  unfinished: {
    question: 'Có hồ sơ đang làm dở',
    why: 'Máy đã tắt giữa chừng. Các ô đã gõ xong còn đủ; mã xác nhận, PIN và mật khẩu không được giữ lại.',
    whose: (at: string, name: string, method: string) => `Lúc ${at}: ${name}, ${method}.`,
    nameless: 'chưa gõ họ tên',
    takeUp: 'Enter: làm tiếp, khi công dân còn ở quầy.',
    putAside: 'Esc: để sau, khi công dân vừa đi khỏi. Hồ sơ còn giữ tới 12 giờ sau lần lưu cuối.',
    drop: 'Delete: xoá hồ sơ dở này.',
    sealedQuestion: 'Hồ sơ này đã được ghi',
    sealedWhy: 'Máy tắt ngay sau khi ghi, có thể công dân chưa nhận biên nhận. Không cần làm lại; hồ sơ tự gửi đi.',
    receipt: (receiptNumber: string) => `Số biên nhận ${receiptNumber}: đọc cho công dân ghi lại, rồi nhấn Enter.`,
    paper: {
      'no-printer': null,
      'not-printed': 'Phiếu chưa in được. F3: in phiếu.',
      maybe: 'Phiếu có thể đã ra: xem ở máy in trước. Chưa có thì F3: in phiếu.',
      printing: 'Đang in phiếu.',
      printed: 'Phiếu đã in. Công dân chưa cầm phiếu thì F3: in lại.',
    } satisfies Record<SealedPaper, string | null> as Record<SealedPaper, string | null>,
    /** The next citizen was wanted before this one was decided on. */
    first: 'Xin chọn cho hồ sơ này trước, rồi nhấn F8 hoặc quét lại thẻ.',
    unreadableQuestion: 'Hồ sơ đang làm dở không mở lại được',
    earlierQuestion: 'Có hồ sơ làm dở từ trước khi cập nhật',
    earlierWhy: 'Chương trình đã đổi bản mới, nên hồ sơ này không làm tiếp được. Không phải lỗi của anh/chị.',
    /** `day` is dd/mm/yyyy. */
    earlierWhose: (name: string, code: string, at: string, day: string) =>
      `Của ${name} (${code}), lưu lần cuối lúc ${at} ngày ${day}.`,
    earlierReceipt: 'Công dân đã có số biên nhận thì hồ sơ đã được ghi, không cần làm lại.',
    earlierNow: 'Enter: xoá hồ sơ dở này. Chưa có số thì làm lại từ đầu; quét thẻ để khỏi gõ.',
  },
  labels: {
    idNumber: 'Số căn cước',
    fullName: 'Họ và tên',
    birthDate: 'Ngày sinh',
    insuranceNumber: 'Mã số BHXH',
    organisation: 'Tên tổ chức',
    taxCode: 'Mã số thuế',
    phone: 'Điện thoại',
    carrier: 'Nhà mạng',
    signingProvider: 'Nhà cung cấp',
    email: 'Email',
  } satisfies Record<FieldName, string>,
  form: {
    question: (method: string, subject: string) => `${method} - ${subject}`,
    why: 'Tab, lên, xuống: chuyển ô. Enter: gửi cả biểu. Quét thẻ: máy tự điền.',
    problems: (count: number, names: string) => `${count} ô cần sửa: ${names}.`,
    optional: 'có thể bỏ trống',
    choose: 'chọn bằng chữ số hoặc phím trái, phải',
  },
  flaws: {
    FIELD_REQUIRED: 'còn trống',
    ID_NUMBER_FORMAT: 'cần 9 hoặc 12 số',
    NAME_FORMAT: 'chỉ chữ cái, đủ họ và tên',
    NAME_DAMAGED: 'tên bị mất chữ',
    BIRTH_DATE_FORMAT: 'ngày/tháng/năm',
    BIRTH_DATE_IMPOSSIBLE: 'không có ngày này',
    BIRTH_DATE_RANGE: 'năm không thể có',
    INSURANCE_NUMBER_FORMAT: 'cần 10 hoặc 12 số',
    ORGANISATION_FORMAT: 'ghi đủ tên tổ chức',
    TAX_CODE_FORMAT: 'cần 10, 12 hoặc 13 số',
    PHONE_FORMAT: 'cần 10 số',
    PHONE_NOT_MOBILE: 'không phải di động',
    PHONE_OLD_NUMBER: 'số 11 số cũ',
    EMAIL_FORMAT: 'chưa đúng dạng email',
  } satisfies Record<FieldFlaw, string>,
  flawOther: 'cần sửa',
  attest: {
    question: 'Đối chiếu người và giấy tờ',
    same: 'Mọi nguồn khớp nhau. Đã so: ',
    differs: (count: number) => `${count} chỗ khác nhau, xem từng chữ bên dưới. Đã so: `,
    typedOnly: 'Chưa quét thẻ, chưa đọc chip: chỉ có thông tin đã gõ.',
    noChip: 'Chưa đọc chip.',
    portrait: 'Ảnh trên chip, để so với người trước quầy',
    portraitNotDrawn: 'Ảnh trên chip là loại máy này chưa vẽ được. Xem ảnh in trên thẻ.',
    checks: [
      'Người trước quầy đúng là người trong ảnh thẻ',
      'Thẻ thật, còn hạn, không tẩy xoá',
      'Thông tin trên biểu khớp với thẻ',
    ],
    yes: 'Tôi xác nhận cả ba điều trên',
    no: 'Không xác nhận, dừng hồ sơ này',
  },
  /** Of a social insurance record; told to staff alone. */
  differs: (fields: string) => `Khác với dữ liệu BHXH: ${fields}. Không nói chi tiết này với công dân.`,
  fieldOther: 'thông tin khác',
  keyboard: 'Mời công dân tự gõ; giao dịch viên không nhìn bàn phím.',
  bar: {
    label: 'Trạng thái quầy',
    nobody: 'Chưa đăng nhập',
    devices: 'thiết bị',
    devicesGood: 'thiết bị tốt',
    line: {
      online: 'trực tuyến',
      offline: 'mất mạng',
      'captive-portal': 'mạng chưa mở',
      unknown: 'đang kết nối',
      training: 'không gửi đi',
    },
    outbox: (count: number) => `chờ gửi ${count}`,
    age: (age: string) => `lâu nhất ${age}`,
    limit: {
      disk: (mebibytes: number) => `đĩa còn ${mebibytes} MB`,
      queue: (percent: number) => `hàng chờ ${percent} %`,
      reference: (age: string) => `dữ liệu cũ ${age}`,
    },
    store: { STORE_DAMAGED: 'kho cần mở lại', STORE_RESTORED: 'kho đã phục hồi', STATION_FORKED: 'ổ đĩa là bản cũ' },
    notices: (count: number) => `lưu ý ${count}`,
    aside: (count: number) => `để sau ${count}`,
    more: (count: number) => `+${count}`,
    minutes: (count: number) => `${count} phút`,
    hours: (count: number) => `${count} giờ`,
    days: (count: number) => `${count} ngày`,
  },
  /** A limit that is near, with what to do about it. */
  limits: {
    LIMIT_DISK: 'Ổ đĩa sắp đầy. Việc cần làm: dọn tệp không dùng, đừng xoá thư mục dữ liệu; hoặc báo kỹ thuật viên.',
    LIMIT_QUEUE_AGE: 'Hồ sơ chờ gửi đã lâu. Việc cần làm: nối lại mạng, hoặc chuyển bằng USB: motcua outbox export.',
    LIMIT_QUEUE_COUNT: 'Nhiều hồ sơ chờ gửi. Việc cần làm: nối lại mạng, hoặc chuyển bằng USB: motcua outbox export.',
    LIMIT_REFERENCE_AGE:
      'Dữ liệu tham chiếu đã cũ. Việc cần làm: nối lại mạng, hoặc nhận bằng USB: motcua outbox import.',
  } satisfies Record<LimitCode, string> as Record<LimitCode, string>,
  /** A damaged store, where nothing of a citizen stands. */
  reopen: 'Kho dữ liệu có chỗ hỏng. Nhấn F6 để mở lại, kho tự phục hồi.',
  keys: {
    handOver: 'bàn giao',
    end: 'xoá',
    nextCitizen: 'công dân tiếp theo',
    nextField: 'ô sau',
    previousField: 'ô trước',
    handOverLong: 'bàn giao, đăng xuất',
    endLong: 'kết thúc, xoá hồ sơ đang làm',
  },
  asking: {
    title: 'Đang có hồ sơ chưa gửi của công dân',
    text: 'Bàn giao bây giờ thì mọi điều đã gõ bị xoá, người sau không thấy gì.',
    now: 'F9 hoặc Enter: xoá và bàn giao. Phím khác: làm tiếp.',
  },
  help: {
    'staff-sign-in': [
      'Mỗi nhân viên có mã và PIN riêng, hoặc USB token đã gắn với tài khoản. Xin không dùng chung.',
      'Gõ sai nhiều lần thì tài khoản tạm khoá; kiểm soát viên mở bằng lệnh motcua staff unlock.',
    ],
    'staff-confirm': [
      'Hồ sơ này cần hai nhân viên: một người xác nhận, một người khác duyệt.',
      'Nhấn Esc để trở lại phần đối chiếu, chưa có gì được gửi.',
    ],
    'staff-checking': ['Máy đang xem mã PIN hoặc chữ ký của USB token.'],
    'staff-locked': [
      'Khoá tự mở khi hết giờ. Tắt máy hay chỉnh đồng hồ không làm khoá mở sớm.',
      'Kiểm soát viên mở ngay được bằng lệnh motcua staff unlock.',
    ],
    'staff-none': [
      'Tài khoản đầu tiên phải là kiểm soát viên; kiểm soát viên cho phép tạo các tài khoản sau.',
      'Chạy lệnh trên màn hình ở cửa sổ khác của chính máy này.',
    ],
    home: [
      'Quét thẻ trước thì các ô có sẵn thông tin; chọn đối tượng, phương thức rồi chỉ gõ số điện thoại.',
      'Mười phút không ai chạm phím, quầy tự đăng xuất và xoá hồ sơ đang làm.',
    ],
    unfinished: [
      'Công dân còn ở quầy: nhấn Enter để làm tiếp. Công dân vừa đi khỏi: nhấn Esc để sang người sau, hồ sơ còn giữ.',
      'Hồ sơ để sau có ghi ở dòng cuối; mở lại ở màn hình chờ, máy cũng hỏi lại khi đăng nhập lần sau. Quá 12 giờ nó tự xoá.',
    ],
    'unfinished-closed': ['Hồ sơ này không có gì để làm tiếp. Đọc xong, nhấn Enter để phục vụ công dân tiếp theo.'],
    'no-duty': [
      'Tài khoản kỹ thuật viên chỉ để trông máy. Kiểm tra thiết bị bằng lệnh motcua doctor.',
      'Nhấn F9 để giao dịch viên đăng nhập.',
    ],
    form: [
      'Dấu sau mỗi ô cho biết đã đúng hay chưa; Enter đưa con trỏ về ô đầu tiên cần sửa.',
      'Ô họ tên và tên tổ chức gõ có dấu: F6 đổi kiểu gõ, F7 trả lại chữ như phím đã bấm.',
      'Ô có vài lựa chọn: gõ chữ số, hoặc phím trái, phải.',
    ],
    attest: [
      'Xem mặt người và ảnh trên thẻ trước khi xác nhận. Chữ ký số của máy ghi tên anh/chị vào hồ sơ.',
      'Có chỗ khác nhau thì sửa ở biểu (Esc), quét lại thẻ, hoặc không xác nhận.',
    ],
  } satisfies Record<CounterHelp, readonly string[]> as Record<CounterHelp, readonly string[]>,
}

/** The shape both languages have. */
export type CounterTexts = typeof viCounter
