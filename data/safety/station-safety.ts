import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { LimitMeasures } from '../../flows/rules/limits.ts'
import type { CentralTime } from '../central-time.ts'
import type { Repos } from '../store/create-repos.ts'
import { createDamageMark } from './damage-mark.ts'
import { measureLimits } from './measure-limits.ts'
import { isToTell, type RecoveryNote, readRecoveryNote, writeRecoveryNote } from './recovery-note.ts'
import { type RoomTrouble, whyNoRoom } from './room.ts'
import type { SafePlaces } from './safe-places.ts'

/** What staff are told of the store. */
export interface StationSafety {
  /** STORE_DAMAGED while a restart has to restore it, STORE_RESTORED until somebody has seen that it was, else null. */
  trouble(): Extract<FaultCode, 'STORE_DAMAGED' | 'STORE_RESTORED'> | null
  /** Why one more packet could not be kept here now, or null (room.ts). */
  noRoom(): RoomTrouble | null
  /** What may run full or old here (flows/rules/limits.ts judges it). Raises the faults of reading the store. */
  measure(): LimitMeasures
  /** The last restoring; null where there was none. */
  lastRecovery(): RecoveryNote | null
  /** A technician has seen it. */
  acknowledge(): void
}

export function createStationSafety(places: SafePlaces, repos: Repos, time: CentralTime): StationSafety {
  const mark = createDamageMark(places.mark)
  return {
    trouble() {
      if (mark.isSet()) return 'STORE_DAMAGED'
      const note = readRecoveryNote(places.note)
      return note && isToTell(note, time.now()) ? 'STORE_RESTORED' : null
    },
    noRoom: () => whyNoRoom(places),
    measure: () => measureLimits(places.dir, repos, time.now()),
    lastRecovery: () => readRecoveryNote(places.note),
    acknowledge() {
      const note = readRecoveryNote(places.note)
      if (note?.acknowledgedAtMs === null) writeRecoveryNote(places.note, { ...note, acknowledgedAtMs: time.now() })
    },
  }
}
