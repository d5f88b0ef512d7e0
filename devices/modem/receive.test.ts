import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createManualScheduler } from '../port/manual-scheduler.ts'
import type { Deliver } from './pdu/deliver.ts'
import type { Concatenation } from './pdu/user-data.ts'
import { createInbox, DUPLICATE_WINDOW_MS, MAX_UNFINISHED, PARTS_EXPIRE_MS } from './receive.ts'
import { createReportDesk, EARLY_REPORT_MS } from './report-desk.ts'

const part = (text: string, concatenation: Partial<Concatenation> | null = null, from = '1414'): Deliver => ({
  kind: 'deliver',
  from: { kind: 'number', digits: from },
  sentAtMs: 1_670_549_440_000,
  data: {
    alphabet: 'gsm7',
    text,
    concatenation: concatenation && { reference: 1, referenceBits: 8, total: 2, sequence: 1, ...concatenation },
  },
})
const at = (index: number) => ({ storage: 'ME', index })
const inbox = () => {
  const scheduler = createManualScheduler()
  return { scheduler, ...createInbox(scheduler) }
}

describe('parts', () => {
  // More than nine: as words, 10 would come before 2.
  const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]

  test('in any order make one message, deleted when it is whole and not before', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ALL, { minLength: ALL.length }), (order) => {
        const { take } = inbox()
        const total = ALL.length
        const received = order.map((sequence) => take(part(`<${sequence}>`, { total, sequence }), at(sequence)))
        const last = received.pop()
        expect(received.filter(({ message, spent }) => message !== null || spent.length > 0)).toEqual([])
        expect(last?.message?.text).toBe(ALL.map((sequence) => `<${sequence}>`).join(''))
        expect(last?.spent.toSorted((a, b) => a.index - b.index)).toEqual(ALL.map(at))
      }),
      { seed: 20221209, numRuns: 50 },
    )
  })

  test('of two messages do not mix: by sender, reference and its width', () => {
    const { take } = inbox()
    take(part('a', { sequence: 1 }), null)
    expect(take(part('b', { sequence: 2 }, '1415'), null).message).toBeNull()
    expect(take(part('c', { sequence: 2, reference: 2 }), null).message).toBeNull()
    expect(take(part('d', { sequence: 2, referenceBits: 16 }), null).message).toBeNull()
    expect(take(part('e', { sequence: 2 }), null).message?.text).toBe('ae')
  })

  test('whose others never come are let go', async () => {
    const { take, scheduler } = inbox()
    take(part('old', { sequence: 1 }), null)
    await scheduler.advance(PARTS_EXPIRE_MS)
    expect(take(part('new', { sequence: 2 }), null).message).toBeNull()
  })

  test('of too many messages push out the oldest', () => {
    const { take } = inbox()
    for (let reference = 0; reference <= MAX_UNFINISHED; reference += 1) take(part('x', { reference }), null)
    expect(take(part('y', { reference: 0, sequence: 2 }), null).message).toBeNull()
    expect(take(part('y', { reference: MAX_UNFINISHED, sequence: 2 }), null).message?.text).toBe('xy')
  })
})

test('a message read twice is one, and its second copy is deleted; later it is another', async () => {
  const { take, scheduler } = inbox()
  expect(take(part('a'), at(1))).toEqual({ message: { from: part('a').from, text: 'a' }, spent: [at(1)] })
  expect(take(part('a'), at(2))).toEqual({ message: null, spent: [at(2)] })
  await scheduler.advance(DUPLICATE_WINDOW_MS)
  expect(take(part('a'), at(3)).message?.text).toBe('a')
})

test('no text holds a control character but line ends', () => {
  const { take } = inbox()
  expect(take(part('a\x1b[2Jb\r\nc\x07\u009b'), null).message?.text).toBe('a [2Jb\nc  ')
})

test('forgetting leaves no wait behind', () => {
  const { take, forget, scheduler } = inbox()
  take(part('a', { sequence: 1 }), null)
  forget()
  expect(scheduler.pending).toBe(0)
})

describe('reports', () => {
  const report = (reference: number, status: number, digits = '+84821234088') => ({
    kind: 'status-report' as const,
    reference,
    recipient: { kind: 'number' as const, digits },
    sentAtMs: null,
    status,
  })
  const desk = () => {
    const scheduler = createManualScheduler()
    return { scheduler, ...createReportDesk(scheduler) }
  }

  test('reach who waits, by reference and number in whatever form', async () => {
    const { await: wait, take } = desk()
    const outcome = wait(7, '+84821234088', 1_000)
    take(report(8, 0x46))
    take(report(7, 0x46, '+84911000111'))
    take(report(7, 0x30))
    take(report(7, 0, '0821234088'))
    expect(await outcome).toBe('delivered')
  })

  test('that came before the reference was known are kept for a minute', async () => {
    const { await: wait, take, scheduler } = desk()
    take(report(8, 0))
    take(report(7, 0, '+84911000111'))
    take(report(7, 0x46))
    expect(await wait(7, '+84821234088', 1_000)).toBe('failed')
    take(report(9, 0))
    await scheduler.advance(EARLY_REPORT_MS)
    const late = wait(9, '+84821234088', 1_000)
    await scheduler.advance(1_000)
    expect(await late).toBeNull()
  })

  test('closing ends every wait', async () => {
    const { await: wait, close } = desk()
    const outcome = wait(7, '+84821234088', 1_000)
    close()
    expect(await outcome).toBeNull()
  })
})
