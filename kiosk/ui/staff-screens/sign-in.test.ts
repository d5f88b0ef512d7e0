import { describe, expect, test } from 'vitest'
import type { KeyInput, KeyName } from '../keyboard/key-input.ts'
import { createLiveStore } from '../live-store.ts'
import { takeSignInKey } from './sign-in.keys.ts'
import { EMPTY_SIGN_IN, signInReducer } from './sign-in.reducer.ts'

function signIn() {
  const store = createLiveStore(signInReducer, EMPTY_SIGN_IN)
  const tries: string[] = []
  const take = (key: KeyInput) =>
    takeSignInKey(key, store, {
      onEntered: (code, pin) => void tries.push(`${code} ${pin}`),
      onToken: () => void tries.push('token'),
    })
  return {
    tries,
    take,
    state: store.read,
    type: (text: string) => take({ kind: 'text', text }),
    press: (...names: KeyName[]) => names.map((name) => take({ kind: 'key', name })),
  }
}

describe('code and PIN', () => {
  test('are handed over once, in the normal form, and nothing of them stays', () => {
    const run = signIn()
    run.type(' GDV.01')
    run.press('tab')
    run.type('284917')
    run.press('enter', 'enter')
    expect(run.tries).toEqual(['gdv.01 284917'])
    expect(run.state().code).toBe('')
    expect(run.state().pin.text).toBe('')
  })

  test.each(['tab', 'shift-tab', 'up', 'down'] as const)('%s goes to the other field', (key) => {
    const run = signIn()
    run.press(key)
    expect(run.state().at).toBe('pin')
    run.press(key)
    expect(run.state().at).toBe('code')
  })

  test('Enter refuses a code that is none, a PIN that is missing, and a PIN an input method spoiled', () => {
    const run = signIn()
    run.type('g')
    run.press('enter')
    expect(run.state()).toMatchObject({ at: 'code', refused: 'code' })
    run.type('dv01')
    run.press('enter', 'enter')
    expect(run.state()).toMatchObject({ at: 'pin', refused: 'pin-empty' })
    run.type('2849ê')
    run.press('enter')
    expect(run.state()).toMatchObject({ at: 'pin', refused: 'pin-spoiled', pin: { text: '' } })
    expect(run.tries).toEqual([])
  })

  test('a scan leaves nothing behind in either', () => {
    const run = signIn()
    run.type('046204001234')
    run.take({ kind: 'scan-began' })
    expect(run.state()).toEqual(EMPTY_SIGN_IN)
  })

  test('a token is asked for with nothing typed left', () => {
    const run = signIn()
    run.type('gdv01')
    run.press('f3')
    expect(run.tries).toEqual(['token'])
    expect(run.state()).toEqual(EMPTY_SIGN_IN)
  })

  test('erasing takes letters of the field with the cursor; Esc is the flow’s', () => {
    const run = signIn()
    run.type('gd')
    run.press('backspace', 'tab')
    run.type('12')
    expect(run.press('backspace', 'escape')).toEqual([true, false])
    expect(run.state()).toMatchObject({ code: 'g', pin: { text: '1' } })
  })

  test.each(['<script>', 'gdv 01', '…', 'a'.repeat(40)])('a code takes in of %j only what a code may hold', (typed) => {
    const run = signIn()
    run.type(typed)
    expect(run.state().code).toMatch(/^[A-Za-z0-9.-]{0,20}$/)
  })
})
