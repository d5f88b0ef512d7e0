import { describe, expect, test } from 'vitest'
import { descendantsOf, stillAlive } from '../harness/process-list.ts'
import { motcuaTerminal } from '../harness/product.ts'
import { withTempFolder } from '../harness/temp.ts'

describe('the whole product in one terminal', () => {
  test.each(['Ctrl-C', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    '%s: the screen is given back and nothing runs on',
    (end) =>
      withTempFolder(async (dir) => {
        const terminal = motcuaTerminal(['up', '--screen', '--data', dir], { cols: 100, rows: 30 })
        try {
          await terminal.waitFor('Kính chào Quý khách', { timeoutMs: 60_000 })
          expect(terminal.alternateBuffer()).toBe(true)
          const known = await descendantsOf(terminal.pid)
          expect(known.map(({ name }) => name)).toContain('postgres')
          if (end === 'Ctrl-C') terminal.press('Ctrl-C')
          else terminal.kill(end)
          await terminal.exit
          // A program killed with -9 cannot restore the screen; its wrapper kiosk/motcua.mjs does.
          if (end !== 'SIGKILL') expect(terminal.alternateBuffer()).toBe(false)
          await expect.poll(() => stillAlive(known), { timeout: 30_000 }).toEqual([])
        } finally {
          await terminal.close()
        }
      }),
  )

  test('the simulated scanner fills the form with one key', () =>
    withTempFolder(async (dir) => {
      const terminal = motcuaTerminal(['up', '--screen', '--data', dir], { cols: 100, rows: 30 })
      try {
        await terminal.waitFor('Kính chào Quý khách', { timeoutMs: 60_000 })
        await terminal.waitFor('F5')
        terminal.press('F5')
        await terminal.waitFor('Đã đọc thẻ')
      } finally {
        await terminal.close()
      }
    }))
})
