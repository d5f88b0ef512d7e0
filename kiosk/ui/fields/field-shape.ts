import type { FieldName } from '../../../flows/base/events.ts'

/** What one kind of answer takes in and looks like. `text` is what the field keeps, always NFC. */
export interface FieldShape {
  /** Puts what was typed or pasted into the text at the cursor; what the field cannot hold is left out. */
  insert(text: string, cursor: number, typed: string): { text: string; cursor: number }
  /** True where the cursor can be moved; numbers are typed and erased at their end. */
  readonly movable: boolean
  /** True where Vietnamese is composed from plain keys; numbers, codes and addresses are typed as they are. */
  readonly composes?: true
  /** The text a flow's answer gives back to the field. */
  fromAnswer(answer: string): string
  /** What goes to the flow. */
  toAnswer(text: string): string
  /** How the text stands on the screen. `placeholder` shows what is still to come. */
  show(text: string): { shown: string; placeholder: string; cursorCell: (cursor: number) => number }
  /** Characters there are and there should be, where that is known beforehand. */
  count(text: string): { have: number; of: number } | null
}

/** Fields whose answer is one of a few words: they are a menu, not a line to type. */
export type ChoiceField = Extract<FieldName, 'carrier' | 'signingProvider'>

export type FieldKind = Exclude<FieldName, ChoiceField> | 'captcha' | 'otp' | 'receipt'

/** Digits of a one-time code (product.md §3). */
export const OTP_DIGITS = 6

const ID_DIGITS = 12
const CMND_DIGITS = 9
/** One more than a number has, so that an old 11-digit number is seen and explained (PHONE_OLD_NUMBER). */
const PHONE_MAX_DIGITS = 11
const PHONE_DIGITS = 10
const CAPTCHA_MAX_LENGTH = 10
/** The longest number (K123456-123456789) and some blanks. */
const RECEIPT_MAX_LENGTH = 24
const INSURANCE_DIGITS = 10
/** A health insurance card: two letters, 13 digits of which the last ten are the number (domain.md §2.1). */
const HEALTH_CARD_LETTERS = 2
const HEALTH_CARD_DIGITS = 13
const TAX_CODE_DIGITS = 10
/** With the three digits of a dependent unit (domain.md §2.2). */
const BRANCH_DIGITS = 13
/** UTF-16 units of a free text, the longest e-mail address. */
export const TEXT_MAX_LENGTH = 254

const digits = (maxLength: number): Pick<FieldShape, 'insert' | 'movable' | 'fromAnswer' | 'toAnswer'> => ({
  insert(text, _cursor, typed) {
    const next = (text + typed.replace(/\D/g, '')).slice(0, maxLength)
    return { text: next, cursor: next.length }
  },
  movable: false,
  fromAnswer: (answer) => answer.replace(/\D/g, '').slice(0, maxLength),
  toAnswer: (text) => text,
})

const spaced = (text: string) => ({
  shown: [...text].join(' '),
  placeholder: '',
  cursorCell: (cursor: number) => cursor * 2,
})

const idNumber: FieldShape = {
  ...digits(ID_DIGITS),
  show: spaced,
  count: (text) => ({ have: text.length, of: text.length === CMND_DIGITS ? CMND_DIGITS : ID_DIGITS }),
}

const phone: FieldShape = {
  ...digits(PHONE_MAX_DIGITS),
  insert(text, _cursor, typed) {
    const all = (text + typed.replace(/\D/g, '')).replace(/^(00)?84(?=\d{9})/, '0')
    const next = all.slice(0, PHONE_MAX_DIGITS)
    return { text: next, cursor: next.length }
  },
  fromAnswer: (answer) => answer.replace(/\D/g, '').replace(/^(00)?84(?=\d{9}$)/, '0'),
  show(text) {
    const groups = [text.slice(0, 4), text.slice(4, 7), text.slice(7)].filter(Boolean)
    return {
      shown: groups.join(' '),
      placeholder: '',
      cursorCell: (cursor) => cursor + (cursor > 7 ? 2 : cursor > 4 ? 1 : 0),
    }
  },
  count: (text) => ({ have: text.length, of: PHONE_DIGITS }),
}

const insuranceNumber: FieldShape = {
  movable: false,
  insert(text, _cursor, typed) {
    const next = insuranceText(text + typed)
    return { text: next, cursor: next.length }
  },
  fromAnswer: insuranceText,
  toAnswer: (text) => text,
  show: spaced,
  count(text) {
    if (/^[A-Z]/.test(text)) return { have: text.length, of: HEALTH_CARD_LETTERS + HEALTH_CARD_DIGITS }
    return { have: text.length, of: text.length > INSURANCE_DIGITS ? ID_DIGITS : INSURANCE_DIGITS }
  },
}

const taxCode: FieldShape = {
  ...digits(BRANCH_DIGITS),
  toAnswer: dashed,
  show: (text) => ({
    shown: dashed(text),
    placeholder: '',
    cursorCell: (cursor) => (text.length === BRANCH_DIGITS && cursor > TAX_CODE_DIGITS ? cursor + 1 : cursor),
  }),
  count: (text) => ({ have: text.length, of: taxDigitsFor(text.length) }),
}

