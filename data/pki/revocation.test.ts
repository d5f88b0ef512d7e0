import { describe, expect, test } from 'vitest'
import { createAuthority, type HostileAnswer } from '../../central/sandbox/authorities/authority.ts'
import { checkPathRevocation } from './path-revocation.ts'
import { checkRevocation, type FetchBytes, type RevocationSources } from './revocation.ts'
import { createMemoryCache } from './revocation-cache.ts'
import { CA, caSigner, DAY, KEYS, leaf, NOW, PUBLIC_CA, parsed, ROOT, rootSigner } from './testing/ca.ts'
import { CRL_URL, crl, HOUR, OCSP_URL, subject } from './testing/revocation-bed.ts'

/** A line to an authority that can be told how to misbehave; counts what was asked. */
function openLine(
  answers: { ocsp?: () => Uint8Array | Promise<Uint8Array>; crl?: () => Uint8Array | Promise<Uint8Array> } = {},
) {
  const asked: string[] = []
  const fetch: FetchBytes = async (url, request) => {
    asked.push(request ? 'ocsp' : url)
    const answer = await (request ? answers.ocsp : answers.crl)?.()
    if (!answer) throw new Error('down')
    return answer
  }
  return { asked, fetch }
}
function sources(change: Partial<RevocationSources> = {}): RevocationSources {
  return { fetch: null, cache: createMemoryCache(), reuseMs: HOUR, nonce: 'required', ...change }
}

