import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PushPeers, startPushPeers } from '../drive/push-peers.ts'
import type { Measurement } from '../figure.ts'
import { fillBareOutbox } from '../floors/bare-outbox.ts'
import { interleave } from '../interleave.ts'
import type { PushReport } from '../programs/push-report.ts'
import { type Programs, storeMigrations } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { growthExponent, median } from '../statistics.ts'

/** As many as the product puts into one batch (data/wire/packet.wire.ts). */
const BATCH = 500
const ONE_LANE = 'bare SQLite → HTTP → PostgreSQL loop, batches of 500'
const TWO_LANES = `${ONE_LANE}, two in flight`

interface Bench {
  readonly programs: Programs
  readonly peers: PushPeers
  /** A folder not used before, for each run. */
  newFolder(): Promise<string>
}

interface Round {
  readonly product: PushReport[]
  readonly oneLane: PushReport[]
  readonly twoLanes: PushReport[]
}

/** The sync engine pushing a full outbox into central, against loops that only carry. Counts: 1 000 and 10 000. */
export async function pushFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-bench-push-'))
  try {
    const peers = await startPushPeers(programs, dir)
    try {
      const bench: Bench = { programs, peers, newFolder: () => mkdtemp(join(dir, 'run-')) }
      const [few, many, rounds] = quick ? [10, 40, 1] : [1_000, 10_000, 3]
      const small = await roundsOf(bench, few, rounds)
      const large = await roundsOf(bench, many, rounds)
      return [...speed(few, small), ...speed(many, large), ...growth(few, small, many, large)]
    } finally {
      await peers.stop()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Outboxes are filled before the clock runs, with bodies of one length. */
async function roundsOf({ programs, peers, newFolder }: Bench, count: number, rounds: number): Promise<Round> {
  let sealedBytes = 0
  const bare = async (lanes: number) => {
    const path = join(await newFolder(), 'bare.db')
    fillBareOutbox(path, count, sealedBytes)
    return runProgram<PushReport>(programs, 'bareClient', [peers.bareUrl, path, BATCH, lanes])
  }
  return interleave(
    {
      product: async () => {
        const folder = join(await newFolder(), 'station')
        const code = await peers.newEnrolmentCode()
        const filled = await runProgram<{ sealedBytes: number }>(programs, 'fillOutbox', [
          folder,
          storeMigrations,
          peers.centralUrl,
          code,
          count,
        ])
        sealedBytes = filled.sealedBytes
        const report = await runProgram<PushReport>(programs, 'push', [folder, storeMigrations])
        if (report.records !== count) throw new Error(`${report.records} of ${count} packets were acknowledged`)
        await peers.idle()
        return report
      },
      oneLane: () => bare(1),
      twoLanes: () => bare(2),
    },
    rounds,
  )
}

function speed(count: number, round: Round): Measurement[] {
  const perSecond = (reports: readonly PushReport[]) =>
    median(reports.map(({ records, totalMs }) => (records * 1_000) / totalMs))
  const [value, unit] = [perSecond(round.product), 'records/s']
  return [
    {
      figure: `push.${count}`,
      value,
      unit,
      floor: perSecond(round.oneLane),
      floorName: ONE_LANE,
      goal: { of: 'ratio', least: 0.7 },
    },
    {
      figure: `push.${count}-over-two`,
      value,
      unit,
      floor: perSecond(round.twoLanes),
      floorName: TWO_LANES,
      goal: { of: 'ratio', least: 0.8 },
    },
  ]
}

function growth(few: number, small: Round, many: number, large: Round): Measurement[] {
  const totalMs = (reports: readonly PushReport[]) => median(reports.map((report) => report.totalMs))
  const rss = (reports: readonly PushReport[]) => median(reports.map((report) => report.maxRssMb))
  const exponent = (of: keyof Round) =>
    growthExponent({ size: few, cost: totalMs(small[of]) }, { size: many, cost: totalMs(large[of]) })
  return [
    {
      figure: 'push.growth',
      value: exponent('product'),
      unit: 'exponent of time over count',
      floor: exponent('oneLane'),
      floorName: ONE_LANE,
      goal: { of: 'value', most: 1.05 },
    },
    {
      figure: 'push.memory',
      value: rss(large.product),
      unit: 'MiB',
      floor: rss(small.product),
      floorName: `the same client with ${few} packets`,
      goal: { of: 'ratio', most: 1.15 },
    },
    {
      figure: 'push.memory-over-bare',
      value: rss(large.product),
      unit: 'MiB',
      floor: rss(large.oneLane),
      floorName: ONE_LANE,
      goal: { of: 'ratio', most: 1 },
    },
  ]
}
