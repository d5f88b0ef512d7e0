import { createHash, sign } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { octets, oid, sequence, set } from './der-write.ts'
import { issueSampleCard, type SampleCard, type SampleCardOptions } from './issue-sample-card.ts'
import { checkChip } from './read-lds.ts'
import { sampleDg1, sampleDg13, sampleSecurityObject } from './sample-data-groups.ts'
import { SAMPLE_PERSON } from './sample-person.ts'
import { HASH_OIDS, sampleAuthority, sampleDocumentSigner, sampleSod } from './sample-signer.ts'

const SEED = 20261122
const AT = new Date('2026-11-22T03:00:00Z')
const GENUINE = { hashes: 'match', signature: 'valid', chain: 'trusted' }

const filesOf = (card: SampleCard) =>
  new Map(
    [1, 2, 13, 14, 15].flatMap((number) => {
      const file = card.files.get(0x0100 + number)
      return file ? [[number, file] as const] : []
    }),
  )
const sodOf = (card: SampleCard) => card.files.get(0x011d) ?? new Uint8Array()
const check = (card: SampleCard, anchors: readonly Uint8Array[] = [card.csca], at = AT) =>
  checkChip(filesOf(card), sodOf(card), anchors, at)
const passive = async (options: SampleCardOptions) => (await check(await issueSampleCard(options))).passive

test('a genuine card', async () => {
  const { mrz, details, portrait, passive } = await check(await issueSampleCard())
  expect(passive).toEqual(GENUINE)
  // domain.md §1.5.
  expect(mrz).toBe('IDVNM1900099992038190009999<<99008157F3008155VNM<<<<<<<<<<<8NGUYEN<<THI<THU<NGHIEM<<<<<<<<')
  expect(details).toMatchObject({ fullName: 'Nguyễn Thị Thử Nghiệm', oldIdNumber: '172345678', mother: 'Trần Thị Mẹ' })
  expect(portrait?.mediaType).toBe('image/jpeg')
})

describe.each(['rsa', 'rsa-pss', 'ecdsa', 'ecdsa-explicit'] as const)('signer %s', (signer) => {
  test.each(['sha256', 'sha384', 'sha512'] as const)('%s', async (hash) => {
    expect(await passive({ signer, hash })).toEqual(GENUINE)
  })
  test('named by its key', async () => {
    expect(await passive({ signer, signerBy: 'key-id' })).toEqual(GENUINE)
  })
  test('forged and foreign', async () => {
    expect(await passive({ signer, forgery: 'dg1-changed-after-signing' })).toEqual({ ...GENUINE, hashes: 'differ' })
    expect(await passive({ signer, forgery: 'foreign-signer' })).toEqual({ ...GENUINE, chain: 'untrusted' })
  })
})

describe('the chain', () => {
  test('an expired signer, and the same one while it was valid', async () => {
    const card = await issueSampleCard({ forgery: 'expired-signer' })
    expect((await check(card)).passive.chain).toBe('untrusted')
    expect((await check(card, [card.csca], new Date('2021-12-31T00:00:00Z'))).passive.chain).toBe('trusted')
  })
  test('a station whose clock is behind believes a signer from the future', async () => {
    const card = await issueSampleCard()
    expect((await check(card, [card.csca], new Date('2019-01-01T00:00:00Z'))).passive.chain).toBe('trusted')
  })
  test('an expired authority', async () => {
    const card = await issueSampleCard()
    expect((await check(card, [card.csca], new Date('2050-01-01T00:00:00Z'))).passive.chain).toBe('untrusted')
  })
  test('without anchors, or with none that can be read, it is unchecked and says so', async () => {
    const card = await issueSampleCard()
    for (const anchors of [[], [Uint8Array.of(1, 2, 3)]]) {
      expect((await check(card, anchors)).passive).toEqual({ ...GENUINE, chain: 'unchecked' })
    }
  })
  test('the right anchor is found among others of the same name', async () => {
    const card = await issueSampleCard()
    const others = [1, 2].map(() => sampleAuthority('ecdsa', 'sha256', new Date('2049-01-01')).certificate)
    expect((await check(card, [...others, card.csca])).passive.chain).toBe('trusted')
    expect((await check(card, others)).passive.chain).toBe('untrusted')
  })
  test('an authority of another country says nothing about a Vietnamese card', async () => {
    const card = await issueSampleCard()
    const foreign = sampleAuthority('ecdsa', 'sha256', new Date('2049-01-01'), 'UT').certificate
    expect((await check(card, [foreign])).passive.chain).toBe('unchecked')
    expect((await check(card, [foreign, card.csca])).passive.chain).toBe('trusted')
  })
  test.each([
    [null, 'trusted'],
    ['2.23.136.1.1.3', 'untrusted'],
    ['1.3.6.1.5.5.7.3.1', 'untrusted'],
  ])('a key that the same authority certified for %s signs documents: %s', async (purpose, chain) => {
    const card = await issueSampleCard()
    const ends = new Date('2049-01-01')
    const csca = sampleAuthority('ecdsa', 'sha256', ends)
    const signer = sampleDocumentSigner(csca, 'ecdsa', 'sha256', ends, purpose)
    const sod = sampleSod(securityObjectOf(card), signer, csca, 'ecdsa', 'sha256')
    const { passive } = await checkChip(filesOf(card), sod, [csca.certificate], AT)
    expect(passive).toEqual({ ...GENUINE, chain })
  })
  test('an authority that signs a document itself is no document signer', async () => {
    const card = await issueSampleCard()
    const csca = sampleAuthority('ecdsa', 'sha256', new Date('2049-01-01'))
    const sod = sampleSod(securityObjectOf(card), csca, csca, 'ecdsa', 'sha256')
    const { passive } = await checkChip(filesOf(card), sod, [csca.certificate], AT)
    expect(passive.chain).toBe('untrusted')
  })
  test('a document signer is no authority, wherever it is installed', async () => {
    const first = await issueSampleCard()
    const signer = sampleSignerOf(first)
    expect((await check(first, [signer])).passive.chain).toBe('untrusted')
  })
})

