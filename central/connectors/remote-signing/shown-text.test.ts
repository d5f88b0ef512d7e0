import { expect, test } from 'vitest'
import { shownText } from './shown-text.ts'

test('the code comes first, and a long text is cut at 500 characters, none of them in half', () => {
  expect(shownText('4711', 'Đăng ký')).toBe('Mã đối chiếu: 4711. Đăng ký')
  const long = shownText('4711', '𠀋'.repeat(600))
  expect([...long]).toHaveLength(500)
  expect(long.isWellFormed()).toBe(true)
})
