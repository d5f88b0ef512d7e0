import { StringDecoder } from 'node:string_decoder'
import type { KeyInput, RawKey } from './key-input.ts'
import { flushKeys, KEY_PARSER_START, parseKeys } from './key-parser.ts'
import { settleWedge, stepWedge, WEDGE_START } from './wedge.ts'

/**
 * Keys of a terminal. Ink's own input knows no function keys and hands a burst over as one string, so the kiosk reads the bytes itself.
 */
export interface Keyboard {
  subscribe(listener: (key: KeyInput) => void): () => void
  stop(): void
}

/** The part of a terminal's input stream that is used. */
export interface KeySource {
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown
  setRawMode?(on: boolean): unknown
  resume?(): unknown
  pause?(): unknown
}

/** Time and turns of the event loop, so that tests own both. */
export interface KeyTimes {
  /** Monotonic milliseconds. */
  now(): number
  /** Runs the task after so many milliseconds; the function given back calls it off. */
  after(waitMs: number, task: () => void): () => void
  /** Runs the task when the screen has taken the last key. */
  soon(task: () => void): void
}

/** A sequence's bytes follow its ESC at once; 30 ms later it was the Esc key (domain.md §9.1: 25–50 ms). */
export const ESCAPE_WAIT_MS = 30
/** A wedge types its next digit within 40 ms; after 50 ms of silence the digit was a person's choice. */
export const CHOICE_QUIET_MS = 50
/** A scan or paste without its end mark is over after this much silence; a machine under load may pause its bytes for 100 ms. */
export const SCAN_QUIET_MS = 250

export const systemKeyTimes: KeyTimes = {
  now: () => performance.now(),
  after(waitMs, task) {
    const timer = setTimeout(task, waitMs)
    return () => clearTimeout(timer)
  },
  soon: (task) => {
    setImmediate(task)
  },
}

/** Starts reading keys off a terminal, in raw mode. UTF-8 split between reads is joined; no key of a burst is lost. */
export function createKeyboard(source: KeySource, times: KeyTimes = systemKeyTimes): Keyboard {
  const listeners = new Set<(key: KeyInput) => void>()
  const decoder = new StringDecoder('utf8')
  const waiting: KeyInput[] = []
  let parser = KEY_PARSER_START
  let wedge = WEDGE_START
  let callOff = () => {}
  let delivering = false

  const deliver = () => {
    delivering = true
    for (let key = waiting.shift(); key; key = waiting.shift()) {
      for (const listener of [...listeners]) listener(key)
      // A key may bring another screen: the next key of the same burst belongs to that one.
      if (key.kind !== 'text' && waiting.length > 0) return times.soon(deliver)
    }
    delivering = false
  }
  const take = (keys: readonly RawKey[]) => {
    for (const key of keys) {
      const step = stepWedge(wedge, key, times.now())
      wedge = step.state
      waiting.push(...step.out)
    }
  }
  const settle = () => {
    const flushed = flushKeys(parser)
    parser = flushed.state
    take(flushed.keys)
    if (flushed.keys.length === 0) {
      const settled = settleWedge(wedge)
      wedge = settled.state
      waiting.push(...settled.out)
    }
    arm()
    if (!delivering) deliver()
  }
  const arm = () => {
    callOff()
    callOff = () => {}
    const waitMs = waitFor(parser.pasted !== null || wedge.scan !== null, parser.pending !== '', wedge.choice !== null)
    if (waitMs !== null) callOff = times.after(waitMs, settle)
  }
  const onData = (chunk: Buffer | string) => {
    const parsed = parseKeys(parser, typeof chunk === 'string' ? chunk : decoder.write(chunk))
    parser = parsed.state
    take(parsed.keys)
    arm()
    if (!delivering) deliver()
  }

  source.setRawMode?.(true)
  source.on('data', onData)
  source.resume?.()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      callOff()
      listeners.clear()
      waiting.length = 0
      source.off('data', onData)
      source.setRawMode?.(false)
      source.pause?.()
    },
  }
}

function waitFor(unended: boolean, pending: boolean, choice: boolean): number | null {
  if (unended) return SCAN_QUIET_MS
  if (pending) return ESCAPE_WAIT_MS
  return choice ? CHOICE_QUIET_MS : null
}
