import type { VisitView } from '../../flows/visit/visit-view.ts'

/**
 * Names one showing of one screen to one person. Components carry it as their key, so nothing typed for one visit, or for another field or
 * question, can stay in a component's state.
 */
export function screenKeyOf(view: VisitView): string {
  const visit = view.visit.opening?.visitId ?? 'no visit'
  const field = view.screen === 'field' ? (view.mobile?.field ?? '') : ''
  const question = view.screen === 'adviser-question' ? (view.adviser?.asked?.question ?? '') : ''
  return `${visit} ${view.screen} ${field}${question}`
}
