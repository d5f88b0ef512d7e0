import { describe, expect, test } from 'vitest'
import { PEOPLE } from '../../../central/sandbox/people/people.ts'
import type { ToneStyle, TypingChoice } from '../../../flows/rules/typing/choices.ts'
import { spellOut } from '../../../flows/rules/typing/spell-out.ts'
import type { KeyInput, KeyName } from '../keyboard/key-input.ts'
import { createLiveStore } from '../live-store.ts'
import { startComposing } from './composing.ts'
import { FIELD_SHAPES, type FieldKind, TEXT_MAX_LENGTH } from './field-shape.ts'
import { takeFieldKey } from './text-field.keys.ts'
import { startTextField, textFieldReducer } from './text-field.reducer.ts'

function field(choice: TypingChoice, { kind = 'fullName' as FieldKind, answer = '', tones = 'old' as ToneStyle } = {}) {
  const store = createLiveStore(
    textFieldReducer,
    startTextField(FIELD_SHAPES[kind], answer, startComposing(choice, tones)),
  )
  const chosen: TypingChoice[] = []
  const take = (key: KeyInput) =>
    takeFieldKey(key, store, { onSubmit: () => 'keep', onTyping: (next) => chosen.push(next) })
  return {
    chosen,
    take,
    state: store.read,
    text: () => store.read().text,
    /** One key a letter, as a person types. */
    type: (text: string) => [...text].map((letter) => take({ kind: 'text', text: letter })),
    burst: (text: string) => take({ kind: 'text', text }),
    paste: (text: string) => take({ kind: 'paste', text }),
    press: (...names: KeyName[]) => names.map((name) => take({ kind: 'key', name })).at(-1),
  }
}

describe('a name', () => {
  test.each([
    ['telex', 'Nguyeenx Thij Huyeenf Trang'],
    ['vni', 'Nguye64n Thi5 Huye62n Trang'],
    ['off', 'Nguyễn Thị Huyền Trang'],
  ] as const)('typed in %s', (choice, keys) => {
    const name = field(choice)
    name.type(keys)
    expect(name.text()).toBe('Nguyễn Thị Huyền Trang')
    const burst = field(choice)
    burst.burst(keys)
    expect(burst.text()).toBe('Nguyễn Thị Huyền Trang')
  })

  test('with typing off, and in the new style', () => {
    const off = field('off')
    off.type('Hoaf')
    expect(off.text()).toBe('Hoaf')
    const style = field('telex', { tones: 'new' })
    style.type('Hoaf')
    expect(style.text()).toBe('Hoà')
  })

  test.each(PEOPLE.map(({ fullName }) => fullName))('%s: composed elsewhere, in Telex and in VNI', (fullName) => {
    for (const choice of ['telex', 'vni'] as const) {
      const composed = field(choice)
      composed.type(fullName)
      expect(composed.text()).toBe(fullName.normalize('NFC'))
      const style = /oà|oá|uý/.test(fullName) ? 'new' : 'old'
      const keyed = field(choice, { tones: style })
      keyed.type(spellOut(fullName.normalize('NFC'), choice))
      expect(keyed.text()).toBe(fullName.normalize('NFC'))
    }
  })

  test('grows no longer than the field', () => {
    const name = field('telex', { answer: 'a'.repeat(TEXT_MAX_LENGTH) })
    name.type('bc')
    expect(name.text()).toHaveLength(TEXT_MAX_LENGTH)
  })
})

describe('every other field takes its keys as they are', () => {
  test.each([
    ['email', 'hoaf.aas@vieejt.vn', 'hoaf.aas@vieejt.vn'],
    ['captcha', 'as1w', 'AS1W'],
    ['otp', '482913', '482913'],
    ['idNumber', '046204001234', '046204001234'],
    ['phone', '0912345678', '0912345678'],
    ['birthDate', '29022004', '29022004'],
  ] as const)('%s', (kind, keys, text) => {
    for (const choice of ['telex', 'vni'] as const) {
      const other = field(choice, { kind })
      other.type(keys)
      expect(other.text()).toBe(text)
      expect(other.press('f6')).toBe(false)
      expect(other.state().composing).toBeNull()
    }
  })
})

