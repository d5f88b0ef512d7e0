import { createHash } from 'node:crypto'
import { compactDecrypt } from 'jose'
import { pino } from 'pino'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { DuplicatesDocument } from '../../data/wire/duplicates.wire.ts'
import { signRequest } from '../../data/wire/message-signature.ts'
import { filterHas } from '../../data/wire/person-filter.ts'
import { createPersonMarker } from '../../data/wire/person-mark.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import type { ReferenceReply } from '../../data/wire/reference.wire.ts'
import { insertAccount } from '../accounts/account.repo.ts'
import { type Database, openDatabase } from '../db/pool.ts'
import { type FakeStation, payloadOf } from '../test/fake-station.ts'
import { onEveryServer } from '../test/suites.ts'
import type { World } from '../test/world.ts'
import { buildFilter, isDue } from './build-filter.ts'
import { DUPLICATE_DEFAULTS } from './duplicate-settings.ts'
import { CHUNK_BYTES, insertFilter, newestFilter } from './filter.repo.ts'

const SILENT = pino({ enabled: false })
/** No look of central's own: each test makes what it looks at. */
const QUIET = { duplicates: { checkEveryMs: 0 } }
const SETTINGS = { ...DUPLICATE_DEFAULTS, pageSize: 7 }

onEveryServer('filter of duplicates', (open) => {
  async function build(world: World, over: Partial<typeof SETTINGS> = {}) {
    return withDatabase(world, (database) =>
      buildFilter({ database, clock: { now: world.now }, settings: { ...SETTINGS, ...over } }),
    )
  }

  test('everybody is in it: read over HTTP with the key sealed to the counter that asked', async () => {
    const world = await open(QUIET)
    const counter = await world.enrol('assisted')
    await withDatabase(world, (database) => addPeople(database, 0, 100))
    expect(await build(world)).toBe('built')
    const document = await documentOf(world, counter)
    expect(document).toMatchObject({ version: 1, epoch: 1, count: 101 })
    const { bytes, answer } = await bytesOf(world, counter, '1')
    expect([answer.status, answer.headers.get('accept-ranges'), answer.headers.get('content-length')]).toEqual([
      200,
      'bytes',
      String(document.sizeBytes),
    ])
    expect(createHash('sha256').update(bytes).digest('base64url')).toBe(document.sha256)
    const { plaintext } = await compactDecrypt(document.sealedKey, counter.key.privateKey)
    const mark = createPersonMarker(plaintext)
    for (let at = 0; at < 100; at += 1) expect(filterHas(bytes, mark({ kind: 'id', number: numberOf(at) }))).toBe(true)
    expect(filterHas(bytes, mark({ kind: 'agency', number: 'name:Ủy ban' }))).toBe(true)
    // Another station can do nothing with a key that was sealed to this one.
    const other = await world.enrol('assisted')
    await expect(compactDecrypt(document.sealedKey, other.key.privateKey)).rejects.toThrow()
    const own = await documentOf(world, other)
    expect((await compactDecrypt(own.sealedKey, other.key.privateKey)).plaintext).toEqual(plaintext)
  })

  test('ranges are exact at every border of a piece; what lies outside is said', async () => {
    const world = await open(QUIET)
    const counter = await world.enrol('assisted')
    const whole = Buffer.alloc(2 * CHUNK_BYTES + 4_096, 0).map((_, at) => at % 251)
    await withDatabase(world, (database) =>
      database.transaction(async (sql) => {
        await sql.query('insert into duplicate_epoch values (1, $1, 0)', [Buffer.alloc(32, 1)])
        const [blocks, sha256] = [whole.length / 64, createHash('sha256').update(whole).digest()]
        const filter = { version: 1, epoch: 1, blocks, count: 1, asOfMs: 0, builtAtMs: 0, sha256 }
        await insertFilter(sql, filter, whole)
      }),
    )
    const size = whole.length
    const edges = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, size - 1]
    for (const from of edges) {
      for (const last of edges.filter((edge) => edge >= from)) {
        const { bytes, answer } = await bytesOf(world, counter, '1', `bytes=${from}-${last}`)
        expect([answer.status, answer.headers.get('content-range')]).toEqual([206, `bytes ${from}-${last}/${size}`])
        expect(bytes.equals(whole.subarray(from, last + 1))).toBe(true)
      }
    }
    const open3 = await bytesOf(world, counter, '1', `bytes=${size - 5}-`)
    expect([open3.answer.status, open3.bytes.length]).toEqual([206, 5])
    const suffix = await bytesOf(world, counter, '1', 'bytes=-7')
    expect([suffix.answer.status, suffix.bytes.equals(whole.subarray(size - 7))]).toEqual([206, true])
    const beyond = await bytesOf(world, counter, '1', `bytes=${size}-`)
    expect([beyond.answer.status, beyond.answer.headers.get('content-range')]).toEqual([416, `bytes */${size}`])
    for (const passed of ['bytes=5-2', 'bytes=0-1,4-5', 'pages=1-2', 'bytes=-', 'bytes=a-b']) {
      expect((await bytesOf(world, counter, '1', passed)).answer.status).toBe(200)
    }
  })

  test('a machine that people use by themselves gets neither document nor bytes; strangers and other versions neither', async () => {
    const world = await open(QUIET)
    const [kiosk, counter] = [await world.enrol('self-service'), await world.enrol('assisted')]
    const none = await counter.send('GET', '/v1/reference/duplicates')
    expect([none.status, none.body.code]).toEqual([404, 'NOT_FOUND'])
    await withDatabase(world, (database) => addPeople(database, 0, 3))
    await build(world)
    const refused = await kiosk.send('GET', '/v1/reference/duplicates')
    expect([refused.status, refused.body.code]).toEqual([403, 'NOT_ALLOWED'])
    const bytes = await kiosk.send('GET', '/v1/duplicates/1')
    expect([bytes.status, bytes.body.code]).toEqual([403, 'NOT_ALLOWED'])
    for (const version of ['2', '999999999']) {
      expect((await counter.send('GET', `/v1/duplicates/${version}`)).status).toBe(404)
    }
    for (const version of ['0', '-1', '1x', '1%27']) {
      expect((await counter.send('GET', `/v1/duplicates/${version}`)).status).toBe(422)
    }
    const unsigned = await fetch(`${world.central.url}/v1/duplicates/1`)
    expect([unsigned.status, ((await unsigned.json()) as Problem).code]).toEqual([401, 'SIGNATURE_MISSING'])
  })

  test('unchanged it is not sent again; a new version comes when keys grew or time has passed, with a new key now and then', async () => {
    const world = await open(QUIET)
    const counter = await world.enrol('assisted')
    expect(await build(world)).toBe('fresh')
    await withDatabase(world, (database) => addPeople(database, 0, 100))
    expect(await build(world)).toBe('built')
    const first = await counter.send<ReferenceReply>('GET', '/v1/reference/duplicates')
    const etag = first.headers.get('etag') ?? ''
    const same = await counter.send('GET', '/v1/reference/duplicates', null, { headers: { 'if-none-match': etag } })
    expect(same.status).toBe(304)
    expect(await build(world)).toBe('fresh')
    await withDatabase(world, (database) => addPeople(database, 100, 101))
    expect(await build(world)).toBe('fresh')
    world.pass(SETTINGS.maxAgeMs)
    expect(await build(world)).toBe('built')
    expect(await documentOf(world, counter)).toMatchObject({ version: 2, epoch: 1, count: 102 })
    world.pass(SETTINGS.epochLifeMs)
    await withDatabase(world, (database) => addPeople(database, 101, 110))
    expect(await build(world)).toBe('built')
    expect(await documentOf(world, counter)).toMatchObject({ version: 3, epoch: 2 })
    // The one before is there for those who still fetch it, older ones are gone with what they were made of.
    expect((await bytesOf(world, counter, '2')).answer.status).toBe(200)
    expect((await counter.send('GET', '/v1/duplicates/1')).status).toBe(404)
    await withDatabase(world, (database) => addPeople(database, 110, 200))
    await build(world)
    const { rows } = await world.database.query('select epoch from duplicate_epoch order by epoch')
    expect(rows).toEqual([{ epoch: 2 }])
    const { rows: chunks } = await world.database.query(
      'select distinct version from duplicate_filter_chunk order by 1',
    )
    expect(chunks).toEqual([{ version: 3 }, { version: 4 }])
  })

  test('two centrals at once make one; a central that dies while it builds leaves the old one and no lock', async () => {
    const world = await open(QUIET)
    await withDatabase(world, (database) => addPeople(database, 0, 400))
    const results = await Promise.all([build(world), build(world), build(world)])
    expect(results.filter((result) => result === 'built')).toHaveLength(1)
    await withDatabase(world, (database) => addPeople(database, 400, 800))
    await withDatabase(world, async (database) => {
      const building = buildFilter({ database, clock: { now: world.now }, settings: { ...SETTINGS, pageSize: 1 } })
      const failed = expect(building).rejects.toThrow()
      // The server drops whoever holds the lock, in the middle of its pages.
      for (let dropped = false; !dropped; ) {
        const { rowCount } = await world.database.query(
          `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ${0x6d61726b}
           and database = (select oid from pg_database where datname = current_database())`,
        )
        dropped = (rowCount ?? 0) > 0
      }
      await failed
      expect(await newestFilter(database.pool)).toMatchObject({ version: 1 })
    })
    expect(await build(world)).toBe('built')
  })

  test('stopped in the middle, nothing is kept', async () => {
    const world = await open(QUIET)
    await withDatabase(world, async (database) => {
      await addPeople(database, 0, 30)
      const stopped = buildFilter({ database, clock: { now: world.now }, settings: SETTINGS }, AbortSignal.abort())
      expect(await stopped).toBe('stopped')
      expect(await newestFilter(database.pool)).toBeNull()
    })
  })
})

