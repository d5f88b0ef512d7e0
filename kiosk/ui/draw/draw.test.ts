import { describe, expect, test } from 'vitest'
import { RECEIPT } from '../testing/test-views.ts'
import { BIG_ROWS, drawBig } from './big-letters.ts'
import { cellsOf, cutTo, hang, wrapTo } from './cells.ts'
import { dayOf, minutesOf } from './dates.ts'
import { drawPixels } from './half-blocks.ts'
import { drawQr, qrModules } from './qr.ts'

const PAYLOAD = `MOTCUA:${RECEIPT.receiptNumber}:${RECEIPT.packetId}`
const FINDER = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######']

/** Reads drawn half blocks back into modules, true dark, colours left out. */
function readBack(lines: readonly string[], lightIsDrawn: boolean): boolean[][] {
  return lines.flatMap((line) => {
    const blocks = [...line.replace(/\u001b\[[\d;]*m/g, '')]
    return [
      blocks.map((block) => (block === '█' || block === '▀') !== lightIsDrawn),
      blocks.map((block) => (block === '█' || block === '▄') !== lightIsDrawn),
    ]
  })
}

describe('the QR of a receipt', () => {
  const modules = qrModules(PAYLOAD)

  test('is a square with three finders', () => {
    const size = modules.length
    const corner = (top: number, left: number) =>
      FINDER.map((_, row) => FINDER.map((__, column) => (modules[top + row]?.[left + column] ? '#' : '.')).join(''))
    expect(modules.every((row) => row.length === size)).toBe(true)
    expect((size - 17) % 4).toBe(0)
    expect(corner(0, 0)).toEqual(FINDER)
    expect(corner(0, size - 7)).toEqual(FINDER)
    expect(corner(size - 7, 0)).toEqual(FINDER)
  })

  test.each(['true', '16', 'none'] as const)('is drawn with four light modules around, colours %s', (colours) => {
    const lines = drawQr(PAYLOAD, { colours, glyphs: 'unicode' }) ?? []
    const drawn = readBack(lines, colours === 'none')
    const size = modules.length
    expect(lines.length).toBeLessThanOrEqual(22)
    expect(cellsOf(lines[0] ?? '')).toBe(size + 8)
    for (const [at, row] of drawn.slice(0, size + 8).entries()) {
      const inside = modules[at - 4]
      expect(row).toEqual([...Array(4).fill(false), ...(inside ?? Array(size).fill(false)), ...Array(4).fill(false)])
    }
  })

  test('says black and white itself where there are colours', () => {
    const [line = ''] = drawQr(PAYLOAD, { colours: 'true', glyphs: 'unicode' }) ?? []
    expect(line).toContain('\u001b[38;5;16m')
    expect(line).toContain('\u001b[48;5;231m')
  })

  test('is not drawn where the font has no half blocks', () => {
    expect(drawQr(PAYLOAD, { colours: 'true', glyphs: 'ascii' })).toBeNull()
  })
})

test('pixels are half blocks, two rows a line, or doubled signs', () => {
  const wide = { columns: 80, lines: 10 }
  expect(drawPixels(['##..', '#.#.'], 'unicode', wide)).toEqual(['█▀▄ '])
  expect(drawPixels(['#.', '.#'], 'ascii', wide)).toEqual(['##  ', '  ##'])
  expect(drawPixels(['##..', '#.#.'], 'ascii', { columns: 7, lines: 10 })).toEqual(['#"o '])
})

describe('cells', () => {
  test('count letters, not marks or styles', () => {
    expect(cellsOf('Nguyễn'.normalize('NFD'))).toBe(6)
    expect(cellsOf('\u001b[38;2;1;2;3mab\u001b[39m')).toBe(2)
  })

  test('wrap between words, cut words that are too long, leave no blank at the start', () => {
    expect(wrapTo('một hai ba', 7)).toEqual(['một hai', 'ba'])
    expect(wrapTo('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij'])
    expect(hang('1', 'một hai', 6)).toBe('1 một\n  hai')
    expect(cutTo('abcdef', 4, '…')).toBe('abc…')
  })
})

test('days are dd/mm/yyyy and what is left is mm:ss, never 00:00 too early', () => {
  expect(dayOf('2024-07-01')).toBe('01/07/2024')
  expect(minutesOf(272_000)).toBe('04:32')
  expect(minutesOf(1)).toBe('00:01')
  expect(minutesOf(-5)).toBe('00:00')
})

describe('a QR in a room of its own', () => {
  const { length: size } = qrModules(PAYLOAD)
  const quietIn = (rows: number) => {
    const lines = drawQr(PAYLOAD, { colours: 'none', glyphs: 'unicode' }, { columns: 80, rows })
    return lines && (cellsOf(lines[0] ?? '') - size) / 2
  }

  test('has as wide a quiet zone as fits, and at least one module', () => {
    expect([4, 2, 1].map((quiet) => quietIn(Math.ceil((size + 2 * quiet) / 2)))).toEqual([4, 2, 1])
    expect(quietIn(Math.ceil(size / 2))).toBeNull()
  })

  test('is not drawn where it would be cut, nor from a text that no terminal could show', () => {
    const display = { colours: 'none', glyphs: 'unicode' } as const
    expect(drawQr(PAYLOAD, display, { columns: size, rows: 80 })).toBeNull()
    expect(drawQr('x'.repeat(5_000), display)).toBeNull()
  })
})

describe('a code drawn large', () => {
  test('is three lines high, a letter told from every other', () => {
    const signs = [...'0123456789ABCDEFGHIJKLMNPQRSTUVWXYZ']
    const drawn = signs.map((sign) =>
      drawBig(sign, 'unicode', 80)
        ?.map((line) => line.trimEnd())
        .join('\n'),
    )
    expect(drawn.every((lines) => lines?.split('\n').length === BIG_ROWS)).toBe(true)
    expect(new Set(drawn).size).toBe(signs.length)
    for (const line of drawBig('K7Q2', 'unicode', 80) ?? []) expect(line).toMatch(/^[█▀▄ ]+$/)
  })

  test('is left to its text where it has no room, no drawing or no half blocks', () => {
    expect(drawBig('WDJB-MJHT', 'unicode', 30)).toBeNull()
    expect(drawBig('K7 Q2', 'unicode', 80)).toBeNull()
    expect(drawBig('K7Q2', 'ascii', 80)).toBeNull()
  })
})
