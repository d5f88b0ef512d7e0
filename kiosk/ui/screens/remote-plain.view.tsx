import { Box, Text } from 'ink'
import { BIG_ROWS, drawBig } from '../draw/big-letters.ts'
import { hang, wrapTo } from '../draw/cells.ts'
import { drawLarge } from '../draw/large-text.ts'
import { demoAnswer, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { isLarge, type Look } from '../theme.ts'
import type { RemoteProps } from './remote-beside-qr.view.tsx'

/** What to do on the phone where there is no QR code to scan: the page, the code of both screens large, the steps. */
export function RemotePlain({ view, ui, words, hasStatement }: RemoteProps) {
  const { area, look, texts } = ui
  const { paint, glyphs } = look
  const columns = area.textColumns
  const big = words.code ? codeLines(words.code, look, columns) : null
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={words.question}
      why={words.why}
      extras={[...(hasStatement ? [['renew', 'readStatement'] as const] : []), ...demoAnswer(ui)]}
      tight
    >
      {words.code ? (
        <Box flexDirection="column" flexShrink={0} aria-label={texts.remote.waiting.code(words.code)}>
          <Text>{paint.answer(texts.remote.waiting.code(words.code))}</Text>
          {big ? <Text>{big.join('\n')}</Text> : null}
        </Box>
      ) : null}
      {words.page ? <Text>{wrapTo(words.page, columns).join('\n')}</Text> : null}
      <Box flexDirection="column" flexShrink={0} aria-role="list">
        {words.plainSteps.map((text, at) => (
          <Text key={text}>{hang(paint.key(String(at + 1)), text, columns)}</Text>
        ))}
      </Box>
      <Text>{paint.attention(hang(glyphs.warning, words.warning, columns))}</Text>
      <Box aria-role="timer" flexShrink={0}>
        <Text>{words.left}</Text>
      </Box>
      {words.trouble ? <Text>{paint.quiet(hang(glyphs.dot, words.trouble, columns))}</Text> : null}
    </Page>
  )
}

/** A console without half blocks has its code as text alone, unless large text is wanted. */
function codeLines(code: string, look: Look, columns: number): readonly string[] | null {
  const { glyphs } = look.display
  return isLarge(look) ? drawLarge(code, glyphs, { columns, rows: BIG_ROWS }) : drawBig(code, glyphs, columns)
}
