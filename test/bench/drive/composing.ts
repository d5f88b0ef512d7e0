import { setTimeout as pause } from 'node:timers/promises'
import { createTyping } from '../../../flows/rules/typing/typing.ts'
import { typeKeys } from '../../../flows/testing/type-keys.ts'
import type { Terminal } from '../../harness/terminal.ts'
import { seenAt } from './seen-at.ts'
import { ERASE, pressed } from './typing.ts'

/** "Nguyễn Thị Huyền Trang" in Telex: a hat, three tones, letters that turn into others, blanks that end a word. */
export const TELEX_KEYS = 'Nguyeexn Thij Huyeenf Trang'

/** What stands in the field after each of the keys. */
export type Shown = readonly string[]

export function shownComposed(keys: string): Shown {
  const telex = createTyping('telex', 'old')
  return [...keys].map((_, at) => typeKeys(telex, keys.slice(0, at + 1)))
}

export function shownPlain(keys: string): Shown {
  return [...keys].map((_, at) => keys.slice(0, at + 1))
}

/**
 * Types the keys into an empty field, each `pauseMs` after the one before was on the screen, and empties it again, unmeasured. Gives the ms from each key to the
 * frame that shows what it made, with the cursor behind it: a blank at the end is seen by the cursor alone.
 */
export async function typeInto(terminal: Terminal, keys: string, shown: Shown, pauseMs: number): Promise<number[]> {
  const empty = terminal.cursor().column
  const stands = (text: string) => (screen: string) =>
    screen.includes(`▸ ${text}`) && terminal.cursor().column === empty + text.length
  const latencies: number[] = []
  for (const [at, key] of [...keys].entries()) {
    latencies.push(await pressed(terminal, key, stands(shown[at]!)))
    if (pauseMs > 0) await pause(pauseMs)
  }
  const gone = seenAt(terminal, stands(''))
  terminal.write(ERASE.repeat(shown.at(-1)!.length))
  await gone
  return latencies
}
