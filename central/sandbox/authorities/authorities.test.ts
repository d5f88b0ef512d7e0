import { createPrivateKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readCertificate } from '../../../data/pki/certificate.ts'
import { checkChain } from '../../../data/pki/chain.ts'
import { citizenNumberOf } from '../../../data/pki/citizen-number.ts'
import { checkPathRevocation } from '../../../data/pki/path-revocation.ts'
import type { FetchBytes } from '../../../data/pki/revocation.ts'
import { createMemoryCache } from '../../../data/pki/revocation-cache.ts'
import { readHolder } from '../../../data/pki/subject-profile.ts'
import { HAS_OPENSSL, onBench, pem } from '../../../data/pki/testing/openssl.ts'
import { readTrust, type Tree } from '../../../data/pki/trust.ts'
import { mayActAs } from '../../../data/pki/who-may.ts'
import type { Subject } from '../../../flows/base/terms.ts'
import { openSandbox, putFaults } from '../harness.ts'
import { PEOPLE } from '../people/people.ts'
import type { Sandbox } from '../sandbox.ts'
import { CERTIFICATE_VARIANTS, createAuthorities } from './authorities.ts'
import { type Holding, holdingsOf } from './holdings.ts'

interface Line {
  id: string
  tree: Tree
  isRoot: boolean
  name: string
  certificate: string
  crlUrl: string
  ocspUrl: string
}

let sandbox: Sandbox
let lines: Line[]
beforeAll(async () => {
  sandbox = await openSandbox({ slowMs: 60_000 })
  lines = (await (await fetch(`${sandbox.url}/authorities`)).json()) as Line[]
})
beforeEach(() => putFaults(sandbox, { ca: 'none' }))
afterAll(() => sandbox.close())

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const trust = () =>
  readTrust({
    anchors: lines
      .filter(({ isRoot }) => isRoot)
      .map(({ tree, name, certificate }) => ({ tree, name, der: bytes(certificate) })),
  })

async function order(person: string, subject: Subject, variant = 'good', more: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}/authorities/certificates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, subject, variant, ...more }),
  })
  return {
    status: response.status,
    body: (await response.json()) as { certificate: string; chain: string[]; privateKey: string | null },
  }
}

/** A line as a client has one: an answer that is no success is none. */
const line: FetchBytes = async (url, request) => {
  const init = request
    ? { method: 'POST', headers: { 'content-type': 'application/ocsp-request' }, body: Buffer.from(request) }
    : {}
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(1_000) })
  if (!response.ok) throw new Error(String(response.status))
  return new Uint8Array(await response.arrayBuffer())
}

/** How it ends for a certificate, as central will ask: chain, then revocation. */
async function ending(certificate: Uint8Array, chain: readonly Uint8Array[], subject: Subject) {
  const nowMs = Date.now()
  const trees: Tree[] = subject === 'agency' ? ['state'] : ['public']
  const result = checkChain({ certificate, others: chain, trust: trust(), trees, atMs: nowMs })
  if (result.kind === 'refused') return result.code
  const status = await checkPathRevocation(result.path, nowMs, {
    fetch: line,
    cache: createMemoryCache(),
    reuseMs: 0,
    nonce: 'required',
  })
  return status.kind === 'good' ? 'good' : status.code
}

describe('the authorities', () => {
  test('are two trees, each certificate at the address that others name', async () => {
    expect(lines.map(({ id, tree, isRoot }) => `${tree} ${id}${isRoot ? ' root' : ''}`)).toEqual([
      'public public-root root',
      'public public-rsa',
      'public public-ec',
      'state state-root root',
      'state state-agencies',
    ])
    for (const { id, certificate } of lines) {
      const response = await fetch(`${sandbox.url}/authorities/${id}/certificate.crt`)
      expect(response.headers.get('content-type')).toBe('application/pkix-cert')
      expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(certificate)
    }
    expect(new Set(lines.map(({ certificate }) => readCertificate(bytes(certificate))?.keyKind))).toEqual(
      new Set(['rsa', 'ec']),
    )
  })

  test('cost a start nothing: no key before somebody asks', () => {
    const before = performance.now()
    const keys: string[] = []
    createAuthorities({
      people: PEOPLE,
      now: Date.now,
      url: () => '',
      keyOf: async (id) => {
        keys.push(id)
        throw new Error('asked')
      },
    })
    expect(keys).toEqual([])
    expect(performance.now() - before).toBeLessThan(50)
  })
})

