import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PORTAL_2022 } from '../../flows/rules/policy-sets.ts'
import { draftOf } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import type { SyncEngine } from './engine.ts'
import { isForked, takenUpTo } from './fork.ts'
import type { SyncParts } from './sync-parts.ts'
import { createTally } from './tally.ts'
import { countWithCentral } from './tally-check.ts'

let fixture: StationFixture
let sync: SyncEngine

beforeEach(async () => {
  fixture = await startStation()
  const policy = { typ: 'reference', name: 'policy', version: 1, issuedAtMs: 1, policy: PORTAL_2022 }
  fixture.peer.policy = { version: 1, etag: '"1"', document: await fixture.peer.sign(policy) }
  fixture.peer.answers.set('/v1/findings', { findings: [], next: 0, serverTimeMs: fixture.clock.nowMs })
  sync = await fixture.station.createSync()
})

afterEach(() => fixture.close())

const seal = async (count: number): Promise<string[]> => {
  const sealed: string[] = []
  for (let made = 0; made < count; made += 1) {
    sealed.push((await fixture.station.packets.seal(draftOf(fixture.secrets))).packetId)
  }
  return sealed
}
const pushed = () => fixture.peer.seen.filter(({ path }) => path === '/v1/packets').length
const tallies = () => fixture.peer.seen.filter(({ path }) => path.startsWith('/v1/tally')).map(({ path }) => path)
const events = () => fixture.station.repos.log.page(0, 10_000)

describe('trap: "sync finished" shown after a time-out; refused records given up silently', () => {
  test('finished is said when central holds what was sent, counted', async () => {
    await seal(3)
    expect(await sync.runOnce()).toMatchObject({
      outcome: 'finished',
      faults: {},
      counted: { packets: 3, head: 3, missing: 0, requeued: 0, gone: 0, equal: true },
    })
    expect(tallies()).toEqual(['/v1/tally?head=3'])
  })

  test('a count that never comes is not finished', async () => {
    await seal(1)
    fixture.peer.plan('/v1/tally', { kind: 'reply', status: 500, type: 'text/html', body: 'x' })
    expect(await sync.runOnce()).toMatchObject({
      outcome: 'unfinished',
      left: 0,
      counted: null,
      faults: { LINE_DOWN: 1 },
    })
  })

  test('a push that timed out is not finished and not counted', async () => {
    await seal(1)
    fixture.peer.plan('/v1/packets', { kind: 'break' })
    fixture.peer.plan('/health', { kind: 'break' })
    expect(await sync.runOnce()).toMatchObject({ outcome: 'unfinished', left: 1, counted: null })
    expect(tallies()).toEqual([])
  })

  test('a packet that waits for a person is a hole that everybody knows of', async () => {
    const [, second = ''] = await seal(3)
    fixture.peer.plan('/v1/packets', {
      kind: 'results',
      change: (results) =>
        results.map((one) => {
          if (one.packetId !== second) return one
          fixture.peer.packets.delete(second)
          return { packetId: second, result: 'refused', code: 'PACKET_UNREADABLE' }
        }),
    })
    expect(await sync.runOnce()).toMatchObject({ held: 1, counted: { packets: 2, head: 3, missing: 0, equal: true } })
  })

  test('a run that could not count tells the count before it as such: when it was, and what was made since', async () => {
    await seal(1)
    const first = await sync.runOnce()
    expect(first.counted).toMatchObject({ fresh: true, madeSince: 0, atMs: fixture.clock.nowMs })
    await seal(1)
    const body = '{"status":429,"code":"RATE_LIMITED","details":{}}'
    fixture.peer.plan('/v1/decisions', { kind: 'reply', status: 429, type: 'application/problem+json', body })
    fixture.clock.nowMs += 60_000
    const second = await sync.runOnce()
    expect(second.counted).toEqual({ ...first.counted, fresh: false, madeSince: 1 })
  })

  test('a central of an earlier version cannot be counted with, and is asked once', async () => {
    fixture.peer.knows.tally = false
    await seal(1)
    expect(await sync.runOnce()).toMatchObject({ outcome: 'finished', counted: null, faults: {} })
    await sync.runOnce()
    expect(tallies()).toHaveLength(1)
  })
})

describe('central was restored from an older copy', () => {
  test('what it lost is sent once more, at once, and reported', async () => {
    const sealed = await seal(4)
    await sync.runOnce()
    for (const packetId of sealed.slice(1, 3)) fixture.peer.packets.delete(packetId)
    const report = await sync.runOnce()
    expect(report).toMatchObject({
      outcome: 'unfinished',
      sent: 2,
      left: 0,
      faults: { SYNC_COUNT_DIFFERS: 1 },
      counted: { packets: 4, head: 4, missing: 0, requeued: 2, gone: 0, equal: true },
    })
    expect(
      events()
        .filter(({ kind }) => kind === 'sync.requeued')
        .map(({ sequence }) => sequence),
    ).toEqual([2, 3])
    expect(fixture.station.repos.packets.bySequence(2)).toMatchObject({ state: 'received', authority: 'central' })
    expect(await sync.runOnce()).toMatchObject({ outcome: 'finished', counted: { equal: true, requeued: 0 } })
    expect([...fixture.peer.packets.keys()].toSorted()).toEqual(sealed.toSorted())
  })

  test('what another process put back while central counted is not put back twice', async () => {
    await seal(2)
    await sync.runOnce()
    fixture.peer.tallied = () => {
      fixture.peer.tallied = null
      fixture.station.store.write(() => fixture.station.repos.outbox.add(1))
      return { packets: 0, lastSequence: 0, lastHash: null, missing: [[1, 2]] }
    }
    expect(await sync.runOnce()).toMatchObject({
      faults: { SYNC_COUNT_DIFFERS: 1 },
      counted: { requeued: 1, gone: 0, equal: true },
      left: 0,
    })
    const requeued = events().flatMap(({ kind, sequence }) => (kind === 'sync.requeued' ? [sequence] : []))
    expect(requeued).toEqual([2])
  })

  test('what was acknowledged while central counted is no hole', async () => {
    const [packetId = ''] = await seal(1)
    fixture.peer.packets.clear()
    fixture.peer.tallied = () => {
      // The kiosk delivers it meanwhile.
      return { packets: 0, lastSequence: 0, lastHash: null, missing: [[1, 1]] }
    }
    fixture.station.store.write(() => fixture.station.repos.outbox.hold(1, 'PACKET_UNREADABLE', 1))
    const before = pushed()
    expect(await sync.runOnce()).toMatchObject({ held: 1, counted: { missing: 0, equal: true } })
    expect([pushed() - before, fixture.station.repos.packets.byId(packetId)?.state]).toEqual([0, 'sealed'])
  })
})

