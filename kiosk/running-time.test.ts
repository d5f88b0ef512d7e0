import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { runningMs } from './running-time.ts'

test('two programs read the same running time: a lock counts on through a restart', () => {
  const before = runningMs()
  const script = 'process.stdout.write(String(process.hrtime.bigint() / 1000000n))'
  const there = Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }))
  expect(there).toBeGreaterThanOrEqual(before)
  expect(there).toBeLessThanOrEqual(runningMs())
})
