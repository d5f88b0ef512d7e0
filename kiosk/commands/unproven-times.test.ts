import { expect, test } from 'vitest'
import { PACKET_MOVES, REGISTERED } from '../../data/packet/packet-life.ts'
import { unprovenTimes } from './unproven-times.ts'

const NOW_MS = 1_795_000_000_000
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000
const RECEIPT = PACKET_MOVES.find(({ to, authority }) => to === 'received' && authority === 'central') ?? REGISTERED
const sealed = (atMs: number, clock?: 'proven' | 'unproven') => ({
  logId: 1,
  atMs,
  move: REGISTERED,
  details: clock ? { clock } : null,
})
const received = (atMs: number) => ({ logId: 2, atMs, move: RECEIPT, details: null })
const erased = (atMs: number) => ({ logId: 3, atMs, move: null, details: null })
const signed = (atMs: number) => [{ state: 'received', atMs }] as const

test.each([
  ['all in order', [sealed(NOW_MS), received(NOW_MS + 60_000)], [], []],
  ['known to be unproven', [sealed(NOW_MS, 'unproven'), received(NOW_MS + 60_000)], [], [1]],
  ['known to be proven, and yet later', [sealed(NOW_MS + TEN_YEARS_MS, 'proven'), received(NOW_MS)], [], [1]],
  ['not known, later than what followed', [sealed(NOW_MS + 60_000), received(NOW_MS)], [], [1]],
  ['later by the travel time of a reply', [sealed(NOW_MS + 9_000), received(NOW_MS)], [], []],
  [
    'both ahead, and central had it earlier',
    [sealed(NOW_MS + TEN_YEARS_MS), received(NOW_MS + TEN_YEARS_MS)],
    signed(NOW_MS),
    [1],
  ],
  ['its answer was long on the way', [sealed(NOW_MS), received(NOW_MS + 86_400_000)], signed(NOW_MS + 60_000), []],
  [
    'two wrong ones before a right one',
    [sealed(NOW_MS + 90_000), received(NOW_MS + 70_000), erased(NOW_MS)],
    [],
    [1, 2],
  ],
])('%s', (_what, events, acknowledgements, marked) => {
  expect([...unprovenTimes(events, acknowledgements)].toSorted()).toEqual(marked)
})
