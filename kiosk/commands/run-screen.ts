import { Fault, toFault } from '../../flows/base/fault.ts'
import { EXIT } from '../exit.ts'
import { ENDING_SIGNALS, LEAVE_SCREEN, leaveAtSignal } from '../first-frame.ts'
import { createReopenPauses } from '../reopen-pauses.ts'
import { runningMs } from '../running-time.ts'
import type { Settings } from '../settings.ts'
import { untilStopped } from '../stopping.ts'
import { displayOf } from '../terminal-display.ts'
import { type OutOfServicePage, renderOutOfService } from '../ui/out-of-service/render-out-of-service.tsx'
import { outOfServiceCode, untilOpens } from './out-of-service.ts'
import { type Presented, type ScreenParts, showStation } from './show-station.ts'

/** The alternate buffer again, at once: between two screens the terminal below them must not be seen. */
const KEEP_SCREEN = '\u001b[?1049h\u001b[?25l'

/**
 * Runs a screen of this station until stopped: by Ctrl-C, a signal, or the end of the terminal. A store that is damaged, full, locked or lost does not end it: a page says so, and
 * the screen goes on when the store opens (show-station.ts, out-of-service.ts). Afterwards the terminal is as it was. Raises TERMINAL_MISSING, STATION_NOT_ENROLLED, and those of
 * `present`.
 */
export async function runScreen(
  settings: Settings,
  present: (parts: ScreenParts) => Presented | Promise<Presented>,
): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new Fault('TERMINAL_MISSING')
  // Before the first frame: a key pressed while the terminal still echoes would scroll the screen by a line for good.
  process.stdin.setRawMode(true)
  const stopped = untilStopped({ stdinIsLeash: false }).then(() => null)
  let quit: () => void = () => {}
  const quitted = new Promise<null>((resolve) => {
    quit = () => resolve(null)
  })
  const ended = Promise.race([stopped, quitted, untilCrash()])
  for (const signal of ENDING_SIGNALS) process.off(signal, leaveAtSignal)
  const pauses = createReopenPauses(runningMs)
  let { stationName } = settings
  let isKept = false
  const pages: OutOfServicePage[] = []
  const takePageAway = () => {
    for (const page of pages.splice(0)) page.unmount()
  }
  try {
    for (;;) {
      const fault = await showStation(settings, present, {
        ended,
        opened(name) {
          stationName = name
          pauses.opened()
        },
        takenAway(why, wasShown) {
          const rests = why !== null && outOfServiceCode(why) !== null
          process.stdin.setRawMode(rests)
          if (!rests && !wasShown && isKept) process.stdout.write(LEAVE_SCREEN)
          if (rests) pages.push(showPage(settings, stationName, quit))
        },
      })
      if (fault === null) return EXIT.done
      const code = outOfServiceCode(fault)
      const [page] = pages
      if (code === null || !page) throw fault
      const stop = await untilOpens(code, { page, settings, pauses, ended })
      takePageAway()
      if (stop?.end) throw stop.end
      if (stop) return EXIT.done
      process.stdin.setRawMode(true)
      process.stdout.write(KEEP_SCREEN)
      isKept = true
    }
  } finally {
    takePageAway()
    process.stdin.setRawMode(false)
  }
}

function showPage(settings: Settings, stationName: string, quit: () => void): OutOfServicePage {
  const { language, dataDir, training, screenReader } = settings
  const display = displayOf(settings, process.env, process.stdout.getColorDepth())
  return renderOutOfService(
    { language, display, stationName, dataDir, training, screenReader, quit },
    { stdin: process.stdin, stdout: process.stdout },
  )
}

/** The screen must be restored before a crash is told. */
function untilCrash(): Promise<Fault> {
  return new Promise((resolve) => {
    process.once('uncaughtException', (error) => resolve(toFault(error)))
    process.once('unhandledRejection', (reason) => resolve(toFault(reason)))
  })
}
