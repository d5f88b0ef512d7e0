import { compactVerify, importJWK } from 'jose'
import { Compile } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import { Acknowledgement } from '../wire/packet.wire.ts'
import type { PublicJwk } from '../wire/primitives.ts'

/** Gives the payload of an acknowledgement after checking central's signature on it. Raises ACKNOWLEDGEMENT_INVALID. */
export type ReadAcknowledgement = (jws: string) => Promise<Acknowledgement>

export function createAcknowledgementReader(centralSigningKey: PublicJwk): ReadAcknowledgement {
  const key = importJWK({ ...centralSigningKey }, 'ES256')
  const shape = Compile(Acknowledgement)
  return async (jws) => {
    try {
      const { payload } = await compactVerify(jws, await key, { algorithms: ['ES256'] })
      const value: unknown = JSON.parse(new TextDecoder().decode(payload))
      if (shape.Check(value)) return value
    } catch (thrown) {
      throw new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'signature' }, thrown)
    }
    throw new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'shape' })
  }
}