describe('certificates of the people', () => {
  const holdings = holdingsOf(PEOPLE)
  /** Whether it was issued to the capacity it is brought in: some people bring the wrong one, and that is their situation. */
  const isOfOwnTree = ({ subject, authority }: Holding) => (subject === 'agency') === (authority === 'state-agencies')
  const isOfOwnKind = ({ person }: Holding) => person !== 'enterprise-with-own-certificate'

  test('cover all three subjects and every person with a whole name', () => {
    const citizens = holdings.filter(({ subject }) => subject === 'citizen').map(({ person }) => person)
    expect(citizens).toEqual(
      PEOPLE.filter(({ subject, expectedFault }) => subject === 'citizen' && expectedFault !== 'NAME_DAMAGED').map(
        ({ key }) => key,
      ),
    )
    expect(new Set(holdings.map(({ subject }) => subject))).toEqual(new Set(['citizen', 'enterprise', 'agency']))
  })

  test.each(holdings.filter((one) => !isOfOwnTree(one)).map(({ person, subject }) => [person, subject] as const))(
    '%s as %s is of the other tree',
    async (person, subject) => {
      const { body } = await order(person, subject)
      const end = await ending(bytes(body.certificate), body.chain.map(bytes), subject)
      expect(end).toBe('CERTIFICATE_WRONG_TREE')
    },
  )

  test('a personal certificate speaks for no enterprise', async () => {
    const { body } = await order('enterprise-with-own-certificate', 'enterprise')
    const certificate = bytes(body.certificate)
    expect(await ending(certificate, body.chain.map(bytes), 'enterprise')).toBe('good')
    expect(mayActAs(readHolder(readCertificate(certificate)!, 'public'), 'enterprise')).toBe(false)
  })

  test.each(
    holdings
      .filter((one) => isOfOwnTree(one) && isOfOwnKind(one))
      .map((holding) => [holding.person, holding.subject] as const),
  )('%s as %s holds, and is who they are', async (person, subject) => {
    const { body } = await order(person, subject)
    const certificate = bytes(body.certificate)
    expect(await ending(certificate, body.chain.map(bytes), subject)).toBe('good')
    const one = PEOPLE.find(({ key }) => key === person)!
    const holder = readHolder(readCertificate(certificate)!, subject === 'agency' ? 'state' : 'public')
    expect(holder.problems).toEqual([])
    expect(mayActAs(holder, subject)).toBe(true)
    expect(holder.email).toBe(one.email ?? null)
    expect(holder.taxCode?.checkDigit).not.toBe('wrong')
    if (subject !== 'citizen') return
    expect(holder.fullName).toBe(one.fullName.normalize('NFC').toUpperCase().normalize('NFC'))
    const card = { idNumber: one.idNumber, oldIdNumber: one.oldIdNumber ?? null }
    const number = citizenNumberOf(holder, one.idNumber.length === 12 ? card : null)
    const ends: Record<string, string> = {
      'sim-on-cmnd-not-on-card': 'card-silent',
      'cmnd-typed': 'card-needed',
      'account-found-by-typed-cmnd': 'card-needed',
    }
    expect(number).toEqual(ends[person] ? { kind: ends[person] } : { kind: 'known', idNumber: one.idNumber })
  })

  test('for a key brought along, or with one made there', async () => {
    const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const publicKey = own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    const brought = await order('own-name-viettel', 'citizen', 'good', { publicKey })
    expect(brought.body.privateKey).toBeNull()
    const made = await order('own-name-viettel', 'citizen')
    const key = createPrivateKey({ key: Buffer.from(made.body.privateKey!, 'base64'), format: 'der', type: 'pkcs8' })
    for (const [privateKey, { certificate }] of [
      [own.privateKey, brought.body],
      [key, made.body],
    ] as const) {
      const read = readCertificate(bytes(certificate))!
      expect(verify('sha256', Buffer.from('x'), read.key!, sign('sha256', Buffer.from('x'), privateKey))).toBe(true)
    }
  })

  test.each([
    ['nobody', 'citizen', {}, 404],
    ['own-name-viettel', 'agency', {}, 404],
    ['own-name-viettel', 'citizen', { publicKey: 'AAAA' }, 400],
    ['own-name-viettel', 'citizen', { variant: 'other' }, 400],
  ] as const)('%s as %s with %j is refused with %i', async (person, subject, more, status) => {
    expect((await order(person, subject, 'good', more)).status).toBe(status)
  })
})

