import { Box, Text } from 'ink'
import type { ModeFootProps } from '../counter-mode.ts'
import { hang } from '../draw/cells.ts'
import { noticeText } from '../frame/notice-text.ts'
import { PhoneStrip } from '../frame/phone.view.tsx'
import { troubleText } from '../frame/trouble-text.ts'
import { asksToReopen } from '../reopen.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { statusBar, statusBarSpoken } from './status-bar.ts'

/** Two rows above the bottom border: what just happened, and the counter's status; a notice of two lines takes both until the next key, as a message of the demo's phone does. */
export function CounterFoot({ ui, view, phone, trouble, status, desk }: ModeFootProps) {
  const { textColumns } = ui.area
  const { paint, glyphs } = ui.look
  const asks = asksToReopen(view, desk, status.store)
  const notice = asks ? null : noticeText(view, ui)
  const words = { counter: COUNTER_TEXTS[view.visit.language], troubles: ui.texts.troubles.device }
  const sign = notice?.tone === 'good' ? glyphs.check : glyphs.warning
  const rows = notice ? hang(sign, notice.text, textColumns).split('\n') : []
  const said = notice
    ? paint[notice.tone](rows.join('\n'))
    : asks
      ? paint.attention(`${glyphs.warning} ${words.counter.reopen}`)
      : null
  const showsPhone = phone !== null && phone.messages.length > 0
  return (
    <Box flexDirection="column" height={2} width={textColumns} overflow="hidden" flexShrink={0}>
      {said ? (
        <Text>{said}</Text>
      ) : showsPhone ? (
        <PhoneStrip look={ui.look} texts={ui.texts} messages={phone.messages} columns={textColumns} />
      ) : (
        <Text wrap="truncate">
          {trouble ? paint.attention(`${glyphs.warning} ${troubleText(trouble, ui.texts)}`) : ' '}
        </Text>
      )}
      {rows.length > 1 || (showsPhone && !said) ? null : (
        <Box aria-label={statusBarSpoken(status, desk, words)}>
          <Text wrap="truncate">{statusBar({ status, desk, columns: textColumns }, words, ui.look)}</Text>
        </Box>
      )}
    </Box>
  )
}
