import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStaffBed, PINS, WRONG_PIN } from '../../data/staff/testing/staff-bed.ts'
import type { SyncEngine } from '../../data/sync/engine.ts'
import type { Mishap } from '../../data/testing/central-peer.ts'
import { draftOf } from '../../data/testing/drafts.ts'
import { MIGRATIONS, type StationFixture, startStation } from '../../data/testing/station-fixture.ts'
import type { PacketResult } from '../../data/wire/packet.wire.ts'
import { readCardQr } from '../../flows/rules/card-qr.ts'
import { judgeLimits, LIMIT_DEFAULTS } from '../../flows/rules/limits.ts'
import { PORTAL_2022 } from '../../flows/rules/policy-sets.ts'
import { exitOf } from '../../kiosk/commands/sync.ts'
import { syncLines } from '../../kiosk/commands/sync-words.ts'
import { limitRemedy } from '../../kiosk/limit-words.ts'
import { startLinkProxy } from '../harness/link-proxy.ts'
import { COVERED } from './traps-records-and-sync.ts'

/** What broke in systems like this one with records and their sync: each trap as somebody would report it, and where else it is looked for. */
const ROOT = join(import.meta.dirname, '../..')
const DAY_MS = 86_400_000
/** Longest that a packet may wait for its next try. */
const QUARTER_HOUR_MS = 15 * 60_000
const TEN_YEARS_MS = 3_652 * DAY_MS
/** More than the two first batches on an unknown link. */
const SEVERAL_BATCHES = 61

