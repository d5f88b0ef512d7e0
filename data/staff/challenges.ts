import { randomBytes } from 'node:crypto'
import type { NewId } from '../../flows/base/id.ts'
import type { StaffChallenge } from '../../flows/ports/staff.port.ts'

/** Long enough to find the token and type its PIN twice. */
export const CHALLENGE_LIFE_MS = 120_000
const CHALLENGE_BYTES = 32
/** Nobody signs in at more screens at once; the oldest is forgotten. */
const CHALLENGES_MAX = 8
/** So that no signature given here can ever be one under anything else. */
const CONTEXT = 'motcua staff sign-in v1'

export interface Challenges {
  issue(): Pick<StaffChallenge, 'challengeId' | 'dataBase64'>
  /** What was to be signed, once; null when it was never issued, was taken before, or is too old. */
  take(challengeId: string): Uint8Array | null
}

/** Challenges live in memory: one that was issued before a restart is void. `runningMs` is a clock that never jumps. */
export function createChallenges(parts: { readonly newId: NewId; readonly runningMs: () => number }): Challenges {
  const open = new Map<string, { readonly data: Buffer; readonly issuedAtMs: number }>()
  return {
    issue() {
      const challengeId = parts.newId()
      const data = Buffer.from(`${CONTEXT}\n${challengeId}\n${randomBytes(CHALLENGE_BYTES).toString('hex')}\n`)
      open.set(challengeId, { data, issuedAtMs: parts.runningMs() })
      for (const oldest of [...open.keys()].slice(0, -CHALLENGES_MAX)) open.delete(oldest)
      return { challengeId, dataBase64: data.toString('base64') }
    },
    take(challengeId) {
      const challenge = open.get(challengeId)
      open.delete(challengeId)
      if (!challenge || parts.runningMs() - challenge.issuedAtMs > CHALLENGE_LIFE_MS) return null
      return challenge.data
    },
  }
}
