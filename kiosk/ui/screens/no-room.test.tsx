import { describe, expect, test } from 'vitest'
import { openCounter, TELLER } from '../testing/test-counter.tsx'
import { openTerminal } from '../testing/test-terminal.tsx'
import { viewAt, visit } from '../testing/test-views.ts'
import { ASSISTED_TEXTS } from '../text/assisted-texts.ts'
import { TEXTS } from '../text/texts.ts'

const { noRoom } = TEXTS.vi.store
const F3 = '\u001bOR'
const ESC = '\u001b'

describe('a station that could not keep a registration says so before anything is typed', () => {
  test.each([
    ['welcome', 80, 24],
    ['welcome', 100, 30],
    ['subject', 80, 24],
    ['method', 80, 24],
    ['adviser-question', 80, 24],
    ['adviser-advice', 80, 24],
    ['conditions', 80, 24],
  ] as const)('on %s in %i columns, and the page goes away by itself', async (screen, columns, rows) => {
    const view = viewAt(screen, { visit: visit(screen) })
    const terminal = openTerminal(view, { columns, rows, status: { noRoom: 'STORE_FULL' } })
    await terminal.settle()
    expect(terminal.text()).toContain(noRoom.question)
    expect(terminal.text()).toContain(noRoom.go)
    expect(terminal.lines().every((line) => [...line.normalize('NFC')].length <= columns)).toBe(true)
    await terminal.setStatus({ noRoom: null })
    expect(terminal.text()).not.toContain(noRoom.question)
    terminal.close()
  })

  test.each(['field', 'review', 'result', 'return-found'] as const)(
    'but not to whoever stands on %s',
    async (screen) => {
      const terminal = openTerminal(viewAt(screen, { visit: visit(screen) }), { status: { noRoom: 'STORE_FULL' } })
      await terminal.settle()
      expect(terminal.text()).not.toContain(noRoom.question)
      terminal.close()
    },
  )

  test('a receipt can still be shown; Enter is not promised', async () => {
    const terminal = openTerminal(viewAt('welcome'), { status: { noRoom: 'STORE_READ_ONLY' } })
    await terminal.settle()
    expect(terminal.text()).toContain(noRoom.why.STORE_READ_ONLY.slice(0, 40))
    expect(terminal.lines().at(-1)).not.toContain('Enter')
    await terminal.type(F3)
    expect(terminal.acts()).toEqual([{ type: 'user.choseReturn' }])
    terminal.close()
  })

  test('Esc leaves at once: a page back is this page again', async () => {
    const terminal = openTerminal(viewAt('method', { visit: visit('method') }), { status: { noRoom: 'STORE_FULL' } })
    await terminal.type(ESC)
    await expect.poll(() => terminal.acts()).toEqual([{ type: 'user.ended' }])
    terminal.close()
  })

  test('an officer is told it as an officer', async () => {
    const terminal = openCounter(viewAt('welcome'), { officer: TELLER, status: { noRoom: 'STORE_FULL' } })
    await terminal.settle()
    expect(terminal.text()).toContain(ASSISTED_TEXTS.vi.store.noRoom.question)
    terminal.close()
  })
})
