import { TwoWays } from '../menu/two-ways.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** The account is there, at a lower level than this proof gives: raise that one, or leave it. Never a second account. */
export function RaiseLevelScreen({ view, ui }: ScreenProps) {
  const { raise } = ui.texts.account
  const proof = view.proved?.proof
  const account = proof?.account
  const from = account?.state === 'exists' ? account.ial : 2
  const to = proof?.ial ?? 3
  return (
    <TwoWays
      view={view}
      ui={ui}
      question={raise.question(String(from), String(to))}
      why={raise.why}
      ways={[
        ['user.raised', raise.yes(String(to))],
        ['user.declined', raise.no],
      ]}
    />
  )
}