describe('a hole of many packets', () => {
  test('is looked through to its end: each once, but for what waited when central was asked and what is erased here', async () => {
    const [waited, head] = [1_100, 1_700]
    // One of them begins a page.
    const erased = [1_501, head]
    const outbox = new Set(Array.from({ length: waited }, (_none, at) => at + 1))
    const gone: (number | null)[] = []
    const parts = {
      memory: { tallyUnknown: false },
      cursors: { get: () => 0 },
      packets: {
        head: () => ({ sequence: head }),
        bySequence: (sequence: number) => ({ packetId: String(sequence), hash: Buffer.alloc(32) }),
        content: (packetId: string) => ({ sealed: Buffer.alloc(erased.includes(Number(packetId)) ? 0 : 1) }),
      },
      outbox: {
        page: (after: number, limit: number) =>
          [...outbox]
            .filter((sequence) => sequence > after)
            .slice(0, limit)
            .map((sequence) => ({ sequence })),
        has: (sequence: number) => outbox.has(sequence),
        add: (sequence: number) => void outbox.add(sequence),
      },
      client: {
        // The kiosk delivers all that waits while central counts.
        tally: async () => {
          outbox.clear()
          return { packets: 0, lastSequence: 0, lastHash: null, missing: [[1, head]], serverTimeMs: 1 }
        },
      },
      time: { learn: () => undefined, now: () => 1 },
      store: { write: (work: () => unknown) => work() },
      events: {
        append: ({ kind, sequence }: { kind: string; sequence: number | null }) =>
          void (kind === 'sync.missing-at-central' && gone.push(sequence)),
      },
    } as unknown as SyncParts
    const counted = await countWithCentral(parts, createTally(), undefined)
    const lost = Array.from({ length: head - waited }, (_none, at) => waited + 1 + at)
    expect(counted).toMatchObject({ requeued: lost.length - 2, gone: 2, missing: lost.length })
    expect([...outbox]).toEqual(lost.filter((sequence) => !erased.includes(sequence)))
    expect(gone).toEqual(erased)
  })
})

describe('a disk that is older than its chain', () => {
  test('central has a later sequence: noted once, reported each time, and known for good', async () => {
    await seal(2)
    await sync.runOnce()
    const lastHash = 'n'.repeat(43)
    fixture.peer.tallied = () => ({ lastSequence: 7, lastHash })
    expect(await sync.runOnce()).toMatchObject({
      outcome: 'unfinished',
      forked: true,
      faults: { STATION_FORKED: 1 },
      counted: { equal: false },
    })
    expect(await sync.runOnce()).toMatchObject({ forked: true, faults: { STATION_FORKED: 1 } })
    fixture.peer.tallied = null
    expect(await sync.runOnce()).toMatchObject({ forked: true, faults: { STATION_FORKED: 1 } })
    expect(
      events()
        .filter(({ kind }) => kind === 'station.forked')
        .map(({ details }) => details),
    ).toEqual([{ head: 2, lastSequence: 7, lastHash }])
    const { repos } = fixture.openAgain()
    expect([isForked(repos), takenUpTo(repos)]).toEqual([true, 7])
  })

  test('central has another packet under the newest sequence', async () => {
    await seal(2)
    fixture.peer.tallied = () => ({ lastHash: 'o'.repeat(43) })
    expect(await sync.runOnce()).toMatchObject({ forked: true, faults: { STATION_FORKED: 1 } })
    expect(takenUpTo(fixture.station.repos)).toBe(2)
  })

  test('a station that is well is not forked', async () => {
    await seal(1)
    expect(await sync.runOnce()).toMatchObject({ forked: false })
    expect(takenUpTo(fixture.station.repos)).toBe(0)
  })
})

describe('a count that makes no sense is no count', () => {
  test.each<[string, object]>([
    ['more than there is', { packets: 9 }],
    ['fewer than there is, and no hole', { packets: 1 }],
    ['a hole beyond the head', { packets: 1, missing: [[3, 3]] }],
    ['a hole that ends before it begins', { packets: 1, missing: [[2, 1]] }],
    [
      'holes out of order',
      {
        packets: 0,
        missing: [
          [2, 2],
          [1, 1],
        ],
      },
    ],
    ['no number at all', { packets: '2' }],
  ])('%s', async (_what, said) => {
    await seal(2)
    fixture.peer.tallied = () => said
    expect(await sync.runOnce()).toMatchObject({
      outcome: 'unfinished',
      counted: null,
      faults: { CENTRAL_ANSWER_INVALID: 1 },
    })
  })
})
