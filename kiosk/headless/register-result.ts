import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Outcome } from '../../flows/base/outcome.ts'
import type { Ial, Method } from '../../flows/base/terms.ts'
import { receiptQr } from '../receipt.ts'

/** The one JSON document that `motcua register --json` prints. */
export interface RegisterResult {
  readonly method: Method
  readonly outcome: 'accepted' | 'refused' | 'pending' | 'waiting-for-citizen' | 'faulted'
  readonly ial: Ial | null
  /** An account that was there already has this level now. */
  readonly raised: boolean
  readonly packetId: string | null
  readonly receipt: { readonly number: string; readonly qr: string; readonly sealedAt: string } | null
  /** Fault codes that explain the outcome; empty when accepted. */
  readonly faults: readonly FaultCode[]
  /** Cross-checks that ask for a look ("cần xác minh"). */
  readonly warnings: readonly string[]
  readonly carrier: string | null
}

/** What is told of a registration that stopped before its flow ended. */
export function refusedBy(faults: readonly FaultCode[], method: Method, warnings: readonly string[]): RegisterResult {
  const nothing = { ial: null, raised: false, packetId: null, receipt: null, carrier: null }
  return { method, outcome: 'refused', ...nothing, faults, warnings }
}

/** What is told of a registration whose flow has ended. */
export function resultOf(outcome: Outcome, method: Method, warnings: readonly string[]): RegisterResult {
  const receipt = 'receipt' in outcome ? outcome.receipt : null
  const code = 'code' in outcome ? outcome.code : null
  return {
    method,
    outcome: outcome.kind === 'backed-out' ? 'faulted' : outcome.kind,
    ial: outcome.kind === 'accepted' ? outcome.ial : null,
    raised: outcome.kind === 'accepted' && outcome.raised,
    packetId: receipt?.packetId ?? null,
    receipt: receipt
      ? { number: receipt.receiptNumber, qr: receiptQr(receipt), sealedAt: new Date(receipt.sealedAt).toISOString() }
      : null,
    faults: code ? [code] : [],
    warnings,
    carrier: outcome.kind === 'refused' ? outcome.carrier : null,
  }
}