describe('what is wrong on demand ends in its own code', () => {
  const ENDS: Record<(typeof CERTIFICATE_VARIANTS)[number], string> = {
    good: 'good',
    expired: 'CERTIFICATE_EXPIRED',
    'not-yet-valid': 'CERTIFICATE_NOT_YET_VALID',
    revoked: 'CERTIFICATE_REVOKED',
    sha1: 'CERTIFICATE_SHA1',
    'wrong-ca': 'CERTIFICATE_UNTRUSTED',
    'wrong-usage': 'CERTIFICATE_KEY_USAGE',
    'other-person': 'good',
  }
  const people = [
    ['own-name-viettel', 'citizen'],
    ['own-name-vinaphone-no-email', 'citizen'],
    ['own-name-viettel', 'enterprise'],
    ['own-name-gmobile', 'agency'],
  ] as const
  test.each(
    people.flatMap(([person, subject]) => CERTIFICATE_VARIANTS.map((variant) => [variant, person, subject] as const)),
  )('%s: %s as %s', async (variant, person, subject) => {
    const { body } = await order(person, subject, variant)
    expect(await ending(bytes(body.certificate), body.chain.map(bytes), subject)).toBe(ENDS[variant])
  })

  test('a certificate of the other tree', async () => {
    const state = (await order('own-name-gmobile', 'agency')).body
    expect(await ending(bytes(state.certificate), state.chain.map(bytes), 'enterprise')).toBe('CERTIFICATE_WRONG_TREE')
    const open = (await order('own-name-viettel', 'enterprise')).body
    expect(await ending(bytes(open.certificate), open.chain.map(bytes), 'agency')).toBe('CERTIFICATE_WRONG_TREE')
  })

  test('another person: the certificate names somebody else', async () => {
    const { body } = await order('own-name-viettel', 'citizen', 'other-person')
    expect(readHolder(readCertificate(bytes(body.certificate))!, 'public').idNumber).not.toBe('001190004127')
  })

  test.each([
    ['down', 'CERTIFICATE_REVOCATION_UNKNOWN'],
    ['slow', 'CERTIFICATE_REVOCATION_UNKNOWN'],
    ['wrong', 'CERTIFICATE_REVOCATION_UNKNOWN'],
    ['stale', 'CERTIFICATE_REVOCATION_UNKNOWN'],
    ['forged', 'CERTIFICATE_REVOCATION_FORGED'],
  ])('authorities that are %s: a revoked certificate is never good', async (ca, code) => {
    const { body } = await order('own-name-viettel', 'citizen', 'revoked')
    await putFaults(sandbox, { ca })
    expect(await ending(bytes(body.certificate), body.chain.map(bytes), 'citizen')).toBe(code)
  })

  test('replayed answers are passed over, and the list tells the truth', async () => {
    const { body } = await order('own-name-viettel', 'citizen', 'revoked')
    await putFaults(sandbox, { ca: 'replayed' })
    expect(await ending(bytes(body.certificate), body.chain.map(bytes), 'citizen')).toBe('CERTIFICATE_REVOKED')
  })

  test.each([
    ['noise', Buffer.from('noise')],
    ['nothing', Buffer.alloc(0)],
  ])('a request that is %s is declined, not crashed at', async (_, body) => {
    const response = await fetch(`${sandbox.url}/authorities/public-ec/ocsp`, {
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      body,
    })
    expect([response.status, Buffer.from(await response.arrayBuffer()).toString('hex')]).toEqual([200, '30030a0101'])
  })
})

describe.skipIf(!HAS_OPENSSL)('openssl, needs the openssl command', () => {
  test.each(['good', 'revoked'])(
    'asks the responder about a %s certificate, and believes the list',
    async (variant) => {
      for (const person of ['own-name-viettel', 'own-name-vinaphone-no-email']) {
        const { body } = await order(person, 'citizen', variant)
        const certificate = readCertificate(bytes(body.certificate))!
        const [issuer, root] = body.chain.map(bytes)
        await onBench(async (bench) => {
          bench.write('root.pem', pem(root!))
          bench.write('ca.pem', pem(issuer!))
          bench.write('own.pem', pem(certificate.der))
          const base = ['-issuer', 'ca.pem', '-cert', 'own.pem', '-CAfile', 'root.pem', '-verify_other', 'ca.pem']
          expect(bench.run('ocsp', '-issuer', 'ca.pem', '-cert', 'own.pem', '-reqout', 'request.der').ok).toBe(true)
          bench.write('answer.der', await line(certificate.addresses.ocsp[0]!, bench.read('request.der')))
          const { said } = bench.run('ocsp', ...base, '-respin', 'answer.der', '-no_nonce')
          expect(said).toContain('Response verify OK')
          expect(said).toContain(`own.pem: ${variant}`)
          bench.write('list.pem', pem(await line(certificate.addresses.lists[0]!), 'X509 CRL'))
          const chain = bench.run(
            'verify',
            '-crl_check',
            '-CAfile',
            'root.pem',
            '-untrusted',
            'ca.pem',
            '-CRLfile',
            'list.pem',
            'own.pem',
          )
          expect(chain.ok, chain.said).toBe(variant === 'good')
        })
      }
    },
  )
})
