import type { FaultCode } from '../../flows/base/fault-codes.ts'

/** Counts of one run of the sync job. */
export interface Tally {
  /** Packets in requests that went out. */
  sent: number
  /** Packets central newly acknowledged. */
  received: number
  /** Decisions that newly arrived. */
  decided: number
  /** Packets refused for good; they wait for a person. */
  refused: number
  faults: Partial<Record<FaultCode, number>>
}

export function createTally(): Tally {
  return { sent: 0, received: 0, decided: 0, refused: 0, faults: {} }
}

export function countFault(tally: Tally, code: FaultCode): void {
  tally.faults[code] = (tally.faults[code] ?? 0) + 1
}
