import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkStatement } from './check-statement.ts'
import { verifyCms } from './cms-verify.ts'
import { prepareCms } from './cms-write.ts'
import { childrenOf, onlyChildOf, readDer, TAG } from './der.ts'
import { octetString, oid, sequence, setOf, writeDer } from './der-write.ts'
import { OID } from './oids.ts'
import { parseStatement, type StatementParts, statementOf } from './statement.ts'
import { CA, caSigner, ecKey, KEYS, leaf, NOW, ROOT } from './testing/ca.ts'
import { HAS_OPENSSL, onBench, pem } from './testing/openssl.ts'

const PARTS: StatementParts = {
  subject: 'citizen',
  method: 'usb-token',
  fullName: 'Nguyễn Thị Minh Châu',
  idNumber: '001190004127',
  organisation: null,
  taxCode: null,
  stateUnit: null,
  email: 'chau@example.vn',
  packetId: '019a0000-0000-7000-8000-000000000001',
  station: 'Bưu điện Mẫu, quầy 2',
  atMs: NOW,
  termsVersion: '2022-11-01 (vi)',
  nonce: 'ab'.repeat(32),
}
const TEXT = Buffer.from(statementOf(PARTS))

describe('the registration statement', () => {
  test('is Vietnamese, in fixed order, line by line', () => {
    expect(statementOf(PARTS)).toBe(`ĐĂNG KÝ TÀI KHOẢN GIAO DỊCH ĐIỆN TỬ
Cổng Dịch vụ công Quốc gia · mẫu 1

Đối tượng: Công dân
Họ và tên: Nguyễn Thị Minh Châu
Số định danh cá nhân: 001190004127
Thư điện tử: chau@example.vn
Phương thức: USB ký số
Nơi đăng ký: Bưu điện Mẫu, quầy 2
Thời điểm: 22/11/2026 12:00:00 (giờ Việt Nam)
Mã hồ sơ: 019a0000-0000-7000-8000-000000000001
Điều khoản sử dụng, bản: 2022-11-01 (vi)
Mã dùng một lần: ${'ab'.repeat(32)}

Tôi yêu cầu mở tài khoản nêu trên, xác nhận các thông tin này là đúng và đồng ý với điều khoản sử dụng.
`)
  })

  test('reads back as it was written, whatever the values', () => {
    const line = fc
      .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })
      .map((text) => `x${text.trim()}`.trim())
    const maybe = fc.option(line)
    const parts = fc.record({
      subject: fc.constantFrom('citizen', 'enterprise', 'agency'),
      method: fc.constantFrom('usb-token', 'sim-pki', 'remote-signing'),
      fullName: maybe,
      idNumber: maybe,
      organisation: maybe,
      taxCode: maybe,
      stateUnit: maybe,
      email: maybe,
      packetId: line,
      station: line,
      atMs: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
      termsVersion: line,
      nonce: fc.stringMatching(/^[0-9a-f]{64}$/),
    }) as fc.Arbitrary<StatementParts>
    fc.assert(
      fc.property(parts, (one) => {
        expect(parseStatement(statementOf(one))).toEqual(one)
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test.each<[string, Partial<StatementParts>]>([
    ['a line break', { fullName: 'A\nSố định danh cá nhân: 001' }],
    ['a carriage return', { fullName: 'A\rB' }],
    ['a line separator', { station: 'A\u2028B' }],
    ['text turned round', { organisation: 'A\u202eB' }],
    ['an invisible sign', { fullName: 'A\u200bB' }],
    ['decomposed letters', { fullName: 'Nguyễn'.normalize('NFD') }],
    ['blanks at the end', { fullName: 'A ' }],
    ['nothing', { station: '' }],
    ['a short nonce', { nonce: 'ab' }],
    ['a year of five digits', { atMs: Date.UTC(10_000, 0, 2) }],
  ])('takes no value with %s', (_, change) => {
    expect(() => statementOf({ ...PARTS, ...change })).toThrow('SHAPE_INVALID')
  })

  test('takes exactly what is one line of plain NFC text, whichever way a value is looked at', () => {
    // The rule in its long form; most values go a shorter way.
    const isPlain = (text: string) =>
      text !== '' &&
      text === text.trim() &&
      text === text.normalize('NFC') &&
      text.isWellFormed() &&
      [...text].length <= 300 &&
      !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(text)
    const takes = (fullName: string) => {
      try {
        return parseStatement(statementOf({ ...PARTS, fullName }))?.fullName === fullName
      } catch {
        return false
      }
    }
    const low = Array.from({ length: 0x370 }, (_, code) => String.fromCharCode(code))
    const high = Array.from({ length: 0x120 }, (_, at) => String.fromCharCode(0x1e90 + at))
    const marks = ['\u0300', '\u0323', '\u031b', '\u200b', '\u2028', '\ud800', '\u{1f600}', '\u0e01', ' ']
    for (const sign of [...low, ...high, ...marks])
      for (const text of [sign, `a${sign}b`, `${sign}a`, `a${sign}`])
        expect([text, takes(text)]).toEqual([text, isPlain(text)])
    const sign = fc.oneof(fc.constantFrom(...low, ...high), fc.constantFrom(...marks), fc.constantFrom('a', 'ễ'))
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 8 }), fc.constantFrom(0, 293, 300), (signs, before) => {
        const text = 'n'.repeat(before) + signs.join('')
        expect(takes(text)).toBe(isPlain(text))
      }),
      { seed: 12, numRuns: 3_000 },
    )
  })

  test.each<[string, (text: string) => string]>([
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['a line too many', (text) => `${text}\n`],
    ['no line feed at the end', (text) => text.trimEnd()],
    ['other order', (text) => text.replace(/(Họ và tên.*\n)(Số định.*\n)/, '$2$1')],
    ['another heading', (text) => text.replace('mẫu 1', 'mẫu 2')],
    ['another promise', (text) => text.replace('đồng ý', 'không đồng ý')],
    ['one word of the time in other letters', (text) => text.replace('giờ Việt Nam', 'gio Viet Nam')],
    ['a sign between the digits of the time', (text) => text.replace('16:', '+6:').replace('12:', '+2:')],
    ['an hour that is none', (text) => text.replace(/ \d\d:(\d\d:\d\d) /, ' 24:$1 ')],
    ['a day that is none', (text) => text.replace('22/11/2026', '31/11/2026')],
    ['decomposed letters', (text) => text.normalize('NFD')],
    ['nothing', () => ''],
  ])('is none with %s', (_, change) => {
    expect(parseStatement(change(statementOf(PARTS)))).toBeNull()
  })

  test('checked against what was asked for: same, other, replayed', () => {
    const text = statementOf(PARTS)
    expect(checkStatement(text, PARTS)).toMatchObject({ kind: 'same' })
    expect(checkStatement(text, { ...PARTS, idNumber: '046085007316' })).toMatchObject({
      code: 'STATEMENT_DIFFERS',
      part: 'idNumber',
    })
    expect(checkStatement(text, { ...PARTS, nonce: 'cd'.repeat(32) })).toMatchObject({ code: 'STATEMENT_REPLAYED' })
    expect(checkStatement(text, { ...PARTS, packetId: 'another' })).toMatchObject({ code: 'STATEMENT_REPLAYED' })
    expect(checkStatement('x', PARTS)).toMatchObject({ code: 'STATEMENT_DIFFERS', part: null })
  })
})

