import { Box, Text } from 'ink'
import { spread } from '../draw/cells.ts'
import type { Look } from '../theme.ts'
import type { Area } from '../ui.ts'
import { troublesIn } from './doctor-finding.ts'
import type { DoctorState } from './doctor-props.ts'
import { FindingDetail } from './finding-detail.view.tsx'
import { FindingList } from './finding-list.view.tsx'
import { DOCTOR_WORDS } from './words.ts'

export interface DoctorListProps {
  readonly look: Look
  readonly area: Area
  readonly state: DoctorState
  readonly at: number
  readonly uncovered: boolean
}

/** Summary and the empty row below it. */
const SUMMARY_ROWS = 2
/** The rule and seven lines at 80×24; taller windows give half of what they have more. */
const DETAIL_MIN_ROWS = 8

/** Everything that was looked at, one line each, and the selected one in full. */
export function DoctorList({ look, area, state, at, uncovered }: DoctorListProps) {
  const { findings, isLooking } = state
  const selected = findings[at]
  const detailRows = Math.max(DETAIL_MIN_ROWS, Math.min(DETAIL_MIN_ROWS + 4, Math.floor(area.rows / 2) - 3))
  const place = findings.length > 0 ? DOCTOR_WORDS.place(at + 1, findings.length) : ''
  const end = isLooking ? DOCTOR_WORDS.looking : place
  return (
    <Box flexDirection="column" width={area.textColumns}>
      <Text wrap="truncate" aria-label={`${summaryOf(look, state)} ${end}`}>
        {spread(
          summaryOf(look, state),
          isLooking ? look.paint.attention(end) : look.paint.quiet(end),
          area.textColumns,
        )}
      </Text>
      <Text> </Text>
      <FindingList
        look={look}
        findings={findings}
        at={at}
        row={1 + SUMMARY_ROWS}
        rows={area.rows - SUMMARY_ROWS - detailRows}
        columns={area.textColumns}
        uncovered={uncovered}
      />
      {selected ? <FindingDetail look={look} finding={selected} columns={area.textColumns} rows={detailRows} /> : null}
    </Box>
  )
}

function summaryOf({ paint, glyphs }: Look, { findings }: DoctorState): string {
  if (findings.length === 0) return DOCTOR_WORDS.nothingYet
  const troubles = troublesIn(findings)
  return troubles === 0
    ? paint.good(`${glyphs.check} ${DOCTOR_WORDS.ready}`)
    : paint.attention(`${glyphs.warning} ${DOCTOR_WORDS.troubles(troubles)}`)
}
