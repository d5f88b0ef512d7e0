import type { SecretHandle } from '../base/secret.ts'
import type { PasswordAbout, PasswordRule } from '../rules/password.ts'

export type PasswordVerdict =
  /** Handle of the Argon2id string (PHC format); the password itself is gone. */
  | { readonly kind: 'accepted'; readonly hash: SecretHandle }
  | { readonly kind: 'refused'; readonly unmet: readonly PasswordRule[] }

export interface PasswordPort {
  /** Redeems the handle, checks every rule of product.md §3 and hashes with Argon2id. Raises SECRET_SPENT. */
  accept(password: SecretHandle, about: PasswordAbout, signal?: AbortSignal): Promise<PasswordVerdict>
}
