import { describe, expect, test } from 'vitest'
import { createManualScheduler } from '../port/manual-scheduler.ts'
import { createExchange } from './exchange.ts'
import type { ChildRequest } from './messages.ts'

function start() {
  const scheduler = createManualScheduler()
  const written: ChildRequest['kind'][] = []
  const late: ChildRequest['kind'][] = []
  const exchange = createExchange({
    scheduler,
    write: (request) => written.push(request.kind),
    onLate: (kind) => late.push(kind),
  })
  return { scheduler, written, late, exchange }
}

describe('requests to one child', () => {
  test('all are written at once, and answered in their order', async () => {
    const { exchange, written } = start()
    const look = exchange.request({ kind: 'look' }, 10)
    const end = exchange.request({ kind: 'end' }, 10)
    expect(written).toEqual(['look', 'end'])
    expect(exchange.answered({ kind: 'unchanged', memoryBytes: 1 })).toBe(true)
    expect(exchange.answered({ kind: 'ended' })).toBe(true)
    expect(await look).toEqual({ kind: 'unchanged', memoryBytes: 1 })
    expect(await end).toEqual({ kind: 'ended' })
  })

  test('the time of each runs from when it is the first', async () => {
    const { exchange, scheduler, late } = start()
    void exchange.request({ kind: 'look' }, 100)
    void exchange.request({ kind: 'end' }, 50)
    await scheduler.advance(90)
    exchange.answered({ kind: 'unchanged', memoryBytes: 1 })
    await scheduler.advance(40)
    expect(late).toEqual([])
    await scheduler.advance(20)
    expect(late).toEqual(['end'])
  })

  test.each([[null], ['text'], [{}], [{ kind: 'signature' }], [{ kind: 7 }]])('%j answers no look', (nonsense) => {
    const { exchange } = start()
    void exchange.request({ kind: 'look' }, 100)
    expect(exchange.answered(nonsense)).toBe(false)
  })

  test('what nobody asked for is no answer', () => {
    expect(start().exchange.answered({ kind: 'ended' })).toBe(false)
  })

  test('at the end all who wait, and who ask later, are told why, and no time runs', async () => {
    const { exchange, scheduler, written } = start()
    const asked = exchange.request({ kind: 'look' }, 100)
    exchange.end(new Error('gone'))
    exchange.end(new Error('gone twice'))
    await expect(asked).rejects.toThrow('gone')
    await expect(exchange.request({ kind: 'end' }, 100)).rejects.toThrow(/^gone$/)
    expect(written).toEqual(['look'])
    expect(scheduler.pending).toBe(0)
  })
})
