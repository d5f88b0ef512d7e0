import { useCallback } from 'react'
import type { ChipKey } from '../../../flows/ports/card.port.ts'
import { ChipKeyField } from '../fields/chip-key-field.view.tsx'
import { demoExtras, Page } from '../frame/page.view.tsx'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { SKIP_CHIP } from './skip-chip.ts'

/** What opens the chip: six digits, a scan, or the lines on the back of the card. */
export function CardKeyScreen({ view, ui, step, canSkipChip = false }: DeviceScreenProps) {
  const { key: words } = ui.texts.devices.card
  const { send } = ui
  const { keys = [], today = '', problem = null, notice = null } = view.readCard ?? {}
  const onEntered = useCallback((key: ChipKey) => send({ type: 'user.chipKeyGiven', key }), [send])
  const onSkipped = useCallback(() => send({ type: 'user.deferred' }), [send])
  return (
    <Page
      ui={ui}
      step={step}
      question={words.question}
      why={words.why}
      extras={canSkipChip ? [SKIP_CHIP, ...demoExtras(ui)] : demoExtras(ui)}
    >
      <ChipKeyField
        ui={ui}
        row={ui.area.contentRow}
        problem={problem ?? notice}
        today={today}
        hasKey={keys.length > 0}
        onEntered={onEntered}
        onSkipped={canSkipChip ? onSkipped : null}
      />
    </Page>
  )
}
