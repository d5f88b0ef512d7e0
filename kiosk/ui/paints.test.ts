import { describe, expect, test } from 'vitest'
import type { DisplaySettings } from './kiosk-props.ts'
import { type Meaning, paintOf } from './paints.ts'
import { groundOf, onGround } from './presentation/ground.ts'

type Rgb = readonly [number, number, number]

const BLACK: Rgb = [0, 0, 0]
const WHITE: Rgb = [255, 255, 255]

/** The sixteen colours of a bare Linux console, bold ones the brighter eight (console_codes(4), drivers/tty/vt/vt.c). */
const CONSOLE: readonly Rgb[] = [
  BLACK,
  [170, 0, 0],
  [0, 170, 0],
  [170, 85, 0],
  [0, 0, 170],
  [170, 0, 170],
  [0, 170, 170],
  [170, 170, 170],
  [85, 85, 85],
  [255, 85, 85],
  [85, 255, 85],
  [255, 255, 85],
  [85, 85, 255],
  [255, 85, 255],
  [85, 255, 255],
  WHITE,
]
const GREY = 7

/** Relative luminance and contrast, WCAG 2.2. */
function luminance([red, green, blue]: Rgb): number {
  const part = (value: number) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Colours of every letter of an output, as a terminal with these own colours shows it. */
function coloursOf(output: string, own: { letters: Rgb | number; behind: Rgb }): readonly (readonly [Rgb, Rgb])[] {
  let letters: Rgb | number = own.letters
  let behind = own.behind
  let isBold = false
  let isReverse = false
  const seen: (readonly [Rgb, Rgb])[] = []
  for (const [piece] of output.matchAll(/\u001b\[[\d;]*m|[^\u001b]/gu)) {
    if (!piece.startsWith('\u001b')) {
      // Reverse video of a console swaps colours and leaves the bold bit where it is.
      const bright = isBold ? 8 : 0
      const front = typeof letters === 'number' ? (CONSOLE[(letters % 8) + bright] ?? BLACK) : letters
      const swapped = typeof letters === 'number' ? (CONSOLE[letters % 8] ?? BLACK) : letters
      const under = typeof letters === 'number' && isBold ? (CONSOLE[8] ?? BLACK) : behind
      seen.push(isReverse ? [under, swapped] : [front, behind])
      continue
    }
    const codes = piece.slice(2, -1).split(';').map(Number)
    while (codes.length > 0) {
      const code = codes.shift() ?? 0
      if (code === 38 || code === 48) {
        const [, red = 0, green = 0, blue = 0] = codes.splice(0, 4)
        if (code === 38) letters = [red, green, blue]
        else behind = [red, green, blue]
      } else if (code === 1 || code === 22) isBold = code === 1
      else if (code === 7 || code === 27) isReverse = code === 7
      else if (code >= 30 && code <= 37) letters = code - 30
      else if (code >= 40 && code <= 47) behind = CONSOLE[code - 40] ?? BLACK
      else if (code === 39) letters = own.letters
      else if (code === 49) behind = own.behind
      else throw new Error(`unexpected SGR ${code}`)
    }
  }
  return seen
}

const MEANINGS = Object.keys(paintOf({ colours: 'none', glyphs: 'ascii' })) as Meaning[]

/** Each meaning alone, and inside each other. */
function painted(display: DisplaySettings): readonly (readonly [name: string, output: string])[] {
  const paint = paintOf(display)
  return MEANINGS.flatMap((outer) => [
    [outer, `a${paint[outer]('b')}c`] as const,
    ...(['focus', 'bad', 'attention', 'good'] as const).map(
      (over) => [`${outer} in ${over}`, paint[over](`a${paint[outer]('b')}c`)] as const,
    ),
  ])
}

describe('contrast', () => {
  test.each([
    ['black', { letters: WHITE, behind: BLACK }],
    ['white', { letters: BLACK, behind: WHITE }],
  ] as const)('of true colours is 4.5:1 and more on %s', (_, own) => {
    for (const [name, output] of painted({ colours: 'true', glyphs: 'unicode' }))
      for (const [front, behind] of coloursOf(output, own)) expect(contrast(front, behind), name).toBeGreaterThan(4.5)
  })

  test('of the sixteen colours is 4.5:1 and more on a bare console', () => {
    for (const [name, output] of painted({ colours: '16', glyphs: 'unicode' }))
      for (const [front, behind] of coloursOf(output, { letters: GREY, behind: BLACK }))
        expect(contrast(front, behind), name).toBeGreaterThan(4.5)
  })

  test.each([
    ['true', 'black', { letters: WHITE, behind: BLACK }],
    ['true', 'white', { letters: BLACK, behind: WHITE }],
    ['true', 'grey', { letters: [90, 90, 90], behind: [120, 120, 120] }],
    ['16', 'black', { letters: GREY, behind: BLACK }],
    ['16', 'white', { letters: BLACK, behind: WHITE }],
  ] as const)('that is to be high is 7:1 and more with %s colours on a terminal that is %s', (colours, _, own) => {
    const display: DisplaySettings = { colours, glyphs: 'unicode', contrast: 'high' }
    const ground = groundOf(display)
    expect(ground).not.toBeNull()
    for (const [name, output] of painted(display))
      for (const [front, behind] of coloursOf(ground ? onGround(output, ground) : '', own))
        expect(contrast(front, behind), name).toBeGreaterThan(7)
  })

  test('that is to be high has black, white and bright yellow alone', () => {
    const allowed = [BLACK, WHITE, [255, 255, 0], CONSOLE[GREY], [255, 255, 85]].map(String)
    for (const colours of ['true', '16'] as const) {
      const display: DisplaySettings = { colours, glyphs: 'unicode', contrast: 'high' }
      const ground = groundOf(display)
      for (const [name, output] of painted(display))
        for (const pair of coloursOf(ground ? onGround(output, ground) : '', { letters: WHITE, behind: BLACK }))
          for (const colour of pair) expect(allowed, name).toContain(String(colour))
    }
  })
})

test('without colours high contrast is weight and reverse video, and lays no ground', () => {
  const display: DisplaySettings = { colours: 'none', glyphs: 'unicode', contrast: 'high' }
  expect(groundOf(display)).toBeNull()
  for (const [name, output] of painted(display)) expect(output, name).toMatch(/^(?:[abc]|\u001b\[(?:1|22|7|27)m)+$/)
})

test('the pointed line and a problem are in reverse video, whatever is painted inside them', () => {
  const { focus, bad, good } = paintOf({ colours: '16', glyphs: 'unicode', contrast: 'high' })
  expect(focus(`a ${good('b')}`)).toBe('\u001b[7ma b\u001b[27m')
  expect(bad('x')).toBe('\u001b[7mx\u001b[27m')
})
