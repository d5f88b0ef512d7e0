import type { PkiCertificate } from './certificate.ts'
import type { Source } from './revocation.ts'

/** A good word that was judged here, with what tells how long it counts. */
export interface JudgedGood {
  readonly source: Source
  readonly asOfMs: number
  readonly untilMs: number | null
  readonly keptAtMs: number
}

/** What was judged good of a certificate under its issuer. A revocation is not remembered: it is rare, and its answer lies in the cache. */
export interface JudgedMemory {
  get(certificate: PkiCertificate, issuer: PkiCertificate): JudgedGood | undefined
  set(certificate: PkiCertificate, issuer: PkiCertificate, judged: JudgedGood): void
}

/** Remembers as long as the certificates themselves are held, so that whoever bounds those (certificate-reader.ts) bounds this. */
export function createJudgedMemory(): JudgedMemory {
  const known = new WeakMap<PkiCertificate, { readonly issuer: PkiCertificate; readonly judged: JudgedGood }>()
  return {
    get(certificate, issuer) {
      const found = known.get(certificate)
      return found?.issuer === issuer ? found.judged : undefined
    },
    set: (certificate, issuer, judged) => void known.set(certificate, { issuer, judged }),
  }
}
