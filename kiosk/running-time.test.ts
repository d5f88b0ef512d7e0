import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { bootName, runningMs } from './running-time.ts'

test('two programs read the same running time: a lock counts on through a restart', () => {
  const before = runningMs()
  const script = 'process.stdout.write(String(process.hrtime.bigint() / 1000000n))'
  const there = Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }))
  expect(there).toBeGreaterThanOrEqual(before)
  expect(there).toBeLessThanOrEqual(runningMs())
})

test('a start of the machine has one name for all programs', () => {
  const script = `import('${new URL('./running-time.ts', import.meta.url)}').then((m) => process.stdout.write(m.bootName()))`
  expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).toBe(bootName())
  if (process.platform === 'linux') expect(bootName()).toMatch(/^[0-9a-f-]{36}$/)
})
