import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LinkShape } from '../../harness/link/pace.ts'
import { type LineState, type LinkProxy, startLinkProxy } from '../../harness/link-proxy.ts'
import { startProcess } from '../../harness/processes.ts'
import { type Contestants, type Prepare, startContestants } from '../drive/contestants.ts'
import { type PushPeers, startPushPeers } from '../drive/push-peers.ts'
import type { Measurement } from '../figure.ts'
import type { PushReport } from '../programs/push-report.ts'
import { nodeFlags, type Programs, pinnedNode, storeMigrations } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { median } from '../statistics.ts'

/** The line of a commune: 256 kbit/s each way, 300 ms there and back. */
const SLOW: LinkShape = { kbitPerSecond: 256, latencyMs: 150, slowStart: true }
const QUICK: LinkShape = { kbitPerSecond: 20_000, latencyMs: 5, slowStart: true }
const PACKETS_WITHIN_S = 60
const FIRST_WITHIN_MS = 2_000
const WITHIN_MS = 300_000

interface Bench {
  readonly programs: Programs
  readonly peers: PushPeers
  readonly contestants: Contestants
  readonly links: { readonly central: LinkProxy; readonly bare: LinkProxy; readonly couch: LinkProxy }
}

interface Carried extends PushReport {
  readonly bytesPerPacket: number
}

/** 500 packets over a narrow, long line: bytes and time, beside the others over the same line; and how soon the first is there when it returns. */
export async function linkFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-bench-link-'))
  try {
    const peers = await startPushPeers(programs, dir)
    const shape = quick ? QUICK : SLOW
    const opened: LinkProxy[] = []
    const open = async (target: string) => {
      opened.push(await startLinkProxy(target, { shape }))
      return opened.at(-1)!
    }
    let contestants: Contestants | null = null
    try {
      const [central, bare] = [await open(peers.centralUrl), await open(peers.bareUrl)]
      let couch: LinkProxy | null = null
      contestants = await startContestants({
        programs,
        peers,
        newFolder: () => mkdtemp(join(dir, 'run-')),
        carrier: 'drainLink',
        route: (direct) => ({ central: central.url, bare: bare.url, couch: couch?.url ?? direct.couch }),
      })
      if (contestants.pouch) couch = await open(contestants.couchUrl)
      const bench: Bench = { programs, peers, contestants, links: { central, bare, couch: couch ?? bare } }
      const count = quick ? 5 : 500
      return [...(await whole(bench, count)), ...(await first(bench, count, quick))]
    } finally {
      for (const link of opened) await link.close()
      await contestants?.stop()
      await peers.stop()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function whole({ contestants, peers, links }: Bench, count: number): Promise<Measurement[]> {
  const carry = async (prepare: Prepare, link: LinkProxy): Promise<Carried> => {
    const run = await prepare(count)
    const before = link.counts()
    const report = await run()
    const after = link.counts()
    const bytes = after.upBytes - before.upBytes + after.downBytes - before.downBytes
    return { ...report, bytesPerPacket: bytes / count }
  }
  const product = await carry(contestants.product, links.central)
  await peers.idle()
  const others: readonly (readonly [suffix: string, floorName: string, prepare: Prepare | null, link: LinkProxy])[] = [
    ['', 'bare SQLite → HTTP → PostgreSQL loop, batches of 500', contestants.oneLane, links.bare],
    ['-over-pouchdb', 'PouchDB over the same line', contestants.pouch, links.couch],
    ['-over-rxdb', 'RxDB over the same line', contestants.rx, links.bare],
  ]
  const measured: Measurement[] = []
  for (const [suffix, floorName, prepare, link] of others) {
    if (!prepare) continue
    const floor = await carry(prepare, link)
    measured.push(
      {
        figure: `link.bytes${suffix}`,
        value: product.bytesPerPacket,
        unit: 'bytes/packet',
        floor: floor.bytesPerPacket,
        floorName,
        goal: { of: 'ratio', most: 1 },
      },
      {
        figure: `link.time${suffix}`,
        value: product.totalMs / 1_000,
        unit: 's',
        floor: floor.totalMs / 1_000,
        floorName,
        goal: suffix === '' ? { of: 'value', most: PACKETS_WITHIN_S } : { of: 'ratio', most: 1 },
      },
    )
  }
  return measured
}

/** From the line's return to the first acknowledgement on the station, the sync job running as a service meanwhile. */
async function first(bench: Bench, count: number, quick: boolean): Promise<Measurement[]> {
  const [rounds, outageMs] = quick ? [1, 100] : [3, 20_000]
  const measure = async (state: LineState) => {
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) times.push(await returnToFirst(bench, count, state, outageMs))
    return median(times)
  }
  const bare = await bareFirst(bench)
  const figure = async (name: string, state: LineState): Promise<Measurement> => ({
    figure: `link.${name}`,
    value: await measure(state),
    unit: 'ms',
    floor: bare,
    floorName: 'one packet by the bare loop over the line, nothing waited for',
    goal: { of: 'value', most: FIRST_WITHIN_MS },
  })
  return [await figure('first-after-cut', 'cut'), await figure('first-after-silence', 'black-hole')]
}

async function returnToFirst(bench: Bench, count: number, state: LineState, outageMs: number): Promise<number> {
  const { programs, contestants, links, peers } = bench
  const folder = await contestants.fillStation(count)
  await links.central.set(state)
  const args = [...nodeFlags, programs.path('watchLink'), folder, storeMigrations, links.central.url]
  const watching = startProcess({ command: pinnedNode, args })
  try {
    await watching.firstJson({ timeoutMs: WITHIN_MS })
    await pause(outageMs)
    const backAtMs = Date.now()
    await links.central.set('up')
    const { code } = await watching.exit
    if (code !== 0) throw new Error(`the sync job ended with ${code}: ${watching.stderr()}`)
    const { acknowledgedAtMs } = JSON.parse(watching.lines.at(-1) ?? '{}') as { acknowledgedAtMs?: number }
    if (acknowledgedAtMs === undefined) throw new Error('nothing was acknowledged')
    await peers.idle()
    return acknowledgedAtMs - backAtMs
  } finally {
    await watching.stop('SIGKILL')
    await links.central.set('up')
  }
}

async function bareFirst({ programs, contestants, links }: Bench): Promise<number> {
  const path = await contestants.fillBare(1)
  return (await runProgram<PushReport>(programs, 'bareClient', [links.bare.url, path, 1, 1])).totalMs
}