function securityObjectOf(card: SampleCard): Uint8Array {
  const hashes = [...filesOf(card)].map(
    ([number, file]) => [number, createHash('sha256').update(file).digest()] as const,
  )
  return sampleSecurityObject(HASH_OIDS.sha256, new Map(hashes))
}

/** The certificate inside the SOD: the one that is not the authority's. */
function sampleSignerOf(card: SampleCard): Uint8Array {
  const sod = Buffer.from(sodOf(card))
  const from = sod.indexOf(Buffer.from([0xa0, 0x82]), 100)
  return sod.subarray(from + 4, from + 4 + sod.readUInt16BE(from + 2))
}

describe('forgeries', () => {
  let card: SampleCard
  beforeAll(async () => {
    card = await issueSampleCard()
  })
  const withFile = (number: number, file: Uint8Array) => new Map([...filesOf(card), [number, file]])
  const hashes = async (files: ReadonlyMap<number, Uint8Array>) =>
    (await checkChip(files, sodOf(card), [card.csca], AT)).passive.hashes

  test('DG13 of somebody else', async () => {
    expect(await hashes(withFile(13, sampleDg13({ ...SAMPLE_PERSON, fullName: 'Kẻ Mạo Danh' })))).toBe('differ')
  })
  test.each([2, 13, 14, 15])('DG%i with one byte changed', async (number) => {
    const changed = Uint8Array.from(filesOf(card).get(number) ?? [])
    changed[changed.length - 1]! ^= 0x01
    expect(await hashes(withFile(number, changed))).toBe('differ')
  })
  test('a data group the SOD does not know', async () => {
    expect(await hashes(withFile(11, Uint8Array.of(0x6b, 0)))).toBe('differ')
  })
  test('a copy that leaves out the keys against copying', async () => {
    for (const number of [14, 15]) {
      const files = filesOf(card)
      files.delete(number)
      expect(await hashes(files)).toBe('differ')
    }
    const withoutPortrait = filesOf(card)
    withoutPortrait.delete(2)
    expect(await hashes(withoutPortrait)).toBe('match')
  })
  test('a card that was issued without them', async () => {
    expect(await passive({ omit: [2, 13, 14, 15] })).toEqual(GENUINE)
    expect(await check(await issueSampleCard({ omit: [2, 13, 14, 15] }))).toMatchObject({
      details: null,
      portrait: null,
    })
  })
  test('the SOD of another card of the same authority', async () => {
    const other = await issueSampleCard({ person: { ...SAMPLE_PERSON, idNumber: '038190009998' } })
    expect((await checkChip(filesOf(card), sodOf(other), [other.csca], AT)).passive).toEqual({
      ...GENUINE,
      hashes: 'differ',
    })
  })
  test('a paper of another type that the same signer signed, passed off as the SOD', async () => {
    const csca = sampleAuthority('rsa', 'sha256', new Date('2049-01-01'))
    const signer = sampleDocumentSigner(csca, 'rsa', 'sha256', new Date('2049-01-01'))
    const hash = (file: Uint8Array) => createHash('sha256').update(file).digest()
    const hashes = new Map([...filesOf(card)].map(([number, file]) => [number, hash(file)]))
    const content = sampleSecurityObject(HASH_OIDS.sha256, hashes)
    const sod = Buffer.from(sampleSod(content, signer, csca, 'rsa', 'sha256'))
    const verdict = async () => (await checkChip(filesOf(card), sod, [csca.certificate], AT)).passive
    expect(await verdict()).toEqual(GENUINE)

    const otherType = oid('2.23.136.1.1.2')
    const attributes = set(
      sequence(oid('1.2.840.113549.1.9.3'), set(otherType)),
      sequence(oid('1.2.840.113549.1.9.4'), set(octets(hash(content)))),
    )
    sod.set(otherType, sod.lastIndexOf(oid('2.23.136.1.1.1')))
    const signature = sign('sha256', attributes, signer.privateKey)
    sod.set(signature, sod.length - signature.length)
    expect(await verdict()).toEqual({ ...GENUINE, signature: 'invalid' })
  })
  test('any changed byte of the SOD is noticed: invalid, untrusted, different or unreadable', async () => {
    const sod = sodOf(card)
    const files = filesOf(card)
    const unnoticed: number[] = []
    for (let at = 0; at < sod.length; at += 1) {
      const changed = Uint8Array.from(sod)
      changed[at] = (changed[at] ?? 0) ^ 0x01
      const verdict = await checkChip(files, changed, [card.csca], AT).then(
        (chip) => chip.passive,
        (thrown) => {
          expect(thrown).toMatchObject({ code: 'CHIP_FILE_INVALID' })
          return null
        },
      )
      if (verdict && JSON.stringify(verdict) === JSON.stringify(GENUINE)) unnoticed.push(at)
    }
    // What CMS leaves unsigned and nothing here depends on: three version numbers, the list of digest algorithms, the issuer's name beside the serial number.
    const text = Buffer.from(sod).toString('latin1')
    const names = text.lastIndexOf('CSCA MOTCUA SAMPLE')
    const algorithms = [25, 50] as const
    const isHarmless = (at: number) =>
      (at >= algorithms[0] && at < algorithms[1]) || (at > names - 50 && at < names + 20)
    expect(unnoticed.filter((at) => !isHarmless(at))).toEqual([])
  })
})

