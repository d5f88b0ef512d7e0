import type { FieldName } from '../../../flows/base/events.ts'
import { cardStillHolds, EMPTY_DRAFT, fillFromCard } from '../../../flows/form/fields.ts'
import type { FormContext } from '../../../flows/form/form.flow.ts'

/** True while a field still says what the scanned card says. */
export function isFromCard(form: Pick<FormContext, 'draft' | 'card'> | null, field: FieldName): boolean {
  if (!form || !cardStillHolds(form.draft, form.card)) return false
  const said = fillFromCard([field], EMPTY_DRAFT, form.card)[field]
  return said !== '' && said === form.draft[field]
}
