import type { KeyObject } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { SignInProof } from '../../data/wire/evidence.wire.ts'
import { readJws, type SignJws } from '../keys/jws.ts'

const shape = Compile(SignInProof)

/** JWS by central: this provider said this of the person before this station, for this packet. */
export function signSignInProof(signJws: SignJws, proved: Omit<SignInProof, 'typ'>): string {
  return signJws({ typ: 'sign-in-proof', ...proved } satisfies SignInProof)
}

/** The proof's content, or null when central did not sign it as one. */
export function readSignInProof(compact: string, publicKey: KeyObject): SignInProof | null {
  const payload = readJws(compact, publicKey)
  return shape.Check(payload) ? payload : null
}
