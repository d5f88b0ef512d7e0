import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BACKSPACE, typeKeys } from '../../testing/type-keys.ts'
import { KEYINGS, type Keying, type ToneStyle } from './choices.ts'
import { spellOut } from './spell-out.ts'
import { createTyping, type Typing } from './typing.ts'
import type { Word } from './word.ts'

const SEED = 20261122
const TELEX = createTyping('telex', 'old')
const VNI = createTyping('vni', 'old')

const NAMES = [
  'Nguyễn Thị Huyền Trang',
  'Trần Quốc Bảo',
  'Đặng Hoàng Yến Nhi',
  'Huỳnh Thị Thúy Hòa',
  'Nguyễn Phượng Hoàng Thị Mẫu',
  'Quảng Đại Hồng',
  'Giàng A Pó',
  'Sùng Thị Mỷ',
  "H'Hen Niê",
  'Y Blôk Êban',
  'Krông Kdăm',
  'Nông Văn Slấn',
  'Kim Sa Rươl',
  'LƯƠNG XUÂN TRƯỜNG',
]

describe.each([
  ['telex', TELEX],
  ['vni', VNI],
] as const)('names in %s', (keying, typing) => {
  test.each(NAMES)('%s', (name) => {
    const keys = spellOut(name, keying)
    expect(keys).toMatch(/^[\x20-\x7e]+$/)
    expect(typeKeys(typing, keys)).toBe(name)
  })
})

test('the name of issue and vectors', () => {
  expect(typeKeys(TELEX, 'Nguyeenx Thij Huyeenf Trang')).toBe('Nguyễn Thị Huyền Trang')
  expect(typeKeys(VNI, 'Nguye64n Thi5 Huye62n Trang')).toBe('Nguyễn Thị Huyền Trang')
})

/** The word `text`, the cursor where the bar stands, after the keys; again with the bar. */
function edit(text: string, keys: string, typing: Typing = TELEX): string {
  const at = text.indexOf('|')
  let word = typing.wordOf(text.replace('|', ''), at) as Word
  for (const key of keys) word = key === BACKSPACE ? typing.eraseLast(word) : typing.typeKey(word, key)
  const after = typing.textOf(word)
  return `${after.slice(0, word.at)}|${after.slice(word.at)}`
}

describe('in a word that stands there', () => {
  test.each([
    ['Nguyên|', 'x', 'Nguyễn|'],
    ['Nguye|n', 'ex', 'Nguyễ|n'],
    ['Hoa|n', 'f', 'Hoà|n'],
    ['T|uân', 'r', 'Tr|uân'],
    ['|uân', 'x', 'x|uân'],
    ['|an', 's', 's|an'],
    ['Tru|ng', 'owf', 'Trườ|ng'],
    ['D|ung', 'd', 'Đ|ung'],
    ['toán|', BACKSPACE, 'tóa|'],
    ['toá|n', BACKSPACE, 'tó|n'],
    ['|án', BACKSPACE, '|án'],
    ['M|ẫu', BACKSPACE, '|ẫu'],
    ['hoà|', 'n', 'hoàn|'],
    ['thuý|', 'z', 'thuy|'],
  ])('%s + %s is %s', (text, keys, after) => expect(edit(text, keys)).toBe(after))

  test('the style it was written in stays', () => {
    expect(edit('khoẻ|', 's')).toBe('khoé|')
    expect(edit('khỏe|', 's')).toBe('khóe|')
  })

  test.each(['Qúy', 'José', 'Čil', 'Tŏk', 'NguyễnThị', 'Müller', 'Пётр'])('%s is none to compose in', (text) => {
    expect(TELEX.wordOf(text, text.length)).toBeNull()
  })
})

describe('keys given back', () => {
  const typed = (typing: Typing, keys: string) => [...keys].reduce(typing.typeKey, typing.empty)

  test('a word becomes the keys it was typed with, and further keys are letters', () => {
    const word = TELEX.restore(typed(TELEX, 'Ksor'))
    expect(TELEX.textOf(word)).toBe('Ksor')
    expect(TELEX.textOf(TELEX.typeKey(word, 's'))).toBe('Ksors')
    expect(VNI.textOf(VNI.restore(typed(VNI, 'Ha1')))).toBe('Ha1')
  })

  test('a word not typed here from its first letter stays', () => {
    const [edited, found] = [TELEX.eraseLast(typed(TELEX, 'loanj')), TELEX.wordOf('Hòa', 3) as Word]
    expect([TELEX.restore(edited), TELEX.restore(found)]).toEqual([edited, found])
  })

  test('the key pressed twice is the letter too', () => {
    expect(typeKeys(TELEX, 'Ksorr Rmahh Wwang')).toBe('Ksor Rmahh Wang')
    expect(typeKeys(TELEX, `ass${BACKSPACE}${BACKSPACE}as`)).toBe('á')
  })
})

describe('whatever is pressed', () => {
  const key = fc.constantFrom(..."aaeeoouuiyddwwsfrxjzbcghklmnpqtvAEODWSNHG0123456789 '-⌫⌫")
  const keys = fc.array(key, { maxLength: 40 }).map((all) => all.join(''))
  const typing = fc
    .record({ keying: fc.constantFrom(...KEYINGS), style: fc.constantFrom<ToneStyle>('old', 'new') })
    .map(({ keying, style }) => ({ keying, rules: createTyping(keying, style) }))

  test('is precomposed, reads back as it is, and is spelled in ASCII', () => {
    fc.assert(
      fc.property(typing, keys, ({ keying, rules }, pressed) => {
        const text = typeKeys(rules, pressed)
        expect(text).toBe(text.normalize('NFC'))
        expect(spellOut(text, keying)).toMatch(/^[\x20-\x7e]*$/)
        for (const run of text.match(/\p{L}+/gu) ?? []) {
          const word = rules.wordOf(run, run.length)
          if (word) expect(rules.textOf(word)).toBe(run)
        }
      }),
      { seed: SEED, numRuns: 3_000 },
    )
  })

  test('keeps every letter that is no sign, in its order and case', () => {
    const letters = (text: string, keying: Keying) =>
      text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(keying === 'telex' ? /[^bcghiklmnpqtvyBCGHIKLMNPQTVY]/g : /[^a-ce-tv-zA-Z]/g, '')
    fc.assert(
      fc.property(typing, keys, ({ keying, rules }, pressed) => {
        const forwards = pressed.replaceAll(BACKSPACE, '')
        expect(letters(typeKeys(rules, forwards), keying)).toBe(letters(forwards, keying))
      }),
      { seed: SEED, numRuns: 3_000 },
    )
  })

  test('Backspace takes one letter of what is shown, and enough of them leave nothing', () => {
    fc.assert(
      fc.property(typing, keys, ({ rules }, pressed) => {
        const all = [...pressed].filter((one) => /[A-Za-z]/.test(one))
        let word = all.reduce(rules.typeKey, rules.empty)
        while (word.at > 0) {
          const { length } = rules.textOf(word)
          word = rules.eraseLast(word)
          expect(rules.textOf(word)).toHaveLength(length - 1)
        }
        expect(word).toEqual(rules.empty)
      }),
      { seed: SEED, numRuns: 2_000 },
    )
  })
})
