/** A return visit and the call-back list, for tests and pictures of the screens. All persons are invented. */
import { getInitialSnapshot } from 'xstate'
import type { Outcome, Receipt } from '../../../flows/base/outcome.ts'
import type { OtpContext } from '../../../flows/otp/otp.flow.ts'
import type { CallBacksContext } from '../../../flows/return/call-backs.flow.ts'
import { type ReturnContext, returnFlow } from '../../../flows/return/return.flow.ts'
import { SAMPLE_RECEIPT, SAMPLE_WAITING } from '../../../flows/testing/fake-returns.ts'
import type { Errand, VisitContext } from '../../../flows/visit/visit-context.ts'
import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'

export function isReturnScreen(screen: VisitScreen): boolean {
  return screen.startsWith('return-')
}

/** What somebody came for who stands on this screen. */
export function errandAt(screen: VisitScreen): Errand {
  if (isReturnScreen(screen)) return 'return'
  return screen.startsWith('call-backs') ? 'call-backs' : 'register'
}

/** A citizen who came back with a receipt. */
export function returning(changes: Partial<ReturnContext> = {}): ReturnContext {
  const input = { visitKey: SAMPLE_WAITING.packetId, stationKind: 'self-service', receipt: SAMPLE_RECEIPT } as const
  return { ...getInitialSnapshot(returnFlow, input).context, waiting: SAMPLE_WAITING, ...changes }
}

/** Whom an officer is to call. */
export function callBacks(count = 3, changes: Partial<CallBacksContext> = {}): CallBacksContext {
  return {
    output: { kind: 'seen' },
    callBacks: Array.from({ length: count }, (_, at) => ({
      packetId: `0193f5a2-7c1e-7b3a-9d44-${String(at).padStart(12, '0')}`,
      receiptNumber: `K0007-${String(at + 1).padStart(6, '0')}`,
      fullName: at === 1 ? 'Công Tằng Tôn Nữ Thị Thử Nghiệm Dài Tên' : 'Nguyễn Thị Thử',
      phone: `+84982${String(at).padStart(6, '0')}`,
      method: at === 2 ? 'social-insurance' : 'mobile',
      sinceMs: Date.UTC(2026, 10, 22),
      expiresAtMs: Date.UTC(2026, 11, 22) + at * 86_400_000,
    })),
    problem: null,
    waitingHere: null,
    ...changes,
  }
}

/** The states of the return's screens that say more than the plain ones, and every way it can end. */
export function returnViews(make: {
  readonly viewAt: (screen: VisitScreen, changes?: Partial<VisitView>) => VisitView
  readonly visit: (screen: VisitScreen, changes?: Partial<VisitContext>) => VisitContext
  readonly otp: (changes?: Partial<OtpContext>) => OtpContext
  readonly receipt: Receipt
}): readonly (readonly [name: string, view: VisitView])[] {
  const { viewAt, visit, otp, receipt } = make
  return [
    ['a number to type', viewAt('return-receipt', { returning: returning({ stationKind: 'assisted' }) })],
    [
      'a number that is none',
      viewAt('return-receipt', { returning: returning({ stationKind: 'assisted', problem: 'RECEIPT_FORMAT' }) }),
    ],
    ['return found, number typed', viewAt('return-found', { returning: returning({ receipt: TYPED_RECEIPT }) })],
    [
      'return found, code sent',
      viewAt('return-found', {
        returning: returning({ codeAsked: true, otpStanding: standingOf(otp()) }),
      }),
    ],
    ['return found, code asked for', viewAt('return-found', { returning: returning({ codeAsked: true }) })],
    [
      'return, line down, its day gone by',
      viewAt('return-line-down', { returning: returning({ receipt: OLD_RECEIPT, waiting: null }) }),
    ],
    ['return unknown, number typed', viewAt('return-unknown', { returning: returning({ receipt: TYPED_RECEIPT }) })],
    [
      'return, number never given out',
      viewAt('return-unknown', { returning: returning({ receipt: TYPED_RECEIPT, problem: 'RECEIPT_NOT_GIVEN' }) }),
    ],
    [
      'return, line down before it was found',
      viewAt('return-line-down', { returning: returning({ receipt: TYPED_RECEIPT, waiting: null }) }),
    ],
    ['return, line down after the code', viewAt('return-line-down', { returning: returning({ proof: 'proof' }) })],
    [
      'return, code not sent',
      viewAt('line-down', { visit: visit('return-found'), otp: otp({ challenge: null, problem: 'LINE_DOWN' }) }),
    ],
    ['receipt in the middle', viewAt('field', { visit: visit('field', { notice: { code: 'RECEIPT_NOT_NOW' } }) })],
    ...outcomesWith(receipt).map(
      ([name, outcome, settledBefore]) =>
        [
          `returned: ${name}`,
          viewAt('result', { visit: visit('result', { errand: 'return', method: null, outcome, settledBefore }) }),
        ] as const,
    ),
  ]
}

function standingOf({ phone, challenge }: OtpContext): ReturnContext['otpStanding'] {
  return challenge && { phone, challenge, sentAtMs: 0 }
}

/** Of a visit of 2024-12-04: more than thirty days before the day of these views. */
const OLD_RECEIPT = SAMPLE_RECEIPT
const TYPED_RECEIPT = { ...SAMPLE_RECEIPT, packetId: null }

/** Every way a return visit can end, and whether it was so before. */
function outcomesWith(
  receipt: Receipt,
): readonly (readonly [name: string, outcome: Outcome, settledBefore: boolean])[] {
  return [
    ['accepted', { kind: 'accepted', ial: 2, raised: false, receipt }, false],
    ['accepted before', { kind: 'accepted', ial: 2, raised: false, receipt }, true],
    ['verifying', { kind: 'pending', code: null, receipt }, false],
    ['verifying, carrier silent', { kind: 'pending', code: 'CARRIER_UNAVAILABLE', receipt }, false],
    ['other owner before', { kind: 'refused', code: 'SUBSCRIBER_OTHER_OWNER', carrier: 'Vietnamobile', receipt }, true],
    ['expired', { kind: 'refused', code: 'PACKET_WAIT_EXPIRED', carrier: null, receipt }, true],
    ['tries spent', { kind: 'refused', code: 'OTP_TRIES_SPENT', carrier: null, receipt: null }, false],
    ['faulted', { kind: 'faulted', code: 'INTERNAL' }, false],
  ]
}
