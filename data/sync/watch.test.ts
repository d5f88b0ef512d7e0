import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { draftOf } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import { startThinLine, type ThinLine } from '../testing/thin-line.ts'
import type { SyncEngine } from './engine.ts'
import { createLineWatch } from './line-watch.ts'
import type { SyncReport } from './report.ts'
import { createSyncMemory } from './sync-memory.ts'
import { lead } from './watch.ts'

let fixture: StationFixture
let stop: AbortController
const watching: Promise<unknown>[] = []
const lines: ThinLine[] = []

beforeEach(async () => {
  fixture = await startStation()
  stop = new AbortController()
})

afterEach(async () => {
  stop.abort()
  await Promise.all(watching.splice(0))
  for (const line of lines.splice(0)) await line.close()
  await fixture.close()
})

const seal = async () => (await fixture.station.packets.seal(draftOf(fixture.secrets))).packetId
const start = (engine: SyncEngine, as: 'service' | 'beside', signal = stop.signal) => {
  const reports: SyncReport[] = []
  const ended = engine.watch(signal, { as, onReport: (report) => void reports.push(report) })
  watching.push(ended.catch(() => undefined))
  return { reports, ended }
}
/** As another program on this machine would open it. */
const openOther = () => fixture.openAgain().createSync()

describe('one sync job at a time on a store, and the others hand over', () => {
  test('a kiosk makes room for a service within seconds, and takes over when it ends', async () => {
    const kiosk = start(await fixture.station.createSync(), 'beside')
    await expect.poll(() => kiosk.reports.length).toBeGreaterThan(0)
    const ends = new AbortController()
    const service = start(await openOther(), 'service', ends.signal)
    await expect.poll(() => service.reports.length, { timeout: 8_000 }).toBeGreaterThan(0)
    const before = kiosk.reports.length
    ends.abort()
    await service.ended
    await expect.poll(() => kiosk.reports.length, { timeout: 8_000 }).toBeGreaterThan(before)
  }, 30_000)

  test('a second service is told so', async () => {
    const first = start(await fixture.station.createSync(), 'service')
    await expect.poll(() => first.reports.length).toBeGreaterThan(0)
    await expect((await openOther()).watch(stop.signal, { as: 'service' })).rejects.toMatchObject({
      code: 'SYNC_RUNNING',
    })
  }, 15_000)

  test('a single run beside a kiosk does a whole cycle of its own', async () => {
    const kiosk = start(await fixture.station.createSync(), 'beside')
    await expect.poll(() => kiosk.reports.length).toBeGreaterThan(0)
    await seal()
    const report = await (await openOther()).runOnce(undefined, 'all', { waitMs: 10_000 })
    expect(report).toMatchObject({ left: 0, sent: 1, received: 1, counted: { packets: 1, head: 1, equal: true } })
  }, 15_000)

  test('a single run waits its turn, and says so truthfully when it does not come', async () => {
    const packetId = await seal()
    fixture.peer.plan('/v1/packets', { kind: 'hang' })
    const ends = new AbortController()
    const first = (await fixture.station.createSync()).pushOnce(ends.signal)
    await expect.poll(() => fixture.peer.seen.some(({ path }) => path === '/v1/packets')).toBe(true)
    const other = await openOther()
    expect(await other.runOnce(undefined, 'all', { waitMs: 300 })).toMatchObject({
      outcome: 'running-elsewhere',
      sent: 0,
      left: 1,
    })
    const waiting = other.runOnce(undefined, 'all', { waitMs: 10_000 })
    ends.abort()
    await first
    expect(await waiting).toMatchObject({ left: 0, sent: 1, received: 1 })
    expect(fixture.peer.packets.has(packetId)).toBe(true)
  }, 15_000)

  test('the end of a service lets go of everything, in the middle of a request too', async () => {
    await seal()
    fixture.peer.plan('/v1/packets', { kind: 'hang' })
    const ends = new AbortController()
    const service = start(await fixture.station.createSync(), 'service', ends.signal)
    await expect.poll(() => fixture.peer.seen.some(({ path }) => path === '/v1/packets')).toBe(true)
    ends.abort()
    await service.ended
    expect(await (await openOther()).runOnce()).toMatchObject({ left: 0, received: 1 })
  }, 15_000)
})