test.each([
  ['nobody yet', null, 0, 0, false],
  ['the first person', null, 1, 0, true],
  ['nothing new', { count: 100, asOfMs: 0 }, 100, 999_999_999, false],
  ['one more, today', { count: 100, asOfMs: 0 }, 101, 3_600_000, false],
  ['one more, a day later', { count: 100, asOfMs: 0 }, 101, 86_400_000, true],
  ['one more, by a clock that was set back', { count: 100, asOfMs: 999_999_999 }, 101, 0, true],
  ['three in a hundred more', { count: 100, asOfMs: 0 }, 103, 0, true],
])('a new filter is due: %s', (_, before, keys, nowMs, due) => {
  expect(isDue(before, keys, nowMs, DUPLICATE_DEFAULTS)).toBe(due)
})

async function withDatabase<T>(world: World, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(world.databaseUrl, SILENT)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function addPeople(database: Database, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 1) {
    const official = at === 0 ? [{ kind: 'agency' as const, number: 'name:Ủy ban' }] : []
    await insertAccount(database.pool, {
      ial: 2,
      origin: 'earlier-portal',
      packetId: null,
      subject: 'citizen',
      fullName: 'Nguyễn Thị Thử',
      birthDate: '2004-05-06',
      organisation: null,
      phone: null,
      passwordHash: null,
      createdAtMs: 0,
      keys: [{ kind: 'id', number: numberOf(at) }, ...official],
    })
  }
}

function numberOf(at: number): string {
  return `046204${String(at).padStart(6, '0')}`
}

async function documentOf(world: World, station: FakeStation): Promise<DuplicatesDocument> {
  const { body } = await station.send<ReferenceReply>('GET', '/v1/reference/duplicates')
  const document = payloadOf<DuplicatesDocument>(body.document)
  expect(Value.Check(DuplicatesDocument, document)).toBe(true)
  expect(document.asOfMs).toBeLessThanOrEqual(world.now())
  return document
}

async function bytesOf(world: World, station: FakeStation, version: string, range?: string) {
  const url = `${world.central.url}/v1/duplicates/${version}`
  const headers = await signRequest({
    method: 'GET',
    url,
    headers: range === undefined ? {} : { range },
    body: null,
    key: station.key,
    createdMs: world.now(),
    nonce: crypto.randomUUID(),
  })
  const answer = await fetch(url, { headers })
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}
