import { Box, Text } from 'ink'
import { drawBig } from '../draw/big-letters.ts'
import { cellsOf, hang, wrapTo } from '../draw/cells.ts'
import { drawLarge } from '../draw/large-text.ts'
import { rowsOf } from '../draw/rows-of.ts'
import { noticeText } from '../frame/notice-text.ts'
import { stepOf } from '../frame/steps.ts'
import { capOf } from '../keys.ts'
import { isLarge } from '../theme.ts'
import type { ScreenProps, Ui } from '../ui.ts'
import type { RemoteWords } from './remote-words.ts'

export interface RemoteProps extends ScreenProps {
  readonly words: RemoteWords
  readonly hasStatement: boolean
}

const MARGIN_CELLS = 5
/** The code on a line of its own, an empty line, the time left. */
const CODE_AND_TIME_ROWS = 3

/** The QR code as large as it fits, and beside it what to do, the code to compare, and the page for whoever cannot scan. */
export function RemoteBesideQr({
  view,
  ui,
  words,
  qr,
  hasStatement,
}: RemoteProps & { readonly qr: readonly string[] }) {
  const { area, look, texts } = ui
  const { paint, glyphs } = look
  const { waiting } = texts.remote
  const qrColumns = cellsOf(qr[0] ?? '')
  const room = area.columns - MARGIN_CELLS - qrColumns
  const step = stepOf(view)
  const notice = noticeText(view, ui)
  const [first = '', compare = '', ...rest] = words.steps
  const numbered = (text: string, at: number) => hang(paint.key(String(at)), text, room)
  const question = wrapTo(words.question, room).join('\n')
  const page = words.page ? wrapTo(waiting.openPage(words.page), room).join('\n') : null
  const warning = hang(glyphs.warning, words.warning, room)
  const statement = hasStatement ? hang(paint.key(capOf('renew')), texts.hints.readStatement, room) : null
  const told = notice
    ? hang(glyphs.warning, notice.text, room)
    : words.trouble
      ? hang(glyphs.dot, words.trouble, room)
      : null
  const demo = ui.canDemoScan ? hang(paint.key(capOf('demoScan')), texts.hints.demoAnswer, room) : null
  const all = words.steps.map((text, at) => numbered(text, at + 1))
  const used =
    Number(step !== null) + rowsOf(question, ...all, page, warning, statement, demo, told) + CODE_AND_TIME_ROWS
  return (
    <Box width={area.columns - 3} height={area.rows}>
      <Box flexDirection="column" width={room} flexShrink={0} marginRight={2}>
        {step ? <Text wrap="truncate">{texts.frame.step(step.at, step.of)}</Text> : null}
        <Text>{paint.question(question)}</Text>
        <Box flexDirection="column" flexShrink={0} aria-role="list">
          <Text>{numbered(first, 1)}</Text>
          <Text>{numbered(compare, 2)}</Text>
          {words.code ? <Code ui={ui} code={words.code} columns={room - 2} rows={area.rows - used} /> : null}
          {rest.map((text, at) => (
            <Text key={text}>{numbered(text, at + 3)}</Text>
          ))}
        </Box>
        <Text> </Text>
        {page ? <Text>{page}</Text> : null}
        <Box aria-role="timer" flexShrink={0}>
          <Text>{words.left}</Text>
        </Box>
        <Text>{paint.attention(warning)}</Text>
        {statement ? <Text>{statement}</Text> : null}
        {demo && used <= area.rows ? <Text>{demo}</Text> : null}
        {told ? <Text>{paint[notice ? notice.tone : 'quiet'](told)}</Text> : null}
      </Box>
      <Box flexDirection="column" flexShrink={0} width={qrColumns} aria-label={words.qrLabel}>
        <Text>{qr.join('\n')}</Text>
      </Box>
    </Box>
  )
}

interface CodeProps {
  readonly ui: Ui
  readonly code: string
  readonly columns: number
  /** Rows there are. */
  readonly rows: number
}

/** The code to compare, and large below where it is short enough. */
function Code({ ui, code, columns, rows }: CodeProps) {
  const { look } = ui
  // Large text breaks a longer code in two, where there is room.
  const broken = isLarge(look) ? drawLarge(code, look.display.glyphs, { columns, rows }) : null
  const big = drawBig(code, look.display.glyphs, columns) ?? broken ?? []
  return (
    <Box flexDirection="column" flexShrink={0} marginLeft={2} aria-label={code}>
      <Text>{[ui.look.paint.answer(code), ...big].join('\n')}</Text>
    </Box>
  )
}