describe('when the line is back', () => {
  const thin = async (oneWayMs: number, bytesPerMs: number) => {
    const line = await startThinLine(fixture.peer.url, { oneWayMs, bytesPerMs })
    lines.push(line)
    return { line, station: fixture.openAgain({ centralUrl: line.url }) }
  }
  const firstAckMs = async (line: ThinLine, acknowledged: () => boolean) => {
    const startedMs = performance.now()
    line.set('up')
    await expect.poll(acknowledged, { timeout: 20_000, interval: 10 }).toBe(true)
    return performance.now() - startedMs
  }

  test('a waiting packet is acknowledged within two seconds over 256 kbit/s and 300 ms', async () => {
    const { line, station } = await thin(150, 32)
    line.set('cut')
    for (let made = 0; made < 12; made += 1) await seal()
    start(await station.createSync(), 'service')
    await expect.poll(() => station.line.state, { timeout: 10_000 }).toBe('offline')
    const acknowledged = () => station.repos.acknowledgements.of(1).length > 0
    expect(await firstAckMs(line, acknowledged)).toBeLessThanOrEqual(2_000)
    await expect.poll(() => station.repos.outbox.counts().waiting, { timeout: 10_000 }).toBe(0)
  }, 40_000)

  test('what was under way when it went is settled then, although its connection hangs for ever', async () => {
    const { line, station } = await thin(150, 32)
    start(await station.createSync(), 'service')
    await expect.poll(() => station.line.state, { timeout: 10_000 }).toBe('online')
    fixture.peer.plan('/v1/packets', { kind: 'hang' })
    await seal()
    const delivered = station.packets.deliver(station.repos.outbox.page(0, 1)[0]?.packetId ?? '')
    await expect.poll(() => fixture.peer.seen.some(({ path }) => path === '/v1/packets')).toBe(true)
    line.set('cut')
    expect(await delivered).toMatchObject({ state: 'pending' })
    await expect.poll(() => station.line.state, { timeout: 20_000 }).toBe('offline')
    const acknowledged = () => station.repos.acknowledgements.of(1).length > 0
    expect(await firstAckMs(line, acknowledged)).toBeLessThanOrEqual(3_000)
  }, 60_000)
})

test('a batch that was under way when the line went is in doubt when it is back: central is asked before it travels again', async () => {
  const { station } = fixture
  start(await station.createSync(), 'service')
  await expect.poll(() => station.line.state).toBe('online')
  await seal()
  fixture.peer.plan('/v1/packets', { kind: 'hang' })
  fixture.peer.seen.length = 0
  const asked = () => fixture.peer.seen.map(({ path }) => path).filter((path) => path.startsWith('/v1/packets'))
  station.line.heard('captive-portal')
  station.line.heard('answered')
  await expect.poll(asked, { timeout: 5_000 }).toEqual(['/v1/packets'])
  station.line.heard('captive-portal')
  station.line.heard('answered')
  await expect.poll(asked, { timeout: 10_000 }).toEqual(['/v1/packets', '/v1/packets/held', '/v1/packets'])
}, 30_000)

describe('between two cycles', () => {
  /** The first wait after a cycle, milliseconds; it is given in parts of two seconds at most. */
  const firstWaitMs = async (went: boolean, memory = createSyncMemory()) => {
    const ends = new AbortController()
    const waits: number[] = []
    const cycle = async () => ({ report: { outcome: went ? 'finished' : 'unfinished' } as SyncReport, went })
    await lead(
      { line: createLineWatch({ probe: async () => 'online' }), memory, random: () => 0 },
      {
        signal: ends.signal,
        isWanted: () => false,
        cycle,
        away: () => ({}) as SyncReport,
        wait: async (ms) => {
          waits.push(ms)
          ends.abort()
        },
      },
    )
    return waits[0] ?? 0
  }

  test('one that failed is tried again sooner than a whole interval later', async () => {
    expect(await firstWaitMs(true)).toBeGreaterThan(1_900)
    expect(await firstWaitMs(false)).toBeLessThanOrEqual(1_000)
  })

  test("central's wish for patience counts for more than that", async () => {
    const memory = createSyncMemory()
    memory.rest(new Fault('CENTRAL_BUSY', { retryAfterMs: 120_000 }), () => 0)
    expect(await firstWaitMs(false, memory)).toBeGreaterThan(1_900)
  })
})
