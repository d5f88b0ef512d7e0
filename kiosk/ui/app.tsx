import { Box, useWindowSize } from 'ink'
import { useMemo, useState } from 'react'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import { bottomLine, bottomLineSpoken, type FooterHints } from './frame/bottom-line.ts'
import { Foot } from './frame/foot.view.tsx'
import { Frame } from './frame/frame.view.tsx'
import { areaOf, MIN_COLUMNS, MIN_ROWS, panelColumnsOf } from './frame/layout.ts'
import { HelpOverlay, WarnedOverlay } from './frame/overlays.view.tsx'
import { PhonePanel } from './frame/phone.view.tsx'
import { frameOf, hasProblem } from './frame/screen-frames.ts'
import { TooSmall } from './frame/too-small.view.tsx'
import { topLine, topLineSpoken } from './frame/top-line.ts'
import { createKeyRouter } from './key-router.ts'
import type { KioskProps } from './kiosk-props.ts'
import { createLiveStore, useStored } from './live-store.ts'
import { screenKeyOf } from './screen-key.ts'
import { type KeyTarget, KeyTargetContext } from './screen-keys.ts'
import { SCREENS } from './screens/screens.ts'
import type { KioskStatus } from './status.ts'
import { TEXTS } from './text/texts.ts'
import { lookOf } from './theme.ts'
import type { Ui } from './ui.ts'
import { useKeyboard } from './use-keyboard.ts'
import { useScanBell } from './use-scan-bell.ts'
import { useSnapshot } from './use-snapshot.ts'
import { useTyping } from './use-typing.ts'

/** A result with its QR needs this much beside the phone's panel; with less the panel waits. */
const RESULT_MIN_COLUMNS = 80

const NO_HINTS: FooterHints = { next: null, back: null }
const CLOSE_HINTS: FooterHints = { next: 'close', back: 'close' }

const replace = (_: string | null, next: string | null) => next

/** The citizen's whole presentation: one screen of the visit inside the frame, overlays, the demo's phone. */
export function KioskApp(props: KioskProps) {
  const view: VisitView = useSnapshot(props.visit)
  const status: KioskStatus = useSnapshot(props.status)
  const { columns, rows } = useWindowSize()
  const [help] = useState(() => createLiveStore(replace, null))
  const [flagged] = useState(() => createLiveStore(replace, null))
  const [target] = useState<KeyTarget>(() => ({ current: null }))
  const { visit, demoScan, quit } = props
  const route = useMemo(
    () => createKeyRouter({ visit, help, target, demoScan, quit, today: () => dayInVietnam(Date.now()) }),
    [visit, help, target, demoScan, quit],
  )
  useKeyboard(route)
  useScanBell(view, props.bell)

  const screenKey = screenKeyOf(view)
  const helpIsOpen = useStored(help) === screenKey
  const isTooSmall = columns < MIN_COLUMNS || rows < MIN_ROWS
  const covered = helpIsOpen || view.inactivityWarned || isTooSmall
  const panelColumns = status.phone
    ? panelColumnsOf(columns, view.screen === 'result' ? RESULT_MIN_COLUMNS : undefined)
    : 0
  const { language } = view.visit
  const { display, secrets, stationName } = props
  const typing = useTyping(props.typing, view.visit.opening?.visitId ?? '')
  const ui = useMemo<Ui>(
    () => ({
      texts: TEXTS[language],
      look: lookOf(display),
      area: areaOf(Math.max(MIN_COLUMNS, columns), Math.max(MIN_ROWS, rows), panelColumns),
      send: visit.send,
      keep: (value) => secrets.keep(value),
      uncovered: !covered,
      flagProblem: (isProblem) => flagged.dispatch(isProblem ? screenKey : null),
      canDemoScan: demoScan !== null,
      scanner: status.scanner,
      typing,
      stationName,
    }),
    [
      language,
      display,
      columns,
      rows,
      panelColumns,
      visit,
      secrets,
      covered,
      flagged,
      screenKey,
      demoScan,
      status.scanner,
      typing,
      stationName,
    ],
  )

  const problem = useStored(flagged) === screenKey || hasProblem(view)
  const hints: FooterHints = view.inactivityWarned ? NO_HINTS : helpIsOpen ? CLOSE_HINTS : frameOf(view)
  const Screen = SCREENS[view.screen]
  const hasFoot = view.screen !== 'result' && !covered
  return (
    <KeyTargetContext value={target}>
      {isTooSmall ? <TooSmall columns={columns} rows={rows} /> : null}
      <Frame
        columns={columns}
        rows={rows}
        look={ui.look}
        top={topLine(columns, ui.look, ui.texts, status, problem)}
        topSpoken={topLineSpoken(ui.texts, status, problem)}
        bottom={bottomLine(columns, ui.look, ui.texts, hints)}
        bottomSpoken={bottomLineSpoken(ui.texts, hints)}
        hidden={isTooSmall}
      >
        <Box flexDirection="column" width={ui.area.columns} height={ui.area.rows} paddingLeft={3} flexShrink={0}>
          <Box key={screenKey} flexGrow={1} overflow="hidden" display={covered ? 'none' : 'flex'}>
            <Screen view={view} ui={ui} />
          </Box>
          {view.inactivityWarned ? (
            <WarnedOverlay ui={ui} />
          ) : helpIsOpen ? (
            <HelpOverlay ui={ui} screen={view.screen} />
          ) : null}
          {hasFoot ? (
            <Foot
              ui={ui}
              view={view}
              phone={panelColumns === 0 ? status.phone : null}
              trouble={status.troubles[0] ?? null}
            />
          ) : null}
        </Box>
        {status.phone && panelColumns > 0 ? (
          <PhonePanel
            look={ui.look}
            texts={ui.texts}
            number={status.phone.number}
            messages={status.phone.messages}
            columns={panelColumns}
            rows={ui.area.rows}
          />
        ) : null}
      </Frame>
    </KeyTargetContext>
  )
}
