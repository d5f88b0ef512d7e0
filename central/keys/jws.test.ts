import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { loadCentralKeys } from './central-keys.ts'
import { createJwsSigner, joseSignature, readJws } from './jws.ts'

const folder = await mkdtemp(join(tmpdir(), 'central-keys-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const keys = await loadCentralKeys(join(folder, 'keys'))

describe('central keys', () => {
  test('are made once, 0600, and read again', async () => {
    const again = await loadCentralKeys(join(folder, 'keys'))
    expect(again.signing.publicJwk).toEqual(keys.signing.publicJwk)
    expect(again.sealing.keyId).not.toBe(again.signing.keyId)
    const files = await readdir(join(folder, 'keys'))
    expect(files.sort()).toEqual(['otp.hmac.key', 'sealing.key.pem', 'signing.key.pem'])
    for (const file of files) expect((await stat(join(folder, 'keys', file))).mode & 0o777).toBe(0o600)
  })

  test('two starts at the same time agree on one key', async () => {
    const both = await Promise.all([1, 2, 3].map(() => loadCentralKeys(join(folder, 'raced'))))
    expect(new Set(both.map((one) => one.signing.keyId)).size).toBe(1)
    expect(new Set(both.map((one) => createHash('sha256').update(one.otpHmac).digest('hex'))).size).toBe(1)
  })

  test('the key id is the thumbprint of RFC 7638', async () => {
    const { kid: _kid, ...jwk } = keys.signing.publicJwk
    expect(keys.signing.keyId).toBe(await calculateJwkThumbprint(jwk))
  })
})

describe('JWS of central', () => {
  const signJws = createJwsSigner(keys.signing)

  test('is taken by another implementation, every time', async () => {
    const publicKey = await importJWK(keys.signing.publicJwk, 'ES256')
    // Short r or s (leading zero bytes) comes about once in 128 signatures.
    for (let round = 0; round < 400; round++) {
      const { payload, protectedHeader } = await compactVerify(signJws({ round, text: 'đúng' }), publicKey)
      expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ round, text: 'đúng' })
      expect(protectedHeader).toEqual({ alg: 'ES256', kid: keys.signing.keyId })
    }
  })

  test('is read back, and refused when anything of it changed', () => {
    const compact = signJws({ typ: 'x' })
    const [header, payload, signature] = compact.split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(readJws(compact, keys.signing.publicKey)).toEqual({ typ: 'x' })
    expect(readJws(compact, keys.sealing.publicKey)).toBeNull()
    for (const bad of [
      `${none}.${payload}.${signature}`,
      `${header}.${payload}.`,
      `${header}.e30.${signature}`,
      '',
      'a.b.c.d',
    ]) {
      expect(readJws(bad, keys.signing.publicKey)).toBeNull()
    }
  })

  test('short and long integers of the DER form keep their place', () => {
    const short = [0x30, 0x07, 0x02, 0x01, 0x05, 0x02, 0x02, 0x00, 0xff]
    const joined = joseSignature(Uint8Array.from(short))
    expect([joined[31], joined[63], joined.filter((byte) => byte !== 0).length]).toEqual([5, 0xff, 2])
  })
})
