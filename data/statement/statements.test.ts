import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CertificateVariant, createAuthorities } from '../../central/sandbox/authorities/authorities.ts'
import { type HostileAnswer, hexOf } from '../../central/sandbox/authorities/authority.ts'
import type { NameParts } from '../../central/sandbox/authorities/issue.ts'
import { AUTHORITY_IDS } from '../../central/sandbox/authorities/tree.ts'
import { PEOPLE } from '../../central/sandbox/people/people.ts'
import type { Subject } from '../../flows/base/terms.ts'
import type { StatementRequest } from '../../flows/ports/statement.port.ts'
import { readCertificate } from '../pki/certificate.ts'
import { verifyCms } from '../pki/cms-verify.ts'
import { createMemoryCache } from '../pki/revocation-cache.ts'
import { parseStatement } from '../pki/statement.ts'
import { leaf, NOW, rootSigner } from '../pki/testing/ca.ts'
import { readTrust, type Trust } from '../pki/trust.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import { type FetchLimited, fetchFromAuthority } from './authority-fetch.ts'
import { createStatements, type StatementsParts } from './statements.ts'

const CCCD = ['UID', 'CCCD:001190004127'] as const
const MST = ['UID', 'MST:0199999014'] as const
const CITIZEN = 'own-name-viettel'
const OFFICIAL = 'own-name-vietnamobile'
const authorities = createAuthorities({ people: PEOPLE, now: () => NOW, url: () => 'http://ca.example' })
const trusted = async (): Promise<Trust> =>
  readTrust({
    anchors: [
      { tree: 'public', name: 'public', der: (await authorities.get('public-root')).certificate },
      { tree: 'state', name: 'state', der: (await authorities.get('state-root')).certificate },
    ],
    authorities: await Promise.all(
      (['public-rsa', 'public-ec', 'state-agencies'] as const).map(async (name) => ({
        name,
        der: (await authorities.get(name)).certificate,
      })),
    ),
  })

