import { hkdfSync } from 'node:crypto'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import type { DataKeyPort } from '../../flows/ports/data-key.port.ts'
import type { TokenPort } from '../../flows/ports/token.port.ts'

const KEY_BYTES = 32
const PURPOSE = 'motcua unfinished registrations v1'

/**
 * The key that only this machine's token, or a TPM behind a PKCS#11 module, can make: derived (HKDF, RFC 5869) from its RSA signature of a fixed text. PKCS#1 v1.5 signatures are
 * the same each time (RFC 8017 §8.2), so nothing is kept anywhere; a key of another kind is refused. The token serves this alone: whoever had it sign the same text would have the key.
 * A PIN that is wrong is tried once in the life of the program: three programs in a row must not lock the token.
 */
export function createTokenKey(options: {
  readonly token: Pick<TokenPort, 'sign'>
  readonly secrets: Pick<Secrets, 'keep'>
  /** SHA-256 of the certificate's DER, lower-case hex. */
  readonly certificateId: string
  readonly pin: string
  /** Another station with the same token has another key. */
  readonly stationId: string
}): DataKeyPort {
  const { token, certificateId, stationId } = options
  let spoilt: Fault | null = null
  let made: Promise<Uint8Array> | null = null
  const make = async () => {
    const outcome = await token.sign({
      signatureId: `${PURPOSE} ${stationId} ${certificateId}`,
      certificateId,
      data: new TextEncoder().encode(`${PURPOSE}\n${stationId}\n`),
      pin: options.secrets.keep(options.pin),
    })
    if (outcome.kind === 'signed' && outcome.algorithm === 'RS256') {
      return new Uint8Array(hkdfSync('sha256', outcome.signature, stationId, PURPOSE, KEY_BYTES))
    }
    const reason = outcome.kind === 'signed' ? 'not-rsa' : outcome.kind
    spoilt = new Fault('UNFINISHED_KEY_UNAVAILABLE', { reason })
    throw spoilt
  }
  return {
    kind: 'token',
    key() {
      if (spoilt) return Promise.reject(spoilt)
      made ??= make().catch((thrown: unknown) => {
        // Not plugged in, perhaps: asked again the next time.
        made = null
        const fault = toFault(thrown)
        if (fault.code === 'UNFINISHED_KEY_UNAVAILABLE') throw fault
        throw new Fault('UNFINISHED_KEY_UNAVAILABLE', { reason: fault.code }, fault)
      })
      return made
    },
  }
}
