import { accessSync, constants, statfsSync, statSync } from 'node:fs'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { isDiskCode } from '../store/store-fault.ts'
import type { SafePlaces } from './safe-places.ts'

const MEBIBYTE = 1_048_576
/** A packet, its line in the journal, and a write-ahead log of the usual thousand pages before it is folded in. */
export const ROOM_LEAST_BYTES = 5 * MEBIBYTE

export type RoomTrouble = Extract<FaultCode, 'STORE_FULL' | 'STORE_READ_ONLY'>

/**
 * Why this station could not keep one more packet now, or null: a disk that takes no writing, or one without room where the reserve is used up too. Looks without
 * writing. What cannot be measured counts as room: keeping the packet tells it then.
 */
export function whyNoRoom({ dir, reserve }: Pick<SafePlaces, 'dir' | 'reserve'>): RoomTrouble | null {
  try {
    accessSync(dir, constants.W_OK)
  } catch (thrown) {
    return isDiskCode(thrown, 'EROFS', 'EACCES', 'EPERM') ? 'STORE_READ_ONLY' : null
  }
  try {
    const { bavail, bsize } = statfsSync(dir)
    const held = statSync(reserve, { throwIfNoEntry: false })?.size ?? 0
    return bavail * bsize + held < ROOM_LEAST_BYTES ? 'STORE_FULL' : null
  } catch {
    return null
  }
}
