import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { readDocument } from '../reference/signed-reference.ts'
import type { PublicJwk } from '../wire/primitives.ts'
import { createFilterFetch, FILTER_NAME, removeParts } from './fetch-filter.ts'
import type { FilterClient } from './filter.client.ts'
import { createFilterFile, type FilterFile } from './filter-file.ts'
import { HEADER_BYTES } from './filter-layout.ts'
import { nextPieceBytes, PIECE_FIRST_BYTES } from './piece-size.ts'
import { openMarkKey, readDuplicates } from './read-document.ts'
import { citizen, clientOf, filterMaker, type SignedFilter } from './testing/signed-filter.ts'

const SEED = 20_261_122
const ANNA = citizen('046204001234')
const BINH = citizen('079204005678')
const maker = filterMaker()
const jwk = maker.signing.publicKey.export({ format: 'jwk' }) as PublicJwk

let dir: string
let file: FilterFile

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'filter-'))
  file = open()
})

afterEach(() => {
  file.close()
  rmSync(dir, { recursive: true, force: true })
})

test('fetched whole, it knows who is in it, for its owner only, and leaves nothing beside it', async () => {
  const filter = await maker.make([ANNA])
  expect(await fetchWith(clientOf(filter))(filter.document, filter.jws)).toBe('in-force')
  const inForce = await file.current()
  expect([inForce?.has(ANNA), inForce?.has(BINH), inForce?.document.version]).toEqual([true, false, 1])
  expect(readdirSync(dir)).toEqual([FILTER_NAME])
  expect(statSync(join(dir, FILTER_NAME)).mode & 0o777).toBe(0o600)
})

test('a newer one takes the place of the old under a reader that has it open', async () => {
  const [first, second] = [await maker.make([ANNA]), await maker.make([BINH], { version: 2 })]
  const fetch = fetchWith(clientOf(first))
  await fetch(first.document, first.jws)
  expect((await file.current())?.has(ANNA)).toBe(true)
  await fetchWith(clientOf(second))(second.document, second.jws)
  const inForce = await file.current()
  expect([inForce?.has(ANNA), inForce?.has(BINH)]).toEqual([false, true])
})

test('cut off at any byte, it goes on from there, and the old one answers meanwhile', async () => {
  const [old, next] = [await maker.make([ANNA]), await maker.make([ANNA, BINH], { version: 2 }, 40)]
  await fetchWith(clientOf(old))(old.document, old.jws)
  const size = next.bytes.length
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 6 }), async (cuts) => {
      removeParts(dir)
      await fetchWith(clientOf(old))(old.document, old.jws)
      const ascending = cuts.toSorted((one, other) => one - other)
      for (const cut of ascending) {
        // The power goes as the last piece is half written.
        await expect(fetchWith(cutAt(next, cut))(next.document, next.jws)).rejects.toMatchObject({ code: 'LINE_DOWN' })
        expect((await file.current())?.document.version).toBe(1)
      }
      const last = clientOf(next)
      expect(await fetchWith(last)(next.document, next.jws)).toBe('in-force')
      expect(last.asked[0]?.[0] ?? size).toBe(ascending.at(-1) ?? 0)
      expect((await file.current())?.has(BINH)).toBe(true)
    }),
    { seed: SEED, numRuns: 40 },
  )
})

test('a round ends when its time is over and the next goes on; a machine that was switched off before the renaming too', async () => {
  const filter = await maker.make([ANNA], {}, 8_000)
  let nowMs = 0
  const client = clientOf(filter, () => {
    nowMs += 2_000
  })
  const round = () =>
    createFilterFetch({ dir, client, nowMs: () => nowMs, roundMs: 5_000 })(filter.document, filter.jws)
  expect([await round(), await file.current()]).toEqual(['more', null])
  let rounds = 1
  while ((await round()) === 'more') rounds += 1
  expect(rounds).toBeGreaterThan(1)
  expect(client.asked.every(([from], at) => from === at * PIECE_FIRST_BYTES)).toBe(true)
  // Everything was there, and only the renaming was not.
  const whole = readFileSync(join(dir, FILTER_NAME))
  rmSync(join(dir, FILTER_NAME))
  writeFileSync(join(dir, `person-filter.1-${filter.document.sha256.slice(0, 8)}.part`), whole)
  const again = clientOf(filter)
  expect(await fetchWith(again)(filter.document, filter.jws)).toBe('in-force')
  expect(again.asked).toEqual([])
})

test('bytes that are not what central signed never come in force, and are fetched anew', async () => {
  const [old, next] = [await maker.make([ANNA]), await maker.make([BINH], { version: 2 }, 4)]
  await fetchWith(clientOf(old))(old.document, old.jws)
  await fc.assert(
    fc.asyncProperty(fc.nat(next.bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const spoilt = next.bytes.slice()
      spoilt[at] = (spoilt[at] ?? 0) ^ change
      const fetched = fetchWith(clientOf({ bytes: spoilt }))(next.document, next.jws)
      await expect(fetched).rejects.toMatchObject({ code: 'REFERENCE_INVALID', details: { reason: 'sha256' } })
      expect((await file.current())?.has(ANNA)).toBe(true)
      expect(readdirSync(dir)).toEqual([FILTER_NAME])
    }),
    { seed: SEED, numRuns: 40 },
  )
})

