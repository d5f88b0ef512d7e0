import type { Logger } from 'pino'
import type { Clock } from '../../flows/base/clock.ts'
import type { Database } from '../db/pool.ts'
import { insertDecision } from '../packets/decision.repo.ts'
import { closeTransactions } from '../transactions/transaction.repo.ts'
import { endWait, expiredWaits, findReturn, lockWait } from './return.repo.ts'

/** A citizen finds time within a month; what is kept of the person is not kept for ever. */
export const WAIT_FOR_CITIZEN_MS = 30 * 86_400_000
const EXPIRE_MAX = 500

export interface ExpireParts {
  readonly database: Database
  readonly clock: Clock
}

/**
 * Refuses a packet whose citizen did not come back in time (PACKET_WAIT_EXPIRED). False when somebody was first, or its time has not come: the packet is locked meanwhile, so that
 * a proof and an expiry, here or in another central process, never both count.
 */
export async function expirePacket({ database, clock }: ExpireParts, packetId: string): Promise<boolean> {
  return database.transaction(async (sql) => {
    const atMs = clock.now()
    if ((await lockWait(sql, packetId, atMs)) !== 'expired') return false
    const packet = await findReturn(sql, packetId)
    if (!packet) return false
    const { stationId } = packet
    await closeTransactions(sql, packetId, stationId)
    await endWait(sql, packetId, atMs)
    await insertDecision(sql, {
      packetId,
      stationId,
      state: 'refused',
      ial: null,
      raised: false,
      reason: 'PACKET_WAIT_EXPIRED',
      carrier: null,
      atMs,
    })
    return true
  })
}

/** Looks now, and then from time to time, for packets nobody came back for. Several central processes may do so at once. Gives the function that ends it. */
export function startExpiry(parts: ExpireParts, everyMs: number, log: Logger): () => Promise<void> {
  let stopping = false
  let running: Promise<void> = Promise.resolve()
  const round = async () => {
    for (;;) {
      const due = await expiredWaits(parts.database.pool, parts.clock.now(), EXPIRE_MAX)
      for (const packetId of due) {
        if (stopping) return
        await expirePacket(parts, packetId)
      }
      if (due.length < EXPIRE_MAX) return
    }
  }
  const look = () => {
    // A round that takes longer than the pause is not run twice side by side.
    running = running.then(round).catch((err: unknown) => void (stopping || log.warn({ err }, 'expiry of waits')))
  }
  look()
  const timer = setInterval(look, everyMs).unref()
  return () => {
    stopping = true
    clearInterval(timer)
    return running
  }
}
