import type { FieldName } from '../../../flows/base/events.ts'
import { SIGNING_PROVIDERS, type SigningProvider } from '../../../flows/ports/remote.port.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { Ui } from '../ui.ts'

/** The sentence under a field's question: what the answer is for depends on the method. */
export function whyOf(view: VisitView, ui: Ui, field: FieldName): string {
  const { fields, phoneWhy, signerWhy } = ui.texts
  const { method } = view.visit
  if (field === 'phone' && method) return phoneWhy[method]
  if (method === 'remote-signing' && (field === 'idNumber' || field === 'taxCode')) return signerWhy[field]
  return ui.scanner === 'ready' ? fields[field].whyScan : fields[field].why
}

/** An answer as a person reads it: carriers by their own names, providers in words. */
export function answerText(ui: Ui, field: FieldName, answer: string): string {
  return field === 'signingProvider' && isProvider(answer) ? ui.texts.signingProviders[answer] : answer
}

function isProvider(answer: string): answer is SigningProvider {
  return (SIGNING_PROVIDERS as readonly string[]).includes(answer)
}
