import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { keyBytes } from './keys.ts'
import { startTerminal, type Terminal, type TerminalOptions } from './terminal.ts'

const TINY = fileURLToPath(new URL('./fixtures/tiny-screen.mjs', import.meta.url))
const open = new Set<Terminal>()

function tiny(options: Partial<TerminalOptions> = {}): Terminal {
  return started({ command: process.execPath, args: [TINY], ...options })
}

function started(options: TerminalOptions): Terminal {
  const terminal = startTerminal(options)
  open.add(terminal)
  return terminal
}

afterEach(async () => {
  await Promise.all([...open].map((terminal) => terminal.close()))
  open.clear()
})

describe('reading the screen', () => {
  test('shows the lines of a full-screen program and that it uses the alternate buffer', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    expect(terminal.screen()[0]).toBe('┌─ 80 × 24 ─┐')
    expect(terminal.screen()).toHaveLength(24)
    expect(terminal.alternateBuffer()).toBe(true)
  })

  test('puts letters together that arrive byte by byte', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    terminal.press('s')
    await terminal.waitFor(/Nguyễn Thị Hoà/)
    expect(terminal.screen()[1]).toBe('Nguyễn Thị Hoà')
  })

  test('knows where the cursor is and whether it is shown', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    expect(terminal.cursor().visible).toBe(false)
    terminal.press('c')
    await terminal.waitFor(() => terminal.cursor().visible && terminal.cursor().row === 4)
    expect(terminal.cursor()).toEqual({ column: 9, row: 4, visible: true })
  })

  test('answers a program that asks for the cursor position, as a real terminal does', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    terminal.press('c', 'p')
    await terminal.waitFor('key "\\u001b[5;10R"')
  })

  test('a screen that never comes fails with the screen in the message', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    await expect(terminal.waitFor('no such words', { timeoutMs: 50 })).rejects.toThrow(
      /not seen in 50 ms; waited for "no such words"[\s\S]*┌─ 80 × 24 ─┐/,
    )
  })

  test('scroll-back holds what left the top of the screen', async () => {
    const terminal = started({ command: 'sh', args: ['-c', 'seq 1 40; printf end; cat'], rows: 10 })
    await terminal.waitFor('end')
    expect(terminal.alternateBuffer()).toBe(false)
    expect(terminal.scrollback().slice(0, 2)).toEqual(['1', '2'])
  })
})

describe('acting as a person', () => {
  test('keys arrive as the terminal sends them', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    terminal.press('F10')
    await terminal.waitFor('key "\\u001b[21~"')
    terminal.press('Esc')
    await terminal.waitFor('key "\\u001b"')
  })

  test('typed text is echoed letter by letter, and its bytes are counted', async () => {
    const terminal = started({ command: 'cat' })
    const mark = terminal.chunks.length
    await terminal.type('Đỗ Văn Mười', { perKeyMs: 1 })
    await terminal.waitFor('Đỗ Văn Mười')
    expect(terminal.bytesSince(mark)).toBe(Buffer.byteLength('Đỗ Văn Mười'))
  })

  test('each piece of output carries the time it came at', async () => {
    const terminal = started({ command: 'cat' })
    const before = performance.now()
    const came = new Promise((resolve) => terminal.onOutput(resolve))
    terminal.press('1')
    expect(await came).toEqual({ atMs: expect.any(Number), sizeBytes: 1 })
    expect(terminal.chunks[0]?.atMs).toBeGreaterThanOrEqual(before)
  })

  test('a new size reaches the program', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    terminal.resize(100, 30)
    await terminal.waitFor('100 × 30')
    expect(terminal.screen()).toHaveLength(30)
  })

  test('a key nobody has is an error of the test', () => {
    expect(() => keyBytes('F13')).toThrow('no such key: F13')
  })

  test('the bare Linux console sends other bytes for F1', () => {
    expect(keyBytes('F1', 'linux')).toBe('\x1b[[A')
    expect(keyBytes('F1')).toBe('\x1bOP')
    expect(keyBytes('F10', 'linux')).toBe('\x1b[21~')
  })
})

describe('the end of the program', () => {
  test('gives the exit code, and the last words on the restored screen', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    terminal.press('q')
    expect(await terminal.exit).toEqual({ code: 7, signal: 0 })
    expect(terminal.alternateBuffer()).toBe(false)
    expect(terminal.cursor().visible).toBe(true)
    expect(terminal.text()).toContain('goodbye')
  })

  test('tells the signal that ended it', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    terminal.kill('SIGKILL')
    expect((await terminal.exit).signal).toBe(9)
  })

  test('who still waits for a screen is told that the program ended', async () => {
    const terminal = tiny()
    await terminal.waitFor('80 × 24')
    const waiting = expect(terminal.waitFor('never')).rejects.toThrow('the program ended with code 7')
    terminal.press('q')
    await waiting
  })
})

describe('the environment of the program', () => {
  test('is told neither of CI nor of the test runner, and gets what the test adds', async () => {
    const script =
      'console.log([process.env.CI, process.env.NODE_ENV, process.env.VITEST, process.env.ADDED].join("|"))'
    const terminal = started({ command: process.execPath, args: ['-e', script], env: { ADDED: 'yes' } })
    await terminal.waitFor('|||yes')
  })
})
