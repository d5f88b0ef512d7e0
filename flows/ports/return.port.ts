import type { FaultCode } from '../base/fault-codes.ts'
import type { Ial, Method, Subject } from '../base/terms.ts'
import type { ReceiptRef } from '../rules/receipt-code.ts'
import type { OtpChallenge } from './central.port.ts'

/** Where the registration of a receipt stands. Nothing of the person but a masked phone. */
export type ReturnStanding = ReturnWaiting | ReturnSettled

export interface ReturnWaiting {
  readonly kind: 'waiting'
  readonly packetId: string
  readonly subject: Subject
  /** Null for a method that this station does not know. */
  readonly method: Method | null
  /** 082****088. */
  readonly maskedPhone: string
  /** Milliseconds since 1970 by central's clock. */
  readonly expiresAtMs: number
}

/** Nothing more for the citizen to do here. */
export interface ReturnSettled {
  readonly kind: 'settled'
  readonly packetId: string
  readonly state: 'verifying' | 'accepted' | 'refused'
  readonly ial: Ial | null
  readonly reason: FaultCode | null
  readonly carrier: string | null
}

/** A citizen of this station whom an officer may call. */
export interface CallBack {
  readonly packetId: string
  readonly receiptNumber: string
  readonly fullName: string
  /** E.164. */
  readonly phone: string
  readonly method: Method | null
  readonly sinceMs: number
  readonly expiresAtMs: number
}

/**
 * What a return visit asks of central (product.md §4, deferred steps). Every call may raise the faults of CentralPort; `signal` abandons it.
 */
export interface ReturnPort {
  /**
   * Where the packet of a receipt stands. One that still waits in this station's own outbox is brought to central first. Raises also RECEIPT_UNKNOWN, and NOT_ALLOWED, RATE_LIMITED or
   * RECEIPT_NOT_GIVEN (of this station's numbers, and never given out) for a number without the packet's id.
   */
  lookUp(receipt: ReceiptRef, signal?: AbortSignal): Promise<ReturnStanding>
  /** Sends a code to the phone in the packet. Idempotent by requestId. Raises also PACKET_WAIT_EXPIRED (it waits for no code any more) and the faults of CentralPort.requestOtp. */
  requestCode(
    request: { readonly packetId: string; readonly requestId: string },
    signal?: AbortSignal,
  ): Promise<OtpChallenge>
  /** Has the packet verified with the proof of its citizen. A repeat tells where it stands by now. Raises also OTP_NOT_PROVED, RECEIPT_UNKNOWN. */
  prove(request: { readonly packetId: string; readonly proof: string }, signal?: AbortSignal): Promise<ReturnStanding>
  /** Whom to call back, soonest expiry first; an assisted counter alone (else NOT_ALLOWED). */
  callBacks(signal?: AbortSignal): Promise<readonly CallBack[]>
  /** How many registrations of this station wait for their citizen as far as it knows itself. */
  countWaiting(): Promise<number>
}
