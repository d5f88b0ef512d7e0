import { Box, Text, useCursor } from 'ink'
import { useEffect } from 'react'
import { type PasswordAbout, passwordChecklist } from '../../../flows/rules/password.ts'
import { cellsOf, padTo, spread } from '../draw/cells.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import { useLiveStore } from '../live-store.ts'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'
import { usePasswordFieldKeys } from './password-field.keys.ts'
import { EMPTY_PASSWORD, passwordFieldReducer } from './password-field.reducer.ts'

export interface PasswordFieldProps {
  readonly ui: Ui
  readonly about: PasswordAbout
  /** Screen row of the first entry. */
  readonly row: number
  /** A refusal by the flow, shown until the next letter. */
  readonly refused: boolean
  readonly onEntered: (password: string) => void
}

/** Two entries, hidden, and the eight rules with what is met so far. */
export function PasswordField({ ui, about, row, refused, onEntered }: PasswordFieldProps) {
  const [state, store] = useLiveStore(passwordFieldReducer, () => EMPTY_PASSWORD)
  usePasswordFieldKeys(store, {
    isGood: (password) => passwordChecklist(password, about).every(({ met }) => met),
    onEntered,
  })
  const { setCursorPosition } = useCursor()
  const problem = state.problem ?? (refused && state.first === '' ? 'PASSWORD_WEAK' : null)
  const { flagProblem } = ui
  useEffect(() => flagProblem(problem !== null), [flagProblem, problem])

  const { texts, look, area } = ui
  const { paint, glyphs } = look
  const entry = (step: 'first' | 'again') => {
    const label = texts.password[step]
    const text = state[step]
    const count = text === '' ? '' : texts.password.count([...text].length)
    const room = area.textColumns - cellsOf(label) - cellsOf(count) - 6
    const shown = (state.revealed ? text : glyphs.hidden.repeat([...text].length)).slice(-room)
    const left = `${state.step === step ? paint.key(glyphs.pointer) : ' '} ${label}  ${paint.answer(shown)}`
    return {
      line: spread(left, paint.quiet(count), area.textColumns),
      cursor: 4 + cellsOf(label) + cellsOf(shown),
      count,
      label,
    }
  }
  const first = entry('first')
  const again = entry('again')
  const active = state.step === 'first' ? first : again
  const y = state.step === 'first' ? row : row + 1
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + active.cursor, y } : undefined)

  const words = problem ? wordsForFault(texts, problem) : null
  const rules = passwordChecklist(state.first, about).map(({ rule, met }) => ({
    rule,
    line: `${met ? paint.good(glyphs.check) : glyphs.open} ${texts.password.rules[rule]}`,
    spoken: `${texts.password.rules[rule]}: ${met ? texts.password.met : texts.password.unmet}`,
  }))
  const half = Math.floor(area.textColumns / 2)
  return (
    <Box flexDirection="column">
      {[first, again].map((each) => (
        <Box key={each.label} aria-role="textbox" aria-label={`${each.label.trim()}: ${each.count}`}>
          <Text wrap="truncate">{each.line}</Text>
        </Box>
      ))}
      <Text wrap="truncate">{words ? paint.bad(`  ${glyphs.cross} ${words.what} ${words.now}`) : ' '}</Text>
      <Box flexDirection="column" aria-role="list">
        {rules.slice(0, 4).map((left, at) => {
          const right = rules[at + 4]
          return (
            <Text key={left.rule} wrap="truncate" aria-label={`${left.spoken}. ${right?.spoken ?? ''}`}>
              {padTo(`  ${left.line}`, half) + (right?.line ?? '')}
            </Text>
          )
        })}
      </Box>
    </Box>
  )
}
