import type { OutcomeWords } from './citizen-faults.ts'

/** Words of a return visit and of the receipt one comes back with, Vietnamese. `until` is dd/mm/yyyy. */
export const viReturn = {
  welcome: 'Đã có phiếu, còn chờ nhận mã? Quét phiếu, hoặc nhấn F3.',
  receipt: {
    question: 'Mời Quý khách đưa phiếu biên nhận vào máy quét',
    why: 'Quét mã QR trên phiếu, hoặc ảnh chụp mã đó trong điện thoại.',
    scanOnly: 'Để giữ kín cho Quý khách, máy này chỉ nhận mã QR. Không quét được thì mời đến quầy có nhân viên.',
    noScanner: 'Máy này đang không có máy quét. Mời Quý khách mang phiếu đến máy khác, hoặc quầy có nhân viên.',
    typeQuestion: 'Số biên nhận trên phiếu?',
    typeWhy: 'Quét mã QR trên phiếu, hoặc gõ số in dưới chữ "Số biên nhận".',
    label: 'Số biên nhận',
    example: 'Ví dụ: K0007-000123',
  },
  found: {
    question: 'Hồ sơ này chỉ còn một bước',
    why: (phone: string) => `Mã 6 chữ số sẽ gửi đến số ${phone}. Mời cầm sẵn điện thoại đó.`,
    number: (receiptNumber: string) => `Phiếu số ${receiptNumber}`,
    method: (method: string) => `Cách đăng ký: ${method}`,
    until: (until: string) => `Phiếu dùng được trước ngày ${until}.`,
    notYours: 'Không phải số của Quý khách? Nhấn Esc: chưa có gì được gửi đi.',
  },
  unknown: {
    question: 'Chưa xem được hồ sơ của phiếu này',
    why: 'Phiếu của Quý khách vẫn có giá trị.',
    scanCode: 'Mời xem lại số đã gõ. Quét mã QR trên phiếu là chắc nhất.',
    again: 'Nhấn Enter để thử phiếu khác, hoặc Esc để thôi.',
  },
  lineDown: {
    question: 'Hiện chưa có mạng để nhận mã',
    why: 'Quý khách không mất gì: hồ sơ và phiếu vẫn còn nguyên.',
    until: (until: string) => `Phiếu dùng được trước ngày ${until}, tại bất kỳ quầy hay máy nào có mạng.`,
    untilUnknown: 'Phiếu dùng được đến ngày ghi trên phiếu, tại bất kỳ quầy hay máy nào có mạng.',
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
