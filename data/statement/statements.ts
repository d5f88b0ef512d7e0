import { Fault } from '../../flows/base/fault.ts'
import type { NewId } from '../../flows/base/id.ts'
import type { StatementAnswer, StatementPort, StatementRequest } from '../../flows/ports/statement.port.ts'
import type { CentralTime } from '../central-time.ts'
import { type PkiCertificate, readCertificate } from '../pki/certificate.ts'
import { type PreparedCms, prepareCms } from '../pki/cms-write.ts'
import { actingHolder } from '../pki/holder-facts.ts'
import type { FetchBytes } from '../pki/revocation.ts'
import type { RevocationCache } from '../pki/revocation-cache.ts'
import { statementOf } from '../pki/statement.ts'
import { holderParts } from '../pki/statement-holder.ts'
import type { Trust } from '../pki/trust.ts'
import type { FetchLimited } from './authority-fetch.ts'
import { judgeCertificate } from './judge-certificate.ts'

export interface StatementsParts {
  /** What central sent (reference/trust-reference.ts). */
  readonly trust: () => Promise<Trust>
  readonly cache: RevocationCache
  readonly fetchLimited: FetchLimited
  readonly time: Pick<CentralTime, 'now' | 'proven'>
  /** 256 random bits in lower-case hex, new at every call. */
  readonly newNonce: () => string
  readonly newId: NewId
  /** As the statement names the place. Raises STATION_NOT_ENROLLED. */
  readonly stationName: () => string
  readonly isOnline: () => boolean
  /** Longest wait for all revocation answers of one certificate. Milliseconds, default 3 s. */
  readonly revocationWithinMs?: number
}

export interface Statements extends StatementPort {
  /** Forgets every prepared statement: the visit was wiped. */
  forget(): void
}

/** A person stands there with the token in the machine; whoever answers later than this is asked by central. */
const REVOCATION_WITHIN_MS = 3_000
/** An answer of the morning does for the day at a counter; central asks for its own. */
const REUSE_MS = 4 * 3_600_000
/** Prepared at once: one visit changes its mind a few times. */
const PREPARED_MAX = 8

/** Statements of this station: written and judged before the PIN, closed after the signature. Prepared ones live in memory alone. */
export function createStatements(parts: StatementsParts): Statements {
  const { time, revocationWithinMs = REVOCATION_WITHIN_MS } = parts
  const prepared = new Map<string, PreparedCms>()

  const judge = async (certificate: PkiCertificate, request: StatementRequest, signal: AbortSignal | undefined) => {
    const late = AbortSignal.timeout(revocationWithinMs)
    const until = signal ? AbortSignal.any([signal, late]) : late
    const fetch: FetchBytes = (url, ocspRequest) => parts.fetchLimited({ url, ocspRequest, signal: until })
    return judgeCertificate({
      certificate,
      others: request.othersBase64.map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
      subject: request.subject,
      trust: await parts.trust(),
      nowMs: time.now(),
      isClockProven: time.proven,
      sources: { fetch: parts.isOnline() ? fetch : null, cache: parts.cache, reuseMs: REUSE_MS, nonce: 'required' },
    })
  }

  return {
    async prepare(request, signal): Promise<StatementAnswer> {
      const certificate = readCertificate(new Uint8Array(Buffer.from(request.certificateBase64, 'base64')))
      if (!certificate) throw new Fault('CERTIFICATE_CHAIN', { reason: 'unreadable' })
      const station = parts.stationName()
      const finding = await judge(certificate, request, signal)
      if (signal?.aborted) throw new Fault('CANCELLED')
      if (finding.kind === 'refused') return finding
      const { subject, method, packetId, card, termsVersion } = request
      const known = actingHolder(certificate, finding.tree, { subject, card })
      if (known.kind === 'refused') return known

      const atMs = time.now()
      const place = { packetId, station, atMs, termsVersion, nonce: parts.newNonce() }
      const text = writeStatement({ subject, method, ...holderParts(known.facts), ...place })
      if (text === null) return { kind: 'refused', code: 'CERTIFICATE_CHAIN' }
      const cms = draftOf(text, certificate, finding.issuers, atMs)
      if (cms === null) return { kind: 'refused', code: 'CERTIFICATE_KEY_WEAK' }
      const statementId = parts.newId()
      prepared.set(statementId, cms)
      for (const oldest of prepared.keys()) {
        if (prepared.size <= PREPARED_MAX) break
        prepared.delete(oldest)
      }
      const toBeSignedBase64 = Buffer.from(cms.toBeSigned).toString('base64')
      return { kind: 'ready', statementId, text, toBeSignedBase64, holder: known.facts, revocation: finding.revocation }
    },
    async finish({ statementId, signatureBase64 }) {
      const cms = prepared.get(statementId)
      if (!cms) throw new Fault('SECRET_SPENT')
      try {
        return { cmsBase64: Buffer.from(cms.finish(Buffer.from(signatureBase64, 'base64'))).toString('base64') }
      } catch (thrown) {
        // Ours to make and not ours to send: the token signed something else, or with another key.
        const isFalse = thrown instanceof Fault && thrown.code === 'STATEMENT_SIGNATURE_INVALID'
        throw isFalse ? new Fault('TOKEN_FAILED', { reason: 'signature' }, thrown) : thrown
      }
    },
    forget: () => prepared.clear(),
  }
}

/** Null for a subject with signs that no screen shows as they are: such a certificate is not for signing in front of people. */
function writeStatement(parts: Parameters<typeof statementOf>[0]): string | null {
  try {
    return statementOf(parts)
  } catch (thrown) {
    const isSubject = thrown instanceof Fault && SUBJECT_PARTS.includes(String(thrown.details.part))
    if (isSubject) return null
    throw thrown
  }
}

const SUBJECT_PARTS: readonly string[] = ['fullName', 'idNumber', 'organisation', 'taxCode', 'stateUnit', 'email']

function draftOf(
  text: string,
  { der }: PkiCertificate,
  authorities: readonly Uint8Array[],
  signedAtMs: number,
): PreparedCms | null {
  try {
    return prepareCms({ content: Buffer.from(text), certificate: der, authorities, signedAtMs })
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'CERTIFICATE_KEY_WEAK') return null
    throw thrown
  }
}
