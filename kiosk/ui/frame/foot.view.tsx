import { Box, Text } from 'ink'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { hang } from '../draw/cells.ts'
import type { DeviceTrouble, KioskStatus } from '../status.ts'
import type { Ui } from '../ui.ts'
import { noticeText } from './notice-text.ts'
import { PhoneStrip } from './phone.view.tsx'
import { troubleText } from './trouble-text.ts'

export interface FootProps {
  readonly ui: Ui
  readonly view: VisitView
  /** The demo's phone where it has no panel of its own, or null. */
  readonly phone: KioskStatus['phone']
  /** The most pressing trouble of a device, or null. */
  readonly trouble: DeviceTrouble | null
}

/** Two rows above the bottom border: the notice, until the next key; else the newest message of the demo's phone; else a device in trouble. */
export function Foot({ ui, view, phone, trouble }: FootProps) {
  const notice = noticeText(view, ui)
  const { paint, glyphs } = ui.look
  const sign = notice?.tone === 'good' ? glyphs.check : glyphs.warning
  return (
    <Box height={2} width={ui.area.textColumns} overflow="hidden" flexShrink={0}>
      {notice ? (
        <Text>{paint[notice.tone](hang(sign, notice.text, ui.area.textColumns))}</Text>
      ) : phone && (phone.messages.length > 0 || !trouble) ? (
        <PhoneStrip look={ui.look} texts={ui.texts} messages={phone.messages} columns={ui.area.textColumns} />
      ) : trouble ? (
        <Text>{paint.attention(hang(glyphs.warning, troubleText(trouble, ui.texts), ui.area.textColumns))}</Text>
      ) : null}
    </Box>
  )
}