describe('the traps', () => {
  const names = (file: string) => {
    const source = readFileSync(join(ROOT, file), 'utf8')
    return [...source.matchAll(/(?<!\.(?:skip|todo))\(\s*(['"`])((?:(?!\1).)+)\1\s*,/g)].map(([, , name]) => name)
  }

  test.each(COVERED.map((row) => [row.trap, row] as const))('%s: is looked for where the table says', (_trap, row) => {
    for (const [file, name] of [row.here, ...row.elsewhere]) expect(names(file), file).toContain(name)
  })
})

describe('a station', () => {
  let fixture: StationFixture
  let engine: SyncEngine
  const more: (() => unknown)[] = []
  beforeEach(async () => {
    fixture = await startStation()
    const policy = { typ: 'reference', name: 'policy', version: 1, issuedAtMs: 1, policy: PORTAL_2022 }
    fixture.peer.policy = { version: 1, etag: '"1"', document: await fixture.peer.sign(policy) }
    fixture.peer.answers.set('/v1/findings', { findings: [], next: 0, serverTimeMs: fixture.clock.nowMs })
    engine = await fixture.station.createSync()
  })
  afterEach(async () => {
    for (const close of more.splice(0)) await close()
    await fixture.close()
  })

  const sealed = async (count: number, station = fixture.station) => {
    const packetIds: string[] = []
    for (let made = 0; made < count; made += 1)
      packetIds.push((await station.packets.seal(draftOf(fixture.secrets))).packetId)
    return packetIds
  }
  const rows = () => fixture.station.repos.outbox.page(0, 1_000)
  const stateOf = (packetId: string) => fixture.station.repos.packets.byId(packetId)?.state
  const pushes = () =>
    fixture.peer.seen
      .filter(({ path }) => path === '/v1/packets')
      .map(({ body }) => (body as { packets: { packetId: string }[] }).packets.map(({ packetId }) => packetId))
  const asked = () => fixture.peer.seen.filter(({ path }) => path === '/v1/packets/held').map(({ body }) => body)
  const refuse = (code: string, which: (place: number, packetId: string) => boolean = () => true): Mishap => ({
    kind: 'results',
    change: (results: PacketResult[]) =>
      results.map((one, place) =>
        which(place, one.packetId) ? { packetId: one.packetId, result: 'refused', code } : one,
      ),
  })
  const copyOf = async (folder: string) => {
    const copy = mkdtempSync(join(tmpdir(), 'trap-'))
    more.push(() => rmSync(copy, { recursive: true, force: true }))
    await cp(folder, copy, { recursive: true })
    return copy
  }

  test('trap: of a long queue every second batch stays behind', async () => {
    const packetIds = await sealed(SEVERAL_BATCHES)
    fixture.peer.plan(
      '/v1/packets',
      refuse('CENTRAL_BUSY', (at) => at % 2 === 1),
    )
    await engine.pushOnce()
    const waiting = rows().map(({ packetId }) => packetId)
    expect(waiting.length).toBeGreaterThan(1)
    expect(pushes().length).toBeGreaterThan(1)
    expect(pushes().flat().toSorted()).toEqual(packetIds.toSorted())
    expect(await engine.pushOnce()).toMatchObject({ outcome: 'finished', received: waiting.length, left: 0 })
  })

  const SAYS = JSON.stringify({ code: 'DUPLICATE', message: 'duplicate: packet already received', result: 'received' })
  test.each<[string, Mishap]>([
    ['409', { kind: 'reply', status: 409, type: 'application/problem+json', body: SAYS }],
    ['500', { kind: 'reply', status: 500, type: 'application/problem+json', body: SAYS }],
    ['200 without a receipt', { kind: 'reply', status: 200, type: 'application/json', body: SAYS }],
    ['a refusal', refuse('DUPLICATE')],
    ['no signature', { kind: 'acknowledgement', change: async () => null }],
  ])('trap: a registration is gone because an error said "duplicate" (%s)', async (_what, mishap) => {
    const [packetId = ''] = await sealed(1)
    fixture.peer.plan('/v1/packets', mishap)
    fixture.peer.knows.held = false
    const report = await engine.runOnce()
    expect(report).toMatchObject({ outcome: 'unfinished', received: 0 })
    expect([report.left + report.held, stateOf(packetId) === 'received']).toEqual([1, false])
    expect(fixture.station.repos.acknowledgements.of(1)).toEqual([])
    fixture.station.repos.outbox.release(1)
    expect(await engine.runOnce()).toMatchObject({ outcome: 'finished', received: 1 })
  })

  test('trap: a registration stands at "sent" for ever', async () => {
    const packetIds = await sealed(2)
    const stop = new AbortController()
    fixture.peer.plan('/v1/packets', { kind: 'hang' })
    const running = engine.pushOnce(stop.signal)
    await expect.poll(() => pushes().length).toBe(1)
    stop.abort()
    await running
    expect(packetIds.map(stateOf)).toEqual(['sent', 'sent'])
    expect(await (await fixture.openAgain().createSync()).runOnce()).toMatchObject({ outcome: 'finished', left: 0 })
    expect(asked()).toEqual([{ packetIds }])
    expect(packetIds.map(stateOf)).toEqual(['received', 'received'])
  })

  test('trap: what central refuses for good is sent for ever, or vanishes; what it refuses for now waits a day', async () => {
    const [bad = '', good = ''] = await sealed(2)
    fixture.peer.plan(
      '/v1/packets',
      refuse('PACKET_UNREADABLE', (at) => at === 0),
      ...Array.from({ length: 30 }, () => refuse('CENTRAL_BUSY')),
    )
    await engine.pushOnce(undefined, 'due')
    const [late = ''] = await sealed(1)
    for (let turn = 0; turn < 30; turn += 1) {
      await engine.pushOnce(undefined, 'due')
      const waits = rows().find(({ packetId }) => packetId === late)
      expect((waits?.nextTryAtMs ?? 0) - fixture.clock.nowMs).toBeLessThanOrEqual(QUARTER_HOUR_MS)
      expect(waits).toMatchObject({ held: false, tries: turn + 1 })
      fixture.clock.nowMs += QUARTER_HOUR_MS
    }
    expect(await engine.pushOnce(undefined, 'due')).toMatchObject({ received: 1, left: 0, held: 1 })
    const sent = (packetId: string) => pushes().filter((batch) => batch.includes(packetId)).length
    expect([sent(bad), sent(good), sent(late)]).toEqual([1, 1, 31])
    expect(rows()).toMatchObject([{ packetId: bad, state: 'refused', held: true, lastFault: 'PACKET_UNREADABLE' }])
  })

  test('trap: "sync finished" after a time-out, and not a word of what was refused', async () => {
    const [first = ''] = await sealed(3)
    fixture.peer.plan('/v1/packets', { kind: 'lose-answer' })
    fixture.peer.plan('/v1/packets/held', { kind: 'break' }, { kind: 'break' })
    const cut = await engine.runOnce()
    expect(cut).toMatchObject({ outcome: 'unfinished', received: 0, left: 3, counted: null })
    expect([exitOf(cut), syncLines(cut).join('\n')]).toEqual([75, expect.stringContaining('còn chờ 3')])
    fixture.peer.packets.clear()
    // It may be in either of two batches now.
    const refusing = refuse('PACKET_UNREADABLE', (_at, packetId) => packetId === first)
    fixture.peer.plan('/v1/packets', refusing, refusing)
    const refused = await engine.runOnce()
    expect(refused).toMatchObject({ outcome: 'unfinished', received: 2, refused: 1, held: 1 })
    expect(exitOf(refused)).toBe(1)
    // Said again as long as it lies there.
    for (const report of [refused, await engine.runOnce(), await engine.runOnce()])
      expect(syncLines(report).join('\n')).toMatch(/Có 1 hồ sơ cần người xem/)
    expect([stateOf(first), rows().length]).toEqual(['refused', 1])
  })

  test('trap: the record is there and its file is not, or the other way round', async () => {
    const journal = join(fixture.dir, 'journal')
    const { packets } = fixture.openAgain()
    await sealed(1)
    const saved = await copyOf(journal)
    rmSync(journal, { recursive: true })
    writeFileSync(journal, 'in the way')
    const draft = draftOf(fixture.secrets)
    // No receipt while there is one copy alone; the same registration, tried again, is the same packet.
    await expect(packets.seal(draft)).rejects.toMatchObject({ name: 'Fault' })
    rmSync(journal)
    await cp(saved, journal, { recursive: true })
    expect((await packets.seal(draft)).sequence).toBe(2)

    // The database gone, its files there.
    const dir = await copyOf(fixture.dir)
    for (const name of readdirSync(dir)) if (/^(station\.db|.*\.lock)/.test(name)) rmSync(join(dir, name))
    const restored = fixture.openAgain({ dir })
    expect(restored.repos.packets.byId(draft.packetId)?.sequence).toBe(2)
    expect(await (await restored.createSync()).runOnce()).toMatchObject({ received: 2, left: 0, held: 0 })
  })

  test('trap: after a broken link all is sent from the start, or deleted unsent', async () => {
    const packetIds = await sealed(SEVERAL_BATCHES)
    const line = await startLinkProxy(fixture.peer.url)
    more.push(() => line.close())
    const cut = { kind: 'interlude', when: 'answer-came', run: () => line.set('cut') } as const
    // What is under way beside the second batch never arrives.
    line.plan('/v1/packets', null, cut, ...Array.from({ length: 9 }, () => ({ kind: 'drop-request' }) as const))
    const engine = await fixture.openAgain({ centralUrl: line.url }).createSync()
    expect(await engine.pushOnce()).toMatchObject({ outcome: 'unfinished' })
    const arrived = pushes().flat()
    expect(arrived.length).toBeGreaterThan(1)
    expect(arrived.length).toBeLessThan(SEVERAL_BATCHES)
    for (const packetId of packetIds)
      expect(fixture.station.repos.packets.content(packetId)?.sealed.byteLength).toBeGreaterThan(1_000)
    line.unplan()
    await line.set('up')
    expect(await engine.runOnce()).toMatchObject({ outcome: 'finished', left: 0 })
    expect(pushes().flat().toSorted()).toEqual(packetIds.toSorted())
  })

  test.each(['portal-page', 'portal-redirect'] as const)(
    'trap: the Wi-Fi login page is taken for central (%s)',
    async (page) => {
      const line = await startLinkProxy(fixture.peer.url)
      more.push(() => line.close())
      const station = fixture.openAgain({ centralUrl: line.url })
      const behind = await station.createSync()
      const [packetId = ''] = await sealed(1, station)
      await line.set(page)
      expect(await station.packets.deliver(packetId)).toEqual({ state: 'pending', reason: 'CAPTIVE_PORTAL' })
      const report = await behind.runOnce()
      expect(report).toMatchObject({ outcome: 'unfinished', left: 1, received: 0, counted: null })
      expect([report.line, report.faults, exitOf(report)]).toEqual(['captive-portal', { CAPTIVE_PORTAL: 1 }, 75])
      expect(rows()).toMatchObject([{ tries: 0, held: false, lastFault: 'CAPTIVE_PORTAL' }])
      await line.set('up')
      expect(await behind.runOnce()).toMatchObject({ outcome: 'finished', received: 1, line: 'online' })
    },
  )

  test.each([TEN_YEARS_MS, -TEN_YEARS_MS])(
    'trap: the clock is %i ms wrong: nothing can be sent, records travel in time, nobody can sign in',
    async (jumpMs) => {
      const rightMs = fixture.clock.nowMs
      fixture.peer.clock = () => rightMs
      const station = fixture.station
      await sealed(1)
      fixture.clock.nowMs += jumpMs
      const wrong = fixture.openAgain()
      await sealed(1, wrong)
      const report = await (await wrong.createSync()).runOnce()
      expect(report).toMatchObject({ outcome: 'finished', received: 2 })
      const [late = ''] = await sealed(1, wrong)
      expect([wrong.time.proven, Math.abs(wrong.time.now() - rightMs) < DAY_MS]).toEqual([true, true])
      expect(Math.abs((wrong.repos.packets.byId(late)?.sealedAtMs ?? 0) - rightMs)).toBeLessThan(DAY_MS)
      const stamps = station.repos.log.page(0, 1_000).map(({ hlc }) => hlc ?? -1)
      expect(stamps).toEqual([...new Set(stamps)].toSorted((one, other) => one - other))

      const staff = openStaffBed()
      more.push(() => staff.close())
      await staff.addTeller(await staff.addSupervisor())
      for (let tries = 0; tries < 5; tries += 1) await staff.signIn('gdv01', WRONG_PIN)
      staff.machine.wallMs += jumpMs
      const opensInMs = 15 * 60_000
      expect(await staff.signIn('gdv01', PINS.teller)).toEqual({ kind: 'locked', opensInMs })
      staff.machine.runningMs += opensInMs
      expect(await staff.signIn('gdv01', PINS.teller)).toMatchObject({ kind: 'signed-in' })
    },
  )

  test('trap: a valid card is refused because the machine that made it was ahead', () => {
    const card = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'
    expect(readCardQr(card, '2024-07-04').kind).toBe('card')
    expect(readCardQr(card, '1970-01-01')).toEqual(readCardQr(card, '2024-07-06'))
  })

  test('trap: a new version of the program empties the station', async () => {
    const packetIds = await sealed(3)
    await engine.pushOnce()
    const [waiting = ''] = await sealed(1)
    const next = await copyOf(MIGRATIONS)
    const number = String(readdirSync(next).length + 1).padStart(4, '0')
    const script = join(next, `${number}_next.sql`)
    const everything = () =>
      [...packetIds, waiting].map((packetId) => fixture.station.repos.packets.content(packetId)?.sealed.byteLength ?? 0)
    const before = everything()
    writeFileSync(script, 'CREATE TABLE next (a INTEGER) STRICT; CREATE TABLE packet (a INTEGER) STRICT;')
    expect(() => fixture.openAgain({ migrationsDir: next })).toThrow(expect.objectContaining({ name: 'Fault' }))
    expect(everything()).toEqual(before)
    writeFileSync(script, 'CREATE TABLE next (a INTEGER) STRICT;')
    const newer = fixture.openAgain({ migrationsDir: next })
    expect(newer.identity).toEqual(fixture.station.identity)
    expect(newer.repos.acknowledgements.of(1)).toMatchObject([{ state: 'received' }])
    expect(() => fixture.openAgain()).toThrow(expect.objectContaining({ code: 'STORE_NEWER' }))
    expect([everything(), existsSync(join(fixture.dir, 'damaged'))]).toEqual([before, false])
    expect(await (await newer.createSync()).runOnce()).toMatchObject({ outcome: 'finished', received: 1 })
    expect(fixture.peer.packets.size).toBe(4)
  })

  test('trap: the station stops with a queue at the door because it was offline for too long', async () => {
    await fixture.peer.close()
    const told: string[] = []
    const look = () => {
      const limits = judgeLimits(fixture.station.safety.measure(), { ...LIMIT_DEFAULTS, queueCount: 10 })
      const one = limits.find(({ code }) => code === 'LIMIT_QUEUE_COUNT')
      if (one && one.level !== told.at(-1)) told.push(one.level)
      return limits
    }
    for (let made = 0; made < 12; made += 1) {
      await sealed(1)
      look()
    }
    expect(told).toEqual(['none', 'half', 'high', 'over'])
    fixture.clock.nowMs += TEN_YEARS_MS
    await sealed(1)
    const over = look().filter(({ level }) => level === 'over')
    expect(over.map(({ code }) => code)).toEqual(expect.arrayContaining(['LIMIT_QUEUE_AGE', 'LIMIT_QUEUE_COUNT']))
    for (const limit of over) expect(limitRemedy(limit)).toMatch(/USB: motcua outbox/)
    expect((await fixture.station.policy()).set.cells.some(({ allowed }) => allowed)).toBe(true)
    expect(rows()).toHaveLength(13)
  })
})
