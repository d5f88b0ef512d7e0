import { CLOCK_TOLERANCE_MS } from '../../flows/rules/certificate.ts'

/** A station that was offline for weeks still brings good signatures; past this, nobody takes a signer's word for when it was. */
export const OFFLINE_MAX_MS = 60 * 24 * 3_600_000
/** How far the signer's claim and the statement's own line may lie apart: both come from one machine, or the service signs while the person looks for a phone. */
const CLAIMS_APART_MAX_MS = 15 * 60_000

/** Whether the signed attributes and the statement tell the same time. A signature that tells none is not judged by it. */
export function tellsSameTime(signedAtMs: number | null, statementAtMs: number): boolean {
  return signedAtMs === null || Math.abs(signedAtMs - statementAtMs) <= CLAIMS_APART_MAX_MS
}

/**
 * When a certificate has to be valid, given the time that its signature claims. The claim is a station's clock, which may be wrong, and a thief's, who would like an
 * old date. So: never later than now, as no registration is younger than its arrival; never before `OFFLINE_MAX_MS` ago; and a claim from before the certificate was
 * issued is a clock gone wrong, since the signed attributes name the certificate: then it counts as now.
 */
export function judgedAt(claimedMs: number, validFrom: number, nowMs: number): number {
  if (claimedMs < validFrom - CLOCK_TOLERANCE_MS) return nowMs
  return Math.min(nowMs, Math.max(claimedMs, nowMs - OFFLINE_MAX_MS))
}
