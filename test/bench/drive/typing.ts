import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Terminal } from '../../harness/terminal.ts'
import { seenAt } from './seen-at.ts'

/** A field with the focus, empty but for `base`, in a program that shows what is typed. */
export interface OpenField {
  readonly terminal: Terminal
  /** What stands in the field already and stays there; with it the text is like no other on the screen. */
  readonly base: string
}

/** Letters of one, two and three bytes, as an input method of a desktop sends them; no blanks, which a screen is full of. */
export const NAME = 'PhượngHoàngThịKimNgânTườngVi'

export const ERASE = '\x7f'

/**
 * Types the text key by key and erases it again, each key `pauseMs` after the one before was on the screen. Gives the ms from each key to the
 * frame that shows it.
 */
export async function typeAndErase(field: OpenField, text: string, pauseMs: number): Promise<number[]> {
  const letters = [...text]
  const shown = letters.map((_, at) => field.base + letters.slice(0, at + 1).join(''))
  const latencies: number[] = []
  for (const [at, letter] of letters.entries()) {
    latencies.push(await pressed(field.terminal, letter, (screen) => screen.includes(shown[at]!)))
    if (pauseMs > 0) await pause(pauseMs)
  }
  for (const longer of shown.toReversed()) {
    latencies.push(await pressed(field.terminal, ERASE, (screen) => !screen.includes(longer)))
    if (pauseMs > 0) await pause(pauseMs)
  }
  return latencies
}

/** Types the text without waiting for anything, one write a key, as a scanner wedge does. Gives keys per second until the last was shown. */
export async function typeBurst(field: OpenField, text: string): Promise<number> {
  const { terminal, base } = field
  const startMs = performance.now()
  const seen = seenAt(terminal, (screen) => screen.includes(base + text))
  for (const letter of text) terminal.write(letter)
  const keysPerSecond = ([...text].length * 1_000) / ((await seen) - startMs)
  const gone = seenAt(terminal, (screen) => screen.includes(base) && !screen.includes(base + [...text][0]))
  terminal.write(ERASE.repeat([...text].length))
  await gone
  return keysPerSecond
}

/** Fills an open field with its base, unmeasured. */
export async function fillBase(field: OpenField): Promise<OpenField> {
  const seen = seenAt(field.terminal, (screen) => screen.includes(field.base))
  field.terminal.write(field.base)
  await seen
  return field
}

/** Presses one key and gives the ms until the screen fits. */
export async function pressed(terminal: Terminal, key: string, fits: (screen: string) => boolean): Promise<number> {
  const startMs = performance.now()
  const seen = seenAt(terminal, fits)
  terminal.write(key)
  return (await seen) - startMs
}
