import { expect, test } from 'vitest'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { leaveResult, walkKiosk } from '../harness/kiosk-walk.ts'
import { motcuaJson, motcuaTerminal, PASSWORD, sandboxPeople, startUp } from '../harness/product.ts'
import { withTempFolder } from '../harness/temp.ts'

test('central gone before the code: the frame says so, the registration is kept, the receipt asks the citizen back', () =>
  withTempFolder(async (dir) => {
    const [person] = await sandboxPeople()
    if (!person) throw new Error('nobody lives in the sandbox')
    const { up, process } = await startUp(dir)
    const kiosk = motcuaTerminal(['kiosk', '--data', up.data], { cols: 80, rows: 24 })
    try {
      await kiosk.waitFor(vi.frame.line.online)
      await walkKiosk(kiosk, person, 'review')
      await process.stop('SIGTERM')
      kiosk.press('Enter')
      await kiosk.waitFor(vi.lineDown.question)
      // Sooner than the regular look at the line, which comes every ten seconds.
      await kiosk.waitFor(vi.frame.line.offline, { timeoutMs: 5_000 })
      await kiosk.type('2')
      await kiosk.waitFor(vi.password.question)
      await kiosk.type(PASSWORD)
      kiosk.press('Enter')
      await kiosk.type(PASSWORD)
      kiosk.press('Enter')
      await kiosk.waitFor(vi.terms.question)
      // An impatient hand throws no receipt away that nobody has read.
      kiosk.press('Enter', 'Enter')
      // The number stands below the title: when it is there, the frame is whole.
      const receipt = await kiosk.waitFor(/K\d{4}-000001/)
      expect(receipt).toContain(vi.result.waiting('').title)
      expect(receipt).not.toContain(vi.result.pending.what)
      kiosk.press('Enter')
      await leaveResult(kiosk)
      await kiosk.waitFor(vi.result.kept.yes)
      expect(kiosk.text()).toMatch(/K\d{4}-000001/)
      kiosk.kill('SIGKILL')
      await kiosk.exit
      const { value } = await motcuaJson<{ waiting: number }>('outbox', '--data', up.data)
      expect(value.waiting).toBe(1)
    } finally {
      await kiosk.close()
    }
  }))
