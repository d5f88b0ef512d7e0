import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { wrapTo } from '../draw/cells.ts'
import { capOf } from '../keys.ts'
import { type PageKey, usePageKeys } from '../screen-keys.ts'
import { isLarge } from '../theme.ts'
import type { Ui } from '../ui.ts'
import { HEAD_ROWS } from './layout.ts'
import { questionLine } from './question-line.ts'
import type { Step } from './steps.ts'

export interface PageProps {
  readonly ui: Ui
  /** Null outside a registration. */
  readonly step: Step | null
  readonly question: string
  readonly why: string
  /** Keys of this page alone, with what they do. */
  readonly extras?: readonly PageKey[]
  /** Gives the empty line below the why to the content. */
  readonly tight?: boolean
  readonly children?: ReactNode
}

/** One thing: where we are, the question, a sentence why, the answer, further keys. Every part has its fixed rows (product.md §8). */
export function Page({ ui, step, question, why, extras = [], tight = false, children }: PageProps) {
  usePageKeys(extras)
  const { texts, area, look } = ui
  const progress = step === null ? '' : texts.frame.step(step.at, step.of)
  const name = step === null ? '' : `${look.glyphs.dot} ${texts.frame.steps[step.name]}`
  // One thing less to read where the letters are to be few and large.
  const shown = isLarge(look) ? '' : look.paint.quiet(name)
  const keys = extras.map(([command, hint]) => `${look.paint.key(capOf(command))} ${texts.hints[hint]}`).join('    ')
  return (
    <Box flexDirection="column" width={area.textColumns} marginTop={area.contentRow - HEAD_ROWS}>
      <Text wrap="truncate" aria-label={`${progress} ${name}`}>
        {progress === '' ? ' ' : `${progress} ${shown}`}
      </Text>
      <Text wrap="truncate" aria-label={question}>
        {questionLine(look, question, area.textColumns)}
      </Text>
      <Box height={tight ? 2 : 3} overflow="hidden">
        <Text>{wrapTo(why, area.textColumns).join('\n')}</Text>
      </Box>
      <Box flexDirection="column" height={area.contentRows + (tight ? 1 : 0)} overflow="hidden">
        {children}
      </Box>
      <Text wrap="truncate">{keys === '' ? ' ' : keys}</Text>
    </Box>
  )
}

/** The key that plays the citizen's phone in the demo, where there is a demo. */
export function demoAnswer(ui: Ui): readonly PageKey[] {
  return ui.canDemoScan ? [['demoScan', 'demoAnswer']] : []
}

/** The keys that scan a sample card in the demo, where there is a demo. */
export function demoExtras(ui: Ui): readonly PageKey[] {
  return ui.canDemoScan ? [['demoScan', 'demoScan']] : []
}
