import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KeyInput } from '../keyboard/key-input.ts'
import { createLiveStore } from '../live-store.ts'
import { takePinKey } from './pin-field.keys.ts'
import { EMPTY_PIN, PIN_MAX_LENGTH, pinFieldReducer } from './pin-field.reducer.ts'

const SEED = 20261122
const ENTER: KeyInput = { kind: 'key', name: 'enter' }

function entry() {
  const store = createLiveStore(pinFieldReducer, EMPTY_PIN)
  const entered: string[] = []
  return { store, entered, take: (key: KeyInput) => takePinKey(key, store, (pin) => entered.push(pin)) }
}

const ascii = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) })

test('whatever is typed in printable ASCII is handed over once, as it was typed, and then is gone', () => {
  fc.assert(
    fc.property(fc.array(ascii, { minLength: 1, maxLength: 6 }), (runs) => {
      const { store, entered, take } = entry()
      for (const text of runs) take({ kind: 'text', text })
      take(ENTER)
      take(ENTER)
      const whole = runs.join('').slice(0, PIN_MAX_LENGTH)
      expect(entered).toEqual(whole === '' ? [] : [whole])
      expect(store.read().text).toBe('')
    }),
    { seed: SEED },
  )
})

test('with anything else in it nothing is handed over, so no try is spent', () => {
  fc.assert(
    fc.property(ascii, fc.string({ unit: 'grapheme' }), ascii, (before, middle, after) => {
      fc.pre(/[^\x20-\x7e]/.test(middle))
      const { store, entered, take } = entry()
      for (const text of [before, middle, after]) take({ kind: 'text', text })
      take(ENTER)
      expect(entered).toEqual([])
      expect(store.read()).toEqual({ ...EMPTY_PIN, refused: 'spoiled' })
    }),
    { seed: SEED },
  )
})

test('more than fits is not handed over cut: the rest of a PIN spends a try for nothing', () => {
  const { store, entered, take } = entry()
  take({ kind: 'text', text: '1'.repeat(PIN_MAX_LENGTH) })
  take({ kind: 'text', text: '2' })
  take(ENTER)
  expect(entered).toEqual([])
  expect(store.read()).toEqual({ ...EMPTY_PIN, refused: 'spoiled' })
})

test('a scan typed into it empties it', () => {
  const { store, take } = entry()
  take({ kind: 'text', text: '046204' })
  take({ kind: 'scan-began' })
  expect(store.read()).toEqual(EMPTY_PIN)
})
