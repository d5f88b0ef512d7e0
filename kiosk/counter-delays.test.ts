import { expect, test } from 'vitest'
import { COUNTER_GRACE_MS, COUNTER_LOCK_MS } from '../flows/base/delays.ts'
import { counterDelays } from './counter-delays.ts'

test.each([
  ['the usual lock', COUNTER_LOCK_MS, COUNTER_LOCK_MS - COUNTER_GRACE_MS],
  ['a lock as short as the grace', COUNTER_GRACE_MS, COUNTER_GRACE_MS / 2],
])('%s is warned of before it comes, and the visit is wiped with it', (_, lockMs, warnedAtMs) => {
  const { inactivityWarning, inactivityGrace } = counterDelays(lockMs)
  expect(inactivityWarning).toBe(warnedAtMs)
  expect(inactivityWarning + inactivityGrace).toBe(lockMs)
})
