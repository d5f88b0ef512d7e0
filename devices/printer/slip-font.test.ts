import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { readFontMetrics } from './font-metrics.ts'
import { isBlack, type Raster } from './raster.ts'
import { loadSlipFont, type SlipFont } from './slip-font.ts'
import { BASE_RATIO, LINE_RATIO } from './slip-layout.ts'
import { paintDrawing } from './slip-raster.ts'

const VOWELS = [...'aăâeêioôơuưy']
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const SMALL = [...VOWELS.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))), 'đ']
/** 67 letters with marks and the seven plain vowels, in both cases; the rest of the alphabet is ASCII. */
const LETTERS = [...SMALL, ...SMALL.map((letter) => letter.toUpperCase())]
const ASCII = Array.from({ length: 0x7e - 0x20 }, (_, at) => String.fromCharCode(0x21 + at))
const CELL = { widthDots: 64, heightDots: 56 }
const BASELINE = 40
const SIZE_DOTS = 26

let font: SlipFont
beforeAll(async () => {
  font = await loadSlipFont()
})

const draw = (text: string, bold = false, sizeDots = SIZE_DOTS): Promise<Raster> =>
  paintDrawing({ ...CELL, shapes: [{ kind: 'text', text, x: 16, y: BASELINE, sizeDots, bold, inverse: false }] }, font)

describe.each([false, true])('the Vietnamese letters, bold: %s', (bold) => {
  test('are all in the font, each one code point', () => {
    const face = bold ? font.bold : font.regular
    expect(LETTERS).toHaveLength(146)
    expect(
      [...LETTERS, ...ASCII, '–', '“', '”', '…'].filter((letter) => [...letter].length !== 1 || !face.has(letter)),
    ).toEqual([])
  })

  test('have each a picture of its own on paper, none of them the box of a letter that is not there', async () => {
    const missing = Buffer.from((await draw('\u{10fffe}', bold)).bits).toString('hex')
    const pictures = new Map<string, string>([[missing, 'missing']])
    for (const letter of new Set([...LETTERS, ...ASCII])) {
      const picture = Buffer.from((await draw(letter, bold)).bits).toString('hex')
      expect(pictures.get(picture), letter).toBeUndefined()
      pictures.set(picture, letter)
    }
  })

  test('keep their ink inside a line of print: no mark is cut off or touches the line above', async () => {
    for (const letter of [...LETTERS, 'g', 'p', 'Q', '|']) {
      const rows = inkedRows(await draw(letter, bold))
      expect(rows[0]!, letter).toBeGreaterThanOrEqual(Math.floor(BASELINE - SIZE_DOTS * BASE_RATIO))
      expect(rows.at(-1)!, letter).toBeLessThanOrEqual(BASELINE + SIZE_DOTS * (LINE_RATIO - BASE_RATIO))
    }
  })
})

test('text typed as letter and marks apart is drawn as one glyph, once it is NFC', async () => {
  expect(await draw('ế'.normalize('NFD').normalize('NFC'))).toEqual(await draw('ế'))
})

test('a text is drawn no wider than it is measured', async () => {
  for (const text of ['Đồng', 'fi fl', 'WAVE', 'Tự', '0123']) {
    const sizeDots = 16
    const columns = inkedColumns(await draw(text, true, sizeDots))
    // The overhang of a letter over its own width is about a dot.
    expect(columns.at(-1)! - columns[0]!).toBeLessThanOrEqual(font.bold.widthDots(text, sizeDots) + 2)
  }
})

test('the monospaced sister lacks letters, which is why it is not used', () => {
  const path = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf')
  const face = readFontMetrics(readFileSync(path))
  expect(LETTERS.filter((letter) => !face.has(letter))).toHaveLength(46)
})

test('a file that is no font is refused', () => {
  expect(() => readFontMetrics(new Uint8Array(64))).toThrow(RangeError)
})

function inkedRows(raster: Raster): readonly number[] {
  const columns = Array.from({ length: raster.widthDots }, (_, x) => x)
  return Array.from({ length: raster.heightDots }, (_, y) => y).filter((y) =>
    columns.some((x) => isBlack(raster, x, y)),
  )
}

function inkedColumns(raster: Raster): readonly number[] {
  const rows = Array.from({ length: raster.heightDots }, (_, y) => y)
  return Array.from({ length: raster.widthDots }, (_, x) => x).filter((x) => rows.some((y) => isBlack(raster, x, y)))
}
