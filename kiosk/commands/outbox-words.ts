import { isFaultCode } from '../../flows/base/fault-codes.ts'
import { isoInVietnam } from '../../flows/base/vietnam-time.ts'
import { TEXTS, wordsForOfficer } from '../ui/text/texts.ts'
import { CARRIED_BY_STICK } from '../wire-outbox.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const YEAR_MS = 365.25 * DAY_MS
/** From here on nobody counts days. */
const IN_YEARS_MS = 2 * YEAR_MS

/** A span as people say it, in its two largest units: "3 giờ 12 phút", "2 ngày", "dưới 1 giây", "khoảng 10 năm". A span below nothing is none. */
export function spanWords(ms: number): string {
  if (ms >= IN_YEARS_MS) return `khoảng ${Math.round(ms / YEAR_MS)} năm`
  const parts: [number, string][] = [
    [Math.floor(ms / DAY_MS), 'ngày'],
    [Math.floor(ms / HOUR_MS) % 24, 'giờ'],
    [Math.floor(ms / MINUTE_MS) % 60, 'phút'],
    [Math.floor(ms / SECOND_MS) % 60, 'giây'],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return 'dưới 1 giây'
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

/** dd/mm/yyyy hh:mm:ss on the wall clock of Vietnam. */
export function momentWords(ms: number): string {
  const [date = '', time = ''] = isoInVietnam(ms).split('T')
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 8)}`
}

/** What a fault code means, in the words of the screens; a code without words of its own is named with the place that explains it. */
export function faultWords(code: string): string {
  const general = TEXTS.vi.unknownFault(code).what
  const what = isFaultCode(code) ? wordsForOfficer(TEXTS.vi, code).what : general
  return what === general ? `mã ${code}, xem docs/faults.md` : `${what.replace(/\.$/, '')} (${code})`
}

/** Where a packet stands. */
export const STATE_WORDS = {
  draft: 'đang lập',
  sealed: 'đã lưu, chưa gửi',
  sent: 'đã gửi, chưa rõ trung tâm nhận chưa',
  received: 'trung tâm đã nhận',
  verifying: 'trung tâm đang đối soát',
  accepted: 'đã cấp tài khoản',
  refused: 'không được chấp nhận',
  'waiting-for-citizen': 'chờ công dân xác nhận số điện thoại',
} as const

/** On whose word. */
export const AUTHORITY_WORDS = {
  station: 'máy này',
  push: 'trả lời chưa ký của trung tâm',
  central: 'trung tâm ký',
} as const

const CAUSE_WORDS: Readonly<Record<string, string>> = {
  registered: 'công dân đăng ký xong',
  journal: 'đưa lại từ bản sao sau khi cơ sở dữ liệu hỏng',
  'no-answer': 'đã gửi đi, chưa có trả lời',
  [CARRIED_BY_STICK]: 'chờ trả lời của trung tâm mang về',
  'push-refused': 'trung tâm không nhận',
  receipt: 'trung tâm xác nhận đã nhận',
  checking: 'bắt đầu đối soát',
  'checked-again': 'đối soát lại',
  asked: 'cần công dân làm thêm một bước',
  'asked-again': 'cần công dân làm thêm một bước nữa',
  returned: 'công dân đã quay lại',
  'returned-or-expired': 'công dân đã quay lại hoặc hết hạn chờ',
  verified: 'đối soát xong',
  decided: 'trung tâm quyết định',
  retention: 'hết thời hạn lưu',
  person: 'nhân viên cho gửi lại',
}

/** Why something happened: a word of the life of a packet, or a fault code. */
export function causeWords(cause: string): string {
  return CAUSE_WORDS[cause] ?? faultWords(cause)
}

const EVENT_WORDS: Readonly<Record<string, string>> = {
  'packet.conflict': 'tin của trung tâm trái với điều đã biết, cần người xem',
  'packet.released': 'được gửi lại',
  'packet.exported': 'chép ra USB lần nữa',
  'central.noticed': 'trung tâm lưu ý một điều về hồ sơ này, xem motcua outbox',
  'packet.erased': 'đã xoá nội dung, còn giữ số hồ sơ và chữ ký của trung tâm',
}

/** What an event was that moved nothing. */
export function eventWords(kind: string): string {
  return EVENT_WORDS[kind] ?? kind
}
