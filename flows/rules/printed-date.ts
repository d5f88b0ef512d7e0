import { isCalendarDay } from './birth-date.ts'

/** How cards write that they do not expire. */
export const NO_EXPIRY_TEXT = 'Không thời hạn'

/** dd/mm/yyyy as printed and as in DG13, mm/yyyy and yyyy where a person's day is not known → YYYY-MM-DD with unknown parts 00. Null for anything else. */
export function printedDateToIso(text: string): string | null {
  const groups = /^(?:(?:(?<day>\d\d)\/)?(?<month>\d\d)\/)?(?<year>\d{4})$/.exec(text.trim())?.groups
  if (!groups?.year) return null
  const { day = '00', month = '00', year } = groups
  const isDay = month === '00' ? day === '00' : isCalendarDay(Number(year), Number(month), Number(day) || 1)
  return isDay ? `${year}-${month}-${day}` : null
}

/** Whether a card's text says that it does not expire, whatever its letter case. */
export function saysNoExpiry(text: string): boolean {
  return text.normalize('NFC').trim().toLowerCase() === NO_EXPIRY_TEXT.toLowerCase()
}
