import { Box, Text } from 'ink'
import { drawLarge } from '../draw/large-text.ts'
import { isLarge } from '../theme.ts'
import type { Ui } from '../ui.ts'
import { FIELD_SHAPES, type FieldKind } from './field-shape.ts'

export interface LargeAnswerProps {
  readonly ui: Ui
  readonly kind: FieldKind
  readonly text: string
  /** Rows there are below the answer and what explains it. */
  readonly rows: number
}

/** Rows that digits take. */
export const LARGE_ROWS = 3
/** Below the answer, whose pointer takes this much. */
const INDENT_CELLS = 2

/**
 * What is being typed, drawn large below its line, where large text is wanted and there is room. The line itself stays: the cursor is there, and it shows
 * small letters as small ones. A screen reader hears the line alone.
 */
export function LargeAnswer({ ui, kind, text, rows }: LargeAnswerProps) {
  if (!isLarge(ui.look) || !IS_DRAWN[kind] || rows < LARGE_ROWS) return null
  const shown = kind === 'otp' ? text : FIELD_SHAPES[kind].show(text).shown
  const isSpaced = kind === 'idNumber' || kind === 'insuranceNumber'
  const room = { columns: ui.area.textColumns - INDENT_CELLS, rows }
  const lines = drawLarge(isSpaced ? text : shown, ui.look.display.glyphs, room)
  return (
    <Box minHeight={LARGE_ROWS} marginLeft={INDENT_CELLS} flexShrink={0} aria-hidden>
      <Text wrap="truncate">{ui.look.paint.answer((lines ?? []).join('\n'))}</Text>
    </Box>
  )
}

/** An address would be drawn in capitals that it has not; letters of a picture are drawn large already. */
const IS_DRAWN: Readonly<Record<FieldKind, boolean>> = {
  idNumber: true,
  fullName: true,
  birthDate: true,
  insuranceNumber: true,
  organisation: true,
  taxCode: true,
  phone: true,
  otp: true,
  email: false,
  captcha: false,
  receipt: true,
}
