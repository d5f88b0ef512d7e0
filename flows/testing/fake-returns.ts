import { Fault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { OtpChallenge } from '../ports/central.port.ts'
import type { CallBack, ReturnPort, ReturnSettled, ReturnStanding, ReturnWaiting } from '../ports/return.port.ts'
import type { ReceiptRef } from '../rules/receipt-code.ts'

export const SAMPLE_RECEIPT: ReceiptRef = {
  receiptNumber: 'K0007-000123',
  packetId: '0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d',
}

export const SAMPLE_WAITING: ReturnWaiting = {
  kind: 'waiting',
  packetId: SAMPLE_RECEIPT.packetId ?? '',
  subject: 'citizen',
  method: 'mobile',
  maskedPhone: '097****456',
  expiresAtMs: Date.UTC(2026, 11, 22, 2),
}

export const SAMPLE_ACCEPTED: ReturnSettled = {
  kind: 'settled',
  packetId: SAMPLE_WAITING.packetId,
  state: 'accepted',
  ial: 2,
  reason: null,
  carrier: null,
}

/** Central as a return visit meets it. */
export interface FakeReturns {
  readonly port: ReturnPort
  /** What was asked, in order. */
  readonly lookedUp: ReceiptRef[]
  readonly codes: { packetId: string; requestId: string }[]
  readonly proofs: { packetId: string; proof: string }[]
  standing: ReturnStanding
  /** Central's word after a proof. */
  proved: ReturnStanding
  callBacks: readonly CallBack[]
  waitingHere: number
  readonly faults: Partial<Record<'lookUp' | 'requestCode' | 'prove' | 'callBacks' | 'countWaiting', FaultCode>>
}

/** `challenge` makes the code that is sent. */
export function createFakeReturns(challenge: () => OtpChallenge): FakeReturns {
  const raise = (call: keyof FakeReturns['faults']) => {
    const code = returns.faults[call]
    if (code) throw new Fault(code)
  }
  const returns: FakeReturns = {
    lookedUp: [],
    codes: [],
    proofs: [],
    standing: SAMPLE_WAITING,
    proved: SAMPLE_ACCEPTED,
    callBacks: [],
    waitingHere: 0,
    faults: {},
    port: {
      async lookUp(receipt) {
        returns.lookedUp.push(receipt)
        raise('lookUp')
        return returns.standing
      },
      async requestCode(request) {
        returns.codes.push(request)
        raise('requestCode')
        return challenge()
      },
      async prove(proof) {
        returns.proofs.push(proof)
        raise('prove')
        return returns.proved
      },
      async callBacks() {
        raise('callBacks')
        return returns.callBacks
      },
      async countWaiting() {
        raise('countWaiting')
        return returns.waitingHere
      },
    },
  }
  return returns
}
