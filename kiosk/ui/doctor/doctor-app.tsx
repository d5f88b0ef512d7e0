import { Box, useWindowSize } from 'ink'
import { useMemo, useState } from 'react'
import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import { deviceFrameOf, deviceScreenKeyOf } from '../device-screens/device-frames.ts'
import { DEVICE_SCREEN_COMPONENTS } from '../device-screens/device-screens.ts'
import { Frame } from '../frame/frame.view.tsx'
import { areaOf, MIN_COLUMNS, MIN_ROWS } from '../frame/layout.ts'
import { TooSmall } from '../frame/too-small.view.tsx'
import { createLiveStore, useStored } from '../live-store.ts'
import { type KeyTarget, KeyTargetContext } from '../screen-keys.ts'
import { TEXTS } from '../text/texts.ts'
import { lookOf } from '../theme.ts'
import type { Ui } from '../ui.ts'
import { useKeyboard } from '../use-keyboard.ts'
import { useSnapshot } from '../use-snapshot.ts'
import { DoctorHelp } from './doctor-help.view.tsx'
import {
  type DoctorHint,
  doctorBottomLine,
  doctorBottomLineSpoken,
  doctorTopLine,
  flowTestHints,
  listHints,
  plainTestHints,
} from './doctor-lines.ts'
import { DoctorList } from './doctor-list.view.tsx'
import type { DoctorProps, DoctorTestView } from './doctor-props.ts'
import { createDoctorRouter } from './doctor-router.ts'
import { PlainTest } from './plain-test.view.tsx'
import { type Selection, selectedIndex, selectionReducer } from './selection.reducer.ts'
import { DOCTOR_WORDS } from './words.ts'

const setTo = (_: boolean, next: boolean) => next
const ignore = () => {}
/** No live test asks for a name. */
const NO_TYPING: Ui['typing'] = { choice: 'off', tones: 'old', choose: ignore }

/** The doctor's whole presentation: the list of findings, or the running test, inside the frame of the kiosk. */
export function DoctorApp(props: DoctorProps) {
  const state = useSnapshot(props.findings)
  const test = useSnapshot(props.test)
  const { columns, rows } = useWindowSize()
  const [selection] = useState(() => createLiveStore(selectionReducer, null as Selection | null))
  const [help] = useState(() => createLiveStore(setTo, false))
  const [target] = useState<KeyTarget>(() => ({ current: null }))
  const { findings, test: tests, look: lookAgain, printSlip, startTest, endTest, send, keep, quit } = props
  const route = useMemo(
    () =>
      createDoctorRouter({
        findings,
        test: tests,
        look: lookAgain,
        printSlip,
        startTest,
        endTest,
        send,
        quit,
        selection,
        help,
        target,
        today: () => dayInVietnam(Date.now()),
      }),
    [findings, tests, lookAgain, printSlip, startTest, endTest, send, quit, selection, help, target],
  )
  useKeyboard(route)

  const helpIsOpen = useStored(help)
  const at = selectedIndex(state.findings, useStored(selection))
  const isTooSmall = columns < MIN_COLUMNS || rows < MIN_ROWS
  const covered = helpIsOpen || isTooSmall
  const { display, stationName } = props
  const ui = useMemo<Ui>(
    () => ({
      texts: TEXTS.vi,
      look: lookOf(display),
      area: areaOf(Math.max(MIN_COLUMNS, columns), Math.max(MIN_ROWS, rows), 0),
      send,
      keep,
      uncovered: !covered,
      flagProblem: ignore,
      limits: [],
      canDemoScan: false,
      scanner: 'off',
      clockProven: true,
      typing: NO_TYPING,
      stationName,
    }),
    [display, columns, rows, send, keep, covered, stationName],
  )
  const { look, area } = ui
  const hints = hintsOf(test, state.findings[at]?.test != null)
  const screen = test?.kind === 'flow' ? test.view.screen : null
  return (
    <KeyTargetContext value={target}>
      {isTooSmall ? <TooSmall columns={columns} rows={rows} /> : null}
      <Frame
        columns={columns}
        rows={rows}
        look={look}
        top={doctorTopLine(columns, look, stationName, state.time)}
        topSpoken={`${DOCTOR_WORDS.title}. ${stationName}. ${state.time}`}
        bottom={doctorBottomLine(columns, look, hints)}
        bottomSpoken={doctorBottomLineSpoken(look, hints)}
        hidden={isTooSmall}
      >
        <Box flexDirection="column" width={area.columns} height={area.rows} paddingLeft={3} flexShrink={0}>
          <Box flexGrow={1} overflow="hidden" display={covered ? 'none' : 'flex'}>
            {test === null ? (
              <DoctorList look={look} area={area} state={state} at={at} uncovered={!covered} />
            ) : (
              <RunningTest ui={ui} test={test} />
            )}
          </Box>
          {helpIsOpen ? (
            <DoctorHelp look={look} columns={area.textColumns} screen={screen} testKeys={test && hints} />
          ) : null}
        </Box>
      </Frame>
    </KeyTargetContext>
  )
}

function RunningTest({ ui, test }: { readonly ui: Ui; readonly test: DoctorTestView }) {
  const { look, area } = ui
  if (test.kind === 'plain') return <PlainTest look={look} test={test} columns={area.textColumns} rows={area.rows} />
  const { view } = test
  if (view.screen === null) {
    const between = { kind: 'plain', title: DOCTOR_WORDS.testing, lines: [], state: 'running' } as const
    return <PlainTest look={look} test={between} columns={area.textColumns} rows={area.rows} />
  }
  const Screen = DEVICE_SCREEN_COMPONENTS[view.screen]
  return <Screen key={deviceScreenKeyOf(view)} view={view} ui={ui} step={null} />
}

function hintsOf(test: DoctorTestView | null, hasTest: boolean): readonly DoctorHint[] {
  if (test === null) return listHints(hasTest)
  return test.kind === 'flow' ? flowTestHints(deviceFrameOf(test.view)) : plainTestHints(test.state !== 'running')
}
