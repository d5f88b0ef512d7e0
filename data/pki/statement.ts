import { Fault } from '../../flows/base/fault.ts'
import type { Method, Subject } from '../../flows/base/terms.ts'
import { isoInVietnam } from '../../flows/base/vietnam-time.ts'

/** Who registers what, where and when: the words a key signs. Every value is one line of NFC text. */
export interface StatementParts {
  readonly subject: Subject
  readonly method: Extract<Method, 'usb-token' | 'sim-pki' | 'remote-signing'>
  readonly fullName: string | null
  /** 12 digits. */
  readonly idNumber: string | null
  readonly organisation: string | null
  readonly taxCode: string | null
  /** State budget unit code. */
  readonly stateUnit: string | null
  readonly email: string | null
  readonly packetId: string
  readonly station: string
  /** Milliseconds since 1970; the statement tells whole seconds of Vietnam's clock. */
  readonly atMs: number
  readonly termsVersion: string
  /** 256 random bits in lower-case hex, made for this one statement (domain.md §3.5). */
  readonly nonce: string
}

/**
 * The registration statement in its one canonical form: Vietnamese, NFC, LF, fixed order, a line for each value that is there, a line feed at the end. The person
 * reads it before the PIN, the key signs its UTF-8 bytes. Raises SHAPE_INVALID, naming the part, for a value that could pass for something else on a
 * screen: empty, with line breaks, control or direction signs, blanks at its ends, not NFC; a nonce of another shape.
 */
export function statementOf(parts: StatementParts): string {
  const lines = LINES.flatMap(({ label, part, write }) => {
    const text = write(parts)
    if (text === null) return []
    if (!isPlainLine(text)) throw new Fault('SHAPE_INVALID', { part })
    return [`${label}: ${text}`]
  })
  if (!NONCE.test(parts.nonce)) throw new Fault('SHAPE_INVALID', { part: 'nonce' })
  return [...HEADING, '', ...lines, '', PROMISE, ''].join('\n')
}

/** Reads a statement back. Null for any text that `statementOf` would not have written, letter by letter. */
export function parseStatement(text: string): StatementParts | null {
  const values = new Map<string, string>()
  const lines = text.split('\n').slice(HEADING.length + 1)
  for (const { label, part } of LINES) {
    if (!lines[0]?.startsWith(`${label}: `)) continue
    values.set(part, lines.shift()?.slice(label.length + 2) ?? '')
  }
  const subject = keyOf(SUBJECT_WORDS, values.get('subject'))
  const method = keyOf(METHOD_WORDS, values.get('method'))
  const atMs = readTime(values.get('atMs') ?? '')
  if (!subject || !method || atMs === null) return null
  const text_ = (part: string) => values.get(part) ?? ''
  const optional = (part: string) => values.get(part) ?? null
  const parts: StatementParts = {
    subject,
    method,
    fullName: optional('fullName'),
    idNumber: optional('idNumber'),
    organisation: optional('organisation'),
    taxCode: optional('taxCode'),
    stateUnit: optional('stateUnit'),
    email: optional('email'),
    packetId: text_('packetId'),
    station: text_('station'),
    atMs,
    termsVersion: text_('termsVersion'),
    nonce: text_('nonce'),
  }
  return isWrittenAs(parts, text) ? parts : null
}

const HEADING = ['ĐĂNG KÝ TÀI KHOẢN GIAO DỊCH ĐIỆN TỬ', 'Cổng Dịch vụ công Quốc gia · mẫu 1']
const PROMISE =
  'Tôi yêu cầu mở tài khoản nêu trên, xác nhận các thông tin này là đúng và đồng ý với điều khoản sử dụng.'

const SUBJECT_WORDS: Readonly<Record<StatementParts['subject'], string>> = {
  citizen: 'Công dân',
  enterprise: 'Doanh nghiệp',
  agency: 'Cơ quan nhà nước',
}
const METHOD_WORDS: Readonly<Record<StatementParts['method'], string>> = {
  'usb-token': 'USB ký số',
  'sim-pki': 'SIM ký số',
  'remote-signing': 'Chữ ký số từ xa',
}

interface Line {
  readonly part: keyof StatementParts
  readonly label: string
  readonly write: (parts: StatementParts) => string | null
}

const LINES: readonly Line[] = [
  { part: 'subject', label: 'Đối tượng', write: (parts) => SUBJECT_WORDS[parts.subject] },
  { part: 'fullName', label: 'Họ và tên', write: (parts) => parts.fullName },
  { part: 'idNumber', label: 'Số định danh cá nhân', write: (parts) => parts.idNumber },
  { part: 'organisation', label: 'Tổ chức', write: (parts) => parts.organisation },
  { part: 'taxCode', label: 'Mã số thuế', write: (parts) => parts.taxCode },
  { part: 'stateUnit', label: 'Mã đơn vị ngân sách', write: (parts) => parts.stateUnit },
  { part: 'email', label: 'Thư điện tử', write: (parts) => parts.email },
  { part: 'method', label: 'Phương thức', write: (parts) => METHOD_WORDS[parts.method] },
  { part: 'station', label: 'Nơi đăng ký', write: (parts) => parts.station },
  { part: 'atMs', label: 'Thời điểm', write: (parts) => writeTime(parts.atMs) },
  { part: 'packetId', label: 'Mã hồ sơ', write: (parts) => parts.packetId },
  { part: 'termsVersion', label: 'Điều khoản sử dụng, bản', write: (parts) => parts.termsVersion },
  { part: 'nonce', label: 'Mã dùng một lần', write: (parts) => parts.nonce },
]

const NONCE = /^[0-9a-f]{64}$/
/** Code points of one value: names of state bodies are long. */
const VALUE_MAX_LENGTH = 300

function isPlainLine(text: string): boolean {
  const isTidy = text === text.trim() && text === text.normalize('NFC') && text.isWellFormed()
  return (
    text !== '' &&
    isTidy &&
    [...text].length <= VALUE_MAX_LENGTH &&
    !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(text)
  )
}

/** 22/11/2026 16:05:09 (giờ Việt Nam). */
function writeTime(ms: number): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(isoInVietnam(ms)) ?? []
  return `${day}/${month}/${year} ${time} (giờ Việt Nam)`
}

function readTime(text: string): number | null {
  const [, day, month, year, time] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d) \(giờ Việt Nam\)$/.exec(text) ?? []
  const ms = Date.parse(`${year}-${month}-${day}T${time}+07:00`)
  return Number.isNaN(ms) ? null : ms
}

function keyOf<T extends string>(words: Readonly<Record<T, string>>, word: string | undefined): T | undefined {
  return (Object.keys(words) as T[]).find((key) => words[key] === word)
}

function isWrittenAs(parts: StatementParts, text: string): boolean {
  try {
    return statementOf(parts) === text
  } catch (thrown) {
    if (thrown instanceof Fault) return false
    throw thrown
  }
}
