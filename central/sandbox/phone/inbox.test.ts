import { expect, test } from 'vitest'
import { createInbox } from './inbox.ts'
import { e164 } from './number.ts'

const TIME = Date.parse('2026-11-22T02:00:00.000Z')
const from = 'MOTCUA'

test('keeps messages of each phone apart, oldest first, with growing ids', () => {
  const inbox = createInbox(() => TIME)
  inbox.deliver('+84971204118', { from, text: 'one' })
  inbox.deliver('+84914320556', { from, text: 'other' })
  inbox.deliver('+84971204118', { from, text: 'two' })
  expect(inbox.list('+84971204118', 0)).toEqual([
    { id: 1, from, text: 'one', receivedAt: '2026-11-22T02:00:00.000Z' },
    { id: 3, from, text: 'two', receivedAt: '2026-11-22T02:00:00.000Z' },
  ])
  expect(inbox.list('+84971204118', 1).map(({ text }) => text)).toEqual(['two'])
  expect(inbox.list('+84971204118', 3)).toEqual([])
  expect(inbox.list('+84900000000', 0)).toEqual([])
})

test('drops the oldest message of a phone, and the phone that was quiet longest', () => {
  const inbox = createInbox(() => TIME, { messages: 2, phones: 2 })
  for (const text of ['1', '2', '3']) inbox.deliver('+84900000001', { from, text })
  expect(inbox.list('+84900000001', 0).map(({ text }) => text)).toEqual(['2', '3'])
  inbox.deliver('+84900000002', { from, text: 'a' })
  inbox.deliver('+84900000001', { from, text: '4' })
  inbox.deliver('+84900000003', { from, text: 'b' })
  expect(inbox.list('+84900000002', 0)).toEqual([])
  expect(inbox.list('+84900000001', 0).map(({ text }) => text)).toEqual(['3', '4'])
})

test('reads a national number as E.164 and leaves the rest alone', () => {
  expect(e164('0971204118')).toBe('+84971204118')
  expect(e164('+84971204118')).toBe('+84971204118')
  expect(e164('09712')).toBe('09712')
})