const p384 = ecKey('P-384')
const SIGNERS: readonly (readonly [string, KeyObject, 'sha256' | 'sha384'])[] = [
  ['RSA', KEYS.rsaHolder, 'sha256'],
  ['P-256', KEYS.holder, 'sha256'],
  ['P-384', p384, 'sha384'],
]

function signedBy(
  key: KeyObject,
  content: Uint8Array = TEXT,
  hash = 'sha256',
  certificate = leaf(caSigner, { key, publicKey: key }),
) {
  const prepared = prepareCms({ content, certificate, authorities: [CA], signedAtMs: NOW })
  return { cms: prepared.finish(sign(hash, prepared.toBeSigned, key)), certificate, prepared }
}

describe('a CMS signature', () => {
  test.each(SIGNERS)('of %s verifies, with its certificates and claimed time', (_, key, hash) => {
    const { cms, certificate } = signedBy(key, TEXT, hash)
    const result = verifyCms(cms, TEXT)
    expect(result).toMatchObject({ kind: 'valid', signedAtMs: NOW })
    if (result.kind !== 'valid') return
    expect(Buffer.from(result.signer.der)).toEqual(Buffer.from(certificate))
    expect(result.certificates.map((der) => Buffer.from(der).toString('hex'))).toContain(
      Buffer.from(CA).toString('hex'),
    )
  })

  test('is not finished with a signature of another key or over something else', () => {
    const { prepared } = signedBy(KEYS.holder)
    expect(() => prepared.finish(sign('sha256', prepared.toBeSigned, KEYS.other))).toThrow(
      'STATEMENT_SIGNATURE_INVALID',
    )
    expect(() => prepared.finish(sign('sha256', TEXT, KEYS.holder))).toThrow('STATEMENT_SIGNATURE_INVALID')
    expect(() => prepared.finish(randomBytes(64))).toThrow('STATEMENT_SIGNATURE_INVALID')
  })

  test('is not begun with a key that tokens do not sign with', () => {
    const certificate = leaf(caSigner, { publicKey: generateKeyPairSync('ed25519').publicKey })
    expect(() => prepareCms({ content: TEXT, certificate, signedAtMs: NOW })).toThrow('CERTIFICATE_KEY_WEAK')
  })

  test('over a text is over its UTF-8', () => {
    const { cms } = signedBy(KEYS.holder)
    expect(verifyCms(cms, TEXT.toString('utf8'))).toEqual(verifyCms(cms, TEXT))
    expect(verifyCms(cms, `${TEXT.toString('utf8')} `)).toMatchObject({ code: 'STATEMENT_DIFFERS' })
  })

  test('over another text is told from a false one', () => {
    const { cms } = signedBy(KEYS.holder)
    const other = Buffer.from(statementOf({ ...PARTS, fullName: 'Trần Quốc Bảo' }))
    expect(verifyCms(cms, other)).toEqual({ kind: 'invalid', code: 'STATEMENT_DIFFERS', reason: 'content' })
  })

  test('with another certificate for the same key put in its place', () => {
    const serial = Buffer.from('5401aa', 'hex')
    const own = leaf(caSigner, { serial })
    const other = leaf(caSigner, {
      serial,
      subject: [
        ['CN', 'TRẦN QUỐC BẢO'],
        ['UID', 'CCCD:046085007316'],
      ],
    })
    const { cms } = signedBy(KEYS.holder, TEXT, 'sha256', own)
    const swapped = replaced(cms, own, other)
    expect(verifyCms(swapped, TEXT)).toMatchObject({ reason: 'signer-swapped' })
  })

  test('with an attribute twice, though signed', () => {
    const { cms } = signedBy(KEYS.holder)
    const digest = (of: string) => attribute(OID.messageDigest, octetString(createHash('sha256').update(of).digest()))
    expect(verifyCms(withAttributes(cms, []), TEXT)).toMatchObject({ kind: 'valid' })
    expect(verifyCms(withAttributes(cms, [digest('other')]), TEXT)).toMatchObject({ reason: 'unreadable' })
  })

  test('without its certificate inside', () => {
    const { cms, certificate } = signedBy(KEYS.holder)
    expect(verifyCms(replaced(cms, certificate, ROOT), TEXT)).toMatchObject({ reason: 'signer-missing' })
  })

  test('never holds with any bit changed in what counts, and nothing is thrown', () => {
    const { cms } = signedBy(KEYS.holder)
    const good = JSON.stringify(summary(verifyCms(cms, TEXT)))
    fc.assert(
      fc.property(fc.nat(cms.length * 8 - 1), (bit) => {
        const bad = Uint8Array.from(cms)
        bad[bit >> 3]! ^= 1 << (bit & 7)
        const result = verifyCms(bad, TEXT)
        // What is not signed may change (an authority's own bytes, the version); who signed, and when, may not.
        if (result.kind === 'valid') expect(JSON.stringify(summary(result))).toBe(good)
      }),
      { seed: 8, numRuns: 1_500 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(verifyCms(bytes, TEXT).kind).toBe('invalid')
      }),
      { seed: 9, numRuns: 300 },
    )
  })
})

