/** A terminal in memory for device screens: the kiosk's frame around one of them in either language, and every event that came out. */
import { Box, render } from 'ink'
import { useMemo, useState } from 'react'
import type { PersonEvent, ScannerInput } from '../../../flows/base/events.ts'
import { createSecrets } from '../../../flows/base/secret.ts'
import type { Language } from '../../../flows/base/terms.ts'
import type { DeviceView } from '../../../flows/device-view.ts'
import { deviceFrameOf, deviceProblemOf, deviceScreenKeyOf } from '../device-screens/device-frames.ts'
import { DEVICE_SCREEN_COMPONENTS } from '../device-screens/device-screens.ts'
import { bottomLine, bottomLineSpoken } from '../frame/bottom-line.ts'
import { Frame } from '../frame/frame.view.tsx'
import { areaOf } from '../frame/layout.ts'
import type { Step } from '../frame/steps.ts'
import { topLine, topLineSpoken } from '../frame/top-line.ts'
import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { type KeyTarget, KeyTargetContext } from '../screen-keys.ts'
import { TEXTS } from '../text/texts.ts'
import { lookOf } from '../theme.ts'
import type { Ui } from '../ui.ts'
import { useKeyboard } from '../use-keyboard.ts'
import { useSnapshot } from '../use-snapshot.ts'
import { FakeStdout, fakeStdin, QUIET_STATUS, settable, turn } from './test-terminal.tsx'

export interface DeviceTerminalOptions {
  readonly columns?: number
  readonly rows?: number
  readonly display?: DisplaySettings
  readonly screenReader?: boolean
}

type Sent = PersonEvent | ScannerInput

const STEP: Step = { at: 2, of: 5, name: 'sign-key' }

interface StageProps {
  readonly store: ReturnType<typeof settable<DeviceView>>
  readonly language: Language
  readonly columns: number
  readonly rows: number
  readonly display: DisplaySettings
  readonly send: (event: Sent) => void
  readonly keep: Ui['keep']
}

function Stage({ store, language, columns, rows, display, send, keep }: StageProps) {
  const view = useSnapshot(store)
  const [target] = useState<KeyTarget>(() => ({ current: null }))
  const route = useMemo(
    () => (key: KeyInput) => {
      if (target.current?.(key)) return
      const command = commandOf(key)
      if (command === 'next') send({ type: 'user.confirmed' })
      if (command === 'back') send({ type: 'user.wentBack' })
    },
    [target, send],
  )
  useKeyboard(route)
  const ui: Ui = {
    texts: TEXTS[language],
    look: lookOf(display),
    area: areaOf(columns, rows, 0),
    send,
    keep,
    uncovered: true,
    flagProblem: () => {},
    limits: [],
    canDemoScan: false,
    scanner: 'ready',
    clockProven: true,
    typing: { choice: 'off', tones: 'old', choose: () => {} },
    stationName: 'Bưu điện Phường Mẫu',
  }
  const problem = deviceProblemOf(view) !== null
  const hints = deviceFrameOf(view)
  if (view.screen === null) return null
  const Screen = DEVICE_SCREEN_COMPONENTS[view.screen]
  return (
    <KeyTargetContext value={target}>
      <Frame
        columns={columns}
        rows={rows}
        look={ui.look}
        top={topLine(columns, ui.look, ui.texts, QUIET_STATUS, problem)}
        topSpoken={topLineSpoken(ui.texts, QUIET_STATUS, problem)}
        bottom={bottomLine(columns, ui.look, ui.texts, hints)}
        bottomSpoken={bottomLineSpoken(ui.texts, hints)}
        hidden={false}
      >
        <Box flexDirection="column" width={ui.area.columns} height={ui.area.rows} paddingLeft={3} flexShrink={0}>
          <Box key={deviceScreenKeyOf(view)} flexGrow={1} overflow="hidden">
            <Screen view={view} ui={ui} step={STEP} />
          </Box>
        </Box>
      </Frame>
    </KeyTargetContext>
  )
}

/** Shows a device's view and gives ways to type, to change what is shown, and to read the screen. */
export function openDeviceTerminal(first: DeviceView, language: Language, options: DeviceTerminalOptions = {}) {
  const [columns, rows] = [options.columns ?? 80, options.rows ?? 24]
  const stdout = new FakeStdout(columns, rows)
  const { stdin } = fakeStdin()
  const store = settable(first)
  const sent: Sent[] = []
  const secrets = createSecrets(() => `${secrets.count}`)
  const app = render(
    <Stage
      store={store}
      language={language}
      columns={columns}
      rows={rows}
      display={options.display ?? { colours: 'none', glyphs: 'unicode' }}
      send={(event) => void sent.push(event)}
      keep={(value) => secrets.keep(value)}
    />,
    {
      stdout: stdout as unknown as NodeJS.WriteStream,
      stdin: stdin as unknown as NodeJS.ReadStream,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: options.screenReader ?? false,
    },
  )
  const settle = async () => {
    await turn()
    await app.waitUntilRenderFlush()
  }
  return {
    sent,
    secrets,
    written: stdout.written,
    lines: () => stdout.frame.split('\n'),
    text: () => stdout.frame,
    async type(bytes: string | Buffer) {
      stdin.write(bytes)
      await settle()
    },
    async show(view: DeviceView) {
      store.set(view)
      await settle()
    },
    settle,
    close: () => app.unmount(),
  }
}
