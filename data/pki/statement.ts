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
  let text = HEADING
  for (const { start, part, write } of LINES) {
    const value = write(parts)
    if (value === null) continue
    if (!isPlainLine(value)) throw new Fault('SHAPE_INVALID', { part })
    text += `${start}${value}\n`
  }
  if (!NONCE.test(parts.nonce)) throw new Fault('SHAPE_INVALID', { part: 'nonce' })
  return `${text}\n${PROMISE}\n`
}

/** Reads a statement back. Null for any text that `statementOf` would not have written, letter by letter. */
export function parseStatement(text: string): StatementParts | null {
  const said: Partial<Record<keyof StatementParts, string>> = {}
  let at = HEADING.length
  for (const { start, part } of LINES) {
    if (!text.startsWith(start, at)) continue
    const end = text.indexOf('\n', at)
    if (end < 0) return null
    said[part] = text.slice(at + start.length, end)
    at = end + 1
  }
  const subject = keyOf(SUBJECT_WORDS, said.subject)
  const method = keyOf(METHOD_WORDS, said.method)
  const atMs = readTime(said.atMs ?? '')
  if (!subject || !method || atMs === null) return null
  const parts: StatementParts = {
    subject,
    method,
    fullName: said.fullName ?? null,
    idNumber: said.idNumber ?? null,
    organisation: said.organisation ?? null,
    taxCode: said.taxCode ?? null,
    stateUnit: said.stateUnit ?? null,
    email: said.email ?? null,
    packetId: said.packetId ?? '',
    station: said.station ?? '',
    atMs,
    termsVersion: said.termsVersion ?? '',
    nonce: said.nonce ?? '',
  }
  return isWrittenAs(parts, text) ? parts : null
}

const HEADING = 'ĐĂNG KÝ TÀI KHOẢN GIAO DỊCH ĐIỆN TỬ\nCổng Dịch vụ công Quốc gia · mẫu 1\n\n'
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
  /** Of the line, up to the value. */
  readonly start: string
  readonly write: (parts: StatementParts) => string | null
}

const LINES: readonly Line[] = [
  { part: 'subject', start: 'Đối tượng: ', write: (parts) => SUBJECT_WORDS[parts.subject] },
  { part: 'fullName', start: 'Họ và tên: ', write: (parts) => parts.fullName },
  { part: 'idNumber', start: 'Số định danh cá nhân: ', write: (parts) => parts.idNumber },
  { part: 'organisation', start: 'Tổ chức: ', write: (parts) => parts.organisation },
  { part: 'taxCode', start: 'Mã số thuế: ', write: (parts) => parts.taxCode },
  { part: 'stateUnit', start: 'Mã đơn vị ngân sách: ', write: (parts) => parts.stateUnit },
  { part: 'email', start: 'Thư điện tử: ', write: (parts) => parts.email },
  { part: 'method', start: 'Phương thức: ', write: (parts) => METHOD_WORDS[parts.method] },
  { part: 'station', start: 'Nơi đăng ký: ', write: (parts) => parts.station },
  { part: 'atMs', start: 'Thời điểm: ', write: (parts) => writeTime(parts.atMs) },
  { part: 'packetId', start: 'Mã hồ sơ: ', write: (parts) => parts.packetId },
  { part: 'termsVersion', start: 'Điều khoản sử dụng, bản: ', write: (parts) => parts.termsVersion },
  { part: 'nonce', start: 'Mã dùng một lần: ', write: (parts) => parts.nonce },
]

const NONCE = /^[0-9a-f]{64}$/
/** Code points of one value: names of state bodies are long. */
const VALUE_MAX_LENGTH = 300

/**
 * ASCII and the letters that Vietnamese and its neighbours are written with, one code point each: nothing among them composes with its neighbour, hides or breaks a
 * line. Nearly all values are of these alone; for them the long question below is ten times the work.
 */
const PLAIN =
  /^[\x21-\x7e\xa1-\xac\xae-\u024f\u1ea0-\u1ef9](?:[\x20-\x7e\xa1-\xac\xae-\u024f\u1ea0-\u1ef9]{0,298}[\x21-\x7e\xa1-\xac\xae-\u024f\u1ea0-\u1ef9])?$/

function isPlainLine(text: string): boolean {
  if (PLAIN.test(text)) return true
  if (text === '' || text !== text.trim() || text !== text.normalize('NFC') || !text.isWellFormed()) return false
  const isShort = text.length <= VALUE_MAX_LENGTH || [...text].length <= VALUE_MAX_LENGTH
  return isShort && !SIGNS.test(text)
}

const SIGNS = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

const ZONE = ' (giờ Việt Nam)'
const ISO_LENGTH = 'YYYY-MM-DDTHH:MM:SS.sss'.length

/** 22/11/2026 16:05:09 (giờ Việt Nam). Raises SHAPE_INVALID for a year of other than four digits. */
function writeTime(ms: number): string {
  const iso = isoInVietnam(ms)
  if (iso.length !== ISO_LENGTH) throw new Fault('SHAPE_INVALID', { part: 'atMs' })
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}${ZONE}`
}

/** Looks at the places of the digits alone: whatever else stands there, `writeTime` would not have written it. */
function readTime(text: string): number | null {
  const ms = Date.parse(`${text.slice(6, 10)}-${text.slice(3, 5)}-${text.slice(0, 2)}T${text.slice(11, 19)}+07:00`)
  return Number.isNaN(ms) ? null : ms
}

function keyOf<T extends string>(words: Readonly<Record<T, string>>, word: string | undefined): T | undefined {
  for (const key in words) if (words[key] === word) return key
  return undefined
}

function isWrittenAs(parts: StatementParts, text: string): boolean {
  try {
    return statementOf(parts) === text
  } catch (thrown) {
    if (thrown instanceof Fault) return false
    throw thrown
  }
}
