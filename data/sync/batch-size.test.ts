import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BATCH_MAX, BATCH_MAX_BYTES } from '../wire/packet.wire.ts'
import {
  afterBatch,
  BATCH_MIN_BYTES,
  BATCH_TARGET_MS,
  BATCH_TIMEOUT_MAX_MS,
  BATCH_TIMEOUT_MIN_MS,
  type BatchOutcome,
  type BatchSizing,
  batchSize,
  RETURN_BYTES,
  UNKNOWN_LINK,
} from './batch-size.ts'

const SEED = 20_261_122
const PACKET_BYTES = 2_500

interface Link {
  readonly roundTripMs: number
  readonly bytesPerMs: number
  /** A batch larger than this never arrives. */
  readonly carriesBytes: number
}

/** One full batch on the link. */
function send(link: Link, sizing: BatchSizing): { readonly outcome: BatchOutcome; readonly elapsedMs: number } {
  const size = batchSize(sizing)
  const packets = Math.max(1, Math.min(size.packets, Math.floor(size.bytes / PACKET_BYTES)))
  const bytes = packets * PACKET_BYTES
  const elapsedMs = link.roundTripMs + (bytes * (size.compress ? 0.75 : 1)) / link.bytesPerMs
  // The smallest thing there is gets through, else it were no link.
  const arrives = (bytes <= link.carriesBytes || packets === 1) && elapsedMs <= size.timeoutMs
  return arrives
    ? { outcome: { kind: 'carried', packets, bytes, elapsedMs, full: true }, elapsedMs }
    : { outcome: { kind: 'failed', packets, bytes }, elapsedMs: size.timeoutMs }
}

function run(link: Link, from: BatchSizing, batches: number) {
  const sent: { readonly kind: string; readonly packets: number; readonly elapsedMs: number }[] = []
  let sizing = from
  for (let at = 0; at < batches; at += 1) {
    const { outcome, elapsedMs } = send(link, sizing)
    sent.push({ kind: outcome.kind, packets: outcome.kind === 'returned' ? 0 : outcome.packets, elapsedMs })
    sizing = afterBatch(sizing, outcome)
  }
  return { sizing, sent }
}

const anyOutcome = fc.oneof<fc.Arbitrary<BatchOutcome>[]>(
  fc.record({
    kind: fc.constant('carried' as const),
    packets: fc.integer({ min: 0, max: 5_000 }),
    bytes: fc.integer({ min: 0, max: 1e9 }),
    elapsedMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    full: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('failed' as const),
    packets: fc.integer({ min: 0, max: 5_000 }),
    bytes: fc.integer({ min: 0, max: 1e9 }),
  }),
  fc.constant({ kind: 'returned' as const }),
)
const anyLink = fc.record({
  roundTripMs: fc.integer({ min: 1, max: 1_500 }),
  bytesPerMs: fc.double({ min: 2, max: 100_000, noNaN: true }),
  carriesBytes: fc.integer({ min: PACKET_BYTES, max: 2 * BATCH_MAX_BYTES }),
})
const WIDE: Link = { roundTripMs: 2, bytesPerMs: 50_000, carriesBytes: Number.POSITIVE_INFINITY }
/** 256 kbit/s, 300 ms. */
const THIN: Link = { roundTripMs: 300, bytesPerMs: 32, carriesBytes: Number.POSITIVE_INFINITY }
const after = (outcomes: readonly BatchOutcome[]) => outcomes.reduce(afterBatch, UNKNOWN_LINK)

