import { X509Certificate } from 'node:crypto'
import type { SignatureAlgorithm } from '../messages.ts'
import { CK, type Cryptoki, type Handle } from './cryptoki.ts'
import { attributeOf, findObjects } from './objects.ts'

export interface PrivateKey {
  readonly key: Handle
  /** CKA_ALWAYS_AUTHENTICATE: each signature wants the PIN once more (PKCS#11 v2.40 §4.8; the 9C key of a PIV card). */
  readonly alwaysAuthenticate: boolean
}

/**
 * The private key of a certificate, after login: by CKA_ID, which the standard asks to be equal (PKCS#11 v2.40 §4.6.3); where a vendor left it empty, by
 * the modulus, or the only key of the kind. Null when there is none. Raises what the module raises.
 */
export function findPrivateKey(
  module: Cryptoki,
  session: Handle,
  certificate: { readonly der: Buffer; readonly object: Handle },
  algorithm: SignatureAlgorithm,
): PrivateKey | null {
  const kind = [
    { type: CK.CKA_CLASS, value: CK.CKO_PRIVATE_KEY },
    { type: CK.CKA_KEY_TYPE, value: algorithm === 'RS256' ? CK.CKK_RSA : CK.CKK_EC },
  ]
  const id = attributeOf(module, session, certificate.object, CK.CKA_ID)
  const [byId] = id && id.length > 0 ? findObjects(module, session, [...kind, { type: CK.CKA_ID, value: id }]) : []
  const key = byId ?? onlyKeyOrByModulus(module, session, findObjects(module, session, kind), certificate.der)
  if (!key) return null
  const always = attributeOf(module, session, key, CK.CKA_ALWAYS_AUTHENTICATE)
  return { key, alwaysAuthenticate: always?.[0] === 1 }
}

function onlyKeyOrByModulus(module: Cryptoki, session: Handle, keys: Handle[], der: Buffer): Handle | undefined {
  if (keys.length === 1) return keys[0]
  const { n } = new X509Certificate(der).publicKey.export({ format: 'jwk' })
  if (n === undefined) return undefined
  const modulus = Buffer.from(n, 'base64url').toString('hex')
  return keys.find((key) => {
    const held = attributeOf(module, session, key, CK.CKA_MODULUS)
    return held?.toString('hex').replace(/^(00)+/, '') === modulus
  })
}
