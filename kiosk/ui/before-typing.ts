import type { VisitScreen } from '../../flows/visit/visit-view.ts'

/** Screens of a registration on which nothing was typed yet. */
const BEFORE_TYPING: readonly VisitScreen[] = [
  'welcome',
  'subject',
  'method',
  'adviser-question',
  'adviser-advice',
  'conditions',
]

/** Whether a person who stands here has lost nothing when told that this station keeps no registration now. */
export function isBeforeTyping(screen: VisitScreen): boolean {
  return BEFORE_TYPING.includes(screen)
}
