import type { FieldName } from '../../../flows/base/events.ts'
import { ResultScreen } from '../screens/result.screen.tsx'
import { COUNTER_TEXTS, type CounterTexts } from '../text/counter-texts.ts'
import type { ScreenProps } from '../ui.ts'

/** The result as an officer is told it: with the details that differ from a register, which a citizen never hears (product.md §3). */
export function CounterResultScreen({ view, ui }: ScreenProps) {
  const { outcome, language } = view.visit
  const fields = outcome?.kind === 'refused' ? (outcome.fields ?? []) : []
  const words = COUNTER_TEXTS[language]
  const remark = fields.length === 0 ? null : words.differs(fields.map((field) => nameOf(field, words)).join(', '))
  return <ResultScreen view={view} ui={ui} remark={remark} />
}

/** Central may know fields that this station does not. */
function nameOf(field: string, { labels, fieldOther }: CounterTexts): string {
  return isField(field, labels) ? labels[field] : fieldOther
}

function isField(field: string, labels: CounterTexts['labels']): field is FieldName {
  return Object.hasOwn(labels, field)
}