describe('the size of the next batch', () => {
  test('is never nothing and never above what was agreed, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(anyOutcome, { maxLength: 60 }), (outcomes) => {
        const size = batchSize(after(outcomes))
        expect(size.packets).toBeGreaterThanOrEqual(1)
        expect(size.packets).toBeLessThanOrEqual(BATCH_MAX)
        expect(Number.isInteger(size.packets)).toBe(true)
        expect(size.bytes).toBeGreaterThanOrEqual(BATCH_MIN_BYTES)
        expect(size.bytes).toBeLessThanOrEqual(BATCH_MAX_BYTES)
        expect(size.timeoutMs).toBeGreaterThanOrEqual(BATCH_TIMEOUT_MIN_MS)
        expect(size.timeoutMs).toBeLessThanOrEqual(BATCH_TIMEOUT_MAX_MS)
      }),
      { seed: SEED },
    )
  })

  test('settles on any link at a size that it carries within the time', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        const { sent } = run(link, UNKNOWN_LINK, 300)
        const settled = sent.slice(100)
        // What failed once is tried again more and more rarely.
        expect(settled.filter(({ kind }) => kind === 'failed').length).toBeLessThanOrEqual(settled.length * 0.06)
        for (const { kind, packets, elapsedMs } of settled) {
          if (kind === 'carried' && packets > 1) expect(elapsedMs).toBeLessThanOrEqual(2 * BATCH_TARGET_MS)
        }
      }),
      { seed: SEED },
    )
  })

  test('uses at least a third of what the link carries', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        const { sent } = run(link, UNKNOWN_LINK, 200)
        const possible = Math.min(
          BATCH_MAX * PACKET_BYTES,
          link.carriesBytes,
          link.bytesPerMs * (BATCH_TARGET_MS - link.roundTripMs),
        )
        const packets = sent.slice(100).map((batch) => batch.packets)
        expect(Math.max(...packets)).toBeGreaterThanOrEqual(Math.floor(possible / PACKET_BYTES / 3))
      }),
      { seed: SEED },
    )
  })

  test('halves down to one packet, and no further', () => {
    let sizing = run(WIDE, UNKNOWN_LINK, 5).sizing
    expect(batchSize(sizing).packets).toBe(BATCH_MAX)
    const seen: number[] = []
    for (let at = 0; at < 14; at += 1) {
      const { packets } = batchSize(sizing)
      seen.push(packets)
      sizing = afterBatch(sizing, { kind: 'failed', packets, bytes: packets * PACKET_BYTES })
    }
    expect(seen.slice(0, 9)).toEqual(
      [500, 250, 125, 63, 31, 15, 7, 3, 1].map((packets) => expect.closeTo(packets, -0.5)),
    )
    expect(seen.slice(9)).toEqual([1, 1, 1, 1, 1])
  })

  test('is back at full size within log steps, however deep it fell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (failures) => {
        let sizing = run(WIDE, UNKNOWN_LINK, 5).sizing
        for (let at = 0; at < failures; at += 1) {
          const { packets, bytes } = batchSize(sizing)
          sizing = afterBatch(sizing, { kind: 'failed', packets, bytes })
        }
        const { sent } = run(WIDE, sizing, 2 * Math.ceil(Math.log2(BATCH_MAX)) + 6)
        expect(sent.every(({ kind }) => kind === 'carried')).toBe(true)
        expect(sent.at(-1)?.packets).toBe(BATCH_MAX)
      }),
      { seed: SEED },
    )
  })

  test('a good link is found out in two batches, and has two of them in flight, plain', () => {
    const { sizing, sent } = run(WIDE, UNKNOWN_LINK, 3)
    expect(sent.slice(1).map(({ packets }) => packets)).toEqual([BATCH_MAX, BATCH_MAX])
    expect(batchSize(sizing)).toMatchObject({ packets: BATCH_MAX, lanes: 2, compress: false })
  })

  test('the first answer decides on compression by itself; later ones must not switch it back and forth', () => {
    const carried = (bytesPerMs: number) =>
      ({ kind: 'carried', packets: 20, bytes: 50 * bytesPerMs, elapsedMs: 50, full: true }) as const
    const middling = afterBatch(UNKNOWN_LINK, carried(1_500))
    expect(middling.compress).toBe(false)
    const slower = afterBatch(middling, carried(900))
    expect([slower.compress, afterBatch(slower, carried(1_500)).compress]).toEqual([true, true])
    expect(afterBatch(slower, carried(2_100)).compress).toBe(false)
  })

  test('500 packets over 256 kbit/s and 300 ms: compressed, one at a time, well within a minute', () => {
    let [sizing, left, totalMs] = [UNKNOWN_LINK, 500, 0]
    while (left > 0) {
      expect(batchSize(sizing)).toMatchObject({ lanes: sizing.rate === null ? 2 : 1, compress: true })
      const { outcome, elapsedMs } = send(THIN, sizing)
      expect(outcome.kind).toBe('carried')
      if (outcome.kind === 'carried') left -= outcome.packets
      totalMs += elapsedMs
      sizing = afterBatch(sizing, outcome)
    }
    expect(totalMs).toBeLessThan(40_000)
  })

  test('the last few packets of an outbox say nothing against a larger batch', () => {
    const { sizing } = run(WIDE, UNKNOWN_LINK, 3)
    const few = afterBatch(sizing, { kind: 'carried', packets: 2, bytes: 2 * PACKET_BYTES, elapsedMs: 4, full: false })
    expect(batchSize(few).packets).toBe(BATCH_MAX)
  })

  test('nor do they say anything for one: how large a batch may be is learned of full ones alone', () => {
    const few = afterBatch(UNKNOWN_LINK, { kind: 'carried', packets: 2, bytes: 5_000, elapsedMs: 50, full: false })
    expect(few.bytes).toBe(UNKNOWN_LINK.bytes)
  })

  test('one packet larger than the size allowed that fails makes the next batch no larger', () => {
    const small = { ...UNKNOWN_LINK, bytes: 8 * BATCH_MIN_BYTES }
    const failed = afterBatch(small, { kind: 'failed', packets: 1, bytes: 100 * BATCH_MIN_BYTES })
    expect(failed.bytes).toBe(4 * BATCH_MIN_BYTES)
  })

  test('the first batch after the line was away is small, and the next are not', () => {
    const { sizing } = run(WIDE, UNKNOWN_LINK, 5)
    const back = afterBatch(sizing, { kind: 'returned' })
    expect(batchSize(back)).toMatchObject({ bytes: RETURN_BYTES, packets: 2 })
    expect(run(WIDE, back, 4).sent.at(-1)?.packets).toBe(BATCH_MAX)
  })
})
