import { afterEach, describe, expect, test } from 'vitest'
import { openCounter, TECHNICIAN } from '../testing/test-counter.tsx'
import { callBacks } from '../testing/test-return-views.ts'
import { viewAt } from '../testing/test-views.ts'
import { CALL_BACK_TEXTS } from '../text/call-back-texts.ts'
import { listReducer, pagesFor } from './call-backs.reducer.ts'

type Opened = ReturnType<typeof openCounter>
const opened: Opened[] = []
const { vi } = CALL_BACK_TEXTS
const DOWN = '\u001b[B'
const RIGHT = '\u001b[C'
const LEFT = '\u001b[D'

async function show(...args: Parameters<typeof openCounter>): Promise<Opened> {
  const terminal = openCounter(...args)
  opened.push(terminal)
  await terminal.settle()
  return terminal
}

afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

const phonesOn = (terminal: Opened) => terminal.text().match(/0982\d{6}/g) ?? []

test('a long list is shown whole, a page at a time, and nobody twice', async () => {
  const terminal = await show(viewAt('call-backs', { callBacks: callBacks(200) }))
  const seen = [...phonesOn(terminal)]
  const pages = pagesFor(200, seen.length)
  expect(terminal.text()).toContain(vi.page(1, pages))
  for (let page = 2; page <= pages; page += 1) {
    await terminal.type(RIGHT)
    seen.push(...phonesOn(terminal))
  }
  expect(terminal.text()).toContain(vi.page(pages, pages))
  expect(seen).toHaveLength(200)
  expect(new Set(seen).size).toBe(200)
  await terminal.type(RIGHT)
  expect(terminal.text()).toContain(vi.page(pages, pages))
  await terminal.type(LEFT)
  expect(terminal.text()).toContain(vi.page(pages - 1, pages))
})

test('a long name is cut, never the number beside it', async () => {
  const terminal = await show(viewAt('call-backs'))
  expect(terminal.text()).toMatch(/Công Tằng Tôn Nữ.*… +0982000001 /)
})

test('a screen reader hears each row as a sentence', async () => {
  const terminal = await show(viewAt('call-backs'), { screenReader: true })
  const said = terminal.text().replace(/\s+/g, ' ')
  const row = { number: callBacks(1).callBacks[0]?.receiptNumber ?? '', name: 'Nguyễn Thị Thử', phone: '0982000000' }
  expect(said).toContain(vi.rowSpoken({ ...row, method: 'Thuê bao di động', since: '22/11', until: '22/12/2026' }))
})

describe('from the counter’s welcome', () => {
  test('F3 asks for a receipt, F4 for the list', async () => {
    const terminal = await show(viewAt('welcome'))
    await terminal.type('\u001bOR')
    await terminal.type('\u001bOS')
    expect(terminal.sent.filter(({ type }) => type !== 'user.active')).toEqual([
      { type: 'user.choseReturn' },
      { type: 'user.askedCallBacks' },
    ])
  })

  test('not for whoever takes no registrations', async () => {
    const terminal = await show(viewAt('welcome'), { officer: TECHNICIAN })
    await terminal.type('\u001bOS')
    expect(terminal.sent.filter(({ type }) => type !== 'user.active')).toEqual([])
  })
})

test('each row has the number of its receipt, name, phone and deadline, and Enter begins its return visit', async () => {
  const context = callBacks(3)
  const terminal = await show(viewAt('call-backs', { callBacks: context }))
  const rows = terminal.text().split('\n')
  for (const { receiptNumber, fullName } of context.callBacks) {
    const row = rows.find((line) => line.includes(receiptNumber)) ?? ''
    expect(row).toContain(fullName.slice(0, 6))
    expect(row).toMatch(/09\d{8} .*\d\d\/\d\d\/2026/)
  }
  await terminal.type(DOWN)
  await terminal.type('\r')
  const { packetId = '' } = context.callBacks[1] ?? {}
  expect(terminal.sent).toContainEqual({ type: 'user.choseCallBack', packetId })
})

test('the pointer stays within the list', () => {
  expect(listReducer({ at: 0 }, { type: 'moved', by: -1, count: 3 })).toEqual({ at: 0 })
  expect(listReducer({ at: 2 }, { type: 'moved', by: 9, count: 3 })).toEqual({ at: 2 })
  expect(listReducer({ at: 0 }, { type: 'moved', by: 1, count: 0 })).toEqual({ at: 0 })
  expect([pagesFor(0, 9), pagesFor(9, 9), pagesFor(10, 9), pagesFor(5, 0)]).toEqual([1, 1, 2, 5])
})
