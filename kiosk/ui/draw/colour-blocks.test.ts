import { describe, expect, test } from 'vitest'
import { drawPicture } from './colour-blocks.ts'

const BLACK = [0, 0, 0]
const WHITE = [255, 255, 255]
const RED = [200, 16, 46]
const picture = {
  columns: 2,
  rows: 4,
  pixels: Uint8Array.from([BLACK, WHITE, WHITE, BLACK, RED, RED, RED, RED].flat()),
}

describe('a picture in half blocks', () => {
  test('has its own colours where the terminal has all, the upper pixel as letter, the lower as ground', () => {
    const lines = drawPicture(picture, { colours: 'true', glyphs: 'unicode' })
    expect(lines).toHaveLength(2)
    expect(lines?.[0]).toBe(
      '\u001b[38;2;0;0;0m\u001b[48;2;255;255;255m▀\u001b[38;2;255;255;255m\u001b[48;2;0;0;0m▀\u001b[39m\u001b[49m',
    )
    expect(lines?.[1]).toContain('38;2;200;16;46')
  })

  test('is grey in sixteen colours', () => {
    const [first = '', second = ''] = drawPicture(picture, { colours: '16', glyphs: 'unicode' }) ?? []
    expect(first).toBe('\u001b[30m\u001b[107m▀\u001b[97m\u001b[40m▀\u001b[39m\u001b[49m')
    expect(second).not.toMatch(/\[(?:3[1-6]|4[1-6])m/)
  })

  test.each([
    { colours: 'none', glyphs: 'unicode' },
    { colours: 'true', glyphs: 'ascii' },
  ] as const)('is none with $colours colours and $glyphs signs', (display) => {
    expect(drawPicture(picture, display)).toBeNull()
  })
})
