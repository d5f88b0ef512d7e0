import { expect, test } from 'vitest'
import { findingWords } from './finding-words.ts'

test.each([
  [{ what: 'ahead', byMs: 315_575_945_000, clock: 'unproven' }, 'nhanh hơn giờ trung tâm khoảng 10 năm'],
  [
    { what: 'back', byMs: 7_500_000, clock: 'proven' },
    'lùi 2 giờ 5 phút so với hồ sơ đứng trước dù máy báo giờ đã xác nhận',
  ],
  // Of a central of another version.
  [{ byMs: 45_000 }, 'lệch 45 giây'],
  [{ byMs: -45_000 }, 'lệch 45 giây'],
])('by how much a clock was off is said as people do: %j', (details, words) => {
  const text = findingWords({ kind: 'clock', resolvedAtMs: null, details })
  expect(text).toBe(`giờ trên hồ sơ không khớp, ${words}`)
})
