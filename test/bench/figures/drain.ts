import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ContestantName, type Contestants, type Prepare, startContestants } from '../drive/contestants.ts'
import { startPushPeers } from '../drive/push-peers.ts'
import type { Measurement } from '../figure.ts'
import { interleave } from '../interleave.ts'
import type { PushReport } from '../programs/push-report.ts'
import type { Programs } from '../programs.ts'
import { growthExponent, median } from '../statistics.ts'

/** The aims of the issue; the ratio to RxDB is our own. */
const OVER_BARE = 0.8
const OVER_POUCHDB = 3
const OVER_RXDB = 1
const GROWTH_MOST = 1.02
const MEMORY_GROWTH_MOST_MIB = 64

type Results = Readonly<Partial<Record<ContestantName, readonly PushReport[]>>>
interface Drained {
  readonly count: number
  readonly results: Results
}

/** A backlog carried into PostgreSQL: 1 000, 10 000 and 100 000 packets, by the product, by bare loops, by PouchDB and by RxDB. */
export async function drainFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-bench-drain-'))
  try {
    const peers = await startPushPeers(programs, dir)
    try {
      const contestants = await startContestants({ programs, peers, newFolder: () => mkdtemp(join(dir, 'run-')) })
      try {
        const plan = quick
          ? [
              [10, 1],
              [20, 1],
              [40, 1],
            ]
          : [
              [1_000, 3],
              [10_000, 3],
              [100_000, 1],
            ]
        const drained: Drained[] = []
        for (const [count = 0, rounds = 1] of plan) {
          drained.push({ count, results: await race(contestants, count, rounds, peers.idle) })
        }
        return [...drained.flatMap(speed), ...growth(drained)]
      } finally {
        await contestants.stop()
      }
    } finally {
      await peers.stop()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** In turns; the product last, since central goes on verifying what it got. It is waited for only where another round follows: at 100 000 that is long. */
async function race(
  contestants: Contestants,
  count: number,
  rounds: number,
  idle: () => Promise<void>,
): Promise<Results> {
  const carry = (prepare: Prepare) => async () => (await prepare(count))()
  const { oneLane, twoLanes, pouch, rx, product } = contestants
  const others = { oneLane, twoLanes, ...(pouch && { pouch }), ...(rx && { rx }) }
  let left = rounds
  return interleave(
    {
      ...Object.fromEntries(Object.entries(others).map(([name, prepare]) => [name, carry(prepare)])),
      product: async () => {
        await idle()
        const report = await carry(product)()
        left -= 1
        if (left > 0 || count < 100_000) await idle()
        return report
      },
    },
    rounds,
  )
}

function speed({ count, results }: Drained): Measurement[] {
  const perSecond = (name: ContestantName) =>
    median((results[name] ?? []).map(({ records, totalMs }) => (records * 1_000) / totalMs))
  const against = (suffix: string, name: ContestantName, floorName: string, least: number): Measurement[] =>
    results[name] === undefined
      ? []
      : [
          {
            figure: `drain.${count}${suffix}`,
            value: perSecond('product'),
            unit: 'records/s',
            floor: perSecond(name),
            floorName,
            goal: { of: 'ratio', least },
          },
        ]
  return [
    ...against('', 'oneLane', 'bare SQLite → HTTP → PostgreSQL loop, batches of 500', OVER_BARE),
    ...against('-over-two', 'twoLanes', 'the bare loop, two batches in flight', OVER_BARE),
    ...against('-over-pouchdb', 'pouch', 'PouchDB (LevelDB) replicating into PostgreSQL', OVER_POUCHDB),
    ...against('-over-rxdb', 'rx', 'RxDB (memory) replicating into PostgreSQL', OVER_RXDB),
  ]
}

function growth(drained: readonly Drained[]): Measurement[] {
  const [few, many, most] = drained
  if (!few || !many || !most) throw new Error('three sizes are needed')
  const middle = (of: 'totalMs' | 'maxRssMb', { results }: Drained, name: ContestantName) =>
    median((results[name] ?? []).map((report) => report[of]))
  const exponent = (name: ContestantName) =>
    growthExponent(
      { size: many.count, cost: middle('totalMs', many, name) },
      { size: most.count, cost: middle('totalMs', most, name) },
    )
  const rss = (at: Drained) => middle('maxRssMb', at, 'product')
  return [
    {
      figure: 'drain.growth',
      value: exponent('product'),
      unit: 'exponent of time over count',
      floor: exponent('oneLane'),
      floorName: 'bare SQLite → HTTP → PostgreSQL loop, batches of 500',
      goal: { of: 'value', most: GROWTH_MOST },
    },
    {
      figure: 'drain.memory',
      value: rss(most),
      unit: 'MiB',
      floor: rss(few),
      floorName: `the same client with ${few.count} packets`,
      goal: { of: 'difference', most: MEMORY_GROWTH_MOST_MIB },
    },
  ]
}
