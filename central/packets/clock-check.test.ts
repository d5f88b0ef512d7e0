import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AHEAD_TOLERANCE_MS, BACK_TOLERANCE_MS, judgeTime, type MadePacket } from './clock-check.ts'

const ARRIVAL = 1_700_000_000_000
const made = (madeAtMs: number, proven = true): MadePacket => ({ packetId: 'p', sequence: 2, madeAtMs, proven })
const whatOf = (packet: MadePacket, before: MadePacket | null = null) =>
  judgeTime(packet, ARRIVAL, before).map(({ details }) => details)

test.each<[string, MadePacket, MadePacket | null, object[]]>([
  ['made before it came', made(ARRIVAL - 86_400_000), null, []],
  ['ahead by as much as a clock may be', made(ARRIVAL + AHEAD_TOLERANCE_MS), null, []],
  [
    'made in the future of its arrival',
    made(ARRIVAL + AHEAD_TOLERANCE_MS + 1),
    null,
    [{ what: 'ahead', byMs: AHEAD_TOLERANCE_MS + 1, clock: 'proven' }],
  ],
  [
    'the same by a clock nobody had proved',
    made(ARRIVAL + 864e5, false),
    null,
    [{ what: 'ahead', byMs: 864e5, clock: 'unproven' }],
  ],
  ['set right by two seconds', made(ARRIVAL - 10_000), made(ARRIVAL - 10_000 + BACK_TOLERANCE_MS), []],
  [
    'earlier than the packet before it',
    made(ARRIVAL - 60_000),
    made(ARRIVAL - 30_000),
    [{ what: 'back', byMs: 30_000, clock: 'proven' }],
  ],
  [
    'ten years back and ahead at once',
    made(ARRIVAL + 3e11),
    made(ARRIVAL + 6e11),
    [
      { what: 'ahead', byMs: 3e11, clock: 'proven' },
      { what: 'back', byMs: 3e11, clock: 'proven' },
    ],
  ],
])('%s', (_what, packet, before, expected) => {
  expect(whatOf(packet, before)).toEqual(expected)
})

test('a clock that only runs forward and not ahead of central is never found fault with', () => {
  const times = fc.array(fc.integer({ min: 0, max: ARRIVAL }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(times, (drawn) => {
      const chain = drawn.toSorted((a, b) => a - b).map((at) => made(at))
      return chain.every((packet, at) => judgeTime(packet, ARRIVAL, chain[at - 1] ?? null).length === 0)
    }),
    { seed: 5 },
  )
})
