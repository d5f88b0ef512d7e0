import { createBoundedMap } from '../../data/pki/bounded-map.ts'
import type { FetchBytes } from '../../data/pki/revocation.ts'
import { Fault } from '../../flows/base/fault.ts'
import { createParty, type Party } from '../connectors/party.ts'
import { createLimitedRequests } from './limited-request.ts'

/** Asking issuers of certificates: what checkRevocation needs, and certificates of issuers. */
export interface AuthorityLine {
  /** OCSP by post, lists by get. Rejects for no answer. */
  readonly revocation: FetchBytes
  /** A certificate or bundle (RFC 5280 §4.2.2.1). Raises CERTIFICATE_REVOCATION_UNKNOWN; `isSilence` tells why. */
  issuer(url: string): Promise<Uint8Array>
  close(): void
}

export interface AuthorityLineOptions {
  /** Addresses of the machine itself and of private networks may be asked: the sandbox's authorities are there. */
  readonly allowPrivate: boolean
  /** Waits for one answer, milliseconds. */
  readonly timeoutsMs?: Partial<Readonly<Record<Kind, number>>>
  /** Largest answers. */
  readonly maxBytes?: Partial<Readonly<Record<Kind, number>>>
}

type Kind = 'ocsp' | 'list' | 'issuer'

/** Bytes. An OCSP answer has two kilobytes; the largest lists of Vietnamese issuers have some megabytes. */
const MAX_BYTES: Readonly<Record<Kind, number>> = { ocsp: 64 * 1024, list: 16 * 1024 * 1024, issuer: 64 * 1024 }
const TIMEOUTS_MS: Readonly<Record<Kind, number>> = { ocsp: 5_000, list: 30_000, issuer: 5_000 }
/** Addresses come out of certificates: somebody may make up any number of hosts. */
const PARTIES_MAX = 500

/** The line to certificate authorities: limited requests, each host a party of its own, lists and issuers asked once for all who wait. */
export function createAuthorityLine({
  allowPrivate,
  timeoutsMs = {},
  maxBytes = {},
}: AuthorityLineOptions): AuthorityLine {
  const { send, close } = createLimitedRequests(allowPrivate)
  const parties = createBoundedMap<Party>(PARTIES_MAX)
  const underWay = new Map<string, Promise<Uint8Array>>()

  const partyOf = (kind: Kind, url: string): Party => {
    const key = `${kind} ${URL.canParse(url) ? new URL(url).host : ''}`
    const party =
      parties.get(key) ??
      createParty({ unavailable: 'CERTIFICATE_REVOCATION_UNKNOWN', timeoutMs: timeoutsMs[kind] ?? TIMEOUTS_MS[kind] })
    parties.set(key, party)
    return party
  }
  const ask = (kind: Kind, url: string, ocspRequest?: Uint8Array) =>
    partyOf(kind, url).ask('safe', (signal) =>
      send({ url, ocspRequest, signal, maxBytes: maxBytes[kind] ?? MAX_BYTES[kind] }),
    )
  const askOnce = (kind: Kind, url: string) => {
    const key = `${kind} ${url}`
    const found = underWay.get(key) ?? ask(kind, url).finally(() => underWay.delete(key))
    underWay.set(key, found)
    return found
  }
  return {
    revocation: (url, ocspRequest) => (ocspRequest ? ask('ocsp', url, ocspRequest) : askOnce('list', url)),
    issuer: (url) => askOnce('issuer', url),
    close,
  }
}

/** Whether a line failed because nobody answered, so that asking later may help; a refusal will stay one. */
export function isSilence(thrown: unknown): boolean {
  return thrown instanceof Fault && ['failed', 'timeout', 'resting'].includes(String(thrown.details.reason))
}
