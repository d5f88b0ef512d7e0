import { Box, Text, useCursor } from 'ink'
import { TEXT_LEFT } from '../frame/layout.ts'
import { useLiveStore } from '../live-store.ts'
import { menuReducer } from '../menu/menu.reducer.ts'
import type { CounterTexts } from '../text/counter-texts.ts'
import type { Ui } from '../ui.ts'
import { ATTEST_LINES, type AttestEnds, useAttestKeys } from './attest.keys.ts'

export interface AttestChoiceProps extends AttestEnds {
  readonly ui: Ui
  readonly words: CounterTexts['attest']
  /** Screen row of the first line. */
  readonly row: number
}

/** Attest or not: two numbered lines. */
export function AttestChoice({ ui, words, row, ...ends }: AttestChoiceProps) {
  const [state, store] = useLiveStore(menuReducer, () => ({ at: 0 }))
  useAttestKeys(store, ends)
  const { setCursorPosition } = useCursor()
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + 2, y: row + (state.at ?? 0) } : undefined)
  const { paint, glyphs } = ui.look
  const lines = { attest: words.yes, decline: words.no }
  return (
    <Box flexDirection="column" flexShrink={0} aria-role="menu">
      {ATTEST_LINES.map((name, at) => (
        <Box
          key={name}
          aria-role="menuitem"
          aria-state={{ selected: at === state.at }}
          aria-label={`${at + 1}. ${lines[name]}`}
        >
          <Text wrap="truncate">
            {`${at === state.at ? paint.key(glyphs.pointer) : ' '} ${paint.key(String(at + 1))}  ${lines[name]}`}
          </Text>
        </Box>
      ))}
    </Box>
  )
}
