import { describe, expect, test } from 'vitest'
import type { KeyInput, KeyName } from '../keyboard/key-input.ts'
import { createLiveStore } from '../live-store.ts'
import { FIELD_SHAPES, type FieldKind } from './field-shape.ts'
import { takeFieldKey } from './text-field.keys.ts'
import { startTextField, textFieldReducer } from './text-field.reducer.ts'

function field(kind: FieldKind, answer = '') {
  const store = createLiveStore(textFieldReducer, startTextField(FIELD_SHAPES[kind], answer))
  const submitted: string[] = []
  const take = (key: KeyInput) =>
    takeFieldKey(key, store, {
      onSubmit(text) {
        submitted.push(text)
        return kind === 'otp' ? 'wipe' : 'keep'
      },
    })
  return {
    submitted,
    take,
    text: () => store.read().text,
    type: (text: string) => take({ kind: 'text', text }),
    press: (...names: KeyName[]) => names.map((name) => take({ kind: 'key', name })).at(-1),
  }
}

describe('a line of text', () => {
  test('Enter hands over what was typed in the same burst', () => {
    const { type, press, submitted } = field('idNumber')
    type('046204001234')
    press('enter')
    expect(submitted).toEqual(['046204001234'])
  })

  test('Backspace takes one letter with its marks', () => {
    const { type, press, text } = field('fullName')
    type('Mẫu')
    press('backspace', 'backspace')
    expect(text()).toBe('M')
    press('backspace', 'backspace')
    expect(text()).toBe('')
  })

  test('a burst of backspaces and letters, as input methods send it, ends right', () => {
    const { type, press, text } = field('fullName')
    type('Nguyen')
    press('backspace', 'backspace')
    type('ễn')
    expect(text()).toBe('Nguyễn')
  })

  test('the cursor moves in words and not in numbers', () => {
    const name = field('fullName', 'Lê Mẫu')
    name.press('home', 'right', 'right', 'right')
    name.type('Văn ')
    expect(name.text()).toBe('Lê Văn Mẫu')
    name.press('left', 'delete')
    expect(name.text()).toBe('Lê VănMẫu')
    const number = field('idNumber', '046')
    number.press('home')
    number.type('2')
    expect(number.text()).toBe('0462')
  })

  test('a scan that began in it puts back what stood there', () => {
    const { type, take, text } = field('phone', '0912')
    type('046204001234')
    take({ kind: 'scan-began' })
    expect(text()).toBe('0912')
  })

  test('a secret is wiped in the turn it is handed over, other answers stand', () => {
    const code = field('otp')
    code.type('482913')
    code.press('enter')
    expect([code.submitted, code.text()]).toEqual([['482913'], ''])
    const name = field('fullName')
    name.type('Lê')
    name.press('enter')
    expect(name.text()).toBe('Lê')
  })

  test('keys that are not its own are left to others', () => {
    const { press, take } = field('fullName')
    expect(press('escape')).toBe(false)
    expect(press('f3')).toBe(false)
    expect(take({ kind: 'choice', digit: 1 })).toBe(false)
  })
})

describe('capitals as on the card', () => {
  test.each([
    ['nguyễn thị mẫu', 'NGUYỄN THỊ MẪU'],
    ["H'Hen Niê", "H'HEN NIÊ"],
    ['', ''],
  ])('turn %j to %j, and give back what was typed', (typed, capitals) => {
    const { type, press, text } = field('fullName')
    type(typed)
    press('f4')
    expect(text()).toBe(capitals)
    press('f4')
    expect(text()).toBe(typed)
  })

  test('that were typed stay, and turn to how people write', () => {
    const { press, text } = field('fullName', 'LÊ VĂN MẪU')
    expect(text()).toBe('LÊ VĂN MẪU')
    press('f4')
    expect(text()).toBe('Lê Văn Mẫu')
    press('f4')
    expect(text()).toBe('LÊ VĂN MẪU')
  })

  test('that were typed on give back no text that lacks it', () => {
    const { type, press, text } = field('fullName')
    type('lê')
    press('f4')
    type(' MẪU')
    press('f4')
    expect(text()).toBe('Lê Mẫu')
  })

  test('leave the cursor behind the letter it was behind, even where one becomes two', () => {
    const { type, press, text } = field('fullName')
    type('Strauß')
    press('left', 'f4')
    type('X')
    expect(text()).toBe('STRAUXSS')
  })

  test('come in no field but names', () => {
    const { type, press, text } = field('email')
    type('le@mau.vn')
    expect(press('f4')).toBe(true)
    expect(text()).toBe('le@mau.vn')
  })
})
