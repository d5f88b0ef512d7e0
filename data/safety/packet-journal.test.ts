import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NewPacket } from '../store/packet.repo.ts'
import { continueChain } from './journal-chain.ts'
import { journalFiles, pruneJournal, readSegment, retireSegments } from './journal-files.ts'
import { type JournalRecord, packetRecord, readRecords, revokedRecord } from './journal-record.ts'
import { createPacketJournal } from './packet-journal.ts'
import { packetAfter } from './testing/safe-bed.ts'

let folder: string

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'journal-')), 'journal')
})

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const somePacket = fc.record<NewPacket>({
  packetId: fc.uuid(),
  sequence: fc.integer({ min: 1, max: 2 ** 47 }),
  previousHash: fc.option(bytes(32)),
  hash: bytes(32),
  sealedAtMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  sealed: fc.uint8Array({ maxLength: 200 }),
})
const someRecord: fc.Arbitrary<JournalRecord> = fc.oneof(
  somePacket.map((packet): JournalRecord => ({ kind: 'packet', packet })),
  somePacket.map(
    ({ packetId, sequence, hash }): JournalRecord => ({
      kind: 'revoked',
      packet: { packetId, sequence, hash },
    }),
  ),
)
const written = (record: JournalRecord) =>
  record.kind === 'packet' ? packetRecord(record.packet) : revokedRecord(record.packet)
/** Bytes of any kind in one spelling. */
const plain = (records: readonly JournalRecord[]) =>
  records.map(({ kind, packet }) => ({
    kind,
    ...Object.fromEntries(
      Object.entries(packet).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
      ]),
    ),
  }))

const chainOf = (length: number): NewPacket[] => {
  const packets: NewPacket[] = []
  for (let made = 0; made < length; made += 1) packets.push(packetAfter(packets.at(-1) ?? null))
  return packets
}
const asRecords = (packets: readonly NewPacket[]) => packets.map((packet) => ({ kind: 'packet', packet }) as const)

describe('records', () => {
  test('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(someRecord, { maxLength: 6 }), (records) => {
        expect(plain(readRecords(Buffer.concat(records.map(written))))).toEqual(plain(records))
      }),
      { seed: 1 },
    )
  })

  test('cut off at any byte, every whole one comes back and nothing else', () => {
    const records = asRecords(chainOf(3))
    const parts = records.map(written)
    const whole = Buffer.concat(parts)
    for (let cut = 0; cut <= whole.length; cut += 1) {
      let end = 0
      const count = parts.filter((part) => {
        end += part.length
        return end <= cut
      }).length
      expect(readRecords(whole.subarray(0, cut)).length, `cut at ${cut}`).toBe(count)
    }
  })

  test('bits turned anywhere cost the record they stand in, never another, and make no new one', () => {
    fc.assert(
      fc.property(
        fc.array(someRecord, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        (records, bits) => {
          const parts = records.map(written)
          const whole = Buffer.concat(parts)
          const places = [...new Set(bits.map((bit) => bit % (whole.length * 8)))]
          for (const bit of places) whole.writeUInt8(whole.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
          let start = 0
          const untouched = records.filter((_, at) => {
            const from = start
            start += parts[at]?.length ?? 0
            return places.every((bit) => bit >> 3 < from || bit >> 3 >= start)
          })
          expect(plain(readRecords(whole))).toEqual(plain(untouched))
        },
      ),
      { seed: 2, numRuns: 400 },
    )
  })

  test('noise before, between and behind is passed over', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 80 }), someRecord), { maxLength: 5 }), (pieces) => {
        const whole = Buffer.concat(pieces.flatMap(([noise, record]) => [Buffer.from(noise), written(record)]))
        expect(plain(readRecords(Buffer.concat([whole, Buffer.alloc(500)])))).toEqual(
          plain(pieces.map(([, one]) => one)),
        )
      }),
      { seed: 3 },
    )
  })

  test('noise alone is no record, and no crash', () => {
    const magic = Buffer.from('MCJ\u0001', 'latin1')
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uint8Array(), fc.constant(magic)), { maxLength: 30 }), (pieces) => {
        expect(readRecords(Buffer.concat(pieces))).toEqual([])
      }),
      { seed: 4, numRuns: 500 },
    )
  })
})

