import type { Fault, FaultDetails } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { TEXTS, wordsForOfficer } from '../ui/text/texts.ts'
import { configWords, usageWords } from './command-usage-words.ts'
import { stickFaultWords } from './stick-words.ts'

const STAYS = 'Hồ sơ đã có số biên nhận vẫn nằm trong máy.'
const CALL = 'Gọi kỹ thuật viên; đừng xoá thư mục dữ liệu.'
const AGAIN = 'Chạy lại lệnh; vẫn vậy thì gọi người vận hành trung tâm, kèm mã ở dòng dưới.'

/**
 * What a fault comes to at a command line: what happened, what to do. Only where the words of the screens are none, or speak to a person who stands before a screen;
 * kept apart from them, since no screen waits for this file.
 */
const COMMAND_WORDS: Readonly<Partial<Record<FaultCode, string | ((details: FaultDetails) => string)>>> = {
  USAGE: usageWords,
  CONFIG_INVALID: configWords,
  ANSWERS_INVALID: ({ at, why }) =>
    at === '/' && why === 'not readable as JSON'
      ? 'Không đọc được tệp trả lời, hoặc tệp không phải JSON. Xem lại đường dẫn và nội dung tệp rồi chạy lại.'
      : `Tệp trả lời có chỗ chưa đúng, ở ${at ?? 'một mục'}. Sửa chỗ đó rồi chạy lại; các mục được ghi trong README, phần "Answers of register".`,
  TERMINAL_MISSING:
    'Lệnh này có màn hình, mà ở đây không có màn hình dòng lệnh (đang chạy qua đường ống hoặc dịch vụ nền). Chạy trong cửa sổ dòng lệnh; không có thì dùng motcua register hoặc motcua up.',
  STATION_NOT_ENROLLED: ({ data }) =>
    data === undefined
      ? 'Máy này chưa được ghép với trung tâm. Xin mã ghép của trung tâm rồi chạy: motcua enroll --central <địa chỉ> --code <mã>; nếu máy đã ghép, xem lại thư mục dữ liệu (--data, MOTCUA_DATA).'
      : `Không có máy nào đã ghép ở thư mục dữ liệu ${data}. Xem lại đường dẫn (--data, MOTCUA_DATA) và quyền đọc của tài khoản này; máy mới thì chạy: motcua enroll --central <địa chỉ> --code <mã>.`,
  STATION_UNKNOWN:
    'Trung tâm không nhận ra khoá của máy này: máy đã bị thu hồi, hoặc trung tâm được khôi phục từ bản cũ. Giữ nguyên máy và gọi người vận hành trung tâm.',
  ENROLL_CODE_INVALID:
    'Mã ghép sai, đã dùng rồi hoặc đã hết hạn. Xin mã mới của trung tâm (motcua central enrollment-code); mỗi mã chỉ dùng một lần cho một máy.',
  NOT_ALLOWED: notAllowedWords,
  TRAINING_STATION:
    'Đây là máy luyện tập: không hồ sơ nào được gửi đi và không hỏi trung tâm. Chạy lại không có --training (MOTCUA_TRAINING) để làm việc thật.',
  LINE_DOWN: `Không nối được tới trung tâm. Xem dây mạng và địa chỉ trung tâm (--central), rồi chạy lại. ${STAYS}`,
  CAPTIVE_PORTAL: `Mạng ở đây đang đòi đăng nhập nên chưa tới được trung tâm. Mở mạng hoặc cắm mạng dây, rồi chạy lại. ${STAYS}`,
  CENTRAL_BUSY: `Trung tâm đang bận và hẹn lại sau. Chờ vài phút rồi chạy lại. ${STAYS}`,
  RATE_LIMITED: 'Trung tâm nhận quá nhiều yêu cầu trong một lúc. Chờ vài phút rồi chạy lại.',
  CENTRAL_ANSWER_INVALID:
    'Nơi trả lời không giống trung tâm, hoặc trung tâm là bản khác. Xem lại địa chỉ trung tâm (--central) và mạng, rồi chạy lại.',
  CENTRAL_REFUSED:
    'Trung tâm không nhận yêu cầu này. Xem lại các tham số và thư mục dữ liệu (--data); vẫn vậy thì gọi người vận hành trung tâm.',
  CLOCK_SKEW: `Giờ của máy này lệch với trung tâm. Chỉnh giờ máy (timedatectl) rồi chạy lại. ${STAYS}`,
  SIGNATURE_MISSING: `Yêu cầu tới trung tâm thiếu chữ ký của máy. ${AGAIN}`,
  SIGNATURE_INVALID: `Trung tâm không nhận chữ ký của máy này. ${AGAIN}`,
  REQUEST_REPLAYED: `Trung tâm đã nhận yêu cầu này một lần rồi. ${AGAIN}`,
  BODY_TOO_LARGE: `Yêu cầu tới trung tâm quá lớn. ${AGAIN}`,
  BODY_MALFORMED: `Trung tâm không đọc được yêu cầu này, có thể hai bên là hai bản khác nhau. ${AGAIN}`,
  SHAPE_INVALID: `Trung tâm thấy yêu cầu này thiếu hoặc thừa mục, có thể hai bên là hai bản khác nhau. ${AGAIN}`,
  REFERENCE_INVALID: `Dữ liệu tham chiếu của trung tâm không dùng được; máy giữ bản cũ. ${AGAIN}`,
  EVIDENCE_MISSING: 'Hồ sơ thiếu một bằng chứng nên trung tâm không nhận. Gọi kỹ thuật viên, kèm số biên nhận.',
  PACKET_CHAIN_BROKEN:
    'Hồ sơ gửi đi không nối tiếp hồ sơ trước của máy này. Giữ nguyên dữ liệu và gọi kỹ thuật viên, kèm tên máy.',
  PACKET_UNREADABLE: 'Trung tâm không mở được hồ sơ này. Giữ nguyên dữ liệu và gọi kỹ thuật viên, kèm số biên nhận.',
  PACKET_ILLEGAL_MOVE:
    'Hồ sơ không thể chuyển sang trạng thái đó. Giữ nguyên dữ liệu và gọi kỹ thuật viên, kèm số biên nhận.',
  ACKNOWLEDGEMENT_INVALID:
    'Chữ ký xác nhận của trung tâm không kiểm được, nên máy không tin; hồ sơ vẫn chờ. Gọi người vận hành trung tâm.',
  NOT_FOUND: ({ receipt }) =>
    receipt === undefined
      ? 'Thứ được hỏi không có ở đây hoặc ở trung tâm. Xem lại tên, số hoặc đường dẫn rồi chạy lại.'
      : `Máy này không có hồ sơ nào mang số ${receipt}. Xem lại từng chữ số trên phiếu; phiếu của máy khác thì hỏi ở máy đó (bốn số đầu là số máy).`,
  SYNC_RUNNING: 'Trên máy này đã có một tiến trình khác đang gửi nhận; hồ sơ vẫn đi như thường, không cần chạy thêm.',
  OUTBOX_NOT_EMPTY: ({ waiting }) =>
    `Máy còn ${waiting ?? 'một số'} hồ sơ chưa gửi đi, nên chưa ghép lại được; chưa có gì thay đổi. Gửi hết trước (motcua sync, hoặc bằng USB: motcua outbox export, carry, import), rồi ghép lại.`,
  STICK_UNREADABLE:
    'Có tệp trên USB không đọc được. Rút USB ra cắm lại, hoặc chép lại từ máy lập hồ sơ; hồ sơ ở máy đó không mất.',
  STICK_FOREIGN: 'Tệp trên USB là của máy khác hoặc của trung tâm khác. Mang USB về đúng máy đã chép ra.',
  STORE_BUSY: `Một chương trình motcua khác đang giữ kho dữ liệu của máy. Đóng cửa sổ motcua khác dùng cùng thư mục dữ liệu, hoặc chờ ít phút, rồi chạy lại. ${STAYS}`,
  STORE_READ_ONLY: `Máy không được ghi vào thư mục dữ liệu: ổ đĩa đang ở chế độ chỉ đọc (thường sau một lỗi đĩa), hoặc tài khoản này thiếu quyền ghi. Gọi kỹ thuật viên; xem thêm: motcua doctor. ${STAYS}`,
  STORE_FULL: `Ổ đĩa chứa thư mục dữ liệu đã đầy. Dọn tệp khác trên ổ đĩa, đừng xoá thư mục dữ liệu, rồi chạy lại. ${STAYS}`,
  STORE_DAMAGED: ({ reason }) =>
    reason === 'open-elsewhere' || reason === 'restart'
      ? 'Kho dữ liệu có chỗ hỏng và sẽ tự phục hồi. Tắt hết cửa sổ motcua trên máy này rồi chạy lại.'
      : `Kho dữ liệu của máy có chỗ hỏng. Chạy lại lệnh: kho tự phục hồi từ bản sao; vẫn vậy thì xem motcua doctor. ${CALL}`,
  STORE_LOST:
    'Kho dữ liệu hỏng và không còn bản sao dùng được. Ngừng dùng máy, giữ nguyên thư mục dữ liệu và gọi kỹ thuật viên.',
  STORE_NEWER: `Kho dữ liệu này do bản chương trình mới hơn lập ra; bản này không mở. Cài lại bản mới. ${CALL}`,
  STORE_MIGRATION_EDITED: `Chương trình đã cài khác với bản lập ra kho dữ liệu. Cài lại chương trình cho đúng bản. ${CALL}`,
  STORE_MIGRATION_GAP: `Chương trình đã cài thiếu tệp nâng cấp kho dữ liệu. Cài lại chương trình cho đủ. ${CALL}`,
  DATABASE_UNAVAILABLE:
    'Trung tâm không dùng được cơ sở dữ liệu của mình. Xem địa chỉ --db (MOTCUA_DB) và máy chủ PostgreSQL, rồi chạy lại.',
  CENTRAL_KEYS_DIFFER:
    'Khoá của trung tâm ở đây khác với khoá đã dùng cho cơ sở dữ liệu này. Chạy với đúng thư mục khoá (--keys, MOTCUA_KEYS); đừng tạo khoá mới.',
  SANDBOX_UNAVAILABLE:
    'Không tới được môi trường mô phỏng. Chạy motcua up hoặc motcua sandbox, và xem lại --sandbox, rồi chạy lại.',
  SANDBOX_NO_CODE:
    'Môi trường mô phỏng không nhận được tin nhắn mã nào. Xem lại số điện thoại trong tệp trả lời, rồi chạy lại.',
  SIMULATOR_NOT_CONFIGURED:
    'Thiết bị mô phỏng chỉ chạy khi cấu hình gọi tên nó (simulated). Xem lại tham số của thiết bị.',
  PORT_ABSENT: 'Không thấy cổng của thiết bị. Cắm thiết bị và xem lại đường dẫn trong cấu hình; xem: motcua doctor.',
  PORT_BUSY:
    'Một chương trình khác đang dùng thiết bị. Đóng chương trình đó (có thể là motcua đang chạy) rồi chạy lại.',
  PORT_DENIED:
    'Tài khoản này không được dùng cổng của thiết bị. Thêm quyền (nhóm dialout hoặc lp); xem: motcua doctor.',
  PORT_UNUSABLE: 'Đường dẫn này không phải cổng của thiết bị. Sửa lại cấu hình; xem: motcua doctor.',
  PORT_LOST: 'Thiết bị vừa mất kết nối. Cắm lại, xem dây, rồi chạy lại.',
  PORT_CLOSED: 'Cổng của thiết bị đã đóng giữa chừng. Chạy lại lệnh; vẫn vậy thì xem: motcua doctor.',
  SMS_TOO_LONG: 'Tin nhắn dài quá một tin nên chưa gửi. Gọi kỹ thuật viên.',
  PRINT_TOO_LONG: 'Phiếu dài quá khổ nên chưa in. Gọi kỹ thuật viên.',
  CANCELLED: 'Lệnh đã được dừng giữa chừng. Chạy lại nếu vẫn cần.',
  TIMED_OUT: 'Chờ quá lâu mà chưa có trả lời. Xem mạng và thiết bị (motcua doctor), rồi chạy lại.',
  INTERNAL:
    'Chương trình gặp lỗi chưa có mã riêng. Chạy lại; vẫn vậy thì gọi kỹ thuật viên, kèm những dòng ở đây và giờ xảy ra.',
}

