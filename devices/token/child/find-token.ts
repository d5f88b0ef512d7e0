import { CK, type Cryptoki, type Handle, type TokenInfo } from './cryptoki.ts'
import { certificateIdOf, type Look } from './look.ts'
import { certificatesOf } from './objects.ts'
import { quietly } from './quietly.ts'
import { refusalOf } from './refusal.ts'

/** A token found by its certificate, with the session that was opened on it. */
export interface Found {
  readonly slot: Handle
  readonly session: Handle
  readonly info: TokenInfo
  readonly certificate: { readonly der: Buffer; readonly object: Handle }
}

/** The token that holds the certificate now, in whatever slot. Null when none does. Raises what the module raises. */
export function findToken(module: Cryptoki, look: Look, certificateId: string): Found | null {
  const refusals: unknown[] = []
  for (const slot of look.slotsFor(certificateId)) {
    try {
      const found = findIn(module, slot, certificateId)
      if (found) return found
    } catch (thrown) {
      // A token that is not ours may refuse whatever it likes; it matters only when ours is not found.
      refusals.push(thrown)
    }
  }
  const technical = refusals.find((thrown) => refusalOf(thrown, 'anything-else').why !== 'token-removed')
  if (technical) throw technical
  return null
}

/** Looks at the token itself, and not at what was there at the last look. Leaves the session open when it holds the certificate. Raises what the module raises. */
function findIn(module: Cryptoki, slot: Handle, certificateId: string): Found | null {
  const info = module.C_GetTokenInfo(slot)
  const session = module.C_OpenSession(slot, CK.CKF_SERIAL_SESSION)
  let certificate: Found['certificate'] | undefined
  try {
    certificate = certificatesOf(module, session).find(({ der }) => certificateIdOf(der) === certificateId)
    return certificate ? { slot, session, info, certificate } : null
  } finally {
    if (!certificate) closeSession(module, session)
  }
}

/** Logs out and closes; a session that is gone already is closed too. */
export function closeSession(module: Cryptoki, session: Handle): void {
  quietly(() => module.C_Logout(session))
  quietly(() => module.C_CloseSession(session))
}
