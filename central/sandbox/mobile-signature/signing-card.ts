import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { prepareCms } from '../../../data/pki/cms-write.ts'
import type { Authorities } from '../authorities/authorities.ts'
import { type KeyKind, makeKey } from '../authorities/authority.ts'
import type { SigningSim } from './signing-sim.ts'

/** The chip of a signing SIM: key pair and certificate (domain.md §4.1). */
export interface SigningCard {
  /** Detached CMS over the content with the chain inside; null when nobody ever issued the certificate. */
  sign(content: string, signedAtMs: number): Promise<Uint8Array | null>
}

interface Personalised {
  readonly key: KeyObject
  readonly certificate: Uint8Array
  readonly chain: readonly Uint8Array[]
}

/** Makes key and certificate when the card is first asked to sign: a start pays for none of them, and an RSA key takes a tenth of a second or more. */
export function createSigningCard(
  certificate: NonNullable<SigningSim['certificate']>,
  keyKind: KeyKind,
  authorities: Authorities,
): SigningCard {
  let made: Promise<Personalised | null> | undefined
  const personalise = async (): Promise<Personalised | null> => {
    const key = await makeKey(keyKind)
    const issued = await authorities.issue({ ...certificate, publicKey: createPublicKey(key) })
    return issued && { key, certificate: issued.certificate, chain: issued.chain }
  }
  return {
    async sign(content, signedAtMs) {
      made ??= personalise()
      const card = await made
      if (!card) return null
      const { toBeSigned, hash, finish } = prepareCms({
        content: Buffer.from(content, 'utf8'),
        certificate: card.certificate,
        authorities: card.chain,
        signedAtMs,
      })
      return finish(sign(hash, toBeSigned, card.key))
    },
  }
}
