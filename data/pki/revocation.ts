import { randomBytes } from 'node:crypto'
import { judgeCrl } from './crl.ts'
import type { JudgedMemory } from './judged-memory.ts'
import { judgeOcsp } from './ocsp-judge.ts'
import { OCSP_NONCE_BYTES, writeOcspRequest } from './ocsp-request.ts'
import {
  HOSTILE,
  isCurrent,
  type Judgement,
  type NotTaken,
  type RevocationReason,
  type RevocationSubject,
} from './revocation-answer.ts'
import type { RevocationCache } from './revocation-cache.ts'

/** Gets an address, or posts an OCSP request to it (`application/ocsp-request`). Time-outs, sizes and which hosts may be asked are its own matter; rejects for no answer. */
export type FetchBytes = (url: string, ocspRequest?: Uint8Array) => Promise<Uint8Array>

export interface RevocationSources {
  /** Null without a line. */
  readonly fetch: FetchBytes | null
  readonly cache: RevocationCache
  /** An answer kept no longer than this is used without asking again. Milliseconds. */
  readonly reuseMs: number
  /** What was judged good here, so that an answer need not be judged again while it may be used again. */
  readonly judged?: JudgedMemory
  /** Whether an OCSP answer without our nonce is passed over. Some responders sign answers in advance and leave it out (RFC 5019 §4); the list then decides. */
  readonly nonce: 'required' | 'optional'
}

export type RevocationStatus =
  | {
      readonly kind: 'good'
      readonly source: Source
      readonly from: 'line' | 'cache'
      readonly asOfMs: number
      readonly ageMs: number
      readonly notes: readonly Note[]
    }
  | {
      readonly kind: 'revoked'
      readonly code: 'CERTIFICATE_REVOKED'
      readonly source: Source
      readonly revokedAtMs: number
      readonly reason: RevocationReason
      readonly notes: readonly Note[]
    }
  | {
      readonly kind: 'unknown'
      /** FORGED when somebody gave an answer that is not the issuer's, or not to our question. */
      readonly code: 'CERTIFICATE_REVOCATION_UNKNOWN' | 'CERTIFICATE_REVOCATION_FORGED'
      /** The newest good word in the cache, too old to count, with its age. */
      readonly last: { readonly source: Source; readonly asOfMs: number; readonly ageMs: number } | null
      readonly notes: readonly Note[]
    }

export type Source = 'ocsp' | 'crl'
/** An answer that was not taken. */
export interface Note {
  readonly source: Source
  readonly url: string
  readonly why: NotTaken
}

/**
 * Whether a certificate is revoked: OCSP first, then the list (RFC 6960, RFC 5280 §6.3). `issuer` is the one that the chain proved, so that only addresses it signed
 * for are asked. Offline, or when nobody gives an answer that can be taken, it is unknown, with the age of what is known (product.md §3: "chưa kiểm tra thu
 * hồi"). A revocation in the cache counts for ever, save a hold. Nothing is raised but what the cache raises.
 */
export async function checkRevocation(
  subject: RevocationSubject,
  sources: RevocationSources,
): Promise<RevocationStatus> {
  const remembered = recallRevocation(subject, sources)
  if (remembered) return remembered
  const places = placesOf(subject)
  const kept = await readKept(subject, places, sources.cache)
  const known =
    kept.find(({ judged }) => isFinal(judged)) ??
    kept.find(({ judged, keptAtMs }) => isGood(judged) && subject.nowMs - keptAtMs <= sources.reuseMs)
  if (known) {
    remember(subject, known, sources)
    return statusOf(known, subject.nowMs, 'cache', [])
  }
  const notes: Note[] = []
  for (const place of places) {
    const { judged, bytes } = await ask(place, subject, sources)
    if (judged.kind === 'not-taken') notes.push({ source: place.source, url: place.url, why: judged.why })
    else if (judged.isStale && !isFinal(judged)) notes.push({ source: place.source, url: place.url, why: 'stale' })
    else {
      await sources.cache.put(place.key, { bytes, keptAtMs: subject.nowMs })
      remember(subject, { judged, source: place.source, keptAtMs: subject.nowMs }, sources)
      return statusOf({ judged, source: place.source }, subject.nowMs, 'line', notes)
    }
  }
  const stillGood = kept.find(({ judged }) => isGood(judged))
  if (stillGood) return statusOf(stillGood, subject.nowMs, 'cache', notes)
  return unknown(kept, notes, subject.nowMs)
}

