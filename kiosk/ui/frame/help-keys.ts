import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'
import { KEYS } from '../keys.ts'
import type { Texts } from '../text/texts.ts'
import type { HintName } from './bottom-line.ts'
import { frameOf } from './screen-frames.ts'

/** One key of the help, as it is printed on the keyboard, and what it does. */
export interface HelpKey {
  readonly cap: string
  readonly text: string
}

/** Where a digit chooses a line. */
const CHOICES: readonly VisitScreen[] = [
  'subject',
  'method',
  'adviser-question',
  'adviser-advice',
  'token-choose',
  'review',
  'line-down',
  'raise-level',
  'account-ways',
  'account-maybe',
]
/** Where there is something typed to remove. */
const TYPED: readonly VisitScreen[] = ['captcha', 'otp-entry', 'password', 'token-pin', 'card-key']

/** The keys that do something on the screen a visit stands on, in the order of the table of keys; none that the screen does not take. */
export function helpKeys(texts: Texts, view: VisitView): readonly HelpKey[] {
  const { next, back } = frameOf(view)
  const isChoice = choosesByDigit(view)
  const isTyped =
    TYPED.includes(view.screen) ||
    (view.screen === 'return-receipt' && view.returning?.stationKind === 'assisted') ||
    (view.screen === 'field' && !isChoice)
  const hints: Readonly<Partial<Record<(typeof KEYS)[number]['command'], HintName | null>>> = {
    next,
    back,
    help: 'help',
    end: 'end',
    language: 'language',
    look: 'look',
    erase: isTyped ? 'erase' : null,
  }
  const keys = KEYS.flatMap(({ command, cap }) => {
    const hint = hints[command]
    return hint ? [{ cap, text: texts.hints[hint] }] : []
  })
  return isChoice ? [...keys, { cap: '1 - 9', text: texts.hints.choose }] : keys
}

function choosesByDigit({ screen, form }: VisitView): boolean {
  return (
    CHOICES.includes(screen) || (screen === 'field' && (form?.field === 'carrier' || form?.field === 'signingProvider'))
  )
}