test('a file that was changed anywhere, cut or grown, is no filter', async () => {
  const filter = await maker.make([ANNA], {}, 4)
  await fetchWith(clientOf(filter))(filter.document, filter.jws)
  const path = join(dir, FILTER_NAME)
  const whole = readFileSync(path)
  // The last sign of the document carries bits of the signature that no decoder reads.
  const used = whole.subarray(0, HEADER_BYTES).findLastIndex((byte) => byte !== 0)
  const spots = fc.oneof(fc.nat(used - 1), fc.integer({ min: HEADER_BYTES, max: whole.length - 1 }))
  await fc.assert(
    fc.asyncProperty(spots, fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const spoilt = Buffer.from(whole)
      spoilt[at] = (spoilt[at] ?? 0) ^ change
      writeFileSync(path, spoilt)
      const reader = open()
      expect(await reader.current()).toBeNull()
      reader.close()
    }),
    { seed: SEED, numRuns: 120 },
  )
  for (const size of [0, 7, 12, HEADER_BYTES - 1, HEADER_BYTES, whole.length - 1]) {
    writeFileSync(path, whole)
    truncateSync(path, size)
    const reader = open()
    expect(await reader.current()).toBeNull()
    reader.close()
  }
  writeFileSync(path, Buffer.concat([whole, Buffer.alloc(64)]))
  expect(await file.current()).toBeNull()
  writeFileSync(path, whole)
  expect((await open().current())?.has(ANNA)).toBe(true)
})

test('one signed by another, sealed to another counter, or of another shape is no filter', async () => {
  const good = await maker.make([ANNA])
  const other = filterMaker()
  const foreign = [
    await other.make([ANNA]),
    { ...good, jws: await maker.sign(good.document, other.signing.privateKey) },
    await maker.make([ANNA], { sealedKey: (await other.make([ANNA])).document.sealedKey }),
    await maker.make([ANNA], { blocks: 2 }),
    await maker.make([ANNA], { name: 'policy' as never }),
    await maker.make([ANNA], { sealedKey: 'a.b.c.d.e' }),
  ]
  for (const filter of foreign) {
    await fetchWith(clientOf(good))(good.document, filter.jws)
    expect(await file.current()).toBeNull()
  }
  await fetchWith(clientOf(good))(good.document, good.jws)
  expect((await file.current())?.has(ANNA)).toBe(true)
})

test('what was fetched of another version goes; a part that is longer than the filter is begun anew', async () => {
  const [first, second] = [await maker.make([ANNA], {}, 30), await maker.make([BINH], { version: 2 }, 30)]
  await expect(fetchWith(cutAt(first, 100))(first.document, first.jws)).rejects.toMatchObject({ code: 'LINE_DOWN' })
  await expect(fetchWith(cutAt(second, 200))(second.document, second.jws)).rejects.toMatchObject({ code: 'LINE_DOWN' })
  const part = `person-filter.2-${second.document.sha256.slice(0, 8)}.part`
  expect(readdirSync(dir)).toEqual([part])
  truncateSync(join(dir, part), HEADER_BYTES + second.bytes.length + 1)
  const client = clientOf(second)
  expect(await fetchWith(client)(second.document, second.jws)).toBe('in-force')
  expect(client.asked[0]?.[0]).toBe(0)
})

test('called off, it stops before the next piece and keeps what it has', async () => {
  const filter = await maker.make([ANNA], {}, 8_000)
  const ending = new AbortController()
  const client = clientOf(filter, () => ending.abort())
  const fetch = fetchWith(client)
  await expect(fetch(filter.document, filter.jws, ending.signal)).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(client.asked).toEqual([[0, PIECE_FIRST_BYTES]])
  expect(await fetch(filter.document, filter.jws)).toBe('in-force')
  expect(client.asked[1]?.[0]).toBe(PIECE_FIRST_BYTES)
})

test.each([
  [65_536, 999, 131_072],
  [65_536, 1_000, 65_536],
  [65_536, 4_001, 32_768],
  [65_536, null, 32_768],
  [16_384, null, 16_384],
  [1_048_576, 5, 1_048_576],
])('after a piece of %i bytes in %s ms the next is %i', (bytes, tookMs, next) => {
  expect(nextPieceBytes(bytes, tookMs)).toBe(next)
})

function open(): FilterFile {
  return createFilterFile({
    path: join(dir, FILTER_NAME),
    verify: (jws) => readDocument(jws, jwk, readDuplicates),
    openKey: (document) => openMarkKey(document, maker.station.privateKey),
  })
}

function fetchWith(client: FilterClient) {
  return createFilterFetch({ dir, client, nowMs: () => 0, roundMs: 1 })
}

/** Gives everything up to a byte, and then the line is down. */
function cutAt({ bytes }: Pick<SignedFilter, 'bytes'>, cut: number): FilterClient {
  return {
    async read(_, from, maxBytes) {
      const piece = bytes.slice(from, Math.min(cut, from + maxBytes))
      if (piece.length === 0) throw new Fault('LINE_DOWN', { reason: 'broken' })
      return piece
    },
  }
}
