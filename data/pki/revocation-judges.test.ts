import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { certIdOf, declineOcsp } from '../../central/sandbox/authorities/answers.ts'
import { extension, keyBitsOf, writeName } from '../../central/sandbox/authorities/issue.ts'
import { judgeCrl } from './crl.ts'
import { integer, sequence, writeDer } from './der-write.ts'
import { judgeOcsp } from './ocsp-judge.ts'
import { writeOcspRequest } from './ocsp-request.ts'
import { authority, CA, caSigner, DAY, KEYS, NOW, PUBLIC_CA, parsed, ROOT, rootSigner } from './testing/ca.ts'
import { HAS_OPENSSL, onBench, pem } from './testing/openssl.ts'
import {
  CRL_URL,
  certificate,
  crl,
  HOUR,
  nonce,
  ocsp,
  responder,
  revoked,
  serial,
  subject,
} from './testing/revocation-bed.ts'

function ocspVerdict(der: Uint8Array, must = true) {
  const judged = judgeOcsp(der, { ...subject, nonce: { sent: nonce, must } })
  return judged.kind === 'not-taken' ? judged.why : `${judged.isStale ? 'stale ' : ''}${judged.kind}`
}
function crlVerdict(der: Uint8Array, of = subject) {
  const judged = judgeCrl(der, of)
  return judged.kind === 'not-taken' ? judged.why : `${judged.isStale ? 'stale ' : ''}${judged.kind}`
}

describe('OCSP answers', () => {
  test.each<[string, Uint8Array, string]>([
    ['good', ocsp(), 'good'],
    ['revoked', ocsp({ status: revoked }), 'revoked'],
    ['of a responder the issuer named', ocsp({ signer: responder() }), 'good'],
    ['of a responder of another issuer', ocsp({ signer: responder({}, rootSigner) }), 'other-issuer'],
    [
      'of a responder that was not named for this',
      ocsp({ signer: responder({ purposes: ['1.3.6.1.5.5.7.3.2'] }) }),
      'other-issuer',
    ],
    ['of a responder whose time is over', ocsp({ signer: responder({ notAfter: NOW - DAY }) }), 'other-issuer'],
    [
      'of somebody by the issuer’s name',
      ocsp({ signer: responder({}, { ...caSigner, key: KEYS.ecCa }) }),
      'other-issuer',
    ],
    ['of a stranger', ocsp({ signer: { key: KEYS.ecCa, certificate: null } }), 'other-issuer'],
    ['with a signature that is none', broken(ocsp()), 'forged'],
    ['to another question', ocsp({ nonce: randomBytes(32) }), 'replayed'],
    ['to no question', ocsp({ nonce: null }), 'nonce-missing'],
    [
      'about another certificate',
      ocsp({ certId: certIdOf({ subject: writeName(PUBLIC_CA), keyBits: keyBitsOf(KEYS.rsaCa) }, 'aa') }),
      'not-about-this',
    ],
    [
      'about the same number of another issuer',
      ocsp({ certId: certIdOf({ subject: writeName(PUBLIC_CA), keyBits: keyBitsOf(KEYS.other) }, serial) }),
      'not-about-this',
    ],
    ['of last month', ocsp({ thisUpdate: NOW - 30 * DAY, nextUpdate: NOW - 29 * DAY }), 'stale good'],
    ['of two days ago without an end', ocsp({ thisUpdate: NOW - 2 * DAY, nextUpdate: null }), 'stale good'],
    ['of an hour ago without an end', ocsp({ thisUpdate: NOW - HOUR, nextUpdate: null }), 'good'],
    ['of tomorrow', ocsp({ thisUpdate: NOW + DAY, nextUpdate: NOW + 2 * DAY }), 'not-yet'],
    ['that know nothing of it', ocsp({ status: 'unknown' }), 'not-known-there'],
    ['that decline', declineOcsp(3), 'declined'],
    ['that are a login page', Buffer.from('<!doctype html>'), 'unreadable'],
    ['that are nothing', new Uint8Array(), 'unreadable'],
  ])('%s', (_, der, expected) => {
    expect(ocspVerdict(der)).toBe(expected)
  })

  test('without a nonce are taken where that is allowed; with a wrong one never', () => {
    expect(ocspVerdict(ocsp({ nonce: null }), false)).toBe('good')
    expect(ocspVerdict(ocsp({ nonce: randomBytes(32) }), false)).toBe('replayed')
  })

  test('never turn good when a bit of a revoked one changes', () => {
    const good = ocsp({ status: revoked })
    fc.assert(
      fc.property(fc.nat(good.length * 8 - 1), (bit) => {
        const bad = Uint8Array.from(good)
        bad[bit >> 3]! ^= 1 << (bit & 7)
        expect(ocspVerdict(bad)).not.toContain('good')
      }),
      { seed: 10, numRuns: 1_000 },
    )
  })
})

