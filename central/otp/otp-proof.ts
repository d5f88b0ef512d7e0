import type { KeyObject } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { OtpProof, StationOtpProof } from '../../data/wire/otp.wire.ts'
import { readJws, type SignJws } from '../keys/jws.ts'

const shape = Compile(OtpProof)
const stationShape = Compile(StationOtpProof)

/** JWS by central: this code was proved for this phone at this station. */
export function signOtpProof(signJws: SignJws, proved: Omit<OtpProof, 'typ'>): string {
  return signJws({ typ: 'otp-proof', ...proved } satisfies OtpProof)
}

/** The proof's content, or null when central did not sign it as a proof. */
export function readOtpProof(compact: string, publicKey: KeyObject): OtpProof | null {
  const payload = readJws(compact, publicKey)
  return shape.Check(payload) ? payload : null
}

/** What a station says of a code of its own, or null when that station did not sign it as a proof. */
export function readStationOtpProof(compact: string, stationKey: KeyObject): StationOtpProof | null {
  const payload = readJws(compact, stationKey)
  return stationShape.Check(payload) ? payload : null
}
