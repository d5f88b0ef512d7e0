import { join } from 'node:path'
import { type RunningProcess, startProcess } from '../../harness/processes.ts'
import { fillBareOutbox } from '../floors/bare-outbox.ts'
import type { PushReport } from '../programs/push-report.ts'
import { type Programs, pinnedNode, storeMigrations } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { peerPackages } from './peer-packages.ts'
import type { PushPeers } from './push-peers.ts'

/** As many as the product puts into one batch at most (data/wire/packet.wire.ts). */
const BATCH = 500
/** Sealing a hundred thousand packets takes minutes. */
const FILL_WITHIN_MS = 1_200_000
const PUSH_WITHIN_MS = 600_000

/** Fills what has to be filled before the clock runs, and gives what carries it. */
export type Prepare = (count: number) => Promise<() => Promise<PushReport>>

export type ContestantName = 'product' | 'oneLane' | 'twoLanes' | 'pouch' | 'rx'

/** The product and all it is held against, each carrying bodies of one length into one PostgreSQL over HTTP. */
export interface Contestants {
  readonly product: Prepare
  readonly oneLane: Prepare
  readonly twoLanes: Prepare
  /** Null where their packages cannot be installed. */
  readonly pouch: Prepare | null
  readonly rx: Prepare | null
  /** Where PouchDB replicates to; empty without it. */
  readonly couchUrl: string
  /** A filled outbox of the product: the station's folder. */
  fillStation(count: number): Promise<string>
  /** A filled outbox of the bare loop: its database. */
  fillBare(count: number): Promise<string>
  stop(): Promise<void>
}

/** How each is reached when it is not at its own address: over a link. */
export interface Routes {
  readonly central: string
  readonly bare: string
  readonly couch: string
}

/** Starts what PouchDB speaks to, where it can be had. `route` is asked for at each run. */
export async function startContestants(parts: {
  readonly programs: Programs
  readonly peers: PushPeers
  /** A folder not used before. */
  readonly newFolder: () => Promise<string>
  readonly route?: (direct: Routes) => Routes
  /** The program that carries the product's outbox. */
  readonly carrier?: 'push' | 'drainLink'
}): Promise<Contestants> {
  const { programs, peers, newFolder, carrier = 'push' } = parts
  const packages = await peerPackages()
  const couch =
    packages === null
      ? null
      : startProcess({ command: pinnedNode, args: [programs.path('couchServer'), peers.databaseUrl] })
  const couchUrl = couch === null ? '' : (await couch.firstJson<{ url: string }>()).url
  const direct: Routes = { central: peers.centralUrl, bare: peers.bareUrl, couch: couchUrl }
  const routes = () => parts.route?.(direct) ?? direct
  // Until the product has sealed some, about what it seals (docs/benchmarks.md).
  let sealedBytes = 2_700

  const fillStation = async (count: number) => {
    const folder = join(await newFolder(), 'station')
    const args = [folder, storeMigrations, peers.centralUrl, await peers.newEnrolmentCode(), count]
    const filled = await runProgram<{ sealedBytes: number }>(programs, 'fillOutbox', args, FILL_WITHIN_MS)
    sealedBytes = filled.sealedBytes
    return folder
  }
  const fillBare = async (count: number) => {
    const path = join(await newFolder(), 'bare.db')
    fillBareOutbox(path, count, sealedBytes)
    return path
  }
  const push = (
    name: 'push' | 'drainLink' | 'bareClient' | 'pouchClient' | 'rxClient',
    args: readonly (string | number)[],
  ) => runProgram<PushReport>(programs, name, args, name === 'rxClient' ? FILL_WITHIN_MS : PUSH_WITHIN_MS)
  const whole = async (count: number, carried: Promise<PushReport>) => {
    const report = await carried
    if (report.records !== count) throw new Error(`${report.records} of ${count} packets were carried`)
    return report
  }
  const bare =
    (lanes: number): Prepare =>
    async (count) => {
      const path = await fillBare(count)
      return () => whole(count, push('bareClient', [routes().bare, path, BATCH, lanes]))
    }
  return {
    async product(count) {
      const folder = await fillStation(count)
      return () =>
        whole(count, push(carrier, [folder, storeMigrations, ...(carrier === 'push' ? [] : [routes().central])]))
    },
    oneLane: bare(1),
    twoLanes: bare(2),
    pouch:
      packages === null
        ? null
        : async (count) => {
            const path = join(await newFolder(), 'pouch')
            await runProgram(programs, 'pouchClient', ['fill', packages, path, count, sealedBytes], FILL_WITHIN_MS)
            return () => whole(count, push('pouchClient', ['push', packages, path, routes().couch, BATCH]))
          },
    rx:
      packages === null
        ? null
        : async (count) => () => whole(count, push('rxClient', [packages, routes().bare, count, sealedBytes, BATCH])),
    couchUrl,
    fillStation,
    fillBare,
    stop: async () => void (await stopped(couch)),
  }
}

async function stopped(server: RunningProcess | null): Promise<void> {
  await server?.stop()
}
