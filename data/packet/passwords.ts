import type { Secrets } from '../../flows/base/secret.ts'
import type { PasswordPort } from '../../flows/ports/password.port.ts'
import { unmetPasswordRules } from '../../flows/rules/password.ts'

/** Argon2id as OWASP's Password Storage Cheat Sheet asks at least: 19 MiB, two passes, one lane. */
export const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The PasswordPort: rules of product.md §3, then Argon2id over the NFC form, so that the same word typed by another input method is the same. */
export function createPasswords(secrets: Secrets): PasswordPort {
  return {
    async accept(handle, about, signal) {
      const password = secrets.redeem(handle).normalize('NFC')
      const unmet = unmetPasswordRules(password, about)
      if (unmet.length > 0) return { kind: 'refused', unmet }
      // Native code, needed once a visit: not worth a place in the start of the program.
      const { hash } = await import('@node-rs/argon2')
      return { kind: 'accepted', hash: secrets.keep(await hash(password, ARGON2ID, signal)) }
    },
  }
}
