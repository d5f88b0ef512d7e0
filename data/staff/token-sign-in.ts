import type { StaffPort, StaffVerdict } from '../../flows/ports/staff.port.ts'
import { screenCertificate } from '../../flows/rules/certificate.ts'
import { officerOf } from './account-rows.ts'
import type { Challenges } from './challenges.ts'
import { logStaff, type StaffParts } from './staff-parts.ts'
import { screenable, signerOf } from './token-answer.ts'

const WRONG: StaffVerdict = { kind: 'wrong', triesLeft: null }

/**
 * The sign-in by token: the challenge is spent whatever comes, the signature is checked with the certificate's own key, and the certificate's SHA-256 names
 * the account. No chain is asked for: a supervisor tied this very certificate to the account. Locks of the PIN do not count here, as the token guards its
 * own tries, and a right signature does not open them.
 */
export function createTokenSignIn(parts: StaffParts, challenges: Challenges): StaffPort['signInByToken'] {
  return async (answer) => {
    const data = challenges.take(answer.challengeId)
    const signer = data && signerOf(data, answer)
    const account = signer && parts.repos.staff.byCertificate(signer.fingerprint)
    const seen = signer && screenable(signer)
    const clock = parts.time.proven ? 'proven' : 'unproven'
    const screening = seen && screenCertificate(seen, parts.time.now(), { clock, excuses: [] })
    return parts.store.write((): StaffVerdict => {
      const staffId = account?.staffId ?? null
      if (!account || screening?.kind !== 'ok') {
        const why = !data ? 'challenge' : !signer ? 'signature' : screening?.kind === 'refused' ? screening.code : null
        logStaff(parts, 'staff.refused', { staffId, how: 'token', why })
        return WRONG
      }
      logStaff(parts, 'staff.signed-in', { staffId, how: 'token' })
      return { kind: 'signed-in', officer: officerOf(account) }
    })
  }
}
