import type { FieldName } from '../../../flows/base/events.ts'
import { cardStillHolds, EMPTY_DRAFT, fillFromCard } from '../../../flows/mobile/fields.ts'
import type { MobileContext } from '../../../flows/mobile/mobile.flow.ts'

/** True while a field still says what the scanned card says. */
export function isFromCard(mobile: MobileContext | null, field: FieldName): boolean {
  if (!mobile || !cardStillHolds(mobile.draft, mobile.card)) return false
  const said = fillFromCard(EMPTY_DRAFT, mobile.card)[field]
  return said !== '' && said === mobile.draft[field]
}
