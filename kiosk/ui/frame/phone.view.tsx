import { Box, Text } from 'ink'
import { cutTo, wrapTo } from '../draw/cells.ts'
import type { PhoneMessage } from '../status.ts'
import type { Texts } from '../text/texts.ts'
import type { Look } from '../theme.ts'

export interface PhoneProps {
  readonly look: Look
  readonly texts: Texts
  readonly number: string | null
  readonly messages: readonly PhoneMessage[]
  readonly columns: number
}

/** The citizen's phone as the demo plays it, beside the main part. Newest message first. */
export function PhonePanel({ look, texts, number, messages, columns, rows }: PhoneProps & { readonly rows: number }) {
  const inside = columns - 3
  return (
    <Box width={columns} height={rows} overflow="hidden">
      <Box width={1} flexShrink={0} aria-hidden>
        <Text>{Array.from({ length: rows }, () => look.glyphs.vertical).join('\n')}</Text>
      </Box>
      <Box flexDirection="column" width={inside} marginLeft={1} overflow="hidden" aria-role="list">
        <Text wrap="truncate">{look.paint.question(texts.phone.title)}</Text>
        <Text wrap="truncate">{number ? look.paint.quiet(texts.phone.number(number)) : ' '}</Text>
        {messages.length === 0 ? <Text>{look.paint.quiet(texts.phone.none)}</Text> : null}
        {messages.toReversed().map((message) => (
          <Box key={message.id} flexDirection="column" flexShrink={0} marginTop={1}>
            <Text wrap="truncate">{look.paint.key(message.from)}</Text>
            <Text>{wrapTo(message.text.replace(/\s+/g, ' '), inside).join('\n')}</Text>
          </Box>
        ))}
      </Box>
    </Box>
  )
}

/** The newest message in two lines, where there is no room for a panel. */
export function PhoneStrip({ look, texts, messages, columns }: Omit<PhoneProps, 'number'>) {
  const newest = messages.at(-1)
  const text = newest ? `${newest.from}: ${newest.text.replace(/\s+/g, ' ')}` : texts.phone.none
  const lines = wrapTo(`${texts.phone.title} ${text}`, columns)
  const shown = lines.length > 2 ? [lines[0], cutTo(lines.slice(1).join(' '), columns, look.glyphs.more)] : lines
  return (
    <Box width={columns} height={2} overflow="hidden">
      <Text>{shown.join('\n')}</Text>
    </Box>
  )
}