/** One or more whole sentences for any fault that a command ends with: what happened, what to do. The code is told beside them. */
export function commandFaultWords(fault: Pick<Fault, 'code' | 'details'>): string {
  const { code, details } = fault
  const words = COMMAND_WORDS[code]
  if (words !== undefined) return typeof words === 'string' ? words : words(details)
  const ofStick = stickFaultWords(fault)
  if (ofStick !== null) return ofStick
  const { what, now } = wordsForOfficer(TEXTS.vi, code)
  return `${what} ${now}`
}

/** Why something did not come about, at the end of a line of its own: the words of a fault and its code. */
export function reasonWords(code: FaultCode): string {
  return `${commandFaultWords({ code, details: {} })} (${code})`
}

function notAllowedWords({ reason }: FaultDetails): string {
  switch (reason) {
    case 'enrolled':
      return 'Máy này đã được ghép rồi. Muốn thay bằng một máy mới thì thêm --anew; dữ liệu cũ được cất riêng.'
    case 'already running':
      return 'Chương trình đang chạy ở một cửa sổ khác với cùng thư mục dữ liệu. Dùng cửa sổ đó, hoặc đóng nó rồi chạy lại.'
    default:
      return 'Việc này không được phép ở máy này. Xem chi tiết ở dòng dưới; cần thì gọi kỹ thuật viên.'
  }
}