describe('files that cannot be read', () => {
  let card: SampleCard
  beforeAll(async () => {
    card = await issueSampleCard()
  })
  const settle = (files: ReadonlyMap<number, Uint8Array>, sod: Uint8Array) =>
    checkChip(files, sod, [card.csca], AT).then(
      () => 'read',
      (thrown) => thrown.code,
    )

  test('no DG1, no SOD', async () => {
    await expect(checkChip(new Map(), sodOf(card), [])).rejects.toMatchObject({
      code: 'CHIP_FILE_INVALID',
      details: { file: 'DG1' },
    })
    await expect(checkChip(filesOf(card), new Uint8Array(), [])).rejects.toMatchObject({ details: { file: 'EF.SOD' } })
  })
  test('a passport', async () => {
    const passport = Buffer.from(sampleDg1(SAMPLE_PERSON)).subarray(0, -2)
    passport[1] = (passport[1] ?? 0) - 2
    passport[4] = (passport[4] ?? 0) - 2
    await expect(checkChip(new Map([[1, passport]]), sodOf(card), [])).rejects.toMatchObject({
      details: { file: 'DG1', reason: 'mrz' },
    })
  })
  test.each([1, 13, 14, 15])('DG%i cut at every byte', async (number) => {
    const file = filesOf(card).get(number) ?? new Uint8Array()
    for (let end = 0; end < file.length; end += 1) {
      const outcome = await settle(new Map([...filesOf(card), [number, file.subarray(0, end)]]), sodOf(card))
      // DG14 and DG15 are only hashed here.
      expect(outcome).toBe(number < 14 ? 'CHIP_FILE_INVALID' : 'read')
    }
  })
  test('DG2 cut at every 97th byte', async () => {
    const file = filesOf(card).get(2) ?? new Uint8Array()
    for (let end = 0; end < file.length; end += end < 100 ? 1 : 97) {
      expect(await settle(new Map([...filesOf(card), [2, file.subarray(0, end)]]), sodOf(card))).toBe(
        'CHIP_FILE_INVALID',
      )
    }
  })
  test('the SOD cut at every byte', async () => {
    for (let end = 0; end < sodOf(card).length; end += 1) {
      expect(await settle(filesOf(card), sodOf(card).subarray(0, end))).toBe('CHIP_FILE_INVALID')
    }
  })
  test('any bytes for any file', async () => {
    const numbers = fc.constantFrom(1, 2, 13, 'sod' as const)
    const flips = fc.array(fc.tuple(fc.nat(20_000), fc.nat(255)), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(numbers, fc.oneof(flips, fc.uint8Array({ maxLength: 300 })), async (number, change) => {
        const original = number === 'sod' ? sodOf(card) : (filesOf(card).get(number) ?? new Uint8Array())
        const bytes = change instanceof Uint8Array ? change : damaged(original, change)
        const outcome = await (number === 'sod'
          ? settle(filesOf(card), bytes)
          : settle(new Map([...filesOf(card), [number, bytes]]), sodOf(card)))
        expect(['read', 'CHIP_FILE_INVALID']).toContain(outcome)
      }),
      { seed: SEED, numRuns: 600 },
    )
  })
})

function damaged(original: Uint8Array, flips: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = Uint8Array.from(original)
  for (const [at, value] of flips) bytes[at % bytes.length] = value
  return bytes
}
