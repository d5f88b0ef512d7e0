import { Fault } from '../../flows/base/fault.ts'
import type { NewId } from '../../flows/base/id.ts'
import type { CaptchaPort } from '../../flows/ports/captcha.port.ts'
import { GLYPHS } from './glyphs.ts'

/** Whole number from 0 up to, not including, `below`; from a CSPRNG in the product. */
export type RandomBelow = (below: number) => number

/** Letters in one picture: enough that guessing is hopeless, few enough for someone standing. */
export const CAPTCHA_LENGTH = 5
/** Challenges held at once; one visit has one, the rest is slack for a picture being replaced. */
const HELD_AT_ONCE = 8
const SCALE = 2
const GLYPH_WIDTH = 5 * SCALE
const GLYPH_HEIGHT = 7 * SCALE
const GAP = 2
const JITTER = 4

/**
 * The kiosk's own captcha: it keeps the screen from being driven by a script or a stuck key. `peek` is for the headless command's
 * `"captcha": {"from": "sandbox"}`, which composes it in; screens get the port alone.
 */
export function createCaptcha(
  newId: NewId,
  randomBelow: RandomBelow,
): CaptchaPort & { peek(captchaId: string): string | null } {
  const held = new Map<string, string>()
  return {
    async issue() {
      const captchaId = newId()
      const letters = Object.keys(GLYPHS)
      const text = Array.from({ length: CAPTCHA_LENGTH }, () => letters[randomBelow(letters.length)]).join('')
      held.set(captchaId, text)
      const [oldest] = held.keys()
      if (held.size > HELD_AT_ONCE && oldest) held.delete(oldest)
      return { captchaId, pixels: draw(text, randomBelow) }
    },
    async check(captchaId, answer) {
      const text = held.get(captchaId)
      if (text === undefined) throw new Fault('NOT_FOUND', { what: 'captcha' })
      held.delete(captchaId)
      return answer.replace(/\s/g, '').toUpperCase() === text
    },
    peek: (captchaId) => held.get(captchaId) ?? null,
  }
}

function draw(text: string, randomBelow: RandomBelow): readonly string[] {
  const width = text.length * (GLYPH_WIDTH + GAP) + GAP
  const height = GLYPH_HEIGHT + JITTER
  const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => '.'))
  const set = (x: number, y: number) => {
    const row = rows[y]
    if (row && x >= 0 && x < width) row[x] = '#'
  }
  ;[...text].forEach((letter, index) => {
    const left = GAP + index * (GLYPH_WIDTH + GAP)
    const top = randomBelow(JITTER + 1)
    const slant = randomBelow(3) - 1
    for (let y = 0; y < GLYPH_HEIGHT; y += 1) {
      for (let x = 0; x < GLYPH_WIDTH; x += 1) {
        const lean = Math.trunc((slant * (GLYPH_HEIGHT / 2 - y)) / 7)
        if (GLYPHS[letter]?.[Math.trunc(y / SCALE)]?.[Math.trunc(x / SCALE)] === '#') set(left + x + lean, top + y)
      }
    }
  })
  scratch(width, height, randomBelow, set)
  return rows.map((row) => row.join(''))
}

/** One thin line from side to side and a few specks: enough to upset a naive reader, not a person. */
function scratch(width: number, height: number, randomBelow: RandomBelow, set: (x: number, y: number) => void): void {
  const from = randomBelow(height)
  const to = randomBelow(height)
  for (let x = 0; x < width; x += 1) set(x, Math.round(from + ((to - from) * x) / width))
  for (let speck = 0; speck < width / 6; speck += 1) set(randomBelow(width), randomBelow(height))
}
