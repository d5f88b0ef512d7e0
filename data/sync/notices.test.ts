import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import type { FindingPage } from '../wire/holding.wire.ts'
import { takenUpTo } from './fork.ts'

let fixture: StationFixture
beforeEach(async () => {
  fixture = await startStation()
  fixture.peer.policy = null
})
afterEach(() => fixture.close())

type Finding = FindingPage['findings'][number]
const finding = (cursor: number, over: Partial<Finding> = {}): Finding => ({
  cursor,
  kind: 'gap',
  sequence: 3,
  foundAtMs: 1_000,
  resolvedAtMs: null,
  details: {},
  ...over,
})
const tell = (findings: readonly Finding[], next = findings.at(-1)?.cursor ?? 0) =>
  fixture.peer.answers.set('/v1/findings', { findings, next, serverTimeMs: fixture.clock.nowMs })
const sync = async () => (await fixture.station.createSync()).runOnce()
const open = () => fixture.station.repos.notices.open()
const noticed = () => fixture.station.repos.log.page(0, 10_000).filter(({ kind }) => kind === 'central.noticed')

describe('what central noticed', () => {
  test('is kept once, logged without personal data, and asked for after its cursor', async () => {
    const details = { what: 'account', role: 'second', otherStation: 'K0002' }
    tell([finding(1), finding(2, { kind: 'duplicate', sequence: 7, details })])
    await sync()
    expect(open()).toMatchObject([
      { cursor: 1, kind: 'gap', sequence: 3 },
      { cursor: 2, kind: 'duplicate', sequence: 7, details },
    ])
    expect(fixture.station.repos.notices.countOpen()).toBe(2)
    expect(noticed().map(({ sequence, details: said }) => [sequence, said])).toEqual([
      [3, { finding: 'gap', resolved: false }],
      [7, { finding: 'duplicate', resolved: false }],
    ])
    tell([], 2)
    await sync()
    const asked = fixture.peer.seen.filter(({ path }) => path.startsWith('/v1/findings')).map(({ path }) => path)
    expect(asked.at(-1)).toContain('after=2')
    expect(open()).toHaveLength(2)
  })

  test('more than a page comes in one cycle, page after page to the last', async () => {
    const path = '/v1/findings'
    const all = Array.from({ length: 101 }, (_none, at) => finding(at + 1, { sequence: at + 1 }))
    const serverTimeMs = fixture.clock.nowMs
    const reply = (findings: readonly Finding[]) =>
      ({
        kind: 'reply',
        status: 200,
        type: 'application/json',
        body: JSON.stringify({ findings, next: findings.at(-1)?.cursor ?? 0, serverTimeMs }),
      }) as const
    fixture.peer.plan(path, reply(all.slice(0, 100)), reply(all.slice(100)))
    await sync()
    expect(open()).toHaveLength(101)
  })

  test('a resolution closes what it speaks of; one never heard of before is not open', async () => {
    tell([finding(1), finding(2, { sequence: 9 })])
    await sync()
    tell([finding(3, { resolvedAtMs: 2_000 }), finding(4, { sequence: 12, resolvedAtMs: 2_000 })])
    await sync()
    expect(open()).toMatchObject([{ cursor: 2, sequence: 9 }])
  })

  test('of a number given twice: this disk is an old copy, noted once, and for good', async () => {
    tell([finding(1), finding(2, { kind: 'fork', sequence: 4 })])
    await sync()
    tell([finding(3, { kind: 'fork', sequence: 4 })])
    await sync()
    const { repos } = fixture.station
    expect([takenUpTo(repos), fixture.station.trouble()]).toEqual([4, 'STATION_FORKED'])
    expect(repos.log.page(0, 10_000).filter(({ kind }) => kind === 'station.forked')).toHaveLength(1)
  })

  test('a notice an officer has looked at is open no more', async () => {
    tell([finding(1, { kind: 'fork' }), finding(2, { kind: 'clock' })])
    await sync()
    fixture.station.repos.notices.seen(1, 5_000)
    expect(open().map(({ cursor }) => cursor)).toEqual([2])
  })

  test.each<[string, unknown]>([
    ['cursors that go back', { findings: [finding(2), finding(1)], next: 2, serverTimeMs: 1 }],
    ['one cursor for two', { findings: [finding(1), finding(1, { sequence: 4 })], next: 1, serverTimeMs: 1 }],
    ['a cursor that leads nowhere', { findings: [], next: 5, serverTimeMs: 1 }],
    ['a page that leads back', { findings: [finding(4)], next: 3, serverTimeMs: 1 }],
    ['a kind nobody knows', { findings: [finding(1, { kind: 'x' as never })], next: 1, serverTimeMs: 1 }],
    ['a sequence below nothing', { findings: [finding(1, { sequence: -1 })], next: 1, serverTimeMs: 1 }],
    ['a nested detail', { findings: [finding(1, { details: { a: {} as never } })], next: 1, serverTimeMs: 1 }],
  ])('%s: nothing is kept, and the fault is counted', async (_what, page) => {
    fixture.peer.answers.set('/v1/findings', page)
    const report = await sync()
    expect(report.faults).toMatchObject({ CENTRAL_ANSWER_INVALID: 1 })
    expect(open()).toEqual([])
    expect(noticed()).toEqual([])
  })

  test('a central of an earlier version has none, and that is no fault', async () => {
    const without = await sync()
    tell([])
    expect((await sync()).faults).toEqual(without.faults)
    expect(open()).toEqual([])
  })
})
