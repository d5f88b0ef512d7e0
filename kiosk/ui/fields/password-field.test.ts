import { describe, expect, test } from 'vitest'
import type { KeyInput, KeyName } from '../keyboard/key-input.ts'
import { createLiveStore } from '../live-store.ts'
import { takePasswordKey } from './password-field.keys.ts'
import { EMPTY_PASSWORD, passwordFieldReducer } from './password-field.reducer.ts'

const GOOD = 'Sông Hương-7'

function field() {
  const store = createLiveStore(passwordFieldReducer, EMPTY_PASSWORD)
  const entered: string[] = []
  const take = (key: KeyInput) =>
    takePasswordKey(key, store, { isGood: (password) => password === GOOD, onEntered: (text) => entered.push(text) })
  return {
    entered,
    take,
    state: () => store.read(),
    type: (text: string) => take({ kind: 'text', text }),
    press: (name: KeyName) => take({ kind: 'key', name }),
  }
}

describe('two entries of a password', () => {
  test('alike are handed over once and wiped in the same turn', () => {
    const { type, press, entered, state } = field()
    type(GOOD.normalize('NFD'))
    press('enter')
    type(GOOD)
    press('enter')
    expect(entered).toEqual([GOOD])
    expect(state()).toEqual(EMPTY_PASSWORD)
  })

  test('that differ ask for the second again and keep the first', () => {
    const { type, press, entered, state } = field()
    type(GOOD)
    press('enter')
    type('Sông Hương-8')
    press('enter')
    expect(entered).toEqual([])
    expect(state()).toMatchObject({ step: 'again', first: GOOD, again: '', problem: 'PASSWORD_DIFFERS' })
    type('S')
    expect(state().problem).toBeNull()
  })

  test('do not begin with a weak one', () => {
    const { type, press, state } = field()
    type('Aa@123456')
    press('enter')
    expect(state()).toMatchObject({ step: 'first', problem: 'PASSWORD_WEAK' })
  })

  test('Esc leaves the second entry for the first, and the first to the flow', () => {
    const { type, press, state } = field()
    type(GOOD)
    press('enter')
    expect(press('escape')).toBe(true)
    expect(state()).toMatchObject({ step: 'first', first: GOOD, again: '' })
    expect(press('escape')).toBe(false)
  })

  test('a scan that began in them leaves nothing', () => {
    const { type, take, state } = field()
    type('046204001234')
    take({ kind: 'scan-began' })
    expect(state()).toEqual(EMPTY_PASSWORD)
  })

  test('F4 shows and hides, Backspace takes one letter', () => {
    const { type, press, state } = field()
    press('f4')
    type('abẫ')
    press('backspace')
    expect(state()).toMatchObject({ revealed: true, first: 'ab' })
    press('f4')
    expect(state().revealed).toBe(false)
  })
})
