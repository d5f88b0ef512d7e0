/** Hash algorithms of a SOD (ICAO 9303-12 §4.4) by object identifier, as node:crypto names them. SHA-1 is no longer among them. */
export const HASHES: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

/** Signature algorithms that name their hash (RFC 8017, RFC 5758). */
export const SIGNATURES: ReadonlyMap<string, { readonly key: 'rsa' | 'ec'; readonly hash: string }> = new Map([
  ['1.2.840.113549.1.1.14', { key: 'rsa', hash: 'sha224' }],
  ['1.2.840.113549.1.1.11', { key: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { key: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { key: 'rsa', hash: 'sha512' }],
  ['1.2.840.10045.4.3.1', { key: 'ec', hash: 'sha224' }],
  ['1.2.840.10045.4.3.2', { key: 'ec', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { key: 'ec', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { key: 'ec', hash: 'sha512' }],
])

/** Names of a key where a signature's should stand; the hash is then that of the signer's digestAlgorithm (RFC 3370 §3.2, RFC 5753 practice). */
export const KEY_NAMES: ReadonlyMap<string, 'rsa' | 'ec'> = new Map([
  ['1.2.840.113549.1.1.1', 'rsa'],
  ['1.2.840.10045.2.1', 'ec'],
])

export const RSA_PSS = '1.2.840.113549.1.1.10'
export const MGF1 = '1.2.840.113549.1.1.8'
