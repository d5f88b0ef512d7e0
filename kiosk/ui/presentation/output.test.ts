import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOf } from '../draw/cells.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { presented, presentedOutput } from './output.ts'
import { plainLetters, plainWords } from './plain-letters.ts'

const PLAIN: DisplaySettings = { colours: 'none', glyphs: 'ascii', letters: 'plain' }
const HIGH: DisplaySettings = { colours: 'true', glyphs: 'unicode', contrast: 'high' }

describe('plain letters', () => {
  test.each([
    ['Nguyễn Thị Đậu', 'Nguyen Thi Dau'],
    ['Nguyễn'.normalize('NFD'), 'Nguyen'],
    ['ƯỚC MUỐN, đường', 'UOC MUON, duong'],
    ['Ê̆ban “x” – 7 × 8…', 'Eban "x" - 7 x 8.'],
    ['漢\u{1f600}', '??'],
    ['\u001b[1mĐ\u001b[22m', '\u001b[1mD\u001b[22m'],
  ])('%s is shown as %s', (text, plain) => {
    expect(plainLetters(text)).toBe(plain)
  })

  test('leave signs of frames where the font has those', () => {
    expect(plainWords('│ ▸ Họ tên ✓ █▀ · đ')).toBe('│ ▸ Ho ten ✓ █▀ · d')
  })

  test('are ASCII for every text, and as many cells', () => {
    const unit = fc.constantFrom(...'aăâđêôơưẫễộợựỹÝỶ│·✓…’ x1')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), fc.constantFrom('NFC', 'NFD'), (text, form) => {
        const plain = plainLetters(text.normalize(form))
        expect(plain).toMatch(/^[\0-\x7f]*$/)
        expect(plain).toHaveLength(cellsOf(text))
      }),
      { seed: 4 },
    )
  })
})

describe('a ground', () => {
  test('is begun before what is drawn, and found again behind every colour', () => {
    expect(presented('a\u001b[39mb\u001b[49mc\u001b[0md\u001b[me', HIGH)).toBe(
      [
        '\u001b[38;2;255;255;255;48;2;0;0;0ma',
        '\u001b[38;2;255;255;255mb',
        '\u001b[48;2;0;0;0mc',
        '\u001b[0;38;2;255;255;255;48;2;0;0;0md',
        '\u001b[0;38;2;255;255;255;48;2;0;0;0me',
      ].join(''),
    )
  })

  test('is not laid by what draws nothing', () => {
    expect(presented('\u001b[?25l\u001b[2K\u001b[1A\u001b[G', HIGH)).toBe('\u001b[?25l\u001b[2K\u001b[1A\u001b[G')
  })
})

describe('the output', () => {
  function stream() {
    const written: unknown[] = []
    const stdout = { columns: 80, written, write: (text: unknown) => written.push(text) > 0 }
    return { stdout: stdout as unknown as NodeJS.WriteStream, written }
  }

  test('follows the display from write to write, and gives the terminal its colours back', () => {
    const { stdout, written } = stream()
    let display: DisplaySettings = HIGH
    const output = presentedOutput(stdout, () => display)
    output.write('đ')
    display = { ...PLAIN, colours: 'true' }
    output.write('đ')
    output.write('đ')
    expect(written).toEqual(['\u001b[38;2;255;255;255;48;2;0;0;0mđ', '\u001b[39;49md', 'd'])
    expect(output.columns).toBe(80)
  })

  test('keeps what is spoken and what is no text as it is', () => {
    const { stdout, written } = stream()
    presentedOutput(stdout, () => PLAIN, { isSpoken: true }).write('Nguyễn')
    const bytes = Uint8Array.of(1)
    presentedOutput(stdout, () => PLAIN).write(bytes)
    expect(written).toEqual(['Nguyễn', bytes])
  })
})
