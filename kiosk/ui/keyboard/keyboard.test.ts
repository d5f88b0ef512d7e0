import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { CARD_QR } from '../testing/test-views.ts'
import type { KeyInput } from './key-input.ts'
import {
  CHOICE_QUIET_MS,
  createKeyboard,
  ESCAPE_WAIT_MS,
  type KeySource,
  type KeyTimes,
  SCAN_QUIET_MS,
} from './keyboard.ts'

/** A keyboard on a stream and a clock that the test owns. */
function open() {
  const stream = new EventEmitter()
  const modes: boolean[] = []
  const source: KeySource = Object.assign(stream, { setRawMode: (on: boolean) => modes.push(on) })
  let now = 0
  let timers: { at: number; task: () => void }[] = []
  const turns: (() => void)[] = []
  const times: KeyTimes = {
    now: () => now,
    after(waitMs, task) {
      const timer = { at: now + waitMs, task }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    soon: (task) => void turns.push(task),
  }
  const keyboard = createKeyboard(source, times)
  const heard: KeyInput[] = []
  keyboard.subscribe((key) => heard.push(key))
  return {
    keyboard,
    heard,
    modes,
    listeners: () => stream.listenerCount('data'),
    read: (bytes: Buffer | string) => stream.emit('data', bytes),
    /** Lets the screen take every key that waits for it. */
    turn() {
      for (let task = turns.shift(); task; task = turns.shift()) task()
    },
    wait(ms: number) {
      now += ms
      const due = timers.filter((timer) => timer.at <= now)
      timers = timers.filter((timer) => timer.at > now)
      for (const timer of due) timer.task()
    },
  }
}

describe('bytes', () => {
  test('of one letter split between reads are one letter', () => {
    const { read, heard } = open()
    const bytes = Buffer.from('Nguyễn')
    for (const byte of bytes) read(Buffer.of(byte))
    expect(heard.map((key) => (key.kind === 'text' ? key.text : '?')).join('')).toBe('Nguyễn')
  })

  test('of a sequence split between reads are one key', () => {
    const { read, heard, wait } = open()
    read('\u001b')
    wait(ESCAPE_WAIT_MS - 1)
    read('[21')
    read('~')
    wait(ESCAPE_WAIT_MS)
    expect(heard).toEqual([{ kind: 'key', name: 'f10' }])
  })

  test('of a lone ESC are the key once nothing has followed', () => {
    const { read, heard, wait } = open()
    read('\u001b')
    expect(heard).toEqual([])
    wait(ESCAPE_WAIT_MS)
    expect(heard).toEqual([{ kind: 'key', name: 'escape' }])
  })
})

describe('bursts', () => {
  test('lose no key, and a key after Enter waits until the screen has taken it', () => {
    const { read, heard, turn } = open()
    read('0462\rMau\r')
    expect(heard).toEqual([
      { kind: 'text', text: '0462' },
      { kind: 'key', name: 'enter' },
    ])
    turn()
    expect(heard.slice(2)).toEqual([
      { kind: 'text', text: 'Mau' },
      { kind: 'key', name: 'enter' },
    ])
  })

  test('that arrive while keys wait come after them', () => {
    const { read, heard, turn } = open()
    read('1\r2')
    read('3')
    turn()
    expect(heard.flatMap((key) => (key.kind === 'text' ? [key.text] : []))).toEqual(['1', '2', '3'])
  })

  test('of a wedge without an Enter end with silence', () => {
    const { read, heard, wait } = open()
    read(Buffer.from(CARD_QR))
    wait(SCAN_QUIET_MS)
    expect(heard).toEqual([{ kind: 'scan-began' }, { kind: 'scan', text: CARD_QR }])
  })
})

test('a digit is a choice when silence follows', () => {
  const { read, heard, wait } = open()
  read('1')
  wait(CHOICE_QUIET_MS)
  expect(heard).toEqual([
    { kind: 'text', text: '1' },
    { kind: 'choice', digit: 1 },
  ])
})

test('stop gives the terminal back and tells nobody of later keys', () => {
  const { keyboard, read, heard, modes, listeners, wait } = open()
  read('\u001b')
  keyboard.stop()
  wait(1_000)
  read('x')
  expect(heard).toEqual([])
  expect(modes).toEqual([true, false])
  expect(listeners()).toBe(0)
})
