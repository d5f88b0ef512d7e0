import { releaseHeld } from '../data/packet/release.ts'
import type { OutboxRow } from '../data/store/outbox.repo.ts'
import { BACKOFF_CAP_MS } from '../data/sync/backoff.ts'
import { systemClock } from '../flows/base/clock.ts'
import type { WiredStation } from './wire-station.ts'

export { CARRIED_BY_STICK } from '../data/packet/packet-life.ts'

/** Sends one more time what was held for a person; the words of data/packet/release.ts. */
export function releasePacket(wired: WiredStation, sequence: number): ReturnType<typeof releaseHeld> {
  const { store, repos, time } = wired.station
  return releaseHeld({ store, outbox: repos.outbox, log: repos.log, time }, sequence)
}

/** How long the packet still waits by its own back-off; 0 when it is due. Judged as the sync job judges it (OutboxRepo, DueRule). */
export function waitLeftMs(row: Pick<OutboxRow, 'nextTryAtMs' | 'triedAtMs'>, nowMs = systemClock.now()): number {
  const leftMs = row.nextTryAtMs - nowMs
  const wentBack = leftMs > BACKOFF_CAP_MS || (row.triedAtMs ?? 0) > nowMs
  return wentBack ? 0 : Math.max(0, leftMs)
}

/** What lies on a stick, to say why nothing came of it; faults: data/stick/stick-contents.ts. */
export async function contentsOfStick(folder: string) {
  const { stickContents } = await import('../data/stick/stick-contents.ts')
  return stickContents(folder)
}

/** The trip of a USB stick; faults: data/stick/carry.ts. */
export async function carryByStick(folder: string, centralUrl: string, waitMs: number) {
  const { carryStick } = await import('../data/stick/carry.ts')
  return carryStick(folder, { centralUrl, waitMs })
}