describe('revocation lists', () => {
  const flags = (...bytes: number[]) => extension('2.5.29.28', true, sequence(Uint8Array.from(bytes)))
  const point = (url: string) =>
    extension('2.5.29.28', true, sequence(writeDer(0xa0, writeDer(0xa0, writeDer(0x86, Buffer.from(url))))))
  const many = Array.from({ length: 40 }, (_, at) => ({ ...revoked, serial: `5401${(at + 0x1000).toString(16)}` }))
  test.each<[string, Uint8Array, string]>([
    ['without it', crl({ revoked: many }), 'good'],
    ['empty', crl(), 'good'],
    ['with it', crl({ revoked: [...many, revoked] }), 'revoked'],
    ['of another issuer', crl({ issuer: rootSigner }), 'other-issuer'],
    ['of another key by the same name', crl({ issuer: { ...caSigner, key: KEYS.rsaHolder } }), 'forged'],
    ['of last month', crl({ thisUpdate: NOW - 31 * DAY, nextUpdate: NOW - 24 * DAY }), 'stale good'],
    ['of tomorrow', crl({ thisUpdate: NOW + DAY }), 'not-yet'],
    ['without an end, of today', crl({ nextUpdate: null }), 'good'],
    ['of changes alone', crl({ more: [extension('2.5.29.27', true, integer(1))] }), 'partial-list'],
    [
      'of changes alone, not marked critical',
      crl({ more: [extension('2.5.29.27', false, integer(1))] }),
      'partial-list',
    ],
    ['of other issuers too', crl({ more: [flags(0x84, 1, 0xff)] }), 'partial-list'],
    ['of authorities alone', crl({ more: [flags(0x82, 1, 0xff)] }), 'partial-list'],
    ['of people alone', crl({ more: [flags(0x81, 1, 0xff)] }), 'good'],
    ['for this address', crl({ more: [point(CRL_URL)] }), 'good'],
    ['for another address', crl({ more: [point('http://ca.example/part2.crl')] }), 'partial-list'],
    ['with something critical unknown', crl({ more: [extension('1.2.3', true, sequence())] }), 'partial-list'],
    ['that is a login page', Buffer.from('<html>'), 'unreadable'],
    ['cut off', crl({ revoked: many }).subarray(0, 500), 'unreadable'],
  ])('%s', (_, der, expected) => {
    expect(crlVerdict(der)).toBe(expected)
  })

  test('of an issuer whose key may not sign lists', () => {
    const issuer = parsed(authority(PUBLIC_CA, KEYS.rsaCa, rootSigner, { usage: 32 }))
    expect(crlVerdict(crl(), { ...subject, issuer })).toBe('other-issuer')
  })

  test('tell when and why', () => {
    expect(judgeCrl(crl({ revoked: [revoked] }), subject)).toMatchObject({
      revokedAtMs: NOW - DAY,
      reason: 'key-compromise',
    })
    expect(judgeOcsp(ocsp({ status: { ...revoked, reason: 6 } }), { ...subject, nonce: null })).toMatchObject({
      revokedAtMs: NOW - DAY,
      reason: 'hold',
    })
  })
})

