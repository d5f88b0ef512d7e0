import { describe, expect, test } from 'vitest'
import type { KeyInput } from '../keyboard/key-input.ts'
import { createLiveStore } from '../live-store.ts'
import { takeMenuKey } from './menu.keys.ts'
import { menuReducer } from './menu.reducer.ts'

function menu(count: number, at: number | null) {
  const store = createLiveStore(menuReducer, { at })
  const chosen: number[] = []
  return { chosen, take: (key: KeyInput) => takeMenuKey(key, store, count, (line) => chosen.push(line)) }
}

const ENTER: KeyInput = { kind: 'key', name: 'enter' }

describe('a menu', () => {
  test('a digit chooses its line, digits without a line choose nothing', () => {
    const { chosen, take } = menu(3, 0)
    for (const digit of [2, 0, 4, 9]) take({ kind: 'choice', digit })
    expect(chosen).toEqual([1])
  })

  test('text is no choice: a scanner types digits too', () => {
    const { chosen, take } = menu(3, 0)
    expect(take({ kind: 'text', text: '2' })).toBe(false)
    expect(chosen).toEqual([])
  })

  test('Enter takes the pointed line, which arrows move in a ring', () => {
    const { chosen, take } = menu(3, 0)
    take({ kind: 'key', name: 'up' })
    take(ENTER)
    take({ kind: 'key', name: 'down' })
    take(ENTER)
    expect(chosen).toEqual([2, 0])
  })

  test('where Enter means something else it is left to the flow', () => {
    const { chosen, take } = menu(5, null)
    take({ kind: 'key', name: 'down' })
    expect(take(ENTER)).toBe(false)
    expect(chosen).toEqual([])
  })
})
