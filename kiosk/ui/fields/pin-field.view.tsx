import { Box, Text, useCursor } from 'ink'
import { useEffect } from 'react'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { cellsOf, hang, spread } from '../draw/cells.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import { Problem } from '../frame/problem.view.tsx'
import { useLiveStore } from '../live-store.ts'
import type { Ui } from '../ui.ts'
import { usePinFieldKeys } from './pin-field.keys.ts'
import { EMPTY_PIN, pinFieldReducer } from './pin-field.reducer.ts'

export interface PinFieldProps {
  readonly ui: Ui
  /** Screen row of the entry. */
  readonly row: number
  /** Why the last one was not taken, shown until the next letter. */
  readonly problem: FaultCode | null
  readonly onEntered: (pin: string) => void
}

/** One entry, hidden, with the number of characters typed; below it what is not right. The PIN itself is never drawn. */
export function PinField({ ui, row, problem, onEntered }: PinFieldProps) {
  const [state, store] = useLiveStore(pinFieldReducer, () => EMPTY_PIN)
  usePinFieldKeys(store, onEntered)
  const { setCursorPosition } = useCursor()
  const length = state.text.length
  const isForeign = state.isSpoiled || state.refused === 'spoiled'
  const code = state.refused === 'empty' ? 'FIELD_REQUIRED' : length === 0 && !isForeign ? problem : null
  const { flagProblem } = ui
  useEffect(() => flagProblem(code !== null || isForeign), [flagProblem, code, isForeign])

  const { pin } = ui.texts.devices.token
  const { paint, glyphs } = ui.look
  const count = length === 0 ? '' : pin.count(length)
  const room = ui.area.textColumns - cellsOf(pin.label) - cellsOf(count) - 6
  const shown = glyphs.hidden.repeat(Math.min(length, room))
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + 4 + cellsOf(pin.label) + cellsOf(shown), y: row } : undefined)
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box aria-role="textbox" aria-label={`${pin.label}: ${count}`}>
        <Text wrap="truncate">
          {spread(
            `${paint.key(glyphs.pointer)} ${pin.label}  ${paint.answer(shown)}`,
            paint.quiet(count),
            ui.area.textColumns,
          )}
        </Text>
      </Box>
      <Box marginTop={1} minHeight={2}>
        {isForeign ? (
          <Text>{paint.bad(hang(glyphs.cross, pin.plainLetters, ui.area.textColumns))}</Text>
        ) : (
          <Problem ui={ui} code={code} />
        )}
      </Box>
    </Box>
  )
}
