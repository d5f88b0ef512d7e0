import { TwoWays } from '../menu/two-ways.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** To an officer alone, while central cannot be asked: the person may have an account, or was perhaps here already. A warning: Enter goes on. */
export function AccountMaybeScreen({ view, ui }: ScreenProps) {
  const { maybe } = ui.texts.account
  const known = view.knownPerson?.known
  const { question, why } =
    known?.kind === 'sealed-here'
      ? { question: maybe.sealedQuestion, why: maybe.sealedWhy(known.receiptNumber) }
      : { question: maybe.question, why: maybe.why }
  return (
    <TwoWays
      view={view}
      ui={ui}
      question={question}
      why={why}
      ways={[
        ['user.confirmed', maybe.goOn],
        ['user.declined', maybe.ways],
      ]}
    />
  )
}
