import { Box, Text, useCursor } from 'ink'
import { useEffect } from 'react'
import type { StaffSessionContext } from '../../../flows/staff/session-context.ts'
import { cellsOf, hang, padTo, spread } from '../draw/cells.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import { capOf } from '../keys.ts'
import { useLiveStore } from '../live-store.ts'
import type { CounterTexts } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'
import type { Ui } from '../ui.ts'
import { type SignInEnds, useSignInKeys } from './sign-in.keys.ts'
import { EMPTY_SIGN_IN, type SignInState, signInReducer } from './sign-in.reducer.ts'

export interface SignInProps extends SignInEnds {
  readonly ui: Ui
  readonly words: CounterTexts
  readonly session: Pick<StaffSessionContext, 'problem' | 'triesLeft'> | null
}

const LABEL_CELLS = 16
const POINTER_CELLS = 2

/** Code and PIN on one screen, the PIN as signs alone; below them what is not right, and the key for a token. */
export function SignIn({ ui, words, session, onEntered, onToken }: SignInProps) {
  const [state, store] = useLiveStore(signInReducer, () => EMPTY_SIGN_IN)
  useSignInKeys(store, { onEntered, onToken })
  const { paint, glyphs } = ui.look
  const { setCursorPosition } = useCursor()
  const hidden = glyphs.hidden.repeat(state.pin.text.length)
  const cursor = state.at === 'code' ? cellsOf(state.code) : cellsOf(hidden)
  const y = ui.area.contentRow + (state.at === 'code' ? 0 : 1)
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + POINTER_CELLS + LABEL_CELLS + cursor, y } : undefined)
  const trouble = troubleOf(state, ui, words, session)
  const { flagProblem } = ui
  useEffect(() => flagProblem(trouble !== null), [flagProblem, trouble])

  const count = state.pin.text.length === 0 ? '' : words.signIn.count(state.pin.text.length)
  const rows = [
    { field: 'code', label: words.signIn.code, shown: state.code, end: '' },
    { field: 'pin', label: words.signIn.pin, shown: hidden, end: count },
  ] as const
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map(({ field, label, shown, end }) => (
        <Box
          key={field}
          aria-role="textbox"
          aria-state={{ required: true, selected: field === state.at }}
          // A screen reader says how much of the PIN there is, never what.
          aria-label={`${label}: ${field === 'pin' ? end : shown}`}
        >
          <Text wrap="truncate">
            {spread(
              `${field === state.at ? paint.key(glyphs.pointer) : ' '} ${padTo(label, LABEL_CELLS)}${paint.answer(shown)}`,
              paint.quiet(end),
              ui.area.textColumns,
            )}
          </Text>
        </Box>
      ))}
      <Box marginTop={1} minHeight={2} flexShrink={0}>
        {trouble ? <Text>{paint.bad(hang(glyphs.cross, trouble, ui.area.textColumns))}</Text> : null}
      </Box>
      <Box marginTop={1} flexShrink={0}>
        <Text wrap="truncate">{`${paint.key(capOf('renew'))} ${words.signIn.byToken}`}</Text>
      </Box>
    </Box>
  )
}

/** Why Enter took nothing; else, until the next letter, why the last try was not taken. */
function troubleOf(state: SignInState, ui: Ui, words: CounterTexts, session: SignInProps['session']): string | null {
  const { signIn } = words
  if (state.refused === 'code') return signIn.codeFlaw
  if (state.refused === 'pin-empty') return signIn.pinEmpty
  if (state.refused === 'pin-spoiled' || state.pin.isSpoiled) return signIn.pinFlaw
  if (!session?.problem || state.code !== '' || state.pin.text !== '') return null
  const { what, now } = wordsForOfficer(ui.texts, session.problem)
  return `${what} ${session.triesLeft === null ? now : signIn.triesLeft(session.triesLeft)}`
}
