import { Box, Text } from 'ink'
import { hang } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { CertificateList } from './certificate-list.view.tsx'
import { certificatesAreUsable } from './certificates.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceTrouble } from './device-trouble.view.tsx'

const TROUBLE_ROWS = 2

/** All certificates of all tokens; those that may not sign say why before any PIN is asked. */
export function TokenChooseScreen({ view, ui, step }: DeviceScreenProps) {
  const { choose } = ui.texts.devices.token
  const { choices = [], selectedId = null, problem = null, notice = null, card = null } = view.tokenSign ?? {}
  const usable = certificatesAreUsable(view.tokenSign)
  const selected = choices.findIndex(({ certificateId, blocked }) => certificateId === selectedId && blocked === null)
  return (
    <Page ui={ui} step={step} question={choose.question} why={choose.why}>
      <CertificateList
        key={choices.map(({ tokenId, certificateId }) => `${tokenId} ${certificateId}`).join()}
        ui={ui}
        choices={choices}
        refusedId={problem === null || problem === 'TIMED_OUT' ? null : selectedId}
        startAt={usable ? Math.max(0, selected) : null}
        row={ui.area.contentRow}
        rows={ui.area.contentRows - TROUBLE_ROWS - 1}
        onChoose={({ certificateId }) => ui.send({ type: 'user.certificateChosen', certificateId })}
      />
      <Box marginTop={1} height={TROUBLE_ROWS} flexShrink={0}>
        {usable && problem === null && notice === null && card ? (
          <Text>{ui.look.paint.good(`${ui.look.glyphs.check} ${choose.cardRead}`)}</Text>
        ) : problem === 'TIMED_OUT' ? (
          <Text>{ui.look.paint.bad(hang(ui.look.glyphs.cross, choose.timedOut, ui.area.textColumns))}</Text>
        ) : usable && problem === null && notice === 'TOKEN_REMOVED' ? (
          // There is one to choose from: to ask for a token would be untrue.
          <Text>{ui.look.paint.attention(hang(ui.look.glyphs.warning, choose.changed, ui.area.textColumns))}</Text>
        ) : usable || problem !== null ? (
          <DeviceTrouble ui={ui} problem={problem} notice={notice} />
        ) : (
          <Text>{ui.look.paint.attention(`${ui.look.glyphs.warning} ${choose.noneUsable}`)}</Text>
        )}
      </Box>
    </Page>
  )
}
