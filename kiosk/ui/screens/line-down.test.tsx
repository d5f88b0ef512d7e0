import { afterEach, expect, test } from 'vitest'
import { flat } from '../testing/essentials.ts'
import { inLanguage, openTerminal } from '../testing/test-terminal.tsx'
import { otp, viewAt } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'

const opened: ReturnType<typeof openTerminal>[] = []
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

test.each(['vi', 'en'] as const)('%s: trying again on a line that stays down is seen, every time', async (language) => {
  for (const requests of [1, 2, 3]) {
    const view = viewAt('line-down', { otp: otp({ problem: 'LINE_DOWN', requests }) })
    const terminal = openTerminal(inLanguage(view, language))
    opened.push(terminal)
    await terminal.settle()
    const { why, tried } = TEXTS[language].lineDown
    const page = flat(terminal.lines())
    expect(page).toContain(why)
    expect(page.includes(tried(requests))).toBe(requests > 1)
  }
})
