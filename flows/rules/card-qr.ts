import type { FaultCode } from '../base/fault-codes.ts'
import type { Sex } from '../base/terms.ts'
import { cardBirthDate, isCalendarDay } from './birth-date.ts'
import { readCardQrExtras } from './card-qr-extras.ts'
import type { RuleWarning } from './field.ts'
import { crossCheckIdNumber } from './id-number.ts'
import { checkName } from './name.ts'

/** What the QR of a CCCD or Căn cước says. It is not signed: it fills a form and proves nothing (domain.md §1.3). */
export interface CitizenCard {
  /** 12 digits. */
  readonly idNumber: string
  /** The former CMND. */
  readonly oldIdNumber: string | null
  /** NFC. */
  readonly fullName: string
  /** YYYY-MM-DD, unknown parts 00. */
  readonly birthDate: string
  readonly sex: Sex | null
  /** Free text as printed, village first. */
  readonly residence: string | null
  /** YYYY-MM-DD. */
  readonly issuedOn: string | null
  readonly cancelledIdNumber: string | null
  readonly father: string | null
  readonly mother: string | null
  readonly generation: 'cccd-2021' | 'can-cuoc-2024'
  readonly warnings: readonly RuleWarning[]
}

export type CardReading =
  | { readonly kind: 'card'; readonly card: CitizenCard }
  | { readonly kind: 'refused'; readonly code: FaultCode }

/** UTF-16 units. The longest fields of all eleven come to about 850; anything beyond is no card and not worth looking at. */
export const CARD_QR_MAX_LENGTH = 1024

/**
 * Reads the text of a card's QR (domain.md §1.3): 7 fields for a CCCD of 2021, 11 for a Căn cước of 2024, '|' between, empty ones kept. Framing
 * noise of scanners is dropped: BOM, NUL, CR, LF, other control characters at the ends, an AIM symbology identifier, a prefix like "CCCD:".
 * `today` is YYYY-MM-DD; where the station's clock is behind the card's issue date, the card is believed (traps.md, wrong clocks).
 * Total: every text gives a card or one of SCAN_EMPTY; SCAN_TOO_LONG; SCAN_DAMAGED (undecodable bytes, a field that cannot be what it should);
 * SCAN_NOT_A_CARD (some other code, a bare ID number too); SCAN_INCOMPLETE (the end is missing, or a field every card has is empty).
 */
export function readCardQr(text: string, today: string): CardReading {
  if (text.length > CARD_QR_MAX_LENGTH) return refuse('SCAN_TOO_LONG')
  const payload = withoutFraming(text)
  if (payload === '') return refuse('SCAN_EMPTY')
  if (UNDECODABLE.test(payload)) return refuse('SCAN_DAMAGED')
  const fields = payload.split('|').map((field) => field.normalize('NFC').replace(/\s+/g, ' ').trim())
  const notYet = whatIsMissing(fields)
  if (notYet) return refuse(notYet)
  const [idNumber = '', oldId = '', nameField = '', birthField = '', sexField = '', residence = '', issued = ''] =
    fields
  const issuedOn = issued === '' ? null : issueDate(issued)
  const name = checkName(nameField)
  const birth = cardBirthDate(birthField, issuedOn && issuedOn > today ? issuedOn : today)
  const sex = SEXES.get(sexField.toLowerCase())
  const oldIdNumber = oldId === '' || oldId === idNumber ? null : oldId
  const extras = readCardQrExtras(fields.slice(CCCD_FIELDS))
  const sound =
    name.ok &&
    birth.ok &&
    sex !== undefined &&
    issuedOn !== undefined &&
    extras !== null &&
    (oldIdNumber === null || /^(\d{9}|\d{12})$/.test(oldIdNumber)) &&
    [...residence].length <= RESIDENCE_MAX_LENGTH
  if (!sound) return refuse('SCAN_DAMAGED')
  const card = {
    idNumber,
    oldIdNumber,
    fullName: name.value,
    birthDate: birth.value,
    sex,
    residence: residence || null,
    issuedOn,
  }
  const generation = fields.length > CCCD_FIELDS ? 'can-cuoc-2024' : 'cccd-2021'
  const warnings = crossCheckIdNumber(idNumber, { birthDate: birth.value, sex: sex ?? undefined })
  return { kind: 'card', card: { ...card, ...extras, generation, warnings } }
}

const CCCD_FIELDS = 7
/** Code points; the limit of the wire shape. The longest printed address known has about 150. */
const RESIDENCE_MAX_LENGTH = 400
const SEXES: ReadonlyMap<string, Sex | null> = new Map([
  ['nam', 'male'],
  ['nữ', 'female'],
  ['', null],
])

// U+FFFD is what decoding leaves of damaged bytes; the others no card holds.
const UNDECODABLE = /[\ufffd]|(?!\s)[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u

function withoutFraming(text: string): string {
  return text
    .replace(/[\ufeff\0\r\n]/g, '')
    .replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '')
    .replace(/^\]Q\d/, '') // ISO/IEC 15424: QR Code.
    .replace(/^[^|\d:]{1,16}:\s*(?=\d)/, '')
}

/** The fault of a text that does not have the fields of a card, or null when it has. A start that got lost is damage, an end that got lost is incomplete. */
function whatIsMissing(fields: readonly string[]): FaultCode | null {
  const [idNumber = '', , name = '', birth = '', , , issued = ''] = fields
  if (fields.length === 1) return 'SCAN_NOT_A_CARD'
  if (!/^\d{12}$/.test(idNumber))
    return /^\d*$/.test(idNumber) && /^\d{8}$/.test(birth) ? 'SCAN_DAMAGED' : 'SCAN_NOT_A_CARD'
  if (fields.length < CCCD_FIELDS || name === '' || birth === '') return 'SCAN_INCOMPLETE'
  return fields.length === CCCD_FIELDS && /^\d{0,7}$/.test(issued) ? 'SCAN_INCOMPLETE' : null
}

/** ddMMyyyy → YYYY-MM-DD, undefined for what is no day. Not compared with today: the issuing machine's clock is better than ours. */
function issueDate(text: string): string | undefined {
  const groups = /^(?<day>\d\d)(?<month>\d\d)(?<year>20\d\d)$/.exec(text)?.groups
  if (!groups || !isCalendarDay(Number(groups.year), Number(groups.month), Number(groups.day))) return undefined
  return `${groups.year}-${groups.month}-${groups.day}`
}

function refuse(code: FaultCode): CardReading {
  return { kind: 'refused', code }
}
