import xterm from '@xterm/headless'
import { describe, expect, test } from 'vitest'
import { terminalToSvg } from './svg.ts'
import { drawGlyph, isDrawn } from './svg-glyphs.ts'
import { paletteColour } from './svg-palette.ts'

async function drawn(bytes: string, cols = 12, rows = 2): Promise<string> {
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true })
  await new Promise<void>((resolve) => terminal.write(bytes, resolve))
  return terminalToSvg(terminal, { cursor: false, title: 'a <screen>' })
}

describe('a terminal drawn as SVG', () => {
  test('stretches letters to their cells and escapes them', async () => {
    const svg = await drawn('a<b&c')
    expect(svg).toContain('textLength="45"')
    expect(svg).toContain('>a&lt;b&amp;c</text>')
    expect(svg).toContain('<title>a &lt;screen&gt;</title>')
  })

  test('keeps colours: named, from the cube, and true colour', async () => {
    expect(await drawn('\x1b[31mx')).toContain(`fill="${paletteColour(1)}"`)
    expect(await drawn('\x1b[38;5;196mx')).toContain('fill="#ff0000"')
    expect(await drawn('\x1b[38;2;1;2;3mx')).toContain('fill="#010203"')
  })

  test('bold is a weight, inverse is a filled cell with the letter in the colour of the ground', async () => {
    expect(await drawn('\x1b[1mx')).toContain('font-weight="bold"')
    const inverse = await drawn('\x1b[7mx')
    expect(inverse).toContain('<rect x="0" y="0" width="9" height="20" fill="#d7dce5"/>')
    expect(inverse).toMatch(/<text[^>]*fill="#12161f"[^>]*>x<\/text>/)
  })

  test('frames and half blocks become shapes, so that no font can misalign them', async () => {
    const svg = await drawn('┌──┐ ▀▄█')
    expect(svg.match(/<path /g)).toHaveLength(2)
    expect(svg).not.toContain('<text')
  })

  test('a combining mark stays with its letter: one cell', async () => {
    expect(await drawn('e\u0302\u0301')).toContain('textLength="9"')
  })

  test('the cursor is a cell of its own, when it is shown', async () => {
    const terminal = new xterm.Terminal({ cols: 10, rows: 2, allowProposedApi: true })
    expect(terminalToSvg(terminal)).toContain('class="cursor"')
    expect(terminalToSvg(terminal, { cursor: false })).not.toContain('class="cursor"')
  })
})

describe('drawn glyphs', () => {
  test('the upper half block covers the upper half of its cell', () => {
    expect(drawGlyph('▀', 10, 20, { width: 8, height: 16 })).toBe('M10 20H18V28H10Z')
  })

  test('letters are not drawn', () => {
    expect(isDrawn('─│█')).toBe(true)
    expect(isDrawn('─a')).toBe(false)
  })
})