describe.skipIf(!HAS_OPENSSL)('openssl, needs the openssl command', () => {
  test.each(SIGNERS)('verifies ours, %s, also as CAdES', async (_, key, hash) => {
    const { cms } = signedBy(key, TEXT, hash)
    await onBench((bench) => {
      bench.write('cms.der', cms)
      bench.write('text', TEXT)
      bench.write('root.pem', pem(ROOT))
      const base = [
        'cms',
        '-verify',
        '-inform',
        'DER',
        '-in',
        'cms.der',
        '-content',
        'text',
        '-binary',
        '-CAfile',
        'root.pem',
        '-attime',
        String(NOW / 1000),
        '-out',
        'out',
        '-purpose',
        'any',
      ]
      const plain = bench.run(...base)
      expect(plain.ok, plain.said).toBe(true)
      const cades = bench.run(...base, '-cades')
      expect(cades.ok, cades.said).toBe(true)
      bench.write('text', 'other')
      expect(bench.run(...base).ok).toBe(false)
    })
  })

  test.each(SIGNERS)('signs what verifies here, %s', async (_, key, hash) => {
    const certificate = leaf(caSigner, { key, publicKey: key })
    await onBench((bench) => {
      bench.write('own.pem', pem(certificate))
      bench.write('own.key', key.export({ type: 'pkcs8', format: 'pem' }))
      bench.write('text', TEXT)
      const made = bench.run(
        'cms',
        '-sign',
        '-cades',
        '-binary',
        '-in',
        'text',
        '-signer',
        'own.pem',
        '-inkey',
        'own.key',
        '-md',
        hash,
        '-outform',
        'DER',
        '-out',
        'cms.der',
      )
      expect(made.ok, made.said).toBe(true)
      expect(verifyCms(bench.read('cms.der'), TEXT)).toMatchObject({ kind: 'valid' })
      expect(verifyCms(bench.read('cms.der'), Buffer.from('other'))).toMatchObject({ code: 'STATEMENT_DIFFERS' })
    })
  })

  test('SHA-1, no attributes, no signing certificate are refused', async () => {
    await onBench((bench) => {
      bench.write('own.pem', pem(leaf(caSigner, { publicKey: KEYS.rsaHolder })))
      bench.write('own.key', KEYS.rsaHolder.export({ type: 'pkcs8', format: 'pem' }))
      bench.write('text', TEXT)
      const make = (...more: string[]) => {
        const made = bench.run(
          'cms',
          '-sign',
          '-binary',
          '-in',
          'text',
          '-signer',
          'own.pem',
          '-inkey',
          'own.key',
          '-outform',
          'DER',
          '-out',
          'cms.der',
          ...more,
        )
        expect(made.ok, made.said).toBe(true)
        return verifyCms(bench.read('cms.der'), TEXT)
      }
      expect(make('-md', 'sha1', '-cades')).toMatchObject({ code: 'CERTIFICATE_SHA1' })
      expect(make('-noattr')).toMatchObject({ reason: 'unreadable' })
      expect(make()).toMatchObject({ reason: 'signer-swapped' })
      expect(make('-cades', '-nocerts')).toMatchObject({ reason: 'signer-missing' })
      expect(make('-cades', '-keyid')).toMatchObject({ kind: 'valid' })
      expect(make('-cades', '-nodetach')).toMatchObject({ kind: 'valid' })
      const attached = replaced(bench.read('cms.der'), octetString(TEXT), octetString(Buffer.from('other')))
      expect(verifyCms(attached, TEXT)).toMatchObject({ code: 'STATEMENT_DIFFERS' })
    })
  })
})

