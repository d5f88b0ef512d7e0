import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extension, issueCertificate, type NameParts, signed } from '../../central/sandbox/authorities/issue.ts'
import { readCertificate } from './certificate.ts'
import { bitString, integer, nullValue, oid, sequence } from './der-write.ts'
import { OID } from './oids.ts'
import {
  authority,
  CA,
  caSigner,
  DAY,
  ecKey,
  judgeChain,
  KEYS,
  leaf,
  NOW,
  PUBLIC_CA,
  PUBLIC_ROOT,
  ROOT,
  rootSigner,
  STATE,
  stateSigner,
  TRUST,
  verdict,
} from './testing/ca.ts'
import { HAS_OPENSSL, onBench, pem } from './testing/openssl.ts'
import { readTrust } from './trust.ts'

describe('a chain that holds', () => {
  test('leads from the certificate over what came with it to an installed root', () => {
    const result = judgeChain(leaf(caSigner))
    expect(result).toMatchObject({ kind: 'trusted', tree: 'public' })
    expect(result.kind === 'trusted' && result.path.map(({ der }) => Buffer.from(der))).toEqual([
      expect.anything(),
      Buffer.from(CA),
      Buffer.from(ROOT),
    ])
  })

  test('finds authorities that are installed and did not come along, in any order, beside useless ones', () => {
    const installed = readTrust({
      anchors: [{ tree: 'public', name: 'r', der: ROOT }],
      authorities: [{ name: 'ca', der: CA }],
    })
    expect(verdict(leaf(caSigner), { others: [], trust: installed })).toBe('public')
    const own = leaf(caSigner)
    expect(verdict(own, { others: [ROOT, randomBytes(50), own, STATE, CA] })).toBe('public')
  })

  test('the state tree, and a certificate straight from a root', () => {
    expect(verdict(leaf(stateSigner), { others: [], trees: ['state'] })).toBe('state')
  })

  test('names are the same in other letter case, blanks and kinds of string', () => {
    const spelt: NameParts = [
      ['C', 'VN'],
      ['O', 'mẫu  thử'.normalize('NFD')],
      ['CN', 'Mau-CA sha-256', 'printable'],
    ]
    expect(verdict(leaf({ ...caSigner, name: spelt }))).toBe('public')
  })

  test('a clock a few minutes behind the issuer is forgiven', () => {
    expect(verdict(leaf(caSigner, { notBefore: NOW + 240_000 }))).toBe('public')
  })
})

const fakeRoot = { name: PUBLIC_ROOT, key: KEYS.other }
const fakeCa = { name: PUBLIC_CA, key: KEYS.other }
const weakRsaCa = leafAuthority({ hash: 'sha1' })

function leafAuthority(draft: Parameters<typeof authority>[3]) {
  return authority(PUBLIC_CA, KEYS.rsaCa, rootSigner, draft)
}

