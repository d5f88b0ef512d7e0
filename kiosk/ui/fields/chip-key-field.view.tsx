import { Box, Text, useCursor } from 'ink'
import { useEffect } from 'react'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { ChipKey } from '../../../flows/ports/card.port.ts'
import { cellsOf, hang, spread } from '../draw/cells.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import { useLiveStore } from '../live-store.ts'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'
import { useChipKeyFieldKeys } from './chip-key-field.keys.ts'
import {
  CAN_DIGITS,
  type ChipKeyProblem,
  chipKeyFieldReducer,
  EMPTY_CHIP_KEY,
  ID_DIGITS,
  isMrz,
  MRZ_LINE_LENGTH,
  MRZ_LINES,
} from './chip-key-field.reducer.ts'

export interface ChipKeyFieldProps {
  readonly ui: Ui
  /** Screen row of the entry's first line. */
  readonly row: number
  /** Why the key before opened nothing, shown until the next letter. */
  readonly problem: FaultCode | null
  readonly today: string
  readonly hasKey: boolean
  readonly onEntered: (key: ChipKey) => void
  readonly onSkipped?: (() => void) | null
}

/** Digits with their count, or up to three lines of thirty; below it what is not right. */
export function ChipKeyField({ ui, row, problem, today, hasKey, onEntered, onSkipped = null }: ChipKeyFieldProps) {
  const [state, store] = useLiveStore(chipKeyFieldReducer, () => EMPTY_CHIP_KEY)
  useChipKeyFieldKeys(store, { today, hasKey, onEntered, onSkipped })
  const { setCursorPosition } = useCursor()
  const { key } = ui.texts.devices.card
  const { paint, glyphs } = ui.look
  const lines = linesOf(state.text)
  const last = lines.at(-1) ?? ''
  const y = row + lines.length - 1
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + 2 + cellsOf(last), y } : undefined)

  const words = state.problem ? problemWords(ui, state.problem) : state.text === '' ? faultWords(ui, problem) : null
  const hasProblem = words !== null
  const { flagProblem } = ui
  useEffect(() => flagProblem(hasProblem), [flagProblem, hasProblem])

  const count = countOf(ui, state.text)
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box flexDirection="column" aria-role="textbox" aria-label={`${key.label}: ${lines.join(' ')} ${count}`}>
        {lines.map((line, at) => (
          <Text key={LINE_KEYS[at]} wrap="truncate">
            {spread(
              `${at === lines.length - 1 ? paint.key(glyphs.pointer) : ' '} ${paint.answer(line)}`,
              at === lines.length - 1 ? paint.quiet(count) : '',
              ui.area.textColumns,
            )}
          </Text>
        ))}
      </Box>
      {words === null ? null : (
        <Box marginTop={1}>
          <Text>{paint.bad(hang(glyphs.cross, words, ui.area.textColumns))}</Text>
        </Box>
      )}
    </Box>
  )
}

const LINE_KEYS = ['first', 'second', 'third'] as const

function linesOf(text: string): readonly string[] {
  if (!isMrz(text)) return [[...text].join(' ')]
  return Array.from({ length: MRZ_LINES }, (_, at) =>
    text.slice(at * MRZ_LINE_LENGTH, (at + 1) * MRZ_LINE_LENGTH),
  ).filter((line, at) => line !== '' || at === 0)
}

function countOf(ui: Ui, text: string): string {
  if (!isMrz(text)) return `${text.length}/${text.length > CAN_DIGITS ? ID_DIGITS : CAN_DIGITS}`
  const line = Math.ceil(text.length / MRZ_LINE_LENGTH)
  const have = text.length - (line - 1) * MRZ_LINE_LENGTH
  return `${ui.texts.devices.card.key.lineOf(line, MRZ_LINES)}  ${have}/${MRZ_LINE_LENGTH}`
}

function problemWords(ui: Ui, problem: ChipKeyProblem): string {
  const { key } = ui.texts.devices.card
  if (problem.kind === 'empty') return faultWords(ui, 'FIELD_REQUIRED') ?? ''
  if (problem.kind === 'digits') return key.wrongLength
  const [suspect] = problem.suspects
  const where = suspect ? ` ${key.suspect(suspect.line, suspect.column, suspect.read, suspect.likely)}` : ''
  return `${faultWords(ui, problem.code)}${where}`
}

function faultWords(ui: Ui, code: FaultCode | null): string | null {
  if (code === null) return null
  const { what, now } = wordsForFault(ui.texts, code)
  return `${what} ${now}`
}