/** The sandbox's authorities without a network; counts what was asked. */
function lineTo(hostile?: HostileAnswer | 'down' | 'silent') {
  const asked: string[] = []
  const fetchLimited: FetchLimited = async ({ url, ocspRequest, signal }) => {
    asked.push(url)
    if (hostile === 'down') throw new Error('down')
    if (hostile === 'silent')
      return new Promise((_, reject) => {
        if (signal.aborted) reject(signal.reason)
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    const id = AUTHORITY_IDS.find((one) => url.includes(`/${one}/`))
    if (!id) throw new Error('nobody there')
    const authority = await authorities.get(id)
    return ocspRequest ? authority.ocsp(ocspRequest, hostile) : authority.crl(hostile)
  }
  return { asked, fetchLimited }
}

function open(change: Partial<StatementsParts> = {}) {
  return createStatements({
    trust: trusted,
    cache: createMemoryCache(),
    fetchLimited: lineTo().fetchLimited,
    time: { now: () => NOW, proven: true },
    newNonce: () => 'ab'.repeat(32),
    newId: randomUUID,
    stationName: () => 'Quầy 1 (K0007)',
    isOnline: () => true,
    ...change,
  })
}

async function asked(person: string, subject: Subject = 'citizen', variant: CertificateVariant = 'good') {
  const issued = await authorities.issue({ person, subject, variant, publicKey: null })
  if (!issued?.privateKey) throw new Error('no certificate')
  return { request: requestFor(issued.certificate, subject), key: issued.privateKey }
}

function requestFor(certificate: Uint8Array, subject: Subject = 'citizen'): StatementRequest {
  return {
    certificateBase64: Buffer.from(certificate).toString('base64'),
    othersBase64: [],
    subject,
    method: 'usb-token',
    packetId: '01890a5d-ac96-774b-bcce-b302099a8057',
    card: null,
    termsVersion: '2022-06',
  }
}

const tokenSigns = (toBeSignedBase64: string, key: KeyObject) =>
  sign('sha256', Buffer.from(toBeSignedBase64, 'base64'), key).toString('base64')

/** What came of it: ready with its revocation, or the code. */
async function outcome(parts: Partial<StatementsParts>, person = CITIZEN, ...more: [Subject?, CertificateVariant?]) {
  const answer = await open(parts).prepare((await asked(person, ...more)).request)
  return answer.kind === 'ready' ? answer.revocation : answer.code
}

describe('a statement', () => {
  test('is written for the holder, signed, and closed as a message that central can verify', async () => {
    const statements = open()
    const { request, key } = await asked(CITIZEN)
    const answer = await statements.prepare(request)
    if (answer.kind !== 'ready') throw new Error(answer.code)
    const person = PEOPLE.find((one) => one.key === CITIZEN)
    expect(answer.holder.idNumber).toBe(person?.idNumber)
    expect(parseStatement(answer.text)).toMatchObject({
      subject: 'citizen',
      method: 'usb-token',
      fullName: answer.holder.fullName,
      idNumber: person?.idNumber,
      packetId: request.packetId,
      station: 'Quầy 1 (K0007)',
      atMs: NOW,
      termsVersion: '2022-06',
      nonce: 'ab'.repeat(32),
    })
    const { statementId } = answer
    const signatureBase64 = tokenSigns(answer.toBeSignedBase64, key)
    const { cmsBase64 } = await statements.finish({ statementId, signatureBase64 })
    const signed = verifyCms(Buffer.from(cmsBase64, 'base64'), Buffer.from(answer.text))
    expect(signed).toMatchObject({ kind: 'valid', signedAtMs: NOW })
    // The issuer travels along, the root does not.
    expect(signed.kind === 'valid' && signed.certificates).toHaveLength(2)
    // A restored flow asks again.
    expect((await statements.finish({ statementId, signatureBase64 })).cmsBase64).toBe(cmsBase64)
  })

  test('with a signature of another key, or over other bytes, does not leave', async () => {
    const statements = open()
    const { request, key } = await asked(CITIZEN)
    const answer = await statements.prepare(request)
    if (answer.kind !== 'ready') throw new Error(answer.code)
    const { statementId } = answer
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    for (const signatureBase64 of [
      tokenSigns(answer.toBeSignedBase64, other),
      tokenSigns(Buffer.from('other bytes').toString('base64'), key),
      tokenSigns(createHash('sha256').update(Buffer.from(answer.toBeSignedBase64, 'base64')).digest('base64'), key),
      '',
    ])
      await expect(statements.finish({ statementId, signatureBase64 })).rejects.toMatchObject({ code: 'TOKEN_FAILED' })
  })

  test('is forgotten with the visit, and the oldest of many', async () => {
    const statements = open()
    const { request } = await asked(CITIZEN)
    const first = await statements.prepare(request)
    const second = await statements.prepare(request)
    for (let more = 0; more < 6; more += 1) await statements.prepare(request)
    const last = await statements.prepare(request)
    const finish = (answer: typeof first) =>
      statements.finish({ statementId: answer.kind === 'ready' ? answer.statementId : '', signatureBase64: '' })
    await expect(finish(first)).rejects.toMatchObject({ code: 'SECRET_SPENT' })
    // Eight are kept.
    for (const kept of [second, last]) await expect(finish(kept)).rejects.toMatchObject({ code: 'TOKEN_FAILED' })
    statements.forget()
    await expect(finish(last)).rejects.toMatchObject({ code: 'SECRET_SPENT' })
  })

  test('is not written for bytes that are no certificate', async () => {
    await expect(open().prepare(requestFor(new Uint8Array([1, 2])))).rejects.toMatchObject({
      code: 'CERTIFICATE_CHAIN',
    })
  })

  test.each<[string, NameParts, Subject, string]>([
    ['with signs that turn the text around', [['CN', 'NGUYỄN \u202eVĂN A'], CCCD], 'citizen', 'NAME_DAMAGED'],
    ['that is not there', [CCCD], 'citizen', 'NAME_DAMAGED'],
    ['longer than a line', [['CN', `CÔNG TY ${'MẪU '.repeat(80)}`], MST], 'enterprise', 'CERTIFICATE_CHAIN'],
  ])('is not written for a name %s', async (_what, name, subject, code) => {
    const statements = open({ trust: async () => readTrust({ anchors: [] }) })
    const answer = await statements.prepare(requestFor(leaf(rootSigner, { subject: name }), subject))
    expect(answer).toEqual({ kind: 'refused', code })
  })

  test('is not written for a key that is of a kind that no statement is signed with', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-521' })
    const statements = open({ trust: async () => readTrust({ anchors: [] }) })
    const answer = await statements.prepare(requestFor(leaf(rootSigner, { publicKey })))
    expect(answer).toEqual({ kind: 'refused', code: 'CERTIFICATE_KEY_WEAK' })
  })
})

describe('told before the PIN', () => {
  test.each<[CertificateVariant, string]>([
    ['good', 'good'],
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['not-yet-valid', 'CERTIFICATE_NOT_YET_VALID'],
    ['revoked', 'CERTIFICATE_REVOKED'],
    ['sha1', 'CERTIFICATE_SHA1'],
    ['wrong-ca', 'CERTIFICATE_UNTRUSTED'],
    ['wrong-usage', 'CERTIFICATE_KEY_USAGE'],
  ])('%s', async (variant, expected) => {
    expect(await outcome({}, CITIZEN, 'citizen', variant)).toBe(expected)
  })

  test('for whom the certificate is', async () => {
    const askAs = async (person: string, own: Subject, subject: Subject) => {
      const answer = await open().prepare({ ...(await asked(person, own)).request, subject })
      return answer.kind === 'ready' ? 'ready' : answer.code
    }
    expect(await askAs(OFFICIAL, 'agency', 'agency')).toBe('ready')
    expect(await askAs(OFFICIAL, 'agency', 'citizen')).toBe('CERTIFICATE_WRONG_TREE')
    expect(await askAs(CITIZEN, 'citizen', 'agency')).toBe('CERTIFICATE_WRONG_TREE')
    expect(await askAs(CITIZEN, 'enterprise', 'enterprise')).toBe('ready')
    expect(await askAs(CITIZEN, 'enterprise', 'citizen')).toBe('CERTIFICATE_WRONG_SUBJECT')
  })

  test("somebody else's card", async () => {
    const { request } = await asked(CITIZEN)
    const card = { idNumber: '079199999999', oldIdNumber: null }
    expect(await open().prepare({ ...request, card })).toEqual({ kind: 'refused', code: 'CERTIFICATE_OTHER_PERSON' })
  })
})

describe('revocation', () => {
  test('offline is unchecked, and nobody is asked', async () => {
    const { asked: seen, fetchLimited } = lineTo()
    expect(await outcome({ isOnline: () => false, fetchLimited })).toBe('unchecked')
    expect(seen).toEqual([])
  })

  test('learnt online is known offline', async () => {
    const cache = createMemoryCache()
    const { request } = await asked(CITIZEN)
    expect(await open({ cache }).prepare(request)).toMatchObject({ revocation: 'good' })
    expect(await open({ cache, isOnline: () => false }).prepare(request)).toMatchObject({ revocation: 'good' })
    // Half a day later the answer is too old to count, and nothing is refused for it.
    const later = { now: () => NOW + 13 * 3_600_000, proven: true }
    const answer = await open({ cache, isOnline: () => false, time: later }).prepare(request)
    expect(answer).toMatchObject({ kind: 'ready', revocation: 'unchecked' })
  })

  test('a revocation learnt online refuses offline, weeks later too', async () => {
    const cache = createMemoryCache()
    const { request } = await asked(CITIZEN)
    const der = Buffer.from(request.certificateBase64, 'base64')
    const serial = Buffer.from(readCertificate(der)?.serial.padStart(32, '0') ?? '', 'hex')
    for (const id of ['public-rsa', 'public-ec'] as const) (await authorities.get(id)).revoke(hexOf(serial))
    const refused = { kind: 'refused', code: 'CERTIFICATE_REVOKED' }
    expect(await open({ cache }).prepare(request)).toEqual(refused)
    const later = { now: () => NOW + 40 * 86_400_000, proven: true }
    expect(await open({ cache, isOnline: () => false, time: later }).prepare(request)).toEqual(refused)
  })

  test.each<[HostileAnswer | 'down', string]>([
    ['down', 'unchecked'],
    ['stale', 'unchecked'],
    ['forged', 'CERTIFICATE_REVOCATION_FORGED'],
    ['replayed', 'good'],
  ])('authorities that are %s', async (hostile, expected) => {
    // A replayed OCSP answer is passed over; the list is a true one.
    expect(await outcome({ fetchLimited: lineTo(hostile).fetchLimited })).toBe(expected)
  })

  test('authorities that never answer are waited for a short while in all', async () => {
    const { asked: seen, fetchLimited } = lineTo('silent')
    expect(await outcome({ fetchLimited, revocationWithinMs: 30 })).toBe('unchecked')
    expect(seen.length).toBeGreaterThan(1)
  })

  test('a visit that ends meanwhile is cancelled', async () => {
    const leaving = new AbortController()
    const { request } = await asked(CITIZEN)
    const preparing = open({ fetchLimited: lineTo('silent').fetchLimited }).prepare(request, leaving.signal)
    leaving.abort()
    await expect(preparing).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

describe('left to central', () => {
  test('everything about the chain while no roots have come', async () => {
    const parts = { trust: async () => readTrust({ anchors: [] }) }
    expect(await outcome(parts)).toBe('unchecked')
    expect(await outcome(parts, CITIZEN, 'citizen', 'wrong-ca')).toBe('unchecked')
    expect(await outcome(parts, OFFICIAL, 'agency')).toBe('unchecked')
  })

  test('a chain whose issuer is not at hand', async () => {
    const { anchors, unreadable } = await trusted()
    expect(await outcome({ trust: async () => ({ anchors, unreadable, authorities: [] }) })).toBe('unchecked')
  })

  test('dates, while the clock is unproven', async () => {
    const unproven = { time: { now: () => NOW, proven: false } }
    expect(await outcome(unproven, CITIZEN, 'citizen', 'expired')).toBe('unchecked')
    expect(await outcome(unproven, CITIZEN, 'citizen', 'wrong-usage')).toBe('CERTIFICATE_KEY_USAGE')
  })
})

describe('in a station', () => {
  let fixture: StationFixture
  beforeEach(async () => {
    fixture = await startStation()
  })
  afterEach(() => fixture.close())

  test('roots come with the sync job, and answers of authorities stay on disk', async () => {
    const { anchors } = await trusted()
    const content = anchors.map(({ tree, certificate }) => ({
      tree,
      certificate: Buffer.from(certificate.der).toString('base64'),
    }))
    expect(await fixture.station.trust()).toMatchObject({ version: null, trust: { anchors: [] } })
    const document = { typ: 'reference', name: 'trust', version: 2, issuedAtMs: 1, anchors: content, issuers: [] }
    fixture.peer.trust = { version: 2, etag: '"2"', document: await fixture.peer.sign(document) }
    await (await fixture.station.createSync()).runOnce()
    const { version, trust } = await fixture.openAgain().trust()
    expect([version, trust.anchors.map(({ tree }) => tree)]).toEqual([2, ['public', 'state']])

    const kept = { bytes: new Uint8Array([1, 2, 3]), keptAtMs: 5 }
    await fixture.station.repos.revocations.put('key', kept)
    expect(await fixture.openAgain().repos.revocations.get('key')).toEqual(kept)
    const { request } = await asked(OFFICIAL, 'agency')
    const statements = fixture.station.createStatements({ isOnline: () => false })
    expect(await statements.prepare(request)).toMatchObject({ kind: 'ready', revocation: 'unchecked' })
    expect(await statements.prepare({ ...request, subject: 'citizen' })).toMatchObject({ kind: 'refused' })
    statements.forget()
  })

  test('a central without the document, and one that is not signed by it', async () => {
    const sync = await fixture.station.createSync()
    expect((await sync.runOnce()).faults).toEqual({ NOT_FOUND: 1 })
    fixture.peer.trust = { version: 1, etag: '"1"', document: 'a.b.c' }
    expect((await sync.runOnce()).faults).toMatchObject({ NOT_FOUND: 1 })
    expect(await fixture.station.trust()).toMatchObject({ version: null })
  })
})

describe('the line to authorities', () => {
  test('posts OCSP, gets lists, and takes no more than it asked for', async () => {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.headers['content-type'] ?? '-'}`)
      if (request.url === '/missing') return void response.writeHead(404).end()
      if (request.url === '/moved') return void response.writeHead(307, { location: '/ocsp' }).end()
      if (request.method === 'POST') return void request.pipe(response)
      response.end(Buffer.alloc(request.url === '/large' ? 17 * 1024 * 1024 : 10))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { signal } = new AbortController()
    const ocspRequest = new Uint8Array([1, 2, 3])
    expect(await fetchFromAuthority({ url: `${base}/ocsp`, ocspRequest, signal })).toEqual(ocspRequest)
    expect((await fetchFromAuthority({ url: `${base}/list`, signal })).length).toBe(10)
    await expect(fetchFromAuthority({ url: `${base}/large`, signal })).rejects.toThrow('too large')
    await expect(fetchFromAuthority({ url: `${base}/missing`, signal })).rejects.toThrow('404')
    // A question that names a person's certificate goes where the certificate said, and nowhere else.
    await expect(fetchFromAuthority({ url: `${base}/moved`, ocspRequest, signal })).rejects.toThrow()
    expect(seen.slice(0, 2)).toEqual(['POST application/ocsp-request', 'GET -'])
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
