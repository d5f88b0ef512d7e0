import { describe, expect, test } from 'vitest'
import { openCounter, session, TELLER } from './testing/test-counter.tsx'
import { openTerminal } from './testing/test-terminal.tsx'
import { viewAt } from './testing/test-views.ts'
import { COUNTER_TEXTS } from './text/counter-texts.ts'

const F6 = '\u001b[17~'
const ask = COUNTER_TEXTS.vi.reopen

function counterAt(screen: 'welcome' | 'staff-sign-in' | 'field', isSignedIn: boolean, store: 'STORE_DAMAGED' | null) {
  let count = 0
  const staffSession = screen === 'staff-sign-in' ? session() : null
  const terminal = openCounter(viewAt(screen, { staffSession }), {
    officer: isSignedIn ? TELLER : null,
    status: { store },
    reopen: () => {
      count += 1
    },
  })
  return { terminal, count: () => count }
}

describe('a damaged store at a counter', () => {
  test.each([
    ['between two citizens', 'welcome', true],
    ['while nobody is signed in', 'staff-sign-in', false],
  ] as const)('is opened anew by one key %s', async (_, screen, isSignedIn) => {
    const { terminal, count } = counterAt(screen, isSignedIn, 'STORE_DAMAGED')
    await terminal.settle()
    expect(terminal.text()).toContain(ask)
    await terminal.type(F6)
    expect(count()).toBe(1)
    terminal.close()
  })

  test.each([
    ['in the middle of a registration', 'field', true, 'STORE_DAMAGED'],
    ['while a second officer signs in', 'staff-sign-in', true, 'STORE_DAMAGED'],
    ['that is well', 'welcome', true, null],
  ] as const)('not %s', async (_, screen, isSignedIn, store) => {
    const { terminal, count } = counterAt(screen, isSignedIn, store)
    await terminal.type(F6)
    expect(terminal.text()).not.toContain(ask)
    expect(count()).toBe(0)
    terminal.close()
  })
})

test('a self-service station has no such key', async () => {
  let count = 0
  const terminal = openTerminal(viewAt('welcome'), { status: { store: 'STORE_DAMAGED' }, reopen: () => void count++ })
  await terminal.type(F6)
  expect(count).toBe(0)
  terminal.close()
})