/** A bad chain, and the one thing it must end in. */
const HOSTILE: readonly (readonly [string, () => readonly [Uint8Array, readonly Uint8Array[]], string])[] = [
  ['expired', () => [leaf(caSigner, { notAfter: NOW - 1000 }), [CA]], 'CERTIFICATE_EXPIRED leaf'],
  ['not yet valid', () => [leaf(caSigner, { notBefore: NOW + DAY }), [CA]], 'CERTIFICATE_NOT_YET_VALID leaf'],
  ['signed with SHA-1', () => [leaf(caSigner, { hash: 'sha1' }), [CA]], 'CERTIFICATE_SHA1 leaf'],
  ['authority signed with SHA-1', () => [leaf(caSigner), [weakRsaCa]], 'CERTIFICATE_SHA1 authority-signature-weak'],
  ['for encryption alone', () => [leaf(caSigner, { usage: 12 }), [CA]], 'CERTIFICATE_KEY_USAGE leaf'],
  [
    'for servers alone',
    () => [leaf(caSigner, { purposes: ['1.3.6.1.5.5.7.3.1'] }), [CA]],
    'CERTIFICATE_KEY_USAGE leaf',
  ],
  [
    'for OCSP answers alone',
    () => [leaf(caSigner, { purposes: ['1.3.6.1.5.5.7.3.9'] }), [CA]],
    'CERTIFICATE_KEY_USAGE leaf',
  ],
  ['of an authority', () => [CA, []], 'CERTIFICATE_OF_AUTHORITY leaf'],
  [
    'with a weak curve',
    () => [leaf(caSigner, { key: ecKey('secp224r1'), publicKey: ecKey('secp224r1') }), [CA]],
    'CERTIFICATE_KEY_WEAK leaf',
  ],
  ['of another CA by the same name', () => [leaf(fakeCa), [CA]], 'CERTIFICATE_UNTRUSTED signature'],
  [
    'of a whole forged tree by the same names',
    () => [leaf(fakeCa), [authority(PUBLIC_CA, KEYS.other, fakeRoot), authority(PUBLIC_ROOT, KEYS.other, fakeRoot)]],
    'CERTIFICATE_UNTRUSTED signature',
  ],
  [
    'of a root that is not installed',
    () => [
      leaf({ name: [['CN', 'x']], key: KEYS.other }),
      [authority([['CN', 'x']], KEYS.other, { name: [['CN', 'x']], key: KEYS.other })],
    ],
    'CERTIFICATE_UNTRUSTED root-unknown',
  ],
  [
    'of nobody known',
    () => [leaf({ name: [['CN', 'nobody']], key: KEYS.other }), [CA]],
    'CERTIFICATE_UNTRUSTED issuer-unknown',
  ],
  ['without its authority', () => [leaf(caSigner), []], 'CERTIFICATE_UNTRUSTED issuer-unknown'],
  [
    'self-signed',
    () => [leaf({ name: [['CN', 'me']], key: KEYS.holder }, { subject: [['CN', 'me']] }), []],
    'CERTIFICATE_UNTRUSTED issuer-unknown',
  ],
  [
    'issued by a person',
    () => [leaf({ name: [['CN', 'p']], key: KEYS.holder }), [leaf(caSigner, { subject: [['CN', 'p']] }), CA]],
    'CERTIFICATE_CHAIN authority-not-one',
  ],
  [
    'issued below a path length of 0',
    () => [leaf({ name: [['CN', 'sub']], key: KEYS.other }), [authority([['CN', 'sub']], KEYS.other, caSigner), CA]],
    'CERTIFICATE_CHAIN authority-path-length',
  ],
  [
    'by an authority that may not sign certificates',
    () => [leaf(caSigner), [leafAuthority({ usage: 64 })]],
    'CERTIFICATE_CHAIN authority-usage',
  ],
  [
    'by an expired authority',
    () => [leaf(caSigner), [leafAuthority({ notAfter: NOW - DAY })]],
    'CERTIFICATE_CHAIN authority-expired',
  ],
  [
    'by an authority of tomorrow',
    () => [leaf(caSigner), [leafAuthority({ notBefore: NOW + DAY })]],
    'CERTIFICATE_CHAIN authority-not-yet-valid',
  ],
  [
    'by an authority with an unknown critical extension',
    () => [leaf(caSigner), [leafAuthority({ more: [extension('1.2.3.4', true, sequence())] })]],
    'CERTIFICATE_CHAIN extension-unknown',
  ],
  [
    'with an unknown critical extension',
    () => [leaf(caSigner, { more: [extension('2.5.29.30', true, sequence())] }), [CA]],
    'CERTIFICATE_CHAIN extension-unknown',
  ],
  ['signed in another way than it says inside', () => [otherwiseSigned(), [CA]], 'CERTIFICATE_CHAIN unreadable'],
  ['noise', () => [randomBytes(300), [CA]], 'CERTIFICATE_CHAIN unreadable'],
]