/** What was judged good here and may be used again (`sources.judged`, `reuseMs`), without asking anybody, the cache neither. Null when there is no such word. */
export function recallRevocation(
  subject: RevocationSubject,
  { judged, reuseMs }: RevocationSources,
): RevocationStatus | null {
  const found = judged?.get(subject.certificate, subject.issuer)
  if (!found) return null
  const { nowMs } = subject
  const isFresh = nowMs >= found.keptAtMs && nowMs - found.keptAtMs <= reuseMs
  const updates = { thisUpdate: found.asOfMs, nextUpdate: found.untilMs }
  if (!isFresh || isCurrent(updates, nowMs) !== 'current') return null
  return statusOf({ judged: { kind: 'good', isStale: false, ...found }, source: found.source }, nowMs, 'cache', [])
}

function remember(subject: RevocationSubject, { judged, source, keptAtMs }: Kept, sources: RevocationSources): void {
  if (judged.kind !== 'good') return
  sources.judged?.set(subject.certificate, subject.issuer, {
    source,
    asOfMs: judged.asOfMs,
    untilMs: judged.untilMs,
    keptAtMs,
  })
}

/** Addresses of each kind that are asked; more are more of the same. */
const ADDRESSES_MAX = 2

interface Place {
  readonly source: Source
  readonly url: string
  readonly key: string
}

type Taken = Exclude<Judgement, { kind: 'not-taken' }>
interface Kept {
  readonly source: Source
  readonly judged: Taken
  readonly keptAtMs: number
}

function placesOf({ certificate, issuer }: RevocationSubject): readonly Place[] {
  const { ocsp, lists } = certificate.addresses
  return [
    ...ocsp
      .slice(0, ADDRESSES_MAX)
      .map((url) => ({ source: 'ocsp' as const, url, key: `ocsp ${issuer.fingerprint} ${certificate.serial}` })),
    ...lists
      .slice(0, ADDRESSES_MAX)
      .map((url) => ({ source: 'crl' as const, url, key: `crl ${issuer.fingerprint} ${url}` })),
  ]
}

async function readKept(
  subject: RevocationSubject,
  places: readonly Place[],
  cache: RevocationCache,
): Promise<readonly Kept[]> {
  const found: Kept[] = []
  for (const { source, key } of new Map(places.map((place) => [place.key, place])).values()) {
    const answer = await cache.get(key)
    if (!answer) continue
    const judged =
      source === 'ocsp'
        ? judgeOcsp(answer.bytes, { ...subject, nonce: null, cameAtMs: answer.keptAtMs })
        : judgeCrl(answer.bytes, subject)
    if (judged.kind !== 'not-taken') found.push({ source, judged, keptAtMs: answer.keptAtMs })
  }
  return found
}

async function ask(place: Place, subject: RevocationSubject, { fetch, nonce }: RevocationSources) {
  const sent = randomBytes(OCSP_NONCE_BYTES)
  const request = place.source === 'ocsp' ? writeOcspRequest(subject.certificate, subject.issuer, sent) : undefined
  const bytes = await fetch?.(place.url, request).catch(() => null)
  if (!bytes) return { judged: { kind: 'not-taken', why: 'no-answer' } satisfies Judgement, bytes: new Uint8Array() }
  const judged = request
    ? judgeOcsp(bytes, { ...subject, nonce: { sent, must: nonce === 'required' } })
    : judgeCrl(bytes, subject)
  return { judged, bytes }
}

function isFinal(judged: Taken): boolean {
  return judged.kind === 'revoked' && (judged.reason !== 'hold' || !judged.isStale)
}

function isGood(judged: Taken): boolean {
  return judged.kind === 'good' && !judged.isStale
}

function statusOf(
  { judged, source }: Pick<Kept, 'judged' | 'source'>,
  nowMs: number,
  from: 'line' | 'cache',
  notes: readonly Note[],
): RevocationStatus {
  if (judged.kind === 'good')
    return { kind: 'good', source, from, asOfMs: judged.asOfMs, ageMs: ageOf(judged, nowMs), notes }
  return {
    kind: 'revoked',
    code: 'CERTIFICATE_REVOKED',
    source,
    revokedAtMs: judged.revokedAtMs,
    reason: judged.reason,
    notes,
  }
}

function unknown(kept: readonly Kept[], notes: readonly Note[], nowMs: number): RevocationStatus {
  const isHostile = notes.some(({ why }) => HOSTILE.includes(why))
  const [newest] = kept.filter(({ judged }) => judged.kind === 'good').sort((a, b) => b.judged.asOfMs - a.judged.asOfMs)
  return {
    kind: 'unknown',
    code: isHostile ? 'CERTIFICATE_REVOCATION_FORGED' : 'CERTIFICATE_REVOCATION_UNKNOWN',
    last: newest ? { source: newest.source, asOfMs: newest.judged.asOfMs, ageMs: ageOf(newest.judged, nowMs) } : null,
    notes,
  }
}

/** How old the word is; a clock a little behind the issuer's does not make it negative. */
function ageOf({ asOfMs }: Taken, nowMs: number): number {
  return Math.max(0, nowMs - asOfMs)
}
