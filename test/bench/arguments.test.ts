import { expect, test } from 'vitest'
import { GROUPS, readArguments } from './arguments.ts'

test('all groups unless some are asked for', () => {
  expect(readArguments([])).toEqual({ groups: GROUPS, quick: false })
  expect(readArguments(['--quick', '--only', 'push', '--only', 'keys.p99'])).toEqual({
    groups: ['keys', 'push'],
    quick: true,
  })
})

test('what is not known is named', () => {
  expect(() => readArguments(['--only', 'speed'])).toThrow('no such figure: speed')
  expect(() => readArguments(['--fast'])).toThrow('--fast')
})
