import { type PkiCertificate, readCertificate } from './certificate.ts'
import { certificatesInFile } from './certificate-file.ts'
import type { ReadCertificate } from './certificate-reader.ts'
import type { RevocationCache } from './revocation-cache.ts'

/** Gets a certificate or bundle by its address. `silent`: nobody answered, so that another time may end better; null: a clear no. Never raises. */
export type FetchIssuer = (url: string) => Promise<Uint8Array | 'silent' | null>

export interface FoundIssuers {
  /** DER, to be tried as hints: nothing is trusted for where it came from. */
  readonly issuers: readonly Uint8Array[]
  /** Whether an issuer's server did not answer, so that another time may end better. */
  readonly isSilent: boolean
}

/** Links above a certificate that are looked for; Vietnamese chains have one or two. */
const DEPTH_MAX = 3
const ADDRESSES_MAX = 2
/** An issuer's certificate stays the same for years; a new one of the same name is looked for after a day. */
const KEPT_MS = 24 * 3_600_000

/**
 * Fetches the issuers that a signature left out from the addresses in its certificates (authorityInfoAccess caIssuers, RFC 5280 §4.2.2.1). These addresses are asked before
 * anything is proved: sizes, hosts and number are bounded by whoever fetches and here. Raises what the cache raises.
 */
export async function findIssuers(
  leaf: PkiCertificate,
  parts: {
    readonly fetchIssuer: FetchIssuer
    readonly cache: RevocationCache
    readonly nowMs: number
    readonly read?: ReadCertificate
  },
): Promise<FoundIssuers> {
  const { read = readCertificate } = parts
  const issuers: Uint8Array[] = []
  let isSilent = false
  let below: PkiCertificate = leaf
  for (let depth = 0; depth < DEPTH_MAX; depth += 1) {
    const wanted = below
    let above: PkiCertificate | null = null
    for (const url of wanted.addresses.issuers.slice(0, ADDRESSES_MAX)) {
      const answer = await certificatesAt(url, parts)
      isSilent ||= answer === 'silent'
      const found = answer === 'silent' ? [] : answer
      issuers.push(...found)
      above = found.map((der) => read(der)).find((one) => one?.subjectKey === wanted.issuerKey) ?? null
      if (above) break
    }
    if (!above || above.subjectKey === above.issuerKey) break
    below = above
  }
  return { issuers, isSilent }
}

async function certificatesAt(
  url: string,
  {
    fetchIssuer,
    cache,
    nowMs,
  }: { readonly fetchIssuer: FetchIssuer; readonly cache: RevocationCache; readonly nowMs: number },
): Promise<readonly Uint8Array[] | 'silent'> {
  const key = `issuer ${url}`
  const kept = await cache.get(key)
  if (kept && nowMs - kept.keptAtMs < KEPT_MS) return certificatesInFile(kept.bytes)
  const answer = await fetchIssuer(url)
  const found = answer === null || answer === 'silent' ? [] : certificatesInFile(answer)
  if (found.length > 0 && answer !== null && answer !== 'silent') {
    await cache.put(key, { bytes: answer, keptAtMs: nowMs })
    return found
  }
  if (kept) return certificatesInFile(kept.bytes)
  return answer === 'silent' ? 'silent' : []
}
