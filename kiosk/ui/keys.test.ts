import { expect, test } from 'vitest'
import { capOf, commandOf, KEYS } from './keys.ts'

test('every command stands once in the table and no key means two things', () => {
  const commands = KEYS.map((binding) => binding.command)
  const keys = KEYS.flatMap((binding) => binding.keys)
  expect(new Set(commands).size).toBe(commands.length)
  expect(new Set(keys).size).toBe(keys.length)
})

test('nothing a citizen is told of needs Tab, Ctrl or a mouse', () => {
  const told = KEYS.filter((binding) => binding.hint !== 'none')
  expect(told.flatMap((binding) => binding.keys).filter((name) => name === 'tab' || name.startsWith('ctrl'))).toEqual(
    [],
  )
})

test('the keys of product.md §8 mean what it says', () => {
  expect(capOf('next')).toBe('Enter')
  expect(commandOf({ kind: 'key', name: 'escape' })).toBe('back')
  expect(commandOf({ kind: 'key', name: 'f1' })).toBe('help')
  expect(commandOf({ kind: 'key', name: 'f10' })).toBe('end')
  expect(commandOf({ kind: 'key', name: 'f12' })).toBe('look')
  expect(commandOf({ kind: 'text', text: '1' })).toBeNull()
  expect(commandOf({ kind: 'key', name: 'f11' })).toBeNull()
})
