import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { waysToSign } from './child/mechanism.ts'
import { algorithmOf, provenSignature } from './signature.ts'

const DATA = Buffer.from('data')

describe('a signature that came from a token', () => {
  test.each([
    ['P-256', 'ES256', 'sha256'],
    ['P-384', 'ES384', 'sha384'],
  ] as const)(
    'of %s is DER and proved, raw or DER as it came; a hundred times, for numbers with high bits and zeros',
    (namedCurve, algorithm, hash) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
      expect(algorithmOf(publicKey)).toBe(algorithm)
      for (let count = 0; count < 100; count += 1) {
        const raw = sign(hash, DATA, { key: privateKey, dsaEncoding: 'ieee-p1363' })
        const proven = provenSignature(raw, DATA, publicKey, algorithm)
        expect(proven && verify(hash, DATA, publicKey, proven)).toBe(true)
      }
      const der = sign(hash, DATA, privateKey)
      expect(Buffer.from(provenSignature(der, DATA, publicKey, algorithm)!).equals(der)).toBe(true)
    },
  )

  test.each([[0], [1], [64], [63], [256]])('%i bytes of nothing are refused', (length) => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(provenSignature(new Uint8Array(length), DATA, publicKey, 'ES256')).toBeNull()
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect(provenSignature(new Uint8Array(length), DATA, rsa.publicKey, 'RS256')).toBeNull()
  })

  test('over other data is refused', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect(provenSignature(sign('sha256', DATA, privateKey), Buffer.from('else'), publicKey, 'RS256')).toBeNull()
  })

  test('keys that have no place in the port', () => {
    expect(algorithmOf(generateKeyPairSync('ec', { namedCurve: 'secp521r1' }).publicKey)).toBeNull()
    expect(algorithmOf(generateKeyPairSync('ed25519').publicKey)).toBeNull()
  })
})

describe('ways to sign', () => {
  test.each([
    ['RS256', [0x01, 0x40], [0x40, 0x01]],
    ['RS256', [0x01], [0x01]],
    ['RS256', [0x1041], []],
    ['ES256', [0x1041, 0x1044], [0x1041]],
    ['ES384', [0x01], []],
  ] as const)('%s with mechanisms %j: %j', (algorithm, mechanisms, ways) => {
    expect(waysToSign(algorithm, mechanisms).map(({ mechanism }) => mechanism)).toEqual(ways)
  })

  test('the DigestInfo is that of RFC 8017 §9.2 over SHA-256 ("abc", FIPS 180-4)', () => {
    const [way] = waysToSign('RS256', [0x01])
    expect(way?.prepare(Buffer.from('abc')).toString('hex')).toBe(
      '3031300d060960864801650304020105000420ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
