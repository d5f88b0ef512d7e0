import { afterEach, expect, test } from 'vitest'
import { flat } from '../testing/essentials.ts'
import { openTerminal } from '../testing/test-terminal.tsx'
import { RECEIPT, viewAt, visit } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'

const KEPT = viewAt('result', {
  visit: visit('result', { outcome: { kind: 'pending', code: 'LINE_DOWN', receipt: RECEIPT } }),
})

const opened: ReturnType<typeof openTerminal>[] = []
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

test.each([
  [false, true],
  [true, false],
])('the receipt on the screen says that the hour is not confirmed: proven %s', async (clockProven, isSaid) => {
  const terminal = openTerminal(KEPT, { status: { clockProven } })
  opened.push(terminal)
  await terminal.settle()
  const page = flat(terminal.lines())
  expect(page).toContain(RECEIPT.receiptNumber)
  expect(page.includes(TEXTS.vi.frame.clockUnproven)).toBe(isSaid)
})
