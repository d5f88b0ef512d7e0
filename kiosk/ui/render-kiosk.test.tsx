import { EventEmitter } from 'node:events'
import xterm from '@xterm/headless'
import { afterEach, describe, expect, test } from 'vitest'
import { EMPTY_DRAFT } from '../../flows/form/fields.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import { type KioskRendering, renderKiosk } from './render-kiosk.tsx'
import { fakeStdin, type TestTerminalOptions, testProps } from './testing/test-terminal.tsx'
import { form, viewAt, visit } from './testing/test-views.ts'

const open: KioskRendering[] = []
afterEach(() => {
  for (const rendering of open.splice(0)) rendering.unmount()
})

/** No frame takes longer, even on a busy machine. */
const PATIENCE_MS = 5_000

/** The kiosk on a terminal emulator: what a person sees, where the cursor is, and every byte that was written. */
async function start(view: VisitView, options: TestTerminalOptions = {}) {
  const [columns, rows] = [options.columns ?? 80, options.rows ?? 24]
  // The line discipline of a real terminal turns a line feed into both.
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true })
  const written: string[] = []
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns,
    rows,
    write(text: string, done?: () => void) {
      written.push(text)
      if (text === '') done?.()
      else screen.write(text, done)
      return true
    },
  })
  const { stdin, modes } = fakeStdin()
  const { props, visit: store, sent } = testProps(view, options)
  const rendering = renderKiosk(props, {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
  })
  open.push(rendering)
  /** Waits until frames held back by the frame limit are drawn and the emulator has taken them. */
  const until = async (isThere: () => boolean) => {
    const deadline = performance.now() + PATIENCE_MS
    while (!isThere()) {
      if (performance.now() > deadline) throw new Error(`never shown; the screen is\n${lines().join('\n')}`)
      await new Promise((done) => setImmediate(done))
    }
  }
  const lines = () =>
    Array.from({ length: rows }, (_, row) => screen.buffer.active.getLine(row)?.translateToString(true) ?? '')
  return {
    props,
    screen,
    written,
    modes,
    sent,
    rendering,
    until,
    lines,
    shows: (text: string) => until(() => lines().join('\n').includes(text)),
    type: (bytes: string) => void stdin.write(bytes),
    show: (next: VisitView) => store.set(next),
    cursor: () => ({ x: screen.buffer.active.cursorX, y: screen.buffer.active.cursorY }),
  }
}

const emptyField = (field: 'idNumber' | 'fullName' | 'birthDate' = 'idNumber') =>
  viewAt('field', {
    form: form({ field, draft: EMPTY_DRAFT }),
  })

describe('the terminal', () => {
  test('is taken over and given back', async () => {
    const { rendering, written, modes, screen, shows, until } = await start(viewAt('welcome'))
    await shows('Kính chào Quý khách')
    expect(screen.buffer.active.type).toBe('alternate')
    expect(written.join('')).toContain('\u001b[?2004h')
    rendering.unmount()
    await rendering.waitUntilExit()
    await until(() => screen.buffer.active.type === 'normal')
    expect(screen.buffer.active.getLine(0)?.translateToString(true)).toBe('')
    expect(written.join('').lastIndexOf('\u001b[?2004l')).toBeGreaterThan(written.join('').lastIndexOf('\u001b[?2004h'))
    expect(written.join('').lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.join('').lastIndexOf('\u001b[?25l'))
    expect(modes).toEqual([true, false])
  })

  test('is never let go for a moment when the screen learns something new: a key then would be echoed into it', async () => {
    const { props, rendering, modes, shows, type, sent, until } = await start(viewAt('welcome'))
    await shows('Kính chào Quý khách')
    let scans = 0
    rendering.rerender({ ...props, stationName: 'Bưu điện khác', demoScan: () => scans++ })
    await shows('Bưu điện khác')
    type('\u001b[15~')
    await until(() => scans === 1)
    expect(modes).toEqual([true])
    expect(sent).toEqual([{ type: 'user.active' }])
  })

  test('is filled to its last corner, as product.md draws it', async () => {
    const { shows, lines } = await start(emptyField())
    await shows('Số căn cước công dân')
    expect(lines()[0]).toBe('┌ CỔNG DỊCH VỤ CÔNG ─ Đăng ký tài khoản ──── F2 English ─ ● Trực tuyến · 09:41 ┐')
    expect(lines()[23]).toBe('└ Enter tiếp tục          Esc quay lại  F1 trợ giúp  F10 kết thúc, xoá dữ liệu ┘')
    expect(lines()[2]).toContain('Bước 2 / 6')
  })
})

describe('the cursor', () => {
  test('stands where the next letter goes', async () => {
    const { type, shows, cursor, until } = await start(emptyField('fullName'))
    await shows('Họ và tên')
    expect(cursor()).toEqual({ x: 6, y: 7 })
    type('Lê Mẫu')
    await shows('▸ Lê Mẫu')
    expect(cursor()).toEqual({ x: 12, y: 7 })
    type('\u001b[D')
    await until(() => cursor().x === 11)
  })

  test('stands on the pointed line of a menu, and hides under the warning', async () => {
    const { shows, cursor, show, written } = await start(viewAt('subject'))
    await shows('Quý khách đăng ký cho ai?')
    expect(cursor()).toEqual({ x: 6, y: 7 })
    show({ ...viewAt('subject'), inactivityWarned: true })
    await shows('Quý khách còn ở đó không?')
    expect(written.at(-1)).not.toContain('\u001b[?25h')
  })

  test('is under the picture of the captcha and in the first box of the code', async () => {
    const captcha = await start(viewAt('captcha'))
    await captcha.shows('gõ lại các chữ trong hình')
    expect(captcha.lines()[captcha.cursor().y]).toContain('▸')
    const code = await start(viewAt('otp-entry'))
    await code.shows('[   ]')
    expect(code.lines()[code.cursor().y]).toContain('▸ [   ]')
    expect(code.cursor().x).toBe(8)
  })
})

describe('bytes', () => {
  test('of one key are few', async () => {
    const { type, shows, written } = await start(emptyField(), { display: { colours: 'true', glyphs: 'unicode' } })
    await shows('0/12')
    const digits = '046204001234'
    for (const [at, digit] of [...digits].entries()) {
      const before = written.length
      type(digit)
      await shows(`▸ ${[...digits.slice(0, at + 1)].join(' ')}`)
      const bytes = Buffer.byteLength(written.slice(before).join(''))
      expect(bytes).toBeLessThanOrEqual(300)
    }
  })

  test('of a burst draw every letter of it', async () => {
    const { type, shows } = await start(emptyField('fullName'))
    await shows('Họ và tên')
    const name = 'Nguyễn Thị Thử Nghiệm Của Phường Mẫu'
    for (const letter of name) type(letter)
    await shows(`▸ ${name}`)
  })
})

test('nothing of a visit stays on the glass when the next one begins', async () => {
  const { shows, show, lines } = await start(viewAt('review'))
  await shows('Lê Văn Mẫu')
  show(viewAt('wiping', { visit: visit('wiping') }))
  await shows('Đang xoá dữ liệu')
  expect(lines().join('\n')).not.toMatch(/Lê Văn Mẫu|046204001234|0912345678/)
})
