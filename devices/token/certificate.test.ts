import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readCertificate } from './certificate.ts'
import { makeCertificate, type NameParts } from './simulated/make-certificate.ts'

const issuerKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey
const NOT_BEFORE = new Date('2024-01-02T03:04:05Z')
const NOT_AFTER = new Date('2055-06-07T08:09:10Z')

function made(subject: NameParts, more: Partial<Parameters<typeof makeCertificate>[0]> = {}) {
  return makeCertificate({
    subject,
    publicKey: rsa,
    issuer: [['O', 'Ban Cơ yếu Chính phủ']],
    issuerKey,
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    ...more,
  })
}

describe('a certificate on a token', () => {
  test('person in an organisation: parts in any order, several UIDs, text in NFC', () => {
    const der = made([
      ['UID', 'MST:0100000000'],
      ['T', 'Giám đốc'],
      ['CN', 'Nguyễn Văn Thử'.normalize('NFD')],
      ['UID', 'CCCD:046204001234'],
      ['O', 'CÔNG TY TNHH MẪU THỬ'],
      ['C', 'VN'],
    ])
    expect(readCertificate(der)).toMatchObject({
      commonName: 'Nguyễn Văn Thử'.normalize('NFC'),
      organisation: 'CÔNG TY TNHH MẪU THỬ',
      issuerName: 'Ban Cơ yếu Chính phủ',
      validFrom: NOT_BEFORE.getTime(),
      validTo: NOT_AFTER.getTime(),
      keyType: 'rsa',
      keyBits: 2048,
      isAuthority: false,
    })
  })

  test('an organisation without a common name goes by its own', () => {
    expect(readCertificate(made([['O', 'UBND Xã Mẫu']]))).toMatchObject({ commonName: 'UBND Xã Mẫu' })
  })

  test.each([
    [0b1, ['digitalSignature']],
    [0b10, ['nonRepudiation']],
    [0b110_0000, ['keyCertSign', 'cRLSign']],
    [0b1_0000_0000, ['decipherOnly']],
    [null, null],
  ])('key usage bits %j are %j', (keyUsageBits, keyUsages) => {
    expect(readCertificate(made([['CN', 'a']], { keyUsageBits })).keyUsages).toEqual(keyUsages)
  })

  test('EC keys have the bits of their curve', () => {
    expect(readCertificate(made([['CN', 'a']], { publicKey: p384 }))).toMatchObject({ keyType: 'ec', keyBits: 384 })
  })

  test('cut anywhere, or with a key that cannot sign here, it raises', () => {
    const der = made([['CN', 'a']])
    for (let end = 0; end < der.length; end += 7) expect(() => readCertificate(der.subarray(0, end))).toThrow()
    const publicKey = generateKeyPairSync('ed25519').publicKey
    expect(() => readCertificate(made([['CN', 'a']], { publicKey }))).toThrow()
  })
})
