import { Box, Text } from 'ink'
import { hang } from '../draw/cells.ts'
import type { Look } from '../theme.ts'
import type { DoctorTestView } from './doctor-props.ts'
import { DOCTOR_WORDS } from './words.ts'

export interface PlainTestProps {
  readonly look: Look
  readonly test: Extract<DoctorTestView, { kind: 'plain' }>
  readonly columns: number
  readonly rows: number
}

/** Title, state, empty rows around the lines, the way back. */
const FIXED_ROWS = 6

/** A test that no flow carries, and what came out of every test. */
export function PlainTest({ look, test, columns, rows }: PlainTestProps) {
  const { paint, glyphs } = look
  const room = Math.max(1, rows - FIXED_ROWS)
  const lines = test.lines.flatMap((line) => hang(glyphs.dot, line, columns).split('\n'))
  const shown = lines.length <= room ? lines : [...lines.slice(0, room - 1), glyphs.more]
  const isRunning = test.state === 'running'
  return (
    <Box flexDirection="column" width={columns} marginTop={1}>
      <Text>{paint.question(hang('', test.title, columns).trimStart())}</Text>
      <Box
        {...(isRunning ? { 'aria-role': 'progressbar' as const, 'aria-state': { busy: true } } : {})}
        aria-label={DOCTOR_WORDS[test.state]}
      >
        <Text>{stateLine(look, test.state)}</Text>
      </Box>
      <Text> </Text>
      <Text>{shown.join('\n')}</Text>
      <Text> </Text>
      {isRunning ? null : <Text>{`${paint.key(glyphs.pointer)} ${DOCTOR_WORDS.closeTest}`}</Text>}
    </Box>
  )
}

function stateLine({ paint, glyphs }: Look, state: PlainTestProps['test']['state']): string {
  switch (state) {
    case 'running':
      return DOCTOR_WORDS.running
    case 'done':
      return paint.good(`${glyphs.check} ${DOCTOR_WORDS.done}`)
    case 'failed':
      return paint.bad(`${glyphs.cross} ${DOCTOR_WORDS.failed}`)
  }
}
