import { GLYPHS } from '../../kiosk/captcha/glyphs.ts'

const SCALE = 2
const GLYPH_WIDTH = 5 * SCALE
const GLYPH_HEIGHT = 7 * SCALE
const PITCH = GLYPH_WIDTH + 2
const LETTERS = 5

/** Reads the letters of a captcha off the screen, as eyes do: half blocks to pixels, then the glyph that fits best at each place. */
export function readCaptcha(screen: readonly string[]): string {
  const picture = screen
    .map((line) => line.slice(1, 72))
    .filter((line) => /[▀▄█]/.test(line) && !/[A-Za-z]{3}/.test(line))
  const pixels = picture.flatMap((line) => [
    [...line].map((cell) => cell === '▀' || cell === '█'),
    [...line].map((cell) => cell === '▄' || cell === '█'),
  ])
  let best = { score: Number.NEGATIVE_INFINITY, text: '' }
  // Where the picture begins is not known: the place where five glyphs fit best is it.
  for (let left = 0; left < 16; left += 1) {
    const found = Array.from({ length: LETTERS }, (_, index) => bestGlyph(pixels, left + index * PITCH))
    const score = found.reduce((sum, one) => sum + one.score, 0)
    if (score > best.score) best = { score, text: found.map(({ letter }) => letter).join('') }
  }
  return best.text
}

function bestGlyph(pixels: readonly boolean[][], left: number): { letter: string; score: number } {
  let best = { letter: '?', score: Number.NEGATIVE_INFINITY }
  for (const letter of Object.keys(GLYPHS)) {
    for (let top = 0; top + GLYPH_HEIGHT <= pixels.length; top += 1) {
      for (const slant of [-1, 0, 1]) {
        const score = likeness(pixels, letter, left, top, slant)
        if (score > best.score) best = { letter, score }
      }
    }
  }
  return best
}

function likeness(pixels: readonly boolean[][], letter: string, left: number, top: number, slant: number): number {
  let score = 0
  for (let y = 0; y < GLYPH_HEIGHT; y += 1) {
    const lean = Math.trunc((slant * (GLYPH_HEIGHT / 2 - y)) / 7)
    for (let x = 0; x < GLYPH_WIDTH; x += 1) {
      const wanted = GLYPHS[letter]?.[Math.trunc(y / SCALE)]?.[Math.trunc(x / SCALE)] === '#'
      const there = pixels[top + y]?.[left + x + lean] ?? false
      score += wanted === there ? 1 : -1
    }
  }
  return score
}
