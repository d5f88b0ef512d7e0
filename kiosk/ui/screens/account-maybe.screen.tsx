import { keptOf } from '../../../flows/known/known-person.flow.ts'
import { TwoWays } from '../menu/two-ways.view.tsx'
import type { ScreenProps } from '../ui.ts'

/**
 * To an officer alone, while central cannot be asked: the person may have an account, or was perhaps here already. A warning: Enter goes on. Of a file that waits here no account is spoken of: its
 * receipt is kept, or all is left.
 */
export function AccountMaybeScreen({ view, ui }: ScreenProps) {
  const { maybe } = ui.texts.account
  const known = view.knownPerson?.known ?? { kind: 'unknown' }
  if (known.kind === 'sealed-here' && keptOf(known)) {
    const { receiptNumber } = known.receipt
    return (
      <TwoWays
        view={view}
        ui={ui}
        question={maybe.sealedQuestion}
        why={maybe.sealedWhy(receiptNumber)}
        ways={[
          ['user.confirmed', maybe.goOn],
          ['user.declined', maybe.keep(receiptNumber)],
          ['user.ended', maybe.end],
        ]}
      />
    )
  }
  return (
    <TwoWays
      view={view}
      ui={ui}
      question={maybe.question}
      why={known.kind === 'sealed-here' ? maybe.sealedAccepted(known.receipt.receiptNumber) : maybe.why}
      ways={[
        ['user.confirmed', maybe.goOn],
        ['user.declined', maybe.ways],
      ]}
    />
  )
}