const DATE_FORM = 'dd/mm/yyyy'

const birthDate: FieldShape = {
  movable: false,
  insert(text, _cursor, typed) {
    const next = [...typed].reduce(typeDate, text)
    return { text: next, cursor: next.length }
  },
  // 'yyyy' and 'mm/yyyy' are how a day or month not known is written elsewhere; here they are zeros.
  fromAnswer: (answer) =>
    answer
      .replace(/\D/g, '')
      .padStart(answer === '' ? 0 : 8, '0')
      .slice(0, 8),
  toAnswer(text) {
    const year = text.length === 4 && Number(text.slice(2)) > 12
    return year ? text : slashed(text)
  },
  show(text) {
    const shown = slashed(text)
    const open = text.length === 2 || text.length === 4 ? `${shown}/` : shown
    return { shown: open, placeholder: DATE_FORM.slice(open.length), cursorCell: () => open.length }
  },
  count: () => null,
}

const freeText: FieldShape = {
  movable: true,
  insert(text, cursor, typed) {
    const clean = typed.replace(/[\r\n\t]+/g, ' ').replace(NOT_IN_TEXT, '')
    // A mark that follows its letter joins it at once: the kept text is always precomposed (domain.md §9.2).
    const before = (text.slice(0, cursor) + clean).normalize('NFC')
    const next = (before + text.slice(cursor)).slice(0, TEXT_MAX_LENGTH)
    return { text: next, cursor: Math.min(before.length, next.length) }
  },
  fromAnswer: (answer) => answer.normalize('NFC'),
  toAnswer: (text) => text,
  show: (text) => ({ shown: text, placeholder: '', cursorCell: (cursor) => cursor }),
  count: () => null,
}

const captcha: FieldShape = {
  ...digits(CAPTCHA_MAX_LENGTH),
  insert(text, _cursor, typed) {
    const next = (text + typed.toUpperCase().replace(/[^A-Z0-9]/g, '')).slice(0, CAPTCHA_MAX_LENGTH)
    return { text: next, cursor: next.length }
  },
  fromAnswer: () => '',
  show: spaced,
  count: () => null,
}

const receipt: FieldShape = {
  ...freeText,
  insert(text, cursor, typed) {
    const next = freeText.insert(text, cursor, typed.toUpperCase().replace(/[^A-Z0-9 ./_–-]/g, ''))
    return { text: next.text.slice(0, RECEIPT_MAX_LENGTH), cursor: Math.min(next.cursor, RECEIPT_MAX_LENGTH) }
  },
}

const otp: FieldShape = {
  ...digits(OTP_DIGITS),
  show: (text) => ({
    shown: Array.from({ length: OTP_DIGITS }, (_, at) => `[ ${text[at] ?? ' '} ]`).join(' '),
    placeholder: '',
    cursorCell: (cursor) => Math.min(cursor, OTP_DIGITS - 1) * 6 + 2,
  }),
  count: (text) => ({ have: text.length, of: OTP_DIGITS }),
}

/** Every kind of answer a citizen types into a line, but the password. */
export const FIELD_SHAPES: Readonly<Record<FieldKind, FieldShape>> = {
  idNumber,
  fullName: { ...freeText, composes: true },
  birthDate,
  insuranceNumber,
  organisation: { ...freeText, composes: true },
  taxCode,
  phone,
  email: { ...freeText, insert: (text, cursor, typed) => freeText.insert(text, cursor, typed.replace(/\s/g, '')) },
  captcha,
  otp,
  receipt,
}

/** Control characters, and the bar: it is in no answer, only in card scans. */
const NOT_IN_TEXT = /[\p{Cc}\p{Cs}|]/gu

/** Digits; behind the two letters of a health insurance card three more. */
function insuranceText(typed: string): string {
  const clean = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const letters = /^[A-Z]*/.exec(clean)?.[0].slice(0, HEALTH_CARD_LETTERS) ?? ''
  const numbers = clean.replace(/\D/g, '')
  return letters + numbers.slice(0, letters === '' ? ID_DIGITS : HEALTH_CARD_DIGITS)
}

/** 13 digits as they are written on papers: 10-3. */
function dashed(text: string): string {
  return text.length === BRANCH_DIGITS ? `${text.slice(0, TAX_CODE_DIGITS)}-${text.slice(TAX_CODE_DIGITS)}` : text
}

/** How many digits there should be: the next of the three lengths a tax code may have. */
function taxDigitsFor(have: number): number {
  if (have <= TAX_CODE_DIGITS) return TAX_CODE_DIGITS
  return have <= ID_DIGITS ? ID_DIGITS : BRANCH_DIGITS
}

function slashed(text: string): string {
  return [text.slice(0, 2), text.slice(2, 4), text.slice(4)].filter(Boolean).join('/')
}

function typeDate(text: string, character: string): string {
  if (/\d/.test(character)) return text.length < 8 ? text + character : text
  const isSeparator = /[/\-. ]/.test(character)
  if (isSeparator && (text.length === 1 || text.length === 3)) return `${text.slice(0, -1)}0${text.slice(-1)}`
  return text
}
