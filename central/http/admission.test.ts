import { EventEmitter } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import { ADMISSION_DEFAULTS, createAdmission, SMALL_MAX_BYTES } from './admission.ts'

const BODY_MAX = 8 * 1_048_576
const calm = { waiting: () => 0, delayMs: () => 0 }
const limits = { ...ADMISSION_DEFAULTS, bulk: 2, small: 3, bytes: 3_000_000 }

/** A request as far as admission looks at it. */
function requestOf(headers: Record<string, string>, counted = true, isOpen = false) {
  const config = counted ? { admission: { bodyMaxBytes: BODY_MAX, isOpen } } : {}
  return { headers, routeOptions: { config } } as unknown as FastifyRequest
}
const sized = (bytes: number, more: Record<string, string> = {}) =>
  requestOf({ 'content-length': String(bytes), ...more })

function gate(pressure: typeof calm = calm, random = () => 0.5) {
  const admission = createAdmission(pressure, limits, random)
  const enter = async (request: FastifyRequest) => {
    const raw = new EventEmitter()
    await admission.hook(request, { raw } as unknown as FastifyReply)
    return () => raw.emit('close')
  }
  return { admission, enter }
}
const busy = { code: 'CENTRAL_BUSY', details: { retryAfterMs: 3_000 } }
const BULK = SMALL_MAX_BYTES + 1

describe('admission', () => {
  test('bulk past its number is told when to come again; a place is free when a request is over', async () => {
    const { enter } = gate()
    const leave = await enter(sized(BULK))
    await enter(sized(BULK))
    await expect(enter(sized(BULK))).rejects.toMatchObject(busy)
    leave()
    await enter(sized(BULK))
  })

  test('small requests keep their share while bulk is full, and have a limit of their own', async () => {
    const { enter } = gate()
    for (const _ of [1, 2]) await enter(sized(BULK))
    for (const _ of [1, 2, 3]) await enter(sized(SMALL_MAX_BYTES))
    await expect(enter(sized(10))).rejects.toMatchObject(busy)
  })

  test('bytes are counted as they will lie in memory', async () => {
    const { enter, admission } = gate()
    await enter(sized(900_000, { 'content-encoding': 'gzip' }))
    expect(admission.underWay()).toMatchObject({ bulk: 1, bytes: 2_700_000 })
    await expect(enter(sized(400_000))).rejects.toMatchObject(busy)
  })

  test('a body of unknown length, or of a length that is none, counts as the largest', async () => {
    for (const headers of [{ 'transfer-encoding': 'chunked' }, { 'content-length': 'x' }] as Record<string, string>[]) {
      const { enter, admission } = gate()
      await enter(requestOf(headers))
      expect(admission.underWay()).toMatchObject({ bulk: 1, bytes: BODY_MAX })
    }
  })

  test.each([
    ['statements that wait', { waiting: () => ADMISSION_DEFAULTS.bulkWaiting, delayMs: () => 0 }],
    ['an event loop that runs late', { waiting: () => 0, delayMs: () => ADMISSION_DEFAULTS.bulkDelayMs }],
  ])('%s keep bulk out, not people', async (_what, pressure) => {
    const { enter } = gate(pressure)
    await expect(enter(sized(BULK))).rejects.toMatchObject(busy)
    await enter(sized(5_000))
  })

  test('when even people would only wait, they are told', async () => {
    const { enter } = gate({ waiting: () => ADMISSION_DEFAULTS.smallWaiting, delayMs: () => 0 })
    await expect(enter(sized(5_000))).rejects.toMatchObject(busy)
  })

  test('stations turned away together come back at different times', async () => {
    const times = new Set<number>()
    for (const draw of [0, 0.3, 0.999]) {
      const { enter } = gate({ waiting: () => 1_000, delayMs: () => 0 }, () => draw)
      await enter(sized(BULK)).catch((fault) => times.add(fault.details.retryAfterMs))
    }
    expect([...times]).toEqual([1_000, 2_200, 4_996])
  })

  test('what anybody can send fills its own places, whatever its size, and none of a station’s', async () => {
    const { enter, admission } = gate()
    const open = (bytes: number) => requestOf({ 'content-length': String(bytes) }, true, true)
    for (const bytes of [10, BODY_MAX]) await enter(open(bytes))
    for (const bytes of [10, BODY_MAX]) await expect(enter(open(bytes))).rejects.toMatchObject(busy)
    expect(admission.underWay()).toEqual({ bulk: 0, small: 0, open: 2, bytes: 0 })
    for (const bytes of [BULK, BULK, 10, 10, 10]) await enter(sized(bytes))
    const { enter: later } = gate({ waiting: () => ADMISSION_DEFAULTS.bulkWaiting, delayMs: () => 0 })
    await expect(later(open(10))).rejects.toMatchObject(busy)
  })

  test('other routes are not counted', async () => {
    const { admission, enter } = gate({ waiting: () => 1_000, delayMs: () => 1_000 })
    await enter(requestOf({ 'content-length': '99' }, false))
    expect(admission.underWay()).toEqual({ bulk: 0, small: 0, open: 0, bytes: 0 })
  })
})
