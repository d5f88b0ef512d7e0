import { constants } from 'node:os'
import { wallTimeInVietnam } from '../flows/base/vietnam-time.ts'
import type { Settings } from './settings.ts'
import { displayOf } from './terminal-display.ts'
import { firstFrameLines } from './ui/frame/first-frame.ts'
import { presented } from './ui/presentation/output.ts'
import { TEXTS } from './ui/text/texts.ts'

/** Enter the alternate buffer, cursor hidden, at home. Ink enters it again and draws over the same lines. */
const ENTER_SCREEN = '\u001b[?1049h\u001b[?25l\u001b[H'
const HOME = '\u001b[H'
/** Back to the terminal as it was, its colours too. */
export const LEAVE_SCREEN = '\u001b[0m\u001b[?1049l\u001b[?25h'

/** What ends a program from outside. */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Until the screens take over, a signal gives the terminal back and ends the program as if nobody had listened. */
export function leaveAtSignal(signal: NodeJS.Signals): void {
  if (process.stdin.isRaw) process.stdin.setRawMode(false)
  process.stdout.write(LEAVE_SCREEN)
  process.exit(128 + constants.signals[signal])
}

/**
 * Paints the welcome screen at once, in raw mode, so that no key echoes and every key waits for the program that is still loading.
 * Does nothing without a terminal or in a window too small.
 */
export function paintFirstFrame(
  settings: Pick<
    Settings,
    'language' | 'colours' | 'glyphs' | 'letters' | 'contrast' | 'text' | 'screenReader' | 'training'
  >,
  process: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'env' | 'on'>,
): void {
  const { stdin, stdout, env } = process
  // What is spoken is said once, by the screens themselves.
  if (!stdin.isTTY || !stdout.isTTY || settings.screenReader) return
  const display = displayOf(settings, env, stdout.getColorDepth())
  const window = { columns: stdout.columns, rows: stdout.rows }
  const time = wallTimeInVietnam(Date.now())
  const lines = firstFrameLines(window, TEXTS[settings.language], display, time, settings.training)
  if (!lines) return
  for (const signal of ENDING_SIGNALS) process.on(signal, leaveAtSignal)
  stdin.setRawMode(true)
  stdout.write(presented(`${ENTER_SCREEN}${lines.join('\r\n')}${HOME}`, display))
}
