import { accepted, type Checked, refused } from './field.ts'

/** Nobody alive is older; a greater age is a slip of the century. */
export const BIRTH_MAX_AGE_YEARS = 125

/**
 * Checks a birth date as a person types it: dd/mm/yyyy, also d/m/yyyy, ddmmyyyy, with '-', '.' or a blank between. Unknown parts: 00/mm/yyyy or
 * mm/yyyy, 00/00/yyyy or yyyy. Always day before month; M/D/Y, which certificate panels show, is never guessed (traps.md).
 * `today` is YYYY-MM-DD. Gives YYYY-MM-DD, unknown parts 00. Problems: FIELD_REQUIRED, BIRTH_DATE_FORMAT, BIRTH_DATE_IMPOSSIBLE (no such day),
 * BIRTH_DATE_RANGE (after today, or over 125 years ago).
 */
export function checkBirthDate(text: string, today: string): Checked<string> {
  const typed = text.trim()
  if (typed === '') return refused('FIELD_REQUIRED')
  for (const form of TYPED_FORMS) {
    const groups = form.exec(typed)?.groups
    if (groups) return checkParts(groups.year, groups.month, groups.day, today)
  }
  return refused('BIRTH_DATE_FORMAT')
}

/** Checks a birth date as a file gives it: YYYY-MM-DD, YYYY-MM-00, YYYY-00-00 or YYYY. Same result and problems as `checkBirthDate`. */
export function checkIsoBirthDate(text: string, today: string): Checked<string> {
  const given = text.trim()
  if (given === '') return refused('FIELD_REQUIRED')
  const groups = /^(?<year>\d{4})(-(?<month>\d\d)-(?<day>\d\d))?$/.exec(given)?.groups
  return groups ? checkParts(groups.year, groups.month, groups.day, today) : refused('BIRTH_DATE_FORMAT')
}

/** Checks the eight digits ddMMyyyy of a card's QR; dd and MM may be 00, "không rõ" (domain.md §1.3). Same result and problems. */
export function cardBirthDate(text: string, today: string): Checked<string> {
  const groups = /^(?<day>\d\d)(?<month>\d\d)(?<year>\d{4})$/.exec(text)?.groups
  return groups ? checkParts(groups.year, groups.month, groups.day, today) : refused('BIRTH_DATE_FORMAT')
}

/** YYYY-MM-DD as screens show it: dd/mm/yyyy; with an unknown day mm/yyyy, with an unknown month yyyy. Any other text comes back as it is. */
export function formatBirthDate(iso: string): string {
  const groups = /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/.exec(iso)?.groups
  if (!groups) return iso
  return [groups.day, groups.month, groups.year].filter((part) => part !== '00').join('/')
}

/** Year of a birth date in YYYY-MM-DD. */
export function birthYear(iso: string): number {
  return Number(iso.slice(0, 4))
}

/** Whether the calendar has this day; `month` and `day` are numbers from 1. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)
}

const TYPED_FORMS = [
  /^(?<day>\d{1,2})\s*(?<between>[/\-. ])\s*(?<month>\d{1,2})\s*\k<between>\s*(?<year>\d{4})$/,
  /^(?<day>\d\d)(?<month>\d\d)(?<year>\d{4})$/,
  /^(?<month>\d{1,2})\s*[/\-. ]\s*(?<year>\d{4})$/,
  /^(?<year>\d{4})$/,
]

function checkParts(yearText = '', monthText = '00', dayText = '00', today: string): Checked<string> {
  const month = Number(monthText)
  const day = Number(dayText)
  // A known day of an unknown month is a slip, not a form that any paper uses.
  if (month === 0 ? day !== 0 : !isCalendarDay(Number(yearText), month, day || 1))
    return refused('BIRTH_DATE_IMPOSSIBLE')
  const iso = `${yearText}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}`
  // Text order is date order, and an unknown part (00) sorts before every known one: it is never "after today" by itself.
  const tooEarly = birthYear(iso) < birthYear(today) - BIRTH_MAX_AGE_YEARS
  return iso > today || tooEarly ? refused('BIRTH_DATE_RANGE') : accepted(iso)
}
