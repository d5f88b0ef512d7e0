import { expect, test } from 'vitest'
import { DOCTOR_KEYS, doctorCapOf, doctorCommandOf } from './doctor-keys.ts'
import { LIST_HINTS } from './doctor-lines.ts'

test('every command stands once in the table and no key means two things', () => {
  const commands = DOCTOR_KEYS.map(({ command }) => command)
  const keys = DOCTOR_KEYS.flatMap((key) => key.keys)
  expect(new Set(commands).size).toBe(commands.length)
  expect(new Set(keys).size).toBe(keys.length)
})

test('what the footer promises is in the table', () => {
  for (const [command] of LIST_HINTS) expect(doctorCapOf(command, 'unicode')).not.toBe('')
  expect(doctorCapOf('up', 'ascii')).toMatch(/^[ -~]+$/)
  expect(doctorCommandOf({ kind: 'key', name: 'f5' })).toBe('look')
  expect(doctorCommandOf({ kind: 'text', text: '5' })).toBeNull()
})
