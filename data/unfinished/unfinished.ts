import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../flows/base/clock.ts'
import { UNFINISHED_LIFE_MS } from '../../flows/base/delays.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { DataKeyPort } from '../../flows/ports/data-key.port.ts'
import type { UnfinishedRepo } from '../store/unfinished.repo.ts'

const IV_BYTES = 12
const TAG_BYTES = 16
/** In front of the sealed bytes, in clear: which program kept them. Whoever changes it gains a kinder word and nothing else: the program is bound into the seal too. */
const MARK_BYTES = 8
/** What was kept, and when by the station's best time. */
export interface KeptRegistration {
  readonly savedAtMs: number
  /** JSON, as it was given. */
  readonly text: string
}

/** Registrations that officers had not finished when the power went. One an officer, which nobody else reads. */
export interface UnfinishedRegistrations {
  /** Keeps it in the place of the officer's last one. `savedAtMs` is for one that was kept before, whose life goes on; now without it. Raises UNFINISHED_KEY_UNAVAILABLE, STORE_*. */
  keep(staffId: string, text: string, savedAtMs?: number): Promise<void>
  /**
   * What is kept for the officer; null without one, or when it is older than UNFINISHED_LIFE_MS: those are removed, whosever they are. Raises UNFINISHED_UNREADABLE for one that was
   * kept under another key, or was tampered with; it is removed then. Raises UNFINISHED_EARLIER (details.savedAtMs) for one that another version of the program kept: it stays until it is
   * forgotten, so that nobody misses the word of it. Raises UNFINISHED_KEY_UNAVAILABLE, STORE_*.
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
  const mark = createHash('sha256').update(parts.program).digest().subarray(0, MARK_BYTES)
  const boundTo = (staffId: string, savedAtMs: number) =>
    Buffer.from(JSON.stringify([staffId, savedAtMs, parts.program]), 'utf8')
  return {
    async keep(staffId, text, savedAtMs = time.now()) {
      const key = await dataKey.key()
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(staffId, savedAtMs))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      repo.put(staffId, { savedAtMs, sealed: Buffer.concat([mark, iv, cipher.getAuthTag(), body]) })
    },
    async of(staffId) {
      const nowMs = time.now()
      repo.removeOutside(nowMs - UNFINISHED_LIFE_MS, nowMs + UNFINISHED_LIFE_MS)
      const row = repo.get(staffId)
      if (!row) return null
      if (!mark.equals(row.sealed.subarray(0, MARK_BYTES)))
        throw new Fault('UNFINISHED_EARLIER', { savedAtMs: row.savedAtMs })
      const key = await dataKey.key()
      try {
        return {
          savedAtMs: row.savedAtMs,
          text: open(row.sealed.subarray(MARK_BYTES), key, boundTo(staffId, row.savedAtMs)),
        }
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
