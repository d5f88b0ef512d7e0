import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { DataKeyPort } from '../../flows/ports/data-key.port.ts'
import type { UnfinishedRepo } from '../store/unfinished.repo.ts'

const IV_BYTES = 12
const TAG_BYTES = 16
/** The citizen is still at the counter, or comes back the same day; later the answers are nobody's business any more. */
export const UNFINISHED_LIFE_MS = 12 * 3_600_000

/** What was kept, and when by the station's best time. */
export interface KeptRegistration {
  readonly savedAtMs: number
  /** JSON, as it was given. */
  readonly text: string
}

/** Registrations that officers had not finished when the power went. One an officer, which nobody else reads. */
export interface UnfinishedRegistrations {
  /** Keeps it in the place of the officer's last one. Raises UNFINISHED_KEY_UNAVAILABLE, STORE_*. */
  keep(staffId: string, text: string): Promise<void>
  /**
   * What is kept for the officer; null without one, or when it is older than UNFINISHED_LIFE_MS: those are removed, whosever they are. Raises UNFINISHED_UNREADABLE for one that was
   * kept under another key or by another program, or was tampered with; it is removed then. Raises UNFINISHED_KEY_UNAVAILABLE, STORE_*.
   */
  of(staffId: string): Promise<KeptRegistration | null>
  forget(staffId: string): void
}

/** `program` names the build: a snapshot fits the flows that made it alone. */
export function createUnfinished(parts: {
  readonly repo: UnfinishedRepo
  readonly dataKey: DataKeyPort
  readonly time: Clock
  readonly program: string
}): UnfinishedRegistrations {
  const { repo, dataKey, time } = parts
  const boundTo = (staffId: string, savedAtMs: number) =>
    Buffer.from(JSON.stringify([staffId, savedAtMs, parts.program]), 'utf8')
  return {
    async keep(staffId, text) {
      const key = await dataKey.key()
      const savedAtMs = time.now()
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(staffId, savedAtMs))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      repo.put(staffId, { savedAtMs, sealed: Buffer.concat([iv, cipher.getAuthTag(), body]) })
    },
    async of(staffId) {
      const nowMs = time.now()
      repo.removeOutside(nowMs - UNFINISHED_LIFE_MS, nowMs + UNFINISHED_LIFE_MS)
      const row = repo.get(staffId)
      if (!row) return null
      const key = await dataKey.key()
      try {
        return { savedAtMs: row.savedAtMs, text: open(row.sealed, key, boundTo(staffId, row.savedAtMs)) }
      } catch (thrown) {
        repo.remove(staffId)
        throw new Fault('UNFINISHED_UNREADABLE', {}, thrown)
      }
    },
    forget: (staffId) => repo.remove(staffId),
  }
}

function open(sealed: Uint8Array, key: Uint8Array, boundTo: Uint8Array): string {
  const iv = sealed.subarray(0, IV_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(boundTo)
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}
