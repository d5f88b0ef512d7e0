import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout, nodeFlags } from './bench/programs.ts'

test.each(['motcua-sync.service', 'motcua-sync-once.service'])('%s runs the program as the launcher does', (unit) => {
  const text = readFileSync(join(checkout, 'docs', 'systemd', unit), 'utf8')
  const [, flags = ''] = /^ExecStart=\S+\/node (.*?)dist\/motcua\.js sync /m.exec(text) ?? []
  expect(nodeFlags).not.toEqual([])
  expect(flags.trim().split(' ')).toEqual(nodeFlags)
})

test('the service that finds another at it tries less and less often, and takes over when that one ends', () => {
  const text = readFileSync(join(checkout, 'docs', 'systemd', 'motcua-sync.service'), 'utf8')
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1]
  expect(value('Restart')).toBe('always')
  expect(value('RestartPreventExitStatus')).toBeUndefined()
  expect(Number(value('RestartSteps'))).toBeGreaterThan(1)
  expect(Number(value('RestartMaxDelaySec'))).toBeGreaterThan(60 * Number(value('RestartSec')) - 1)
})
