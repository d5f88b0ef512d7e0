import type { OutcomeWords } from './citizen-faults.ts'

/** Words of a return visit and of the receipt one comes back with, Vietnamese. `until` is dd/mm/yyyy. */
export const viReturn = {
  welcome: 'Đã có phiếu, còn chờ nhận mã? Quét phiếu, hoặc nhấn F3.',
  /** Where no scanner is ready. */
  welcomeElsewhere: 'Đã có phiếu? Máy này chưa đọc được phiếu: mời sang quầy.',
  receipt: {
    question: 'Mời Quý khách đưa phiếu biên nhận vào máy quét',
    why: 'Quét mã QR trên phiếu, hoặc ảnh chụp mã đó trong điện thoại.',
    scanOnly: 'Để giữ kín cho Quý khách, máy này chỉ nhận mã QR. Không quét được thì mời đến quầy có nhân viên.',
    noScanner: {
      question: 'Máy này chưa đọc được phiếu',
      why: 'Mời Quý khách mang phiếu sang quầy có nhân viên, hoặc máy khác có máy quét.',
      keep: 'Phiếu vẫn còn nguyên. Máy quét có lại thì trang này báo ngay.',
    },
    /** Something else was held to the scanner. */
    scans: {
      other: 'Mã vừa quét không phải mã trên phiếu biên nhận. Mời đưa mã QR trên phiếu vào máy quét.',
      card: 'Đó là thẻ căn cước. Bước này cần mã QR trên phiếu biên nhận.',
      unread: 'Máy quét chưa đọc trọn mã. Mời đưa mã QR trên phiếu lại gần, giữ yên.',
      notNeeded: 'Bước này không cần quét gì nữa.',
    },
    typeQuestion: 'Số biên nhận trên phiếu?',
    typeWhy: 'Quét mã QR trên phiếu, hoặc gõ số in dưới chữ "Số biên nhận".',
    label: 'Số biên nhận',
    example: 'Ví dụ: K0007-000123',
    /** Said before a number is typed in vain. */
    noLine: 'Đang mất mạng, chưa tra được phiếu. Cứ gõ sẵn số: dòng này mất thì nhấn Enter.',
  },
  found: {
    question: 'Hồ sơ này chỉ còn một bước',
    why: (phone: string) => `Mã 6 chữ số sẽ gửi đến số ${phone}. Mời cầm sẵn điện thoại đó.`,
    number: (receiptNumber: string) => `Phiếu số ${receiptNumber}`,
    method: (method: string) => `Cách đăng ký: ${method}`,
    until: (until: string) => `Phiếu dùng được trước ngày ${until}.`,
    notYours: 'Không phải số của Quý khách? Nhấn Esc: chưa có gì được gửi đi.',
    /** A code may be out: whether it is could not be told. */
    notYoursAsked: 'Không phải số của Quý khách? Nhấn Esc để thôi.',
    sent: {
      why: (phone: string) => `Mã đã gửi đến số ${phone}. Nhấn Enter để gõ mã.`,
      notYours: 'Không phải số của Quý khách? Nhấn Esc để thôi: không gõ mã đó thì hồ sơ vẫn nguyên như cũ.',
    },
  },
  unknown: {
    question: 'Chưa xem được hồ sơ của phiếu này',
    /** What is known of it, and no more: nothing is promised of a number that may be mistyped. */
    why: {
      scanned: 'Mã trên phiếu đọc được; máy ở đây chưa biết gì thêm về hồ sơ.',
      typed: 'Số đúng dạng; máy ở đây chưa biết hồ sơ nào mang số đó.',
      notGiven: 'Số đúng dạng, nhưng có chữ số chưa khớp với phiếu nào.',
      notAsked: 'Chưa hỏi được trung tâm nên chưa biết gì về hồ sơ.',
    },
    keep: 'Cứ giữ phiếu: nơi nhận gửi hồ sơ lên rồi thì phiếu dùng được.',
    scanCode: 'Mời xem lại số đã gõ. Quét mã QR trên phiếu là chắc nhất.',
    again: 'Nhấn Enter để thử phiếu khác, hoặc Esc để thôi.',
  },
  lineDown: {
    question: 'Hiện chưa có mạng để nhận mã',
    why: 'Quý khách không mất gì: hồ sơ và phiếu vẫn còn nguyên.',
    /** Central was not asked yet: nothing is known of the file here. */
    unseen: {
      question: 'Hiện chưa có mạng để xem phiếu này',
      why: 'Hồ sơ ở trung tâm hay ở nơi nhận, máy này chưa hỏi được. Chưa xem được không phải là mất.',
      until: (until: string) =>
        `Hồ sơ còn chờ thì phiếu dùng được trước ngày ${until}, tại bất kỳ quầy hay máy nào có mạng.`,
      untilUnknown: 'Hồ sơ còn chờ thì phiếu dùng được đến ngày ghi trên phiếu, ở nơi nào có mạng.',
    },
    until: (until: string) => `Phiếu dùng được trước ngày ${until}, tại bất kỳ quầy hay máy nào có mạng.`,
    /** The receipt's own day has passed, by this machine's clock. */
    over: 'Phiếu có thể đã quá hạn: có mạng thì máy trả lời chắc chắn, hoặc đăng ký lại tại đây.',
    proved: 'Mã Quý khách gõ đã đúng. Có mạng thì nhấn Enter để làm nốt.',
    again: 'Nhấn Enter để thử lại, hoặc Esc để thôi và quay lại sau.',
    /** Where a code was asked for and did not go out. */
    options: ['Thử gửi lại', 'Để lần sau: giữ phiếu, quay lại khi có mạng'],
  },
  result: {
    /** It was settled before this visit. */
    doneBefore: 'Hồ sơ này đã xong',
    toldBefore: (what: string) => `Hồ sơ này đã có kết quả. ${what}`,
    verifying: {
      title: 'Đã nhận, đang đối soát',
      what: 'Quý khách không cần làm lại.',
      steps: ['Giữ phiếu biên nhận.', 'Ngày mai quét lại phiếu để xem kết quả.', 'Hoặc thử vào dichvucong.gov.vn.'],
    } satisfies OutcomeWords as OutcomeWords,
    password: 'Mật khẩu đã đặt khi đăng ký.',
    /** Where the way of the registration is not known: some have no password. */
    signInAny: 'Đăng nhập bằng mật khẩu đã đặt, hoặc bằng cách đã đăng ký.',
    stillGood: 'Giữ phiếu: phiếu vẫn còn giá trị.',
    faulted: ['Hồ sơ vẫn còn, phiếu vẫn có giá trị.', 'Quay lại sau ít phút, hoặc gọi nhân viên.'],
  },
  notNow: 'Đã đọc phiếu biên nhận. Làm xong việc này, hoặc nhấn F10, rồi quét lại phiếu.',
}
