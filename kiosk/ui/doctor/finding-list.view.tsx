import { Box, Text, useCursor } from 'ink'
import { cutTo, padTo } from '../draw/cells.ts'
import { windowOnLines } from '../draw/window-on.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import type { Look } from '../theme.ts'
import { type DoctorFinding, gradeOf } from './doctor-finding.ts'
import { signOf } from './finding-signs.ts'
import { DOCTOR_WORDS } from './words.ts'

export interface FindingListProps {
  readonly look: Look
  readonly findings: readonly DoctorFinding[]
  readonly at: number
  /** Screen row of the first line, how many rows there are, and cells of a line. */
  readonly row: number
  readonly rows: number
  readonly columns: number
  /** False while something covers the list: no cursor then. */
  readonly uncovered: boolean
}

/** One line each: sign and what it says, cut to the line. Longer lists than the room move under the pointer. */
export function FindingList({ look, findings, at, row, rows, columns, uncovered }: FindingListProps) {
  const { paint, glyphs } = look
  const { from, to } = windowOnLines(findings.length, at, rows)
  const lines = findings.map((finding, line) => ({ finding, line })).slice(from, to)
  const { setCursorPosition } = useCursor()
  setCursorPosition(uncovered && findings.length > 0 ? { x: TEXT_LEFT, y: row + at - from } : undefined)
  return (
    <Box flexDirection="column" height={rows} flexShrink={0} overflow="hidden" aria-role="list">
      {lines.map(({ finding, line }) => {
        const isSelected = line === at
        const { sign, meaning } = signOf(look, gradeOf(finding))
        const says = padTo(cutTo(finding.says, columns - 4, glyphs.more), columns - 4)
        return (
          <Box
            key={line}
            aria-role="listitem"
            aria-state={{ selected: isSelected }}
            aria-label={`${DOCTOR_WORDS.states[finding.state]}: ${finding.says}`}
          >
            <Text wrap="truncate">
              {`${isSelected ? paint.key(glyphs.pointer) : ' '} ${paint[meaning](sign)} ${isSelected ? paint.answer(says) : says}`}
            </Text>
          </Box>
        )
      })}
    </Box>
  )
}