describe('the chain that records continue', () => {
  test('from any point on, in any order of the records, each packet once', () => {
    const packets = chainOf(12)
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...packets, ...packets], { minLength: 24 }),
        fc.integer({ min: 0, max: 12 }),
        (order, from) => {
          const end = packets[from - 1] ?? { sequence: 0, hash: null }
          const { packets: found, missing } = continueChain(end, asRecords(order))
          expect(found.map(({ packetId }) => packetId)).toEqual(packets.slice(from).map(({ packetId }) => packetId))
          expect(missing).toBe(0)
        },
      ),
      { seed: 5 },
    )
  })

  test('what follows a hole is told, never joined', () => {
    const packets = chainOf(9)
    const records = asRecords(packets.filter(({ sequence }) => sequence !== 4))
    const { packets: found, missing } = continueChain({ sequence: 0, hash: null }, records)
    expect(found.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(missing).toBe(6)
  })

  test('of two with one sequence the one that others follow is taken, else the later', () => {
    const [first, second] = chainOf(2)
    if (!first || !second) throw new Error('no chain')
    const other = packetAfter(first)
    const after = packetAfter(second)
    const end = { sequence: 0, hash: null }
    const idsOf = (...packets: NewPacket[]) => continueChain(end, asRecords(packets)).packets.map((one) => one.packetId)
    expect(idsOf(first, second, other)).toEqual([first.packetId, other.packetId])
    expect(idsOf(first, second, other, after)).toEqual([first.packetId, second.packetId, after.packetId])
  })

  test('a revoked packet is left out, unless it was written again or others follow it', () => {
    const [first, second, third] = chainOf(3)
    if (!first || !second || !third) throw new Error('no chain')
    const revoked = { kind: 'revoked', packet: second } as const
    const reached = (...records: JournalRecord[]) => {
      const { packets, missing } = continueChain({ sequence: 0, hash: null }, records)
      return [packets.length, missing]
    }
    expect(reached(...asRecords([first, second]), revoked)).toEqual([1, 0])
    expect(reached(...asRecords([first, second]), revoked, ...asRecords([second]))).toEqual([2, 0])
    expect(reached(...asRecords([first, second]), revoked, ...asRecords([third]))).toEqual([3, 0])
  })
})

describe('the files', () => {
  const sequencesIn = () =>
    journalFiles(folder).flatMap(({ path }) => readSegment(path).map(({ packet }) => packet.sequence))

  test('packets appended at once share flushes and all come back, in order', async () => {
    const packets = chainOf(40)
    const journal = createPacketJournal(folder)
    await Promise.all(packets.map((packet) => journal.append(packet)))
    journal.close()
    expect(sequencesIn()).toEqual(packets.map(({ sequence }) => sequence))
    expect(statSync(join(folder, readdirSync(folder)[0] ?? '')).size).toBeLessThan(100_000)
  })

  test('two writers never share a file', async () => {
    const writers = [createPacketJournal(folder), createPacketJournal(folder)]
    const packets = chainOf(20)
    await Promise.all(packets.map((packet, at) => writers[at % 2]?.append(packet)))
    for (const writer of writers) writer.close()
    expect(readdirSync(folder)).toHaveLength(2)
    expect(sequencesIn().toSorted((one, other) => one - other)).toEqual(packets.map(({ sequence }) => sequence))
  })

  test('a segment taken out of use at any moment loses no packet', async () => {
    const packets = chainOf(60)
    const journal = createPacketJournal(folder)
    for (const packet of packets) {
      const writing = journal.append(packet)
      if (packet.sequence % 3 === 0) retireSegments(folder)
      await writing
      if (packet.sequence % 7 === 0) retireSegments(folder)
    }
    journal.close()
    expect(new Set(sequencesIn())).toEqual(new Set(packets.map(({ sequence }) => sequence)))
    retireSegments(folder)
    expect(journalFiles(folder).every(({ holds }) => holds !== null && holds.last > 0)).toBe(true)
  })

  test('only what both copies hold and nobody waits for leaves, and the newest stays', async () => {
    const packets = chainOf(9)
    for (const packet of packets) {
      const journal = createPacketJournal(folder)
      await journal.append(packet)
      journal.close()
    }
    retireSegments(folder)
    const waiting = new Set([2])
    pruneJournal(folder, 5, (first, last) => [...waiting].some((one) => one >= first && one <= last), 0)
    expect(sequencesIn()).toEqual([2, 6, 7, 8, 9])
    pruneJournal(folder, 99, () => false, 0)
    expect(sequencesIn()).toEqual([9])
  })

  test('a segment is full at a megabyte; the next one begins', async () => {
    const journal = createPacketJournal(folder)
    const large = { ...packetAfter(null), sealed: Buffer.alloc(400_000, 1) }
    for (let sequence = 1; sequence <= 5; sequence += 1) await journal.append({ ...large, sequence })
    await journal.append({ ...large, sequence: 6, sealed: Buffer.alloc(3_000_000, 1) })
    await journal.revoke({ ...large, sequence: 7 })
    journal.close()
    expect(sequencesIn()).toEqual([1, 2, 3, 4, 5, 6, 7])
    // Whoever opens the store need not read what is full to know whether it holds anything newer.
    expect(journalFiles(folder).map(({ holds }) => holds)).toEqual([
      { first: 1, last: 2 },
      { first: 3, last: 4 },
      { first: 5, last: 5 },
      { first: 6, last: 6 },
      null,
    ])
  })

  test('what a torn write left is written over by nothing, and read by nobody', async () => {
    const journal = createPacketJournal(folder)
    await journal.append(packetAfter(null))
    const [name = ''] = readdirSync(folder)
    // The process ends here: the rest of the segment is zeros, or half a record.
    const cut = readFileSync(join(folder, name)).subarray(0, 2_000)
    expect(readRecords(Buffer.concat([cut, cut.subarray(0, 700)])).map(({ packet }) => packet.sequence)).toEqual([1])
    journal.close()
  })
})
