// Checks of signed statements as central makes them, against bare node:crypto on the same signatures. Arguments: signatures a block, blocks.
import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from 'node:crypto'
import { createAuthorities } from '../../../central/sandbox/authorities/authorities.ts'
import { AUTHORITY_IDS, type AuthorityId } from '../../../central/sandbox/authorities/tree.ts'
import { PEOPLE } from '../../../central/sandbox/people/people.ts'
import { createSignatureCheck, type SignatureQuestion } from '../../../central/signatures/check-signature.ts'
import type { AuthorityLine } from '../../../central/signatures/fetch-limited.ts'
import { openTrustStore } from '../../../central/signatures/trust-store.ts'
import { type PkiCertificate, readCertificate } from '../../../data/pki/certificate.ts'
import { prepareCms } from '../../../data/pki/cms-write.ts'
import { actingHolder } from '../../../data/pki/holder-facts.ts'
import { createMemoryCache } from '../../../data/pki/revocation-cache.ts'
import { statementOf } from '../../../data/pki/statement.ts'
import { holderParts } from '../../../data/pki/statement-holder.ts'
import { interleave } from '../interleave.ts'

/** Checks a second of processor time (all threads), one for each block: nothing here waits, and what else the machine does hits the longer turn harder. */
export interface SignatureRates {
  /** A signer seen before: central looks at a signature when the station asks, and again when the packet comes. */
  readonly seen: readonly number[]
  readonly bareSeen: readonly number[]
  /** A signer never seen; the answer on revocation lies in the cache. */
  readonly fresh: readonly number[]
  readonly bareFresh: readonly number[]
}
export type SignaturesReport = Readonly<Record<'rsa' | 'ec', SignatureRates>>

/** In a second, as `process.cpuUsage` counts. */
const MICROSECONDS = 1_000_000
/** Rounds thrown away: the first twenty thousand checks run on code that is compiled meanwhile, and compiling counts as processor time too. */
const WARM_UPS = { seen: 24, fresh: 6 }

interface Sample {
  readonly question: SignatureQuestion
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  readonly leaf: PkiCertificate
  readonly issuer: PkiCertificate
}

const [perBlock = 100, blocks = 3] = process.argv.slice(2).map(Number)
const authorities = createAuthorities({ people: PEOPLE, now: () => Date.now(), url: () => 'http://ca.example' })
const nobody = () => Promise.reject(new Error('nobody is to be asked'))
const noLine: AuthorityLine = { revocation: nobody, issuer: nobody, close: () => undefined }
const inProcess: AuthorityLine = {
  ...noLine,
  async revocation(url, ocspRequest) {
    const authority = await authorities.get(AUTHORITY_IDS.find((one) => url.includes(`/${one}/`)) ?? 'public-root')
    return ocspRequest ? authority.ocsp(ocspRequest) : authority.crl()
  },
}

const report: SignaturesReport = { rsa: await rates('rsa'), ec: await rates('ec') }
process.stdout.write(`${JSON.stringify(report)}\n`)

async function rates(kind: 'rsa' | 'ec'): Promise<SignatureRates> {
  const authority = kind === 'rsa' ? 'public-rsa' : 'public-ec'
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pair = kind === 'rsa' ? key : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const samples: Sample[] = []
  for (let made = 0; made < perBlock; made += 1) samples.push(await sampleOf(authority, pair))
  const cache = createMemoryCache(perBlock * 4)
  const open = async (line = noLine) => createSignatureCheck({ trust: await roots(), line, cache })
  // Fills the cache; those that are measured ask nobody.
  await checkAll(await open(inProcess), samples)
  const seen = await open()
  await checkAll(seen, samples)

  // Two races: a turn of signers never seen leaves thousands of keys behind, and sweeping them out would be counted as the next one's work.
  const ofSeen = await interleave(
    {
      bareSeen: async () => rate(() => verifyAll(samples, ({ leaf }) => leaf.key)),
      seen: async () => rate(() => checkAll(seen, samples)),
    },
    blocks,
    WARM_UPS.seen,
  )
  const ofFresh = await interleave(
    {
      bareFresh: async () => rate(() => verifyAllAnew(samples)),
      fresh: async () => {
        const fresh = await open()
        return rate(() => checkAll(fresh, samples))
      },
    },
    blocks,
    WARM_UPS.fresh,
  )
  return { ...ofSeen, ...ofFresh }
}

async function rate(work: () => Promise<void> | void): Promise<number> {
  const from = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(from)
  return (perBlock * MICROSECONDS) / (user + system)
}

async function checkAll(check: ReturnType<typeof createSignatureCheck>, samples: readonly Sample[]): Promise<void> {
  for (const { question } of samples) {
    const finding = await check(question)
    if (finding.kind !== 'good') throw new Error(JSON.stringify(finding))
  }
}

function verifyAll(samples: readonly Sample[], keyOf: (sample: Sample) => KeyObject | null): void {
  for (const sample of samples) hold(sample.signed, keyOf(sample), sample.signature)
}

/** The key is read, and two signatures of the issuer hold as well: on the certificate, and one of the same kind for the answer on revocation. */
function verifyAllAnew(samples: readonly Sample[]): void {
  verifyAll(samples, ({ leaf }) =>
    createPublicKey({ key: Buffer.from(leaf.publicKeyInfo), format: 'der', type: 'spki' }),
  )
  for (let twice = 0; twice < 2; twice += 1)
    for (const { leaf, issuer } of samples) hold(leaf.signed, issuer.key, leaf.signature)
}

function hold(data: Uint8Array, key: KeyObject | null, signature: Uint8Array): void {
  if (!key || !verify('sha256', data, key, signature)) throw new Error('a signature does not hold')
}

async function sampleOf(id: AuthorityId, pair: { publicKey: KeyObject; privateKey: KeyObject }): Promise<Sample> {
  const holding = authorities.holdings.find((one) => one.authority === id && one.subject === 'citizen')
  const order = {
    person: holding?.person ?? '',
    subject: 'citizen',
    variant: 'good',
    publicKey: pair.publicKey,
  } as const
  const issued = await authorities.issue(order)
  const leaf = issued && readCertificate(issued.certificate)
  const issuer = readCertificate((await authorities.get(id)).certificate)
  if (!issued || !leaf || !issuer) throw new Error('no certificate')
  const known = actingHolder(leaf, 'public', { subject: 'citizen', card: null })
  if (known.kind === 'refused') throw new Error(known.code)
  const nowMs = Date.now()
  const packetId = randomUUID()
  const statement = statementOf({
    subject: 'citizen',
    method: 'usb-token',
    ...holderParts(known.facts),
    packetId,
    station: 'Quầy 1 (K0001)',
    atMs: nowMs,
    termsVersion: '2022-06',
    nonce: packetId.replaceAll('-', '').repeat(2),
  })
  const content = Buffer.from(statement)
  const cms = prepareCms({ content, certificate: leaf.der, authorities: [issuer.der], signedAtMs: nowMs })
  const signature = sign('sha256', cms.toBeSigned, pair.privateKey)
  const asked = { packetId, subject: 'citizen', method: 'usb-token', card: null, nowMs } as const
  const question = { statement, cms: cms.finish(signature), ...asked }
  return { question, signed: cms.toBeSigned, signature, leaf, issuer }
}

async function roots() {
  return openTrustStore({ anchors: [{ tree: 'public', der: (await authorities.get('public-root')).certificate }] })
}