function summary(result: ReturnType<typeof verifyCms>) {
  return result.kind === 'valid'
    ? [createHash('sha256').update(result.signer.der).digest('hex'), result.signedAtMs]
    : null
}

/** The CMS with more signed attributes, signed anew by `KEYS.holder`. */
function withAttributes(cms: Uint8Array, more: readonly Uint8Array[]): Uint8Array {
  const signedData = onlyChildOf(childrenOf(readDer(cms))[1], TAG.explicit0)
  const info = onlyChildOf(childrenOf(signedData).at(-1), TAG.set)
  const [, , , attributes, , signature] = childrenOf(info)
  const set = setOf(...childrenOf(attributes, TAG.explicit0).map(({ raw }) => raw), ...more)
  const stored = Uint8Array.from(set)
  stored[0] = TAG.explicit0
  const resigned = octetString(sign('sha256', set, KEYS.holder))
  return replaced(replaced(cms, attributes!.raw, stored), signature!.raw, resigned)
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(oid(type), setOf(value))
}

/** The CMS with one certificate inside exchanged for another; the lengths around it are written anew. */
function replaced(cms: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  return rebuild(Buffer.from(cms), Buffer.from(from), Buffer.from(to))
}

function rebuild(der: Buffer, from: Buffer, to: Buffer): Uint8Array {
  if (der.equals(from)) return to
  if (!der.includes(from)) return der
  const node = readDer(der)
  return writeDer(node.tag, ...childrenOf(node, node.tag).map(({ raw }) => rebuild(Buffer.from(raw), from, to)))
}