describe('in the middle of a line', () => {
  test('Backspace takes the letter shown and the tone finds its place', () => {
    const name = field('telex')
    name.type('Loanj')
    expect(name.text()).toBe('Loạn')
    name.press('backspace')
    expect(name.text()).toBe('Lọa')
    name.type('n')
    expect(name.text()).toBe('Loạn')
    name.press('backspace', 'backspace', 'backspace', 'backspace', 'backspace')
    expect(name.text()).toBe('')
  })

  test('a key undone is composed again in the next word, and after a move of the cursor', () => {
    const name = field('telex')
    name.type('Ksorr as')
    expect(name.text()).toBe('Ksor á')
    const moved = field('telex')
    moved.type('ass')
    moved.press('left', 'right')
    expect(moved.text()).toBe('as')
    moved.press('backspace')
    moved.type('s')
    expect(moved.text()).toBe('á')
  })

  test('the cursor goes back into a word and the word is put right', () => {
    const name = field('telex')
    name.type('Nguyen Thij')
    name.press('left', 'left', 'left', 'left', 'left')
    name.type('ex')
    expect([name.text(), name.state().cursor]).toEqual(['Nguyễn Thị', 5])
    name.press('backspace', 'backspace')
    expect([name.text(), name.state().cursor]).toEqual(['Ngũn Thị', 3])
    name.press('end')
    name.type(' Trang')
    expect(name.text()).toBe('Ngũn Thị Trang')
  })

  test('a name from the card is read and goes on in its own style', () => {
    const name = field('telex', { answer: 'Hoàng Thị Thuý' })
    name.type('f')
    expect(name.text()).toBe('Hoàng Thị Thuỳ')
    name.press('backspace', 'backspace')
    expect(name.text()).toBe('Hoàng Thị Th')
  })

  test('a word of another spelling is left as it is', () => {
    const name = field('telex', { answer: 'Qúy' })
    name.type('s')
    expect(name.text()).toBe('Qúys')
    name.press('backspace', 'backspace')
    expect(name.text()).toBe('Qú')
  })

  test('the first letter before a word is a letter', () => {
    const name = field('telex', { answer: 'uân' })
    name.press('home')
    name.type('X')
    expect(name.text()).toBe('Xuân')
  })
})

describe('what comes from elsewhere', () => {
  test('a paste is literal, precomposed, and ends the word', () => {
    const name = field('telex')
    name.type('Le')
    name.paste('as '.concat('Hoaf', ' Thi\u0323'))
    expect(name.text()).toBe('Leas Hoaf Thị')
    name.paste('s')
    expect(name.text()).toBe('Leas Hoaf Thịs')
  })

  test('an input method that rewrites with Backspace is not composed a second time', () => {
    const name = field('telex')
    // As they send "Nguyeenx Hoaf" behind what the person types.
    name.type('Nguye')
    name.press('backspace')
    name.type('ên')
    expect(name.state().composing?.yields).toBe(true)
    name.press('backspace', 'backspace')
    name.type('ễn Hoa')
    name.press('backspace', 'backspace')
    name.type('òas')
    expect(name.text()).toBe('Nguyễn Hòas')
  })

  test('Backspace is then what the input method means: one character, tones where it left them', () => {
    const name = field('telex')
    name.type('toán')
    name.press('backspace')
    expect(name.text()).toBe('toá')
  })

  test('a word that an input method sends whole is literal from its first letter', () => {
    const name = field('telex')
    name.burst('Ksor Niê')
    expect(name.text()).toBe('Ksor Niê')
  })

  test('a scan typed into it leaves what was there and goes on composing', () => {
    const name = field('vni', { answer: 'Lê' })
    name.type('046204001234')
    name.take({ kind: 'scan-began' })
    expect(name.text()).toBe('Lê')
    name.type('1')
    expect(name.text()).toBe('Lế')
  })
})

describe('the keys of typing', () => {
  test('F6 goes from Telex to VNI to off and round, from the next key on', () => {
    const name = field('telex')
    name.type('as ')
    name.press('f6')
    name.type('as a1 ')
    name.press('f6')
    name.type('as1 ')
    name.press('f6')
    name.type('as')
    expect(name.text()).toBe('á as á as1 á')
    expect(name.chosen).toEqual(['vni', 'off', 'telex'])
  })

  test('F6 takes up composing again after another input method', () => {
    const name = field('vni')
    name.type('ê')
    name.press('f6')
    expect(name.chosen).toEqual(['vni'])
    name.type(' a1')
    expect(name.text()).toBe('ê á')
  })

  test('F7 gives back the keys of the word', () => {
    const name = field('telex')
    name.type('A Ksor')
    name.press('f7')
    name.type('s')
    expect(name.text()).toBe('A Ksors')
    name.press('left', 'f7')
    expect(name.text()).toBe('A Ksors')
  })
})
