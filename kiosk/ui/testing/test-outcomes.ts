/** How a visit can end, for tests and pictures of the result page. */
import type { Outcome } from '../../../flows/base/outcome.ts'

export const RECEIPT = {
  packetId: '0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d',
  receiptNumber: 'HUE01-000123',
  sealedAt: 1_763_771_460_000,
}

/** Every way a result page can end. */
export const OUTCOMES: Readonly<Record<string, Outcome>> = {
  accepted: { kind: 'accepted', ial: 2, raised: false, receipt: RECEIPT },
  pending: { kind: 'pending', code: null, receipt: RECEIPT },
  'pending, line down': { kind: 'pending', code: 'LINE_DOWN', receipt: RECEIPT },
  'pending, code deferred': { kind: 'pending', code: 'OTP_DEFERRED', receipt: RECEIPT },
  'pending, carrier silent': { kind: 'pending', code: 'CARRIER_UNAVAILABLE', receipt: RECEIPT },
  'waiting for the citizen': { kind: 'waiting-for-citizen', code: 'OTP_DEFERRED', receipt: RECEIPT },
  'account exists': { kind: 'refused', code: 'ACCOUNT_EXISTS', carrier: null, receipt: null },
  'account exists, by central': { kind: 'refused', code: 'ACCOUNT_EXISTS', carrier: 'Viettel', receipt: RECEIPT },
  'other owner': { kind: 'refused', code: 'SUBSCRIBER_OTHER_OWNER', carrier: 'VinaPhone', receipt: null },
  'other owner, by central': {
    kind: 'refused',
    code: 'SUBSCRIBER_OTHER_OWNER',
    carrier: 'Vietnamobile',
    receipt: RECEIPT,
  },
  'nine digits': { kind: 'refused', code: 'SUBSCRIBER_CMND9', carrier: 'MobiFone', receipt: null },
  'nine digits, by central': { kind: 'refused', code: 'SUBSCRIBER_CMND9', carrier: null, receipt: RECEIPT },
  'unknown number': { kind: 'refused', code: 'SUBSCRIBER_UNKNOWN', carrier: null, receipt: null },
  'unknown number, by central': { kind: 'refused', code: 'SUBSCRIBER_UNKNOWN', carrier: null, receipt: RECEIPT },
  'tries spent': { kind: 'refused', code: 'OTP_TRIES_SPENT', carrier: null, receipt: null },
  'limit of the number': { kind: 'refused', code: 'OTP_LIMIT_NUMBER', carrier: null, receipt: null },
  'refused otherwise': { kind: 'refused', code: 'PACKET_INCONSISTENT', carrier: null, receipt: RECEIPT },
  faulted: { kind: 'faulted', code: 'INTERNAL' },
  'store full': { kind: 'faulted', code: 'STORE_FULL' },
  'a code without words': { kind: 'faulted', code: 'BODY_TOO_LARGE' },
}
