import { createPublicKey, type KeyObject } from 'node:crypto'
import { readCertificate } from '../../../data/pki/certificate.ts'
import type { Authorities } from '../authorities/authorities.ts'
import { makeKey } from '../authorities/authority.ts'
import type { RemoteKey } from './remote-key.ts'

/** A key with its certificate, as the provider holds it. */
export interface HeldKey {
  readonly key: RemoteKey
  /** The certificate's serial, lower-case hex. */
  readonly serial: string
  readonly privateKey: KeyObject
  /** DER, the holder's first, the root last. */
  readonly certificates: readonly Uint8Array[]
  /** What the provider says of the certificate; it does not judge how it was issued. */
  readonly status: 'valid' | 'expired' | 'revoked'
  readonly validFrom: number
  readonly validTo: number
}

export interface ProviderKeys {
  /** The keys of one user, made now if nobody asked before. */
  of(userKey: string): Promise<readonly HeldKey[]>
  /** One that was told of before, by its serial. */
  bySerial(serial: string): Promise<HeldKey | null>
}

/** RSA-2048 for SmartCA, whose signatures are PKCS #1 (domain.md §5.2); P-256 for the other. */
const KINDS = { smartca: 'rsa', csc: 'ec' } as const

/** The keys of one provider. They are made when first asked for, and new at every start. */
export function createProviderKeys(
  provider: RemoteKey['provider'],
  parts: { readonly keys: readonly RemoteKey[]; readonly authorities: Authorities; readonly now: () => number },
): ProviderKeys {
  const own = parts.keys.filter((key) => key.provider === provider)
  const made = new Map<RemoteKey, Promise<HeldKey | null>>()
  const held = (key: RemoteKey) => {
    const found = made.get(key) ?? make(key, parts)
    made.set(key, found)
    return found
  }
  return {
    async of(userKey) {
      const all = await Promise.all(own.filter((key) => key.userKey === userKey).map(held))
      return all.filter((one) => one !== null)
    },
    async bySerial(serial) {
      const all = await Promise.all(made.values())
      return all.find((one) => one?.serial === serial) ?? null
    },
  }
}

/** Null where the people of the sandbox hold no such certificate. */
async function make(
  key: RemoteKey,
  { authorities, now }: { authorities: Authorities; now: () => number },
): Promise<HeldKey | null> {
  const privateKey = await makeKey(KINDS[key.provider])
  const issued = await authorities.issue({ ...key.certificate, publicKey: createPublicKey(privateKey) })
  const certificate = issued && readCertificate(issued.certificate)
  if (!issued || !certificate) return null
  const { serial, validFrom, validTo } = certificate
  const isRevoked = key.certificate.variant === 'revoked'
  return {
    key,
    serial,
    privateKey,
    certificates: [issued.certificate, ...issued.chain],
    status: isRevoked ? 'revoked' : validTo < now() ? 'expired' : 'valid',
    validFrom,
    validTo,
  }
}
