import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import type { FindingPage } from '../../data/wire/holding.wire.ts'
import { createSmsSender } from '../connectors/sms/sms-sender.ts'
import { openDatabase } from '../db/pool.ts'
import { insertNotice, noteSent, takeDueNotices } from '../notices/notice.repo.ts'
import {
  NOTICE_LEASE_MS,
  type NoticeParts,
  readReports,
  sayDue,
  TELL_WITHIN_MS,
} from '../notices/subscriber-notices.ts'
import { messagesOf, openSandbox, putFaults, TEST_SMPP_PASSWORD } from '../sandbox/harness.ts'
import { SMPP_SYSTEM_ID } from '../sandbox/sandbox.ts'
import { decisionOf, noticesTo } from './own-codes.ts'
import { type Open, onEveryServer } from './suites.ts'
import { person, until, type World } from './world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** "submit_sm failed": says nothing of why (SMPP 3.4 §5.1.3). */
const FAILED = 0x45
let people = 800_000
const somebody = () => person(++people)

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

type Centre = { readonly host: string; readonly port: number; readonly systemId: string; readonly password: string }

/** One process that tells, with its own pool and its own line to the centre. */
async function teller(world: World, centre: Partial<Centre> = {}, withinMs = 10_000): Promise<NoticeParts> {
  const log = pino({ enabled: false })
  const database = await openDatabase(world.databaseUrl, log)
  undo.push(() => database.close())
  const clock = { now: world.now }
  const fake = { host: '127.0.0.1', port: world.smsc.port, systemId: 'motcua', password: 'smpppass' }
  const sms = createSmsSender({ ...fake, ...centre, sender: 'MOT CUA' }, database.pool, clock, log)
  undo.push(() => sms.close())
  return { database, sms, clock, log, hotline: '18001096', withinMs }
}

/** A database with nobody at work on it but the test. */
async function quiet(open: Open): Promise<World> {
  const world = await open()
  await world.central.close()
  return world
}

/** What is to be told of a packet. */
async function due(world: World, phone: string): Promise<string> {
  const packetId = randomUUID()
  await world.database.query(
    "insert into packet (packet_id, station_id, sequence, hash, sealed, received_at_ms) values ($1, $2, 7, 'h', 's', 0)",
    [packetId, randomUUID()],
  )
  await insertNotice(world.database, { packetId, phone, place: 'Quầy 1', atMs: world.now() })
  return packetId
}

async function rowOf(world: World, packetId: string) {
  const { rows } = await world.database.query(
    'select state, phone, tries, reason, next_try_at_ms::float8 as "nextAtMs" from subscriber_notice where packet_id = $1',
    [packetId],
  )
  return rows[0] as { state: string; phone: string | null; tries: number; reason: string | null; nextAtMs: number }
}

const findingsOf = async (world: World, packetId: string) =>
  (await world.database.query('select kind, sequence::int, details from station_finding where about = $1', [packetId]))
    .rows

