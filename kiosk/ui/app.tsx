import { Box, useIsScreenReaderEnabled, useWindowSize } from 'ink'
import { useMemo, useState } from 'react'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import { isBeforeTyping } from './before-typing.ts'
import { CITIZEN_MODE } from './citizen-mode.tsx'
import type { DeskState, ScreenMode } from './counter-mode.ts'
import type { FooterHints } from './frame/bottom-line.ts'
import { Frame } from './frame/frame.view.tsx'
import { areaOf, MIN_COLUMNS, MIN_ROWS, panelColumnsOf } from './frame/layout.ts'
import { WarnedOverlay } from './frame/overlays.view.tsx'
import { PhonePanel } from './frame/phone.view.tsx'
import { SpokenProblem } from './frame/spoken-problem.view.tsx'
import { TooSmall } from './frame/too-small.view.tsx'
import { topLine, topLineSpoken } from './frame/top-line.ts'
import { createKeyRouter } from './key-router.ts'
import type { KioskProps } from './kiosk-props.ts'
import { createLiveStore, useStored } from './live-store.ts'
import type { Presentation } from './presentation/presentation.ts'
import { spokenView } from './presentation/spoken-view.ts'
import { screenKeyOf } from './screen-key.ts'
import { type KeyTarget, KeyTargetContext } from './screen-keys.ts'
import { fillsWindow } from './screens/fills-window.ts'
import { NoRoomScreen } from './screens/no-room.screen.tsx'
import type { KioskStatus } from './status.ts'
import { lookOf } from './theme.ts'
import type { Ui } from './ui.ts'
import { useKeyboard } from './use-keyboard.ts'
import { useScanBell } from './use-scan-bell.ts'
import { type SnapshotStore, useSnapshot } from './use-snapshot.ts'
import { useTyping } from './use-typing.ts'

/** A page with a QR code needs this much beside the phone's panel; with less the panel waits. */
const QR_MIN_COLUMNS = 80

const NO_HINTS: FooterHints = { next: null, back: null }
const LEAVE_HINTS: FooterHints = { next: null, back: 'leave' }
const CLOSE_HINTS: FooterHints = { next: 'close', back: 'close' }

/** A self-service station has no desk. */
const NO_DESK: SnapshotStore<DeskState> = {
  getSnapshot: () => NOBODY,
  subscribe: () => ({ unsubscribe: () => {} }),
}
const NOBODY: DeskState = { officer: null, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false }

const replace = (_: string | null, next: string | null) => next

/** The whole presentation: one screen of the visit inside the frame, overlays, the demo's phone; at an assisted counter with the officer's screens and status. */
export function KioskApp(props: KioskProps & { readonly presentation: Presentation }) {
  const told: VisitView = useSnapshot(props.visit)
  const isHeard = useIsScreenReaderEnabled()
  const view = useMemo(() => (isHeard ? spokenView(told) : told), [isHeard, told])
  const status: KioskStatus = useSnapshot(props.status)
  const { columns, rows } = useWindowSize()
  const [help] = useState(() => createLiveStore(replace, null))
  const [flagged] = useState(() => createLiveStore(replace, null))
  const [target] = useState<KeyTarget>(() => ({ current: null }))
  const { visit, demoScan, quit, reopen, presentation, counter } = props
  const desk = useSnapshot(counter?.desk ?? NO_DESK)
  const mode: ScreenMode = counter ?? CITIZEN_MODE
  const route = useMemo(
    () =>
      createKeyRouter({
        visit,
        help,
        target,
        demoScan,
        quit,
        reopen,
        store: () => props.status.getSnapshot().store,
        desk: counter?.desk,
        look: {
          next: () => presentation.dispatch({ type: 'turned' }),
          reset: () => presentation.dispatch({ type: 'left' }),
        },
        today: () => dayInVietnam(Date.now()),
      }),
    [visit, props.status, help, target, demoScan, quit, reopen, presentation, counter],
  )
  useKeyboard(route)
  useScanBell(view, props.bell)

  const screenKey = screenKeyOf(view)
  const helpIsOpen = useStored(help) === screenKey
  const isTooSmall = columns < MIN_COLUMNS || rows < MIN_ROWS
  const covered = helpIsOpen || view.inactivityWarned || isTooSmall || desk.isAsking
  const { display } = useStored(presentation)
  const { secrets, stationName } = props
  const panelColumns = status.phone
    ? panelColumnsOf(columns, fillsWindow(view, display) ? QR_MIN_COLUMNS : undefined)
    : 0
  const { language } = view.visit
  const typing = useTyping(props.typing, view.visit.opening?.visitId ?? '')
  const ui = useMemo<Ui>(
    () => ({
      texts: mode.texts[language],
      look: lookOf(display),
      area: areaOf(Math.max(MIN_COLUMNS, columns), Math.max(MIN_ROWS, rows), panelColumns),
      send: visit.send,
      keep: (value) => secrets.keep(value),
      uncovered: !covered,
      flagProblem: (isProblem) => flagged.dispatch(isProblem ? screenKey : null),
      canDemoScan: demoScan !== null,
      scanner: status.scanner,
      clockProven: status.clockProven,
      limits: status.limits,
      typing,
      stationName,
    }),
    [
      mode,
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
      status.clockProven,
      status.limits,
      typing,
      stationName,
    ],
  )

  const problem = useStored(flagged) === screenKey || mode.hasProblem(view)
  // What an officer has not finished can be taken up: it may be kept yet.
  const noRoom = isBeforeTyping(view.screen) && desk.unfinished === null ? status.noRoom : null
  const ownHints = noRoom ? (view.screen === 'welcome' ? NO_HINTS : LEAVE_HINTS) : mode.frameOf(view, desk)
  const hints: FooterHints = view.inactivityWarned || desk.isAsking ? NO_HINTS : helpIsOpen ? CLOSE_HINTS : ownHints
  const Screen = mode.screens[view.screen]
  const hasFoot = !fillsWindow(view, display) && !covered
  return (
    <KeyTargetContext value={target}>
      {isTooSmall ? <TooSmall columns={columns} rows={rows} /> : null}
      <Frame
        columns={columns}
        rows={rows}
        look={ui.look}
        top={topLine(columns, ui.look, ui.texts, status, problem)}
        topSpoken={topLineSpoken(ui.texts, status, problem)}
        bottom={mode.bottomLine(columns, ui.look, language, hints, desk)}
        bottomSpoken={mode.bottomLineSpoken(language, hints, desk)}
        hidden={isTooSmall}
      >
        <Box flexDirection="column" width={ui.area.columns} height={ui.area.rows} paddingLeft={3} flexShrink={0}>
          {covered ? null : <SpokenProblem ui={ui} view={view} />}
          <Box key={screenKey} flexGrow={1} overflow="hidden" display={covered ? 'none' : 'flex'}>
            {noRoom ? <NoRoomScreen view={view} ui={ui} code={noRoom} /> : <Screen view={view} ui={ui} />}
          </Box>
          {view.inactivityWarned ? (
            <WarnedOverlay ui={ui} />
          ) : desk.isAsking ? (
            <mode.Asking ui={ui} language={language} />
          ) : helpIsOpen ? (
            <mode.Help ui={ui} view={view} desk={desk} />
          ) : null}
          {hasFoot ? (
            <mode.Foot
              ui={ui}
              view={view}
              phone={panelColumns === 0 ? status.phone : null}
              trouble={status.troubles[0] ?? null}
              status={status}
              desk={desk}
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
