import { randomBytes } from 'node:crypto'
import type { SealedPacket } from '../../../flows/ports/packet.port.ts'
import type { LinkProxy } from '../../harness/link-proxy.ts'
import type { Seeded } from '../../harness/seeded.ts'
import type { MomentKind } from './moments.ts'
import type { Truth } from './truth.ts'
import type { DriverWatch } from './watched-driver.ts'

/** What outlives a killed station: the people, central, the line, the machine and its clock. */
export interface World {
  readonly chance: Seeded
  readonly truth: Truth
  readonly line: LinkProxy
  readonly driver: DriverWatch
  /** The machine's clock; it is wrong by `offsetMs`. */
  readonly machine: { offsetMs: number }
  /** Folder for the folders of all lives. */
  readonly root: string
  /** Receipts that a citizen holds in the hand: seal() came back. */
  readonly shown: Map<string, SealedPacket>
  /** Packets whose seal() never came back: the citizen is still at the counter and may try again. */
  readonly begun: Set<string>
  readonly report: ChaosReport
}

export interface ChaosReport {
  kills: number
  readonly killedAt: Partial<Record<MomentKind, number>>
  packets: number
  /** Seals refused with a fault, by code. */
  readonly refusals: Record<string, number>
  /** Faults that runs of the sync job told of, by code. */
  readonly syncFaults: Record<string, number>
}

export function createReport(): ChaosReport {
  return { kills: 0, killedAt: {}, packets: 0, refusals: {}, syncFaults: {} }
}

/** A folder name not used before. Chance of its own: folders must not move what the seed decides. */
export function newFolderName(): string {
  return `life-${randomBytes(6).toString('hex')}`
}

/** A UUID out of the seed (RFC 9562 §4: version and variant at their places). */
export function uuidFrom(chance: Seeded): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => chance.int(16).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
}

const YEAR_MS = 365.25 * 24 * 3_600_000
/** How wrong a machine's clock gets: an empty battery falls back by decades, a slip of the hand goes ahead. */
export const CLOCK_JUMPS_MS = [-10 * YEAR_MS, -YEAR_MS, -3_600_000, 0, 3_600_000, YEAR_MS, 10 * YEAR_MS] as const
