import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import type { Claims } from '../../flows/base/terms.ts'
import type { SyncClient } from '../central-client/sync.client.ts'
import { createCentralTime } from '../central-time.ts'
import type { StationKey } from '../keys/station-keys.ts'
import { readDocument } from '../reference/signed-reference.ts'
import { createRepos, type Repos } from '../store/create-repos.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { PacketStanding } from '../store/packet.repo.ts'
import { MIGRATIONS } from '../testing/station-fixture.ts'
import type { PublicJwk } from '../wire/primitives.ts'
import { FILTER_NAME } from './fetch-filter.ts'
import { createFilterFile } from './filter-file.ts'
import { loadIndexKey } from './index-key.ts'
import { createKnownPeople } from './known-people.ts'
import { openMarkKey, readDuplicates } from './read-document.ts'
import { createSealedPeople } from './sealed-people.ts'
import { citizen, clientOf, filterMaker, type SignedFilter } from './testing/signed-filter.ts'

const ANNA = '046204001234'
const BINH = '079204005678'
const HOUR_MS = 3_600_000
const maker = filterMaker()
const signing = maker.signing.publicKey.export({ format: 'jwk' }) as PublicJwk
const log = pino({ enabled: false })

let dir: string
let store: Store
let repos: Repos
let packets: Map<number, Pick<PacketStanding, 'state' | 'authority' | 'stateAtMs'>>

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'people-'))
  store = openStore({ path: join(dir, 'station.db'), migrationsDir: MIGRATIONS, clock: { now: Date.now } })
  // The packets themselves stand elsewhere: here it is about who is remembered.
  store.db.pragma('foreign_keys = OFF')
  repos = createRepos(store)
  packets = new Map()
})

