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