onEveryServer('words to a subscriber', (open) => {
  test('the centre is silent, then refuses, then is well: said once, and not before its time', async () => {
    const world = await quiet(open)
    const parts = await teller(world, {}, 300)
    const { phone } = somebody()
    const packetId = await due(world, phone)
    world.smsc.state.silent = true
    expect(await sayDue(parts)).toBe(0)
    expect(await rowOf(world, packetId)).toMatchObject({ state: 'due', phone, tries: 1, reason: 'line' })
    world.smsc.state.silent = false
    world.pass(59_000)
    expect(await sayDue(parts)).toBe(0)
    expect((await rowOf(world, packetId)).tries).toBe(1)
    world.pass(1_500)
    world.smsc.state.statuses.push(FAILED)
    expect(await sayDue(parts)).toBe(0)
    expect(await rowOf(world, packetId)).toMatchObject({ state: 'due', tries: 2, reason: 'status 69' })
    world.pass(5 * MINUTE_MS + 1_000)
    expect(await sayDue(parts)).toBe(1)
    expect(await rowOf(world, packetId)).toMatchObject({ state: 'sent', phone: null, tries: 3, reason: null })
    for (let hour = 0; hour < 30; hour++) {
      world.pass(HOUR_MS)
      expect(await sayDue(parts)).toBe(0)
    }
    expect(noticesTo(world, phone)).toHaveLength(1)
    expect(await findingsOf(world, packetId)).toEqual([])
  })

  test('pauses grow, the last try is a day after the account; then it is given up, the phone goes, and staff see it', async () => {
    const world = await quiet(open)
    const parts = await teller(world)
    const { phone } = somebody()
    const packetId = await due(world, phone)
    const sinceMs = world.now()
    world.smsc.state.statuses.push(...Array.from({ length: 30 }, () => FAILED))
    const pauses: number[] = []
    for (;;) {
      const startedMs = world.now()
      await sayDue(parts)
      const row = await rowOf(world, packetId)
      if (row.state !== 'due') break
      expect(row.nextAtMs - sinceMs).toBeLessThanOrEqual(TELL_WITHIN_MS)
      pauses.push(Math.round((row.nextAtMs - startedMs) / MINUTE_MS))
      world.pass(row.nextAtMs - world.now() + 5)
    }
    expect(pauses).toEqual([1, 5, 15, 60, 180, 360, 360, 360, 99])
    expect(await rowOf(world, packetId)).toMatchObject({ state: 'failed', phone: null, tries: 10, reason: 'status 69' })
    expect(await findingsOf(world, packetId)).toEqual([
      { kind: 'not-told', sequence: 7, details: { reason: 'status 69' } },
    ])
    world.pass(48 * HOUR_MS)
    expect(await sayDue(parts)).toBe(0)
    expect(world.smsc.messages).toEqual([])
  })

  test('a status that is for good ends it at once', async () => {
    const world = await quiet(open)
    const parts = await teller(world)
    for (const status of [0x0b, 0x50, 0x51, 0x65, 0x66]) {
      const packetId = await due(world, somebody().phone)
      world.smsc.state.statuses.push(status)
      await sayDue(parts)
      const reason = `status ${status}`
      expect(await rowOf(world, packetId)).toMatchObject({ state: 'failed', phone: null, tries: 1, reason })
      expect(await findingsOf(world, packetId)).toMatchObject([{ kind: 'not-told', details: { reason } }])
    }
  })

  test('several centrals at once: each subscriber is told once, also by tries that failed before', async () => {
    const world = await quiet(open)
    const tellers = [await teller(world), await teller(world), await teller(world)]
    const phones = Array.from({ length: 30 }, () => somebody().phone)
    for (const phone of phones) await due(world, phone)
    world.smsc.state.statuses.push(...Array.from({ length: 12 }, () => FAILED))
    const round = async () => {
      const said = await Promise.all([...tellers, ...tellers].map((parts) => sayDue(parts)))
      return said.reduce((sum, count) => sum + count, 0)
    }
    expect((await round()) + (await round())).toBe(18)
    const { rows } = await world.database.query(
      'select tries, count(*)::int as count from subscriber_notice group by tries',
    )
    expect(rows).toEqual([{ tries: 1, count: 30 }])
    world.pass(MINUTE_MS + 1_000)
    expect((await round()) + (await round())).toBe(12)
    for (const phone of phones) expect(noticesTo(world, phone)).toHaveLength(1)
  })

  test('a central that died while it told: another tells after the lease, and a word of the dead one no longer counts', async () => {
    const world = await quiet(open)
    const parts = await teller(world)
    const packetId = await due(world, somebody().phone)
    const [dead] = await takeDueNotices(parts.database.pool, world.now(), world.now() + NOTICE_LEASE_MS, 5)
    expect(dead?.packetId).toBe(packetId)
    expect(await sayDue(parts)).toBe(0)
    world.pass(NOTICE_LEASE_MS + 1_000)
    world.smsc.state.statuses.push(FAILED)
    await sayDue(parts)
    await noteSent(parts.database.pool, dead!, [])
    expect(await rowOf(world, packetId)).toMatchObject({ state: 'due', tries: 2 })
  })

  test('one that nobody could try for days is tried before it is given up', async () => {
    const world = await quiet(open)
    const parts = await teller(world)
    const { phone } = somebody()
    await due(world, phone)
    world.pass(3 * TELL_WITHIN_MS)
    expect(await sayDue(parts)).toBe(1)
    expect(noticesTo(world, phone)).toHaveLength(1)
  })

  test('a centre that is down, full, slow, and well; and one that reports that nobody read it', async () => {
    const world = await quiet(open)
    const sandbox = await openSandbox()
    undo.push(() => sandbox.close())
    const parts = await teller(world, { ...sandbox.smpp, systemId: SMPP_SYSTEM_ID, password: TEST_SMPP_PASSWORD })
    const { phone } = somebody()
    const packetId = await due(world, phone)
    await putFaults(sandbox, { smsc: 'down' })
    expect(await sayDue({ ...parts, withinMs: 500 })).toBe(0)
    await putFaults(sandbox, { smsc: 'queue-full' })
    world.pass(MINUTE_MS + 1_000)
    expect(await sayDue({ ...parts, withinMs: 1_500 })).toBe(0)
    expect(await rowOf(world, packetId)).toMatchObject({ tries: 2, reason: 'status 20' })
    await putFaults(sandbox, { smsc: 'slow' })
    world.pass(5 * MINUTE_MS + 1_000)
    expect(await sayDue(parts)).toBe(1)
    await putFaults(sandbox, { smsc: 'none' })
    const receipts = async (count: number) => {
      const { rows } = await world.database.query('select count(*)::int as count from sms_receipt')
      return (rows[0] as { count: number }).count === count
    }
    await until(() => receipts(1))
    expect(await readReports(parts)).toBe(0)
    expect(await rowOf(world, packetId)).toMatchObject({ state: 'sent', tries: 3 })
    expect(await messagesOf(sandbox, phone)).toHaveLength(1)

    await putFaults(sandbox, { smsc: 'undeliverable' })
    const dead = await due(world, somebody().phone)
    expect(await sayDue(parts)).toBe(1)
    await until(() => receipts(2))
    expect(await Promise.all([readReports(parts), readReports(parts)]).then(([a, b]) => a + b)).toBe(1)
    expect(await rowOf(world, dead)).toMatchObject({ state: 'failed', phone: null, reason: 'UNDELIV' })
    expect(await findingsOf(world, dead)).toHaveLength(1)
    expect(await findingsOf(world, packetId)).toEqual([])
  })

  test('of a packet at a running central: refused at first, said a minute later; where the number is dead its station and the administrator are told', async () => {
    const world = await open()
    const station = await world.enrol()
    const claims = somebody()
    world.smsc.state.statuses.push(FAILED)
    const { packetId } = await decisionOf(station, claims)
    await until(async () => (await rowOf(world, packetId)).reason !== null)
    expect(await world.central.admin.countPackets()).toMatchObject({ 'notices-due': 1, 'notices-not-delivered': 0 })
    world.pass(MINUTE_MS + 1_000)
    await until(async () => (await rowOf(world, packetId)).state === 'sent')
    expect(noticesTo(world, claims.phone)).toHaveLength(1)

    world.smsc.state.statuses.push(0x0b)
    const dead = await decisionOf(station, somebody())
    await until(async () => (await rowOf(world, dead.packetId)).state === 'failed')
    const { body } = await station.send<FindingPage>('GET', '/v1/findings?after=0&limit=10')
    expect(body.findings).toMatchObject([{ kind: 'not-told', sequence: 2, details: { reason: 'status 11' } }])
    expect(await world.central.admin.countPackets()).toMatchObject({
      'notices-due': 0,
      'notices-not-delivered': 1,
      'not-told': 1,
    })
    expect(world.lines.join('')).not.toContain(claims.phone)
  })
})