afterEach(() => {
  store.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('people for whom this counter sealed packets', () => {
  test('are found under every number they gave, with the newest receipt', () => {
    const sealed = sealedPeople()
    seal(sealed, 41, { idNumber: ANNA, oldIdNumber: '123456789' })
    seal(sealed, 42, { idNumber: ANNA })
    expect(receiptOf(sealed, person({ idNumber: ANNA }))).toBe('K0007-000042')
    expect(receiptOf(sealed, person({ idNumber: '123456789' }))).toBe('K0007-000041')
    expect(receiptOf(sealed, person({ idNumber: BINH, oldIdNumber: '123456789' }))).toBe('K0007-000041')
    expect(receiptOf(sealed, person({ idNumber: BINH }))).toBeNull()
    expect(receiptOf(sealed, person({}))).toBeNull()
  })

  test('a citizen is not taken for a business of the same digits; an official is found by body and name', () => {
    const sealed = sealedPeople()
    sealed.remember({ subject: 'enterprise', claims: { taxCode: ANNA } }, 1)
    const official = { subject: 'agency', claims: { organisation: 'UBND xã Mẫu', fullName: 'Lê Văn Mẫu' } } as const
    sealed.remember(official, 2)
    packets.set(1, SEALED).set(2, SEALED)
    expect(receiptOf(sealed, person({ idNumber: ANNA }))).toBeNull()
    expect(receiptOf(sealed, { subject: 'enterprise', claims: { taxCode: ANNA } })).toBe('K0007-000001')
    expect(receiptOf(sealed, official)).toBe('K0007-000002')
  })

  test('who was refused stands for nobody, an earlier packet that was not does', () => {
    const sealed = sealedPeople()
    seal(sealed, 1, { idNumber: ANNA })
    seal(sealed, 2, { idNumber: ANNA })
    packets.set(2, { ...SEALED, state: 'refused', authority: 'push' })
    expect(receiptOf(sealed, person({ idNumber: ANNA }))).toBe('K0007-000001')
    packets.set(1, { ...SEALED, state: 'refused', authority: 'central' })
    expect(receiptOf(sealed, person({ idNumber: ANNA }))).toBeNull()
  })

  test('are forgotten once central refused them, or its filter covers them, and not before', () => {
    const sealed = sealedPeople()
    const standings = {
      1: SEALED,
      2: { state: 'refused', authority: 'push', stateAtMs: 0 },
      3: { state: 'refused', authority: 'central', stateAtMs: 0 },
      4: { state: 'accepted', authority: 'central', stateAtMs: HOUR_MS },
      5: { state: 'accepted', authority: 'central', stateAtMs: 2 * HOUR_MS - 1 },
      6: { state: 'waiting-for-citizen', authority: 'central', stateAtMs: 0 },
    } as const
    for (const [sequence, standing] of Object.entries(standings)) {
      seal(sealed, Number(sequence), { idNumber: `04620400000${sequence}` })
      packets.set(Number(sequence), standing)
    }
    sealed.settle(2 * HOUR_MS)
    expect(repos.sealedPeople.sequences()).toEqual([1, 2, 5, 6])
    // Of packets that are there no more nothing is kept.
    packets.delete(1)
    sealed.settle(0)
    expect(repos.sealedPeople.sequences()).toEqual([2, 5, 6])
  })

  test('the database holds 24 bits of a keyed mark and no number; the key lies in a file of its own, for its owner', () => {
    seal(sealedPeople(), 1, { idNumber: ANNA })
    const path = join(dir, 'person-index.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const key = readFileSync(path, 'utf8')
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    const bytes = readFileSync(join(dir, 'station.db'))
    expect([bytes.includes(ANNA), bytes.includes(key), bytes.includes(Buffer.from(key, 'base64url'))]).toEqual([
      false,
      false,
      false,
    ])
    expect(store.db.prepare('SELECT max(mark) < 1 << 24 FROM sealed_person').pluck().get()).toBe(1)
    // Another key, another index: a copied database says nothing at another station.
    writeFileSync(path, Buffer.alloc(32, 7).toString('base64url'))
    expect(receiptOf(sealedPeople(), person({ idNumber: ANNA }))).toBeNull()
  })

  test.each(['', 'short', '!'.repeat(43)])('a spoilt key file holds no registration up: "%s"', (text) => {
    writeFileSync(join(dir, 'person-index.key'), text)
    const sealed = sealedPeople()
    seal(sealed, 1, { idNumber: ANNA })
    expect(receiptOf(sealed, person({ idNumber: ANNA }))).toBeNull()
    expect(readFileSync(join(dir, 'person-index.key'), 'utf8')).toBe(text)
  })

  test('a folder that cannot be written does not either', () => {
    expect(loadIndexKey(join(dir, 'not-there', 'person-index.key'))).toBeNull()
  })
})

describe("central's filter at a counter", () => {
  test('comes in force with a pull, warns of who is in it, and of nobody before', async () => {
    const people = await counter(await maker.make([citizen(ANNA)], { asOfMs: HOUR_MS }))
    expect(await people.known.look(person({ idNumber: ANNA }))).toEqual({ kind: 'unknown' })
    await people.pull()
    expect(await people.known.look(person({ idNumber: ANNA }))).toEqual({ kind: 'maybe-account' })
    expect(await people.known.look(person({ idNumber: BINH, oldIdNumber: ANNA }))).toEqual({ kind: 'maybe-account' })
    expect(await people.known.look(person({ idNumber: BINH }))).toEqual({ kind: 'unknown' })
    expect(people.client.asked).toHaveLength(1)
    await people.pull()
    expect(people.client.asked).toHaveLength(1)
  })

  test('what was sealed here comes before it; once the filter covers it, the mark is gone and the filter answers', async () => {
    const people = await counter(await maker.make([citizen(ANNA)], { asOfMs: HOUR_MS }))
    seal(people.sealed, 9, { idNumber: ANNA })
    const found = { kind: 'sealed-here', receipt: { receiptNumber: 'K0007-000009' }, state: 'waiting' }
    expect(await people.known.look(person({ idNumber: ANNA }))).toMatchObject(found)
    await people.pull()
    expect(await people.known.look(person({ idNumber: ANNA }))).toMatchObject(found)
    packets.set(9, { state: 'accepted', authority: 'central', stateAtMs: 0 })
    expect(await people.known.look(person({ idNumber: ANNA }))).toMatchObject({ ...found, state: 'accepted' })
    await people.pull()
    expect(repos.sealedPeople.sequences()).toEqual([])
    expect(await people.known.look(person({ idNumber: ANNA }))).toEqual({ kind: 'maybe-account' })
  })

  test('an older one is refused, whoever offers it: the database, or a file that a restored database does not know', async () => {
    const people = await counter(await maker.make([citizen(ANNA)], { version: 5 }))
    await people.pull()
    await people.offer(await maker.make([citizen(BINH)], { version: 4 }))
    const older = { code: 'REFERENCE_INVALID', details: { reason: 'older' } }
    await expect(people.pull()).rejects.toMatchObject(older)
    store.db.exec("DELETE FROM reference WHERE name = 'duplicates'")
    await expect(people.pull()).rejects.toMatchObject(older)
    expect(await people.known.look(person({ idNumber: ANNA }))).toEqual({ kind: 'maybe-account' })
    expect(await people.known.look(person({ idNumber: BINH }))).toEqual({ kind: 'unknown' })
  })

  test('another one of the same number takes its place: a restored central counts some numbers again', async () => {
    const people = await counter(await maker.make([citizen(ANNA)], { version: 5 }))
    await people.pull()
    await people.offer(await maker.make([citizen(BINH)], { version: 5 }))
    await people.pull()
    expect(await people.known.look(person({ idNumber: BINH }))).toEqual({ kind: 'maybe-account' })
    expect(await people.known.look(person({ idNumber: ANNA }))).toEqual({ kind: 'unknown' })
  })

  test('one that is not central’s, or whose bytes are not those signed, changes nothing', async () => {
    const people = await counter(await maker.make([citizen(ANNA)]))
    await people.pull()
    const foreign = filterMaker()
    const next = await maker.make([citizen(BINH)], { version: 2 })
    await people.offer({ ...next, jws: await foreign.sign(next.document) })
    await expect(people.pull()).rejects.toMatchObject({ code: 'REFERENCE_INVALID', details: { reason: 'signature' } })
    await people.offer({ ...next, bytes: next.bytes.map((byte) => byte ^ 1) })
    await expect(people.pull()).rejects.toMatchObject({ code: 'REFERENCE_INVALID', details: { reason: 'sha256' } })
    expect(await people.known.look(person({ idNumber: ANNA }))).toEqual({ kind: 'maybe-account' })
    await people.offer(next)
    await people.pull()
    expect(await people.known.look(person({ idNumber: BINH }))).toEqual({ kind: 'maybe-account' })
  })

  test.each(['NOT_FOUND', 'NOT_ALLOWED'] as const)('a central that offers none is no failure: %s', async (code) => {
    const people = await counter(await maker.make([citizen(ANNA)]))
    people.raise(new Fault(code))
    await people.pull()
    people.raise(new Fault('LINE_DOWN'))
    await expect(people.pull()).rejects.toMatchObject({ code: 'LINE_DOWN' })
  })

  test('a store that fails makes nobody known, and raises nothing', async () => {
    const people = await counter(await maker.make([citizen(ANNA)]))
    await people.pull()
    store.close()
    expect(await people.known.look(person({ idNumber: ANNA }))).toEqual({ kind: 'unknown' })
  })
})

const SEALED = { state: 'sealed', authority: 'station', stateAtMs: 0 } as const

function receiptOf(
  sealed: ReturnType<typeof sealedPeople>,
  whose: Parameters<ReturnType<typeof sealedPeople>['newestOf']>[0],
): string | null {
  return sealed.newestOf(whose)?.receipt.receiptNumber ?? null
}

function person(claims: Claims) {
  return { subject: 'citizen', claims } as const
}

function seal(sealed: ReturnType<typeof sealedPeople>, sequence: number, claims: Claims): void {
  store.write(() => sealed.remember(person(claims), sequence))
  packets.set(sequence, SEALED)
}

function sealedPeople() {
  return createSealedPeople({
    key: loadIndexKey(join(dir, 'person-index.key')),
    stationCode: 'K0007',
    store,
    people: repos.sealedPeople,
    packets: { bySequence: (sequence) => (packets.get(sequence) as PacketStanding | undefined) ?? null },
  })
}

/** A counter and what central offers it. */
async function counter(first: SignedFilter) {
  let offered = first
  let fault: Fault | null = null
  const client = { ...clientOf(first), read: async () => new Uint8Array() } as ReturnType<typeof clientOf>
  client.read = async (version, from, maxBytes) => {
    const piece = await clientOf(offered).read(version, from, maxBytes)
    client.asked.push([from, piece.length])
    return piece
  }
  const sync = {
    reference: async (name: string) => {
      if (fault) throw fault
      const { version } = offered.document
      return { reply: { name, version, document: offered.jws }, etag: randomUUID() }
    },
  } as unknown as SyncClient
  const key = { privateKey: maker.station.privateKey } as StationKey
  const sealed = sealedPeople()
  const known = createKnownPeople({
    reference: {
      store,
      references: repos.references,
      log: repos.log,
      time: createCentralTime({ now: () => 0 }),
      signingKey: signing,
    },
    filter: createFilterFile({
      path: join(dir, FILTER_NAME),
      verify: (jws) => readDocument(jws, signing, readDuplicates),
      openKey: (document) => openMarkKey(document, key.privateKey),
    }),
    fetch: { dir, client, nowMs: () => 0, roundMs: 1 },
    sealed,
    log,
  })
  return {
    known,
    sealed,
    client,
    pull: () => known.pull(sync),
    offer: async (next: SignedFilter) => {
      offered = next
    },
    raise: (thrown: Fault) => {
      fault = thrown
    },
  }
}
