import { createHash, createPublicKey, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'
import { httpbis } from 'http-message-signatures'
import { isInnerList, parseDictionary } from 'structured-headers'
import { Fault } from '../../flows/base/fault.ts'
import { SIGNATURE_WINDOW_MS, SIGNED_BODY_FIELDS, SIGNED_FIELDS, SIGNED_PARAMS } from './http-signature.ts'

const LABEL = 'sig'
const ALGORITHM = 'ecdsa-p256-sha256'
/** A nonce is an identifier, not a place to store things. */
const NONCE_MAX_LENGTH = 80

export type MessageHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

export interface SignedRequest {
  readonly keyId: string
  readonly createdMs: number
  readonly nonce: string
}

/** RFC 9530 Content-Digest of a body, sha-256. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

/**
 * Signs a request with the profile of http-signature.ts and gives all its headers in lower case, with content-digest (when there is a body),
 * signature-input and signature added. `url` is absolute or a request target ("/v1/otp?x=1"), as it will stand on the wire.
 * `createdMs` is cut to whole seconds (RFC 9421 §2.3). A body needs a content-type header.
 */
export async function signRequest(request: {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  readonly key: { readonly keyId: string; readonly privateKey: KeyObject }
  readonly createdMs: number
  readonly nonce: string
}): Promise<Record<string, string>> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value
  if (hasBody(request.body)) headers['content-digest'] = contentDigest(request.body)
  const signed = await httpbis.signMessage(
    {
      name: LABEL,
      fields: [...expectedFields(request.body)],
      params: [...SIGNED_PARAMS],
      paramValues: { created: new Date(request.createdMs), nonce: request.nonce },
      componentParser: targetComponents(request.url),
      key: {
        id: request.key.keyId,
        alg: ALGORITHM,
        sign: async (data) => sign('sha256', data, { key: request.key.privateKey, dsaEncoding: 'ieee-p1363' }),
      },
    },
    { method: request.method, url: request.url, headers },
  )
  return {
    ...headers,
    'signature-input': String(signed.headers['Signature-Input']),
    signature: String(signed.headers.Signature),
  }
}

/**
 * Checks a request against the profile: exactly one signature, labelled "sig", over exactly the agreed parts; the digest of the body; the
 * signature itself; and only then its time. The caller refuses a repeated (keyId, nonce) within the window.
 * Raises SIGNATURE_MISSING, SIGNATURE_INVALID (details.reason: form, digest, key, signature), CLOCK_SKEW (details.serverTimeMs).
 * What findKey raises goes through.
 */
export async function verifyRequest(request: {
  readonly method: string
  readonly url: string
  readonly headers: MessageHeaders
  readonly body: Uint8Array | null
  readonly findKey: (keyId: string) => Promise<KeyObject | null>
  readonly nowMs: number
}): Promise<SignedRequest> {
  const headers = plainHeaders(request.headers)
  if (!headers.signature || !headers['signature-input']) throw new Fault('SIGNATURE_MISSING')
  const claimed = readInput(headers['signature-input'], headers.signature, expectedFields(request.body))
  if (!claimed) throw new Fault('SIGNATURE_INVALID', { reason: 'form' })
  if (hasBody(request.body) && !digestMatches(headers['content-digest'], request.body)) {
    throw new Fault('SIGNATURE_INVALID', { reason: 'digest' })
  }
  const key = await request.findKey(claimed.keyId)
  if (!key) throw new Fault('SIGNATURE_INVALID', { reason: 'key' })
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  const genuine = await httpbis
    .verifyMessage(
      {
        // The library knows only the machine's clock; the window is checked below, against the clock handed in.
        notAfter: Number.POSITIVE_INFINITY,
        componentParser: targetComponents(request.url),
        keyLookup: async () => ({
          id: claimed.keyId,
          algs: [ALGORITHM],
          verify: async (data, signature) =>
            verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
        }),
      },
      { method: request.method, url: request.url, headers },
    )
    .catch(() => false)
  if (genuine !== true) throw new Fault('SIGNATURE_INVALID', { reason: 'signature' })
  if (Math.abs(request.nowMs - claimed.createdMs) > SIGNATURE_WINDOW_MS) {
    throw new Fault('CLOCK_SKEW', { serverTimeMs: request.nowMs })
  }
  return claimed
}

function hasBody(body: Uint8Array | null): body is Uint8Array {
  return body !== null && body.byteLength > 0
}

function expectedFields(body: Uint8Array | null): readonly string[] {
  return hasBody(body) ? [...SIGNED_FIELDS, ...SIGNED_BODY_FIELDS] : SIGNED_FIELDS
}

/** Takes @path and @query from the request target as it stands: parsing it as a URL would read "//host/x" as an authority and fold "..". */
function targetComponents(url: string): (name: string) => string[] | null {
  const target = url.startsWith('/') ? url : pathAndQuery(new URL(url))
  const at = target.indexOf('?')
  const path = at < 0 ? target : target.slice(0, at)
  const query = at < 0 ? '?' : target.slice(at)
  return (name) => (name === '@path' ? [path] : name === '@query' ? [query] : null)
}

function pathAndQuery(url: URL): string {
  return `${url.pathname}${url.search}`
}

function plainHeaders(headers: MessageHeaders): Record<string, string> {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ')
  }
  return plain
}

function readInput(input: string, signature: string, fields: readonly string[]): SignedRequest | null {
  try {
    const inputs = parseDictionary(input)
    const entry = inputs.get(LABEL)
    if (inputs.size !== 1 || parseDictionary(signature).size !== 1 || !entry || !isInnerList(entry)) return null
    const [items, params] = entry
    const names = items.map(([name, flags]) => (flags.size === 0 ? name : null))
    if (names.length !== fields.length || !fields.every((field, at) => names[at] === field)) return null
    if (params.size !== SIGNED_PARAMS.length || params.get('alg') !== ALGORITHM) return null
    const [created, nonce, keyId] = [params.get('created'), params.get('nonce'), params.get('keyid')]
    if (typeof created !== 'number' || !Number.isSafeInteger(created)) return null
    if (typeof nonce !== 'string' || nonce.length === 0 || nonce.length > NONCE_MAX_LENGTH) return null
    if (typeof keyId !== 'string' || keyId.length === 0 || keyId.length > NONCE_MAX_LENGTH) return null
    return { keyId, createdMs: created * 1000, nonce }
  } catch {
    return null
  }
}

function digestMatches(header: string | undefined, body: Uint8Array): boolean {
  if (!header) return false
  try {
    const value = parseDictionary(header).get('sha-256')?.[0]
    if (!(value instanceof ArrayBuffer)) return false
    const expected = createHash('sha256').update(body).digest()
    return value.byteLength === expected.length && timingSafeEqual(new Uint8Array(value), expected)
  } catch {
    return false
  }
}
