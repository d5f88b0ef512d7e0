import { Fault } from './fault.ts'

declare const secretHandle: unique symbol
/** A one-time ticket for a PIN, OTP, password or password hash. Safe in events and context: it is not the secret. */
export type SecretHandle = string & { readonly [secretHandle]: true }

/** Keeps secrets outside machine context, events and snapshots (XState writes invoke input into persisted snapshots). */
export interface Secrets {
  /** Takes a secret and gives the ticket that redeems it once. */
  keep(value: string): SecretHandle
  /** Gives the secret and forgets it. Raises SECRET_SPENT when it was redeemed or wiped before. */
  redeem(handle: SecretHandle): string
  /** Gives a second ticket to the same secret: one to redeem now, one for another try. Raises SECRET_SPENT as redeem does. */
  copy(handle: SecretHandle): SecretHandle
  /** Forgets one secret, if it is still there. */
  discard(handle: SecretHandle): void
  /** Forgets all of them. */
  wipe(): void
  /** How many are kept, for tests and the audit of a visit's end. */
  readonly count: number
}

/**
 * Makes a keeper of secrets. Values are held as bytes that are overwritten when redeemed or wiped;
 * the string handed in or out is beyond our reach, so callers drop it at once.
 */
export function createSecrets(newId: () => string): Secrets {
  const kept = new Map<SecretHandle, Uint8Array>()
  const discard = (handle: SecretHandle) => {
    kept.get(handle)?.fill(0)
    kept.delete(handle)
  }
  const take = (bytes: Uint8Array) => {
    const handle = `secret:${newId()}` as SecretHandle
    kept.set(handle, bytes)
    return handle
  }
  return {
    keep: (value) => take(new TextEncoder().encode(value)),
    copy(handle) {
      const bytes = kept.get(handle)
      if (!bytes) throw new Fault('SECRET_SPENT')
      return take(bytes.slice())
    },
    redeem(handle) {
      const bytes = kept.get(handle)
      if (!bytes) throw new Fault('SECRET_SPENT')
      const value = new TextDecoder().decode(bytes)
      discard(handle)
      return value
    },
    discard,
    wipe() {
      for (const handle of [...kept.keys()]) discard(handle)
    },
    get count() {
      return kept.size
    },
  }
}