describe('the whole question', () => {
  const real = () =>
    createAuthority({ name: PUBLIC_CA, key: KEYS.rsaCa, certificate: CA, now: () => NOW, responder: 'delegated' })
  const known = (ca = real()) => ({
    ca,
    own: parsed(
      ca.issue({
        subject: [['CN', 'x']],
        publicKey: KEYS.holder,
        notBefore: NOW - DAY,
        notAfter: NOW + DAY,
        usage: 3,
        ocspUrl: OCSP_URL,
        crlUrl: CRL_URL,
      }),
    ),
  })
  const lineTo =
    (
      ca: ReturnType<typeof real>,
      hostile: { ocsp?: HostileAnswer | 'down'; crl?: HostileAnswer | 'down' } = {},
    ): FetchBytes =>
    (_, request) => {
      const how = request ? hostile.ocsp : hostile.crl
      if (how === 'down') return Promise.reject(new Error('down'))
      return request ? ca.ocsp(request, how) : ca.crl(how)
    }

  test('good by OCSP; then by the cache, with its age, without asking again', async () => {
    const { ca, own } = known()
    const cache = createMemoryCache()
    const asked = { certificate: own, issuer: parsed(CA), nowMs: NOW }
    expect(await checkRevocation(asked, sources({ cache, fetch: lineTo(ca) }))).toMatchObject({
      kind: 'good',
      source: 'ocsp',
      from: 'line',
      ageMs: 0,
      notes: [],
    })
    const later = { ...asked, nowMs: NOW + HOUR / 2 }
    expect(
      await checkRevocation(later, sources({ cache, fetch: () => Promise.reject(new Error('asked')) })),
    ).toMatchObject({ kind: 'good', from: 'cache', ageMs: HOUR / 2, notes: [] })
    const offline = { ...asked, nowMs: NOW + 3 * HOUR }
    expect(await checkRevocation(offline, sources({ cache }))).toMatchObject({
      kind: 'good',
      from: 'cache',
      ageMs: 3 * HOUR,
      notes: [{ why: 'no-answer' }, { why: 'no-answer' }],
    })
    const muchLater = { ...asked, nowMs: NOW + 2 * DAY }
    expect(await checkRevocation(muchLater, sources({ cache }))).toMatchObject({
      kind: 'unknown',
      code: 'CERTIFICATE_REVOCATION_UNKNOWN',
      last: { source: 'ocsp', ageMs: 2 * DAY },
    })
  })

  test('the list decides when OCSP is down, and a revocation is told by either', async () => {
    const { ca, own } = known()
    const asked = { certificate: own, issuer: parsed(CA), nowMs: NOW }
    const noOcsp = sources({ fetch: lineTo(ca, { ocsp: 'down' }) })
    expect(await checkRevocation(asked, noOcsp)).toMatchObject({
      kind: 'good',
      source: 'crl',
      notes: [{ source: 'ocsp', why: 'no-answer' }],
    })
    ca.revoke(own.serial, 4)
    expect(await checkRevocation(asked, sources({ fetch: lineTo(ca) }))).toMatchObject({
      kind: 'revoked',
      code: 'CERTIFICATE_REVOKED',
      source: 'ocsp',
      reason: 'superseded',
    })
    expect(await checkRevocation(asked, sources({ fetch: lineTo(ca, { ocsp: 'down' }) }))).toMatchObject({
      kind: 'revoked',
      source: 'crl',
    })
  })

  test.each<[HostileAnswer, string, string]>([
    ['forged', 'other-issuer', 'CERTIFICATE_REVOCATION_FORGED'],
    ['replayed', 'replayed', 'CERTIFICATE_REVOCATION_FORGED'],
    ['stale', 'stale', 'CERTIFICATE_REVOCATION_UNKNOWN'],
  ])('a revoked certificate whose OCSP is %s is not good, and the list tells', async (how, why, code) => {
    const { ca, own } = known()
    ca.revoke(own.serial)
    const asked = { certificate: own, issuer: parsed(CA), nowMs: NOW }
    expect(await checkRevocation(asked, sources({ fetch: lineTo(ca, { ocsp: how }) }))).toMatchObject({
      kind: 'revoked',
      notes: [{ source: 'ocsp', why }],
    })
    expect(await checkRevocation(asked, sources({ fetch: lineTo(ca, { ocsp: how, crl: 'down' }) }))).toMatchObject({
      kind: 'unknown',
      code,
    })
  })

  test('nothing hostile is kept: the cache stays empty', async () => {
    const { ca, own } = known()
    const cache = createMemoryCache()
    await checkRevocation(
      { certificate: own, issuer: parsed(CA), nowMs: NOW },
      sources({ cache, fetch: lineTo(ca, { ocsp: 'forged', crl: 'forged' }) }),
    )
    expect(
      await checkRevocation({ certificate: own, issuer: parsed(CA), nowMs: NOW }, sources({ cache })),
    ).toMatchObject({ kind: 'unknown', last: null })
  })

  test('a revocation stays in the cache for ever; a hold only as long as the answer counts', async () => {
    for (const [reason, after] of [
      [1, 'revoked'],
      [6, 'unknown'],
    ] as const) {
      const { ca, own } = known()
      ca.revoke(own.serial, reason)
      const cache = createMemoryCache()
      const asked = { certificate: own, issuer: parsed(CA), nowMs: NOW }
      expect((await checkRevocation(asked, sources({ cache, fetch: lineTo(ca) }))).kind).toBe('revoked')
      expect((await checkRevocation({ ...asked, nowMs: NOW + 400 * DAY }, sources({ cache }))).kind).toBe(after)
    }
  })

  test('a certificate that names nobody to ask is unknown', async () => {
    const own = parsed(leaf(caSigner))
    const line = openLine()
    expect(await checkRevocation({ ...subject, certificate: own }, sources({ fetch: line.fetch }))).toMatchObject({
      kind: 'unknown',
      notes: [],
    })
    expect(line.asked).toEqual([])
  })

  test('only a few addresses are asked, web addresses alone', async () => {
    const own = parsed(leaf(caSigner, { ocspUrl: 'file:///etc/passwd', crlUrl: CRL_URL }))
    const line = openLine({ crl: () => crl() })
    expect(await checkRevocation({ ...subject, certificate: own }, sources({ fetch: line.fetch }))).toMatchObject({
      kind: 'good',
      source: 'crl',
    })
    expect(line.asked).toEqual([CRL_URL])
  })

  test('a path: a revoked authority takes its certificates along', async () => {
    const root = createAuthority({
      name: rootSigner.name,
      key: rootSigner.key,
      certificate: ROOT,
      now: () => NOW,
      responder: 'own-key',
    })
    const caDer = root.issue({
      subject: PUBLIC_CA,
      publicKey: KEYS.rsaCa,
      notBefore: NOW - DAY,
      notAfter: NOW + DAY,
      usage: 96,
      authority: { pathLength: 0 },
      crlUrl: 'http://root.example/list.crl',
    })
    const { ca, own } = known()
    const path = [own, parsed(caDer), parsed(ROOT)]
    const fetch: FetchBytes = (url, request) => (url.includes('root.example') ? root.crl() : lineTo(ca)(url, request))
    expect(await checkPathRevocation(path, NOW, sources({ fetch }))).toMatchObject({ kind: 'good', of: 'certificate' })
    expect(await checkPathRevocation(path, NOW, sources({ fetch: lineTo(ca) }))).toMatchObject({
      kind: 'unknown',
      of: 'authority',
    })
    root.revoke(parsed(caDer).serial, 2)
    expect(await checkPathRevocation(path, NOW, sources({ fetch }))).toMatchObject({
      kind: 'revoked',
      of: 'authority',
      reason: 'ca-compromise',
    })
  })

  test('a cache forgets the longest unused first', async () => {
    const cache = createMemoryCache(2, 100)
    const put = (key: string, bytes = 10) => cache.put(key, { bytes: new Uint8Array(bytes), keptAtMs: 0 })
    await put('a')
    await put('b')
    await cache.get('a')
    await put('c')
    expect([await cache.get('a'), await cache.get('b'), await cache.get('c')].map((one) => one !== null)).toEqual([
      true,
      false,
      true,
    ])
    await put('d', 95)
    expect([await cache.get('a'), await cache.get('c'), await cache.get('d')].map((one) => one !== null)).toEqual([
      false,
      false,
      true,
    ])
  })
})
