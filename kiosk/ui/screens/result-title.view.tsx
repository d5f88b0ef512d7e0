import { Box, Text } from 'ink'
import { hang, wrapTo } from '../draw/cells.ts'
import { drawLarge } from '../draw/large-text.ts'
import { rowsOf } from '../draw/rows-of.ts'
import { isLarge } from '../theme.ts'
import type { Ui } from '../ui.ts'

export interface ResultTitleProps {
  readonly ui: Ui
  readonly sign: 'check' | 'cross' | 'open'
  readonly tone: 'good' | 'bad' | 'attention'
  readonly title: string
  readonly what: string
  readonly columns: number
}

const GAP_CELLS = 3

/** How it ended and what that means, behind its sign: in large text the sign is three rows high. */
export function ResultTitle(props: ResultTitleProps) {
  const { ui, sign, tone, title, what } = props
  const { paint, glyphs } = ui.look
  const { drawn, room } = layoutOf(props)
  if (!drawn) {
    return (
      <>
        <Text>{paint[tone](paint.question(hang(glyphs[sign], title, room)))}</Text>
        <Text>{wrapTo(what, room).join('\n')}</Text>
      </>
    )
  }
  return (
    <Box flexShrink={0}>
      <Box marginRight={GAP_CELLS} flexShrink={0} aria-hidden>
        <Text>{paint[tone](drawn.join('\n'))}</Text>
      </Box>
      <Box flexDirection="column" width={room} flexShrink={0}>
        <Text>{paint[tone](paint.question(wrapTo(title, room).join('\n')))}</Text>
        <Text>{wrapTo(what, room).join('\n')}</Text>
      </Box>
    </Box>
  )
}

/** Rows the title takes. */
export function resultTitleRows(props: ResultTitleProps): number {
  const { drawn, room } = layoutOf(props)
  const { ui, sign, title, what } = props
  const text = wrapTo(what, room).join('\n')
  return drawn
    ? Math.max(drawn.length, rowsOf(wrapTo(title, room).join('\n'), text))
    : rowsOf(hang(ui.look.glyphs[sign], title, room), text)
}

function layoutOf({ ui, sign, columns }: ResultTitleProps): { drawn: readonly string[] | null; room: number } {
  const { look } = ui
  const drawn = isLarge(look) ? drawLarge(SIGNS[sign], look.display.glyphs, { columns, rows: SIGN_ROWS }) : null
  return { drawn, room: drawn ? columns - GAP_CELLS - [...(drawn[0] ?? '')].length : columns }
}

const SIGN_ROWS = 3
/** As large-glyphs.ts has them. */
const SIGNS = { check: '✓', cross: '✗', open: '○' } as const
