import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { draftOf } from './testing/drafts.ts'
import { type StationFixture, startStation } from './testing/station-fixture.ts'

const TEN_YEARS_MS = 10 * 365.25 * 86_400_000

let fixture: StationFixture
let stop: AbortController
const keeping: Promise<void>[] = []

beforeEach(async () => {
  fixture = await startStation()
  stop = new AbortController()
})

afterEach(async () => {
  stop.abort()
  await Promise.all(keeping.splice(0))
  await fixture.close()
})

/** Another program on the same store: a machine's clock and running time of its own to be set, its line watched as the kiosk's frame does. */
const open = (start = { clockMs: fixture.clock.nowMs, runningMs: 60_000 }) => {
  const machine = { ...start }
  const station = fixture.openAgain({
    clock: { now: () => machine.clockMs },
    runningMs: () => machine.runningMs,
  })
  return { machine, station }
}
const keep = ({ station }: ReturnType<typeof open>) => {
  station.line.run(stop.signal, 'calm')
  keeping.push(station.keepTime(stop.signal))
}
const isProven = ({ station }: ReturnType<typeof open>) =>
  expect.poll(() => station.time.proven, { timeout: 12_000, interval: 50 }).toBe(true)

describe('two programs on one store, and only one of them syncs', () => {
  test('the other is proven within seconds, takes nothing of the sync job, and is right where its clock is not', async () => {
    const packet = await fixture.station.packets.seal(draftOf(fixture.secrets))
    const sync = await fixture.station.createSync()
    await sync.runOnce()
    await fixture.peer.decide(packet.packetId, { state: 'accepted', ial: 2 })
    const kiosk = open({ clockMs: fixture.clock.nowMs + TEN_YEARS_MS, runningMs: 60_000 })
    expect([fixture.station.time.proven, kiosk.station.time.proven]).toEqual([true, false])
    keep(kiosk)
    await isProven(kiosk)
    expect(Math.abs(kiosk.station.time.now() - fixture.clock.nowMs)).toBeLessThan(10_000)
    expect(await sync.runOnce()).toMatchObject({ decided: 1 })
  }, 20_000)

  test("the store's word alone proves nothing: neither to another program, nor after the machine's next start", async () => {
    await fixture.station.packets.seal(draftOf(fixture.secrets))
    await (await fixture.station.createSync()).runOnce()
    const sameStart = open()
    const nextStart = open({ clockMs: fixture.clock.nowMs - TEN_YEARS_MS, runningMs: 10 })
    expect([sameStart.station.time.proven, nextStart.station.time.proven]).toEqual([false, false])
  })

  test('a clock that is set while nobody here syncs is noticed, and asked about', async () => {
    const kiosk = open()
    keep(kiosk)
    await isProven(kiosk)
    kiosk.machine.clockMs -= TEN_YEARS_MS
    expect(kiosk.station.time.proven).toBe(false)
    await isProven(kiosk)
    expect(Math.abs(kiosk.station.time.now() - fixture.clock.nowMs)).toBeLessThan(10_000)
  }, 20_000)

  test('central that is busy is asked again, not before its time', async () => {
    const busy = { type: 'application/problem+json', body: '{"status":429,"code":"RATE_LIMITED","details":{}}' }
    fixture.peer.plan('/v1/decisions', { kind: 'reply', status: 429, retryAfter: '2', ...busy })
    const startedMs = performance.now()
    const kiosk = open()
    keep(kiosk)
    await isProven(kiosk)
    expect(performance.now() - startedMs).toBeGreaterThan(4_500)
  }, 20_000)
})
