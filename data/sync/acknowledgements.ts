import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import { Acknowledgement, BatchAcknowledgement } from '../wire/packet.wire.ts'
import type { PublicJwk } from '../wire/primitives.ts'

/** Reads central's signed words. Both raise ACKNOWLEDGEMENT_INVALID (details.reason: signature, shape). */
export interface AcknowledgementReader {
  /** Gives the payload of the acknowledgement of one packet after checking central's signature on it. */
  one(jws: string): Promise<Acknowledgement>
  /** Gives the payload of the acknowledgement of a batch, likewise. */
  batch(jws: string): Promise<BatchAcknowledgement>
}

/**
 * Makes the reader for central's signing key: compact JWS (RFC 7515 §7.1), ES256 only. Written on node:crypto because a pull reads one for every
 * decision: jose's chain of promises took 1.5 × the time and most of the memory. A test has jose sign what is read here.
 */
export function createAcknowledgementReader(centralSigningKey: PublicJwk): AcknowledgementReader {
  const key = createPublicKey({ key: { ...centralSigningKey }, format: 'jwk' })
  const one = Compile(Acknowledgement)
  const batch = Compile(BatchAcknowledgement)
  return {
    async one(jws) {
      const value = await readSigned(jws, key)
      if (!one.Check(value)) throw new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'shape' })
      return value
    },
    async batch(jws) {
      const value = await readSigned(jws, key)
      if (!batch.Check(value)) throw new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'shape' })
      return value
    },
  }
}

async function readSigned(jws: string, key: KeyObject): Promise<unknown> {
  const [header = '', payload = '', signature = '', ...rest] = jws.split('.')
  const signed = Buffer.from(`${header}.${payload}`, 'ascii')
  if (rest.length > 0 || !isEs256(header) || !(await isGenuine(signed, key, Buffer.from(signature, 'base64url')))) {
    throw new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'signature' })
  }
  return parse(payload)
}

/** RFC 7515 §4.1.11: a header with "crit" asks for something we do not know. */
function isEs256(header: string): boolean {
  const value = parse(header)
  return typeof value === 'object' && value !== null && 'alg' in value && value.alg === 'ES256' && !('crit' in value)
}

function isGenuine(signed: Buffer, key: KeyObject, signature: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature, (failed, genuine) =>
      resolve(!failed && genuine),
    )
  })
}

function parse(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
