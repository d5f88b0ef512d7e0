import { EventEmitter } from 'node:events'
import xterm from '@xterm/headless'
import { afterEach, expect, test } from 'vitest'
import type { DisplaySettings } from '../kiosk-props.ts'
import { type KioskRendering, renderKiosk } from '../render-kiosk.tsx'
import { fakeStdin, testProps } from '../testing/test-terminal.tsx'
import { viewAt } from '../testing/test-views.ts'

const open: KioskRendering[] = []
afterEach(() => {
  for (const rendering of open.splice(0)) rendering.unmount()
})

const PATIENCE_MS = 5_000
const [COLUMNS, ROWS] = [80, 24]

/** The kiosk on a terminal emulator, which knows the ground of every cell. */
function start(display: DisplaySettings) {
  const screen = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true, convertEol: true })
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: COLUMNS,
    rows: ROWS,
    write(text: string, done?: () => void) {
      if (text === '') done?.()
      else screen.write(text, done)
      return true
    },
  })
  const { stdin } = fakeStdin()
  const { props, visit } = testProps(viewAt('subject'), { display })
  const rendering = renderKiosk(props, {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
  })
  open.push(rendering)
  const cells = () =>
    Array.from({ length: ROWS }, (_, row) =>
      Array.from({ length: COLUMNS }, (_, column) => {
        const cell = screen.buffer.active.getLine(row)?.getCell(column)
        if (!cell) throw new Error('no such cell')
        return {
          isDefault: cell.isBgDefault() || cell.isFgDefault(),
          isBlack: cell.isBgRGB() && cell.getBgColor() === 0,
          isInverse: cell.isInverse() !== 0,
          sign: cell.getChars(),
        }
      }),
    ).flat()
  const until = async (isThere: () => boolean) => {
    const deadline = performance.now() + PATIENCE_MS
    while (!isThere()) {
      if (performance.now() > deadline) throw new Error('never shown')
      await new Promise((done) => setImmediate(done))
    }
  }
  const text = () =>
    cells()
      .map(({ sign }) => sign || ' ')
      .join('')
  return { screen, rendering, visit, cells, until, text, type: (bytes: string) => void stdin.write(bytes) }
}

const F12 = '\u001b[24~'

test('high contrast lays black under every cell, blank ones too, and reverses the pointed line', async () => {
  const { cells, until, text } = start({ colours: 'true', glyphs: 'unicode', contrast: 'high' })
  await until(() => text().includes('Công dân'))
  expect(cells().filter(({ isBlack }) => !isBlack)).toEqual([])
  const pointed = cells()
    .filter(({ isInverse }) => isInverse)
    .map(({ sign }) => sign || ' ')
    .join('')
  expect(pointed).toMatch(/^▸ 1 {2}Công dân +cho bản thân Quý khách$/)
})

test('a look chosen with the key reaches every cell at once, and goes from every cell when the visit ends', async () => {
  const { cells, until, text, type, visit, rendering, screen } = start({ colours: 'true', glyphs: 'unicode' })
  await until(() => text().includes('Công dân'))
  expect(cells().some(({ isBlack }) => isBlack)).toBe(false)
  type(F12)
  type(F12)
  await until(() => cells().every(({ isBlack }) => isBlack))
  expect(text()).toContain('đ ă n g   k ý')
  visit.set(viewAt('welcome'))
  await until(() => text().includes('Kính chào Quý khách') && !cells().some(({ isBlack }) => isBlack))
  type(F12)
  type(F12)
  await until(() => cells().every(({ isBlack }) => isBlack))
  rendering.unmount()
  await rendering.waitUntilExit()
  let isWritten = false
  screen.write('after', () => {
    isWritten = true
  })
  await until(() => isWritten)
  expect(screen.buffer.active.type).toBe('normal')
  const cell = screen.buffer.active.getLine(screen.buffer.active.cursorY)?.getCell(0)
  expect([cell?.isBgDefault(), cell?.isFgDefault()]).toEqual([true, true])
})
