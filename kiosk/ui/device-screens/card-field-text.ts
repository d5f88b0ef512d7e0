import type { CardField, CardSource } from '../../../flows/rules/card-differences.ts'
import { dayOf } from '../draw/dates.ts'
import type { Ui } from '../ui.ts'

/** What one source says of a field as a person reads it: days as dd/mm/yyyy, the sex in words. */
export function cardFieldText(ui: Ui, field: CardField, value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return dayOf(value)
  if (field === 'sex' && (value === 'male' || value === 'female')) return ui.texts.devices.card.read.sexes[value]
  return value
}

/** True for the two zones of capitals without marks. */
export function isMrzSource(source: CardSource): boolean {
  return source === 'mrz' || source === 'chip-mrz'
}
