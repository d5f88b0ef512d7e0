import { Box, Text } from 'ink'
import type { OwnerMatch } from '../../../flows/rules/ownership.ts'
import { cutTo, hang, wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { Menu } from '../menu/menu.view.tsx'
import type { Ui } from '../ui.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'

const VERDICTS = ['match', 'mismatch'] as const
/** Menu, empty row, heading of the message. */
const ROWS_BEFORE_REPLY = 4

const NOTHING: OwnerMatch = { kind: 'unreadable', agreeing: [], differing: [], unread: [] }

/** Whether the SIM is the person's, and by which fields; the carrier's own words where an officer has to judge them. */
export function OwnerResultScreen({ view, ui, step }: DeviceScreenProps) {
  const { result } = ui.texts.devices.owner
  const match = view.ownership?.match ?? NOTHING
  const isRead = match.kind !== 'unreadable'
  return (
    <Page ui={ui} step={step} question={result[match.kind]} why={isRead ? result.whyRead : result.whyUnreadable}>
      {isRead ? <MatchFields ui={ui} match={match} /> : <Judging ui={ui} reply={view.ownership?.reply ?? ''} />}
    </Page>
  )
}

function MatchFields({ ui, match }: { readonly ui: Ui; readonly match: OwnerMatch }) {
  const { result } = ui.texts.devices.owner
  const { paint, glyphs } = ui.look
  const lines = [
    ...match.differing.map((field) => paint.bad(`${glyphs.cross} ${result.differs(result.fields[field])}`)),
    ...match.agreeing.map((field) => `${paint.good(glyphs.check)} ${result.agrees(result.fields[field])}`),
    ...match.unread.map((field) => paint.quiet(`${glyphs.open} ${result.unread(result.fields[field])}`)),
  ]
  return (
    <Box flexDirection="column" flexShrink={0} aria-role="list">
      {lines.map((line) => (
        <Text key={line}>{line}</Text>
      ))}
    </Box>
  )
}

function Judging({ ui, reply }: { readonly ui: Ui; readonly reply: string }) {
  const { result } = ui.texts.devices.owner
  const { area, look, send } = ui
  const options = VERDICTS.map((verdict, at) => {
    const line = result.options[at] ?? ''
    return { id: verdict, line, spoken: line }
  })
  // What the carrier sent is shown as it came, but for what a terminal would obey.
  const plain = reply.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').normalize('NFC')
  const room = (area.contentRows - ROWS_BEFORE_REPLY) * (area.textColumns - 2)
  const lines = wrapTo(cutTo(plain, room, look.glyphs.more), area.textColumns - 2)
  return (
    <>
      <Menu
        ui={ui}
        options={options}
        row={area.contentRow}
        enterChooses={false}
        onChoose={(line) => {
          const verdict = VERDICTS[line]
          if (verdict) send({ type: 'user.ownerJudged', verdict })
        }}
      />
      <Text> </Text>
      <Text>{look.paint.question(result.reply)}</Text>
      <Text>{hang(' ', lines.slice(0, area.contentRows - ROWS_BEFORE_REPLY).join(' '), area.textColumns)}</Text>
    </>
  )
}
