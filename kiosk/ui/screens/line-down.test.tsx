import { afterEach, describe, expect, test } from 'vitest'
import { flat } from '../testing/essentials.ts'
import { TYPED_CODE } from '../testing/test-cut-off-views.ts'
import { inLanguage, openTerminal } from '../testing/test-terminal.tsx'
import { otp, viewAt } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'

const opened: ReturnType<typeof openTerminal>[] = []
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

test.each(['vi', 'en'] as const)('%s: trying again on a line that stays down is seen, every time', async (language) => {
  for (const requests of [1, 2, 3]) {
    const view = viewAt('line-down', { otp: otp({ challenge: null, problem: 'LINE_DOWN', requests }) })
    const terminal = openTerminal(inLanguage(view, language))
    opened.push(terminal)
    await terminal.settle()
    const { why, tried } = TEXTS[language].lineDown
    const page = flat(terminal.lines())
    expect(page).toContain(why)
    expect(page.includes(tried(requests))).toBe(requests > 1)
  }
})

describe.each(['vi', 'en'] as const)('%s: the line goes away under a code that was typed', (language) => {
  const { lineDown, faults } = TEXTS[language]
  const show = async (changes: Parameters<typeof otp>[0]) => {
    const terminal = openTerminal(inLanguage(viewAt('line-down', { otp: otp(changes) }), language))
    opened.push(terminal)
    await terminal.settle()
    return terminal
  }
  const typed = { code: TYPED_CODE, unanswered: 1, problem: 'LINE_DOWN' } as const

  test.each([
    ['Enter sends the same digits again', '\r', 'user.retried'],
    ['the second line leaves them for later', '\u001b[B\r', 'user.deferred'],
  ] as const)('%s', async (_, key, type) => {
    const terminal = await show(typed)
    await terminal.type(key)
    expect(terminal.acts()).toEqual([{ type }])
  })

  test('every try that comes to nothing is seen', async () => {
    expect(flat((await show({ ...typed, unanswered: 2 })).lines())).toContain(lineDown.tried(2))
  })

  test('where it cannot be left, it is not offered', async () => {
    const page = flat((await show({ ...typed, mayDefer: false })).lines())
    expect(page).not.toContain(lineDown.options[1])
    expect(page).toContain(lineDown.cutOff.again)
  })

  test('a code of something else: a minute’s wait, and no key that does nothing', async () => {
    const page = flat((await show({ challenge: null, problem: 'OTP_RESEND_TOO_SOON' })).lines())
    expect(page).toContain(lineDown.justSent.why)
    expect(page).not.toContain(lineDown.options[1])
    expect(page).not.toContain(faults.OTP_RESEND_TOO_SOON.now)
  })
})
