import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { Texts } from '../text/texts.ts'

/** Methods whose proof ends at level 3 whatever it tells (product.md §2). */
const HIGH = ['usb-token', 'sim-pki', 'remote-signing', 'in-person'] as const

/** What is agreed to: purpose, data and with whom they are compared, a raised account, keeping, rights (domain.md §7.4). */
export function termsItems({ terms }: Texts, view: VisitView): readonly string[] {
  const method = view.visit.method ?? 'mobile'
  const isHigh = view.proved ? view.proved.proof.ial === 3 : HIGH.some((each) => each === method)
  return [terms.purpose, terms.data[method], ...(isHigh ? [terms.raise] : []), terms.keeping, terms.rights]
}