describe.skipIf(!HAS_OPENSSL)('openssl, needs the openssl command', () => {
  test('answers our request; reads our answers and lists', async () => {
    await onBench((bench) => {
      bench.write('root.pem', pem(ROOT))
      bench.write('ca.pem', pem(CA))
      bench.write('ca.key', KEYS.rsaCa.export({ type: 'pkcs8', format: 'pem' }))
      bench.write('own.pem', pem(certificate))
      bench.write('request.der', writeOcspRequest(subject.certificate, subject.issuer, nonce))
      bench.write('index.txt', `V\t301231235959Z\t\t${serial.toUpperCase()}\tunknown\t/CN=x\n`)
      const answered = bench.run(
        'ocsp',
        '-index',
        'index.txt',
        '-CA',
        'ca.pem',
        '-rsigner',
        'ca.pem',
        '-rkey',
        'ca.key',
        '-reqin',
        'request.der',
        '-respout',
        'answer.der',
        '-ndays',
        '1',
      )
      expect(answered.ok, answered.said).toBe(true)
      const judged = judgeOcsp(bench.read('answer.der'), {
        ...subject,
        nowMs: Date.now(),
        nonce: { sent: nonce, must: true },
      })
      expect(judged).toMatchObject({ kind: 'good', isStale: false })

      bench.write('ours.der', ocsp({ status: revoked, signer: responder() }))
      const read = bench.run(
        'ocsp',
        '-issuer',
        'ca.pem',
        '-cert',
        'own.pem',
        '-respin',
        'ours.der',
        '-CAfile',
        'root.pem',
        '-verify_other',
        'ca.pem',
        '-attime',
        String(NOW / 1000),
        '-no_nonce',
        '-validity_period',
        '999999999',
      )
      expect(read.said).toContain('Response verify OK')
      expect(read.said).toMatch(/own\.pem: revoked/)

      bench.write('list.pem', pem(crl({ revoked: [revoked] }), 'X509 CRL'))
      const list = bench.run('crl', '-in', 'list.pem', '-CAfile', 'ca.pem', '-text', '-noout')
      expect(list.said).toContain('verify OK')
      expect(list.said.toLowerCase()).toContain(serial)
      const chain = bench.run(
        'verify',
        '-crl_check',
        '-CAfile',
        'root.pem',
        '-untrusted',
        'ca.pem',
        '-CRLfile',
        'list.pem',
        '-attime',
        String(NOW / 1000),
        'own.pem',
      )
      expect(chain.said).toContain('certificate revoked')
    })
  })

  test('makes lists that are read here', async () => {
    await onBench((bench) => {
      bench.write('ca.pem', pem(CA))
      bench.write('ca.key', KEYS.rsaCa.export({ type: 'pkcs8', format: 'pem' }))
      bench.write(
        'index.txt',
        `R\t301231235959Z\t251101000000Z,keyCompromise\t${serial.toUpperCase()}\tunknown\t/CN=x\n`,
      )
      bench.write('number', '01\n')
      bench.write(
        'ca.cnf',
        '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=3\n',
      )
      const made = bench.run(
        'ca',
        '-config',
        'ca.cnf',
        '-gencrl',
        '-cert',
        'ca.pem',
        '-keyfile',
        'ca.key',
        '-out',
        'list.pem',
      )
      expect(made.ok, made.said).toBe(true)
      bench.run('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.der')
      expect(judgeCrl(bench.read('list.der'), { ...subject, nowMs: Date.now() })).toMatchObject({
        kind: 'revoked',
        reason: 'key-compromise',
        revokedAtMs: Date.UTC(2025, 10, 1),
      })
    })
  })
})

test('a list of 200 000 is judged in a blink', () => {
  const entry = crl({
    revoked: Array.from({ length: 200_000 }, (_, at) => ({
      ...revoked,
      serial: `54011122334455667788${(at + 0x100000).toString(16)}`,
    })),
  })
  const before = performance.now()
  expect(crlVerdict(entry)).toBe('good')
  expect(performance.now() - before).toBeLessThan(2_000)
})

function broken(der: Uint8Array): Uint8Array {
  const bad = Uint8Array.from(der)
  bad[bad.length - 3]! ^= 1
  return bad
}
