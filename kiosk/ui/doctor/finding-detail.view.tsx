import { Box, Text } from 'ink'
import type { Look } from '../theme.ts'
import type { DoctorFinding } from './doctor-finding.ts'
import { findingLines } from './finding-lines.ts'

export interface FindingDetailProps {
  readonly look: Look
  readonly finding: DoctorFinding
  readonly columns: number
  readonly rows: number
}

/** The selected finding in full, under a rule. */
export function FindingDetail({ look, finding, columns, rows }: FindingDetailProps) {
  const lines = findingLines(look, finding, columns, rows - 1)
  return (
    <Box flexDirection="column" height={rows} flexShrink={0} overflow="hidden">
      <Box aria-hidden>
        <Text>{look.paint.quiet(look.glyphs.horizontal.repeat(columns))}</Text>
      </Box>
      <Text>{lines.join('\n')}</Text>
    </Box>
  )
}