describe('a chain that does not hold says why', () => {
  test.each(HOSTILE)('%s', (_, make, expected) => {
    const [certificate, others] = make()
    expect(verdict(certificate, { others })).toBe(expected)
  })

  test('the public tree will not do for an agency, nor the state tree for others', () => {
    expect(verdict(leaf(caSigner), { trees: ['state'] })).toBe('CERTIFICATE_WRONG_TREE public')
    expect(verdict(leaf(stateSigner), { trees: ['public'] })).toBe('CERTIFICATE_WRONG_TREE state')
  })

  test('one bit changed anywhere in what was signed', () => {
    const good = leaf(caSigner)
    const { signed: part } = readCertificate(good)!
    const start = part.byteOffset - good.byteOffset
    fc.assert(
      fc.property(fc.nat(part.length * 8 - 1), (bit) => {
        const bad = Uint8Array.from(good)
        bad[start + (bit >> 3)]! ^= 1 << (bit & 7)
        expect(judgeChain(bad).kind).toBe('refused')
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  test('authorities that certify one another in circles end the search, and soon', () => {
    const names = ['a', 'b', 'c', 'd'].map((text): NameParts => [['CN', text]])
    const keys = names.map(() => ecKey())
    const ring = names.flatMap((name, of) =>
      names.map((by, at) => authority(name, keys[of]!, { name: by, key: keys[at]! })),
    )
    const before = performance.now()
    const own = leaf({ name: names[0]!, key: keys[0]! })
    expect(verdict(own, { others: ring })).toMatch(/^CERTIFICATE_(UNTRUSTED|CHAIN)/)
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  test('more ways than anybody needs are not all walked', () => {
    const name: NameParts = [['CN', 'a']]
    const keys = Array.from({ length: 15 }, () => ecKey())
    const others = keys.map((key, at) => authority(name, key, { name, key: keys[(at + 1) % keys.length]! }))
    expect(verdict(leaf({ name, key: keys[0]! }), { others })).toBe('CERTIFICATE_CHAIN too-many-ways')
  })

  test('a key with the exponent 1, with which everybody signs, is weak', () => {
    const modulus = Buffer.concat([Buffer.of(0xc1), randomBytes(254), Buffer.of(1)])
    const key = publicKeyWith(modulus, 1)
    expect(verdict(leaf(caSigner, { publicKey: key }))).toBe('CERTIFICATE_KEY_WEAK leaf')
  })
})

test('installed files that are no certificate are named', () => {
  expect(readTrust({ anchors: [{ tree: 'state', name: 'goc.crt', der: randomBytes(9) }] }).unreadable).toEqual([
    'goc.crt',
  ])
})

test('any bytes are read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(readCertificate(bytes)).toBeNull()
    }),
    { seed: 1, numRuns: 500 },
  )
  const good = leaf(caSigner)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(good.length),
      (changes, length) => {
        const bad = Uint8Array.from(good)
        for (const [at, value] of changes) bad[at] = value
        judgeChain(bad.subarray(0, length))
        expect(judgeChain(good, { others: [bad] }).kind).toBe('refused')
      },
    ),
    { seed: 2, numRuns: 500 },
  )
})

describe.skipIf(!HAS_OPENSSL)('openssl, needs the openssl command', () => {
  const cases: readonly (readonly [string, Uint8Array, Uint8Array])[] = [
    ['good', leaf(caSigner), CA],
    ['expired', leaf(caSigner, { notAfter: NOW - 1000 }), CA],
    ['forged', leaf(fakeCa), CA],
    [
      'below a path length of 0',
      leaf({ name: PUBLIC_CA, key: KEYS.rsaCa }),
      leafAuthority({ authority: { pathLength: 0 } }),
    ],
    [
      'by no authority',
      leaf(caSigner),
      issueCertificate({
        subject: PUBLIC_CA,
        publicKey: KEYS.rsaCa,
        issuer: rootSigner,
        serial: Buffer.of(7),
        notBefore: NOW - DAY,
        notAfter: NOW + DAY,
        usage: 96,
      }),
    ],
    ['by an authority that may not', leaf(caSigner), leafAuthority({ usage: 64 })],
  ]
  test.each(cases)('has the same opinion: %s', async (_, certificate, ca) => {
    const ours = judgeChain(certificate, { others: [ca], trust: TRUST }).kind === 'trusted'
    await onBench((bench) => {
      bench.write('root.pem', pem(ROOT))
      bench.write('ca.pem', pem(ca))
      bench.write('own.pem', pem(certificate))
      const { ok, said } = bench.run(
        'verify',
        '-attime',
        String(NOW / 1000),
        '-CAfile',
        'root.pem',
        '-untrusted',
        'ca.pem',
        'own.pem',
      )
      expect(ok, said).toBe(ours)
    })
  })

  test('makes certificates that are read here', async () => {
    await onBench((bench) => {
      const subject = '/C=VN/O=CÔNG TY MẪU/CN=Giám đốc Thử/UID=MST:0100233488'
      const ca = bench.run(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        'ca.key',
        '-out',
        'ca.pem',
        '-utf8',
        '-subj',
        '/C=VN/CN=Gốc thử',
        '-days',
        '9',
      )
      const request = bench.run(
        'req',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        'own.key',
        '-out',
        'own.csr',
        '-utf8',
        '-subj',
        subject,
      )
      const own = bench.run(
        'x509',
        '-req',
        '-in',
        'own.csr',
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        '5',
        '-outform',
        'DER',
        '-out',
        'own.der',
      )
      const root = bench.run('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der')
      expect([ca, request, own, root].every(({ ok }) => ok)).toBe(true)
      const trust = readTrust({ anchors: [{ tree: 'public', name: 'ca', der: bench.read('ca.der') }] })
      expect(verdict(bench.read('own.der'), { others: [], trust, atMs: Date.now() + 60_000 })).toBe('public')
    })
  })
})

/** What was signed says SHA-1, the outside SHA-256. */
function otherwiseSigned(): Uint8Array {
  return signed(readCertificate(leaf(caSigner, { hash: 'sha1' }))!.signed, caSigner.key)
}

function publicKeyWith(modulus: Uint8Array, exponent: number): KeyObject {
  const numbers = sequence(integer(modulus), integer(exponent))
  const info = sequence(sequence(oid(OID.rsa), nullValue()), bitString(numbers))
  return createPublicKey({ key: Buffer.from(info), format: 'der', type: 'spki' })
}
