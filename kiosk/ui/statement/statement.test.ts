import { describe, expect, test } from 'vitest'
import { createLiveStore } from '../live-store.ts'
import { lookOf } from '../theme.ts'
import { takeStatementKey } from './statement.keys.ts'
import { statementReducer } from './statement.reducer.ts'
import { statementLines } from './statement-lines.ts'

const key = (name: 'up' | 'down' | 'f3' | 'enter' | 'escape') => ({ kind: 'key', name }) as const
const [PLAIN, ASCII] = [lookOf({ colours: 'none', glyphs: 'unicode' }), lookOf({ colours: 'none', glyphs: 'ascii' })]

describe('a statement that is longer than its room', () => {
  test('moves between its first row and its last', () => {
    const store = createLiveStore(statementReducer, { isOpen: true, from: 0 })
    const keys = { last: 2, canToggle: false }
    expect(takeStatementKey(key('up'), store, keys)).toBe(true)
    expect(store.read().from).toBe(0)
    for (let press = 0; press < 5; press++) takeStatementKey(key('down'), store, keys)
    expect(store.read().from).toBe(2)
    takeStatementKey(key('up'), store, keys)
    expect(store.read().from).toBe(1)
  })

  test('stays where it is when all of it fits', () => {
    const store = createLiveStore(statementReducer, { isOpen: true, from: 0 })
    takeStatementKey(key('down'), store, { last: -4, canToggle: false })
    expect(store.read().from).toBe(0)
  })

  test('takes no key while it is closed but the one that opens it, and begins at its top', () => {
    const store = createLiveStore(statementReducer, { isOpen: false, from: 3 })
    const keys = { last: 5, canToggle: true }
    expect(takeStatementKey(key('down'), store, keys)).toBe(false)
    expect(takeStatementKey(key('enter'), store, keys)).toBe(false)
    expect(takeStatementKey(key('f3'), store, keys)).toBe(true)
    expect(store.read()).toEqual({ isOpen: true, from: 0 })
    expect(takeStatementKey(key('f3'), store, { ...keys, canToggle: false })).toBe(false)
  })

  test('Esc closes it where it can be closed, and leaves the screen where it cannot or is closed', () => {
    const store = createLiveStore(statementReducer, { isOpen: true, from: 2 })
    expect(takeStatementKey(key('escape'), store, { last: 5, canToggle: false })).toBe(false)
    expect(takeStatementKey(key('escape'), store, { last: 5, canToggle: true })).toBe(true)
    expect(store.read().isOpen).toBe(false)
    expect(takeStatementKey(key('escape'), store, { last: 5, canToggle: true })).toBe(false)
  })
})

describe('its rows', () => {
  test('keep every letter in order, wrapped between words', () => {
    const text = 'ĐĂNG KÝ TÀI KHOẢN\n\nTôi yêu cầu mở tài khoản nêu trên.\n'
    const lines = statementLines(text, 14, PLAIN)
    expect(lines.every((line) => line.length <= 14)).toBe(true)
    expect(lines.join(' ').replace(/ +/g, ' ')).toBe(text.trim().replace(/\n+/g, ' '))
    expect(lines).toContain('')
  })

  test.each([
    ['\u001b[2J', ' [2J'],
    ['a\u0007b', 'a b'],
    ['abc\u202edef', 'abc def'],
    ['a\u2028b', 'a\u2028b'],
  ])('%j is shown as %j', (given, shown) => {
    expect(statementLines(given, 40, PLAIN).join('\n')).toBe(shown.replace(/^ /, ''))
  })

  test('use plain signs on a plain font', () => {
    expect(statementLines('Cổng · mẫu 1 – hai', 40, ASCII)).toEqual(['Cổng - mẫu 1 - hai'])
  })
})
