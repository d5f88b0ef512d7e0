import type { FaultCode } from '../base/fault-codes.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { WatchedDevice } from './device.port.ts'
import type { SimIdentity } from './sim.port.ts'

/** One modem as it stands. */
export interface ModemView {
  /** Stays the same after re-enumeration: made of the IMEI. */
  readonly modemId: string
  readonly name: string
  readonly sim: 'ready' | 'absent' | 'pin' | 'puk' | 'faulted' | 'unknown'
  readonly network: 'home' | 'roaming' | 'searching' | 'denied' | 'none'
  /** The operator's name as the network gives it. */
  readonly operator: string | null
  /** dBm = −113 + 2·rssi (TS 27.007 §8.5); null when unknown. */
  readonly signalDbm: number | null
}

/** `undelivered` is the network's word; `unconfirmed` means it was taken and no report came in time. */
export type TextOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'undelivered'; readonly code: FaultCode }

export interface ModemPort extends WatchedDevice {
  readonly modems: readonly ModemView[]
  subscribe(listener: (modems: readonly ModemView[]) => void): () => void
  /**
   * Sends a message and waits for the delivery report. Repeating a `messageId` never sends twice.
   * Raises MODEM_ABSENT, MODEM_LOST, MODEM_NOT_ANSWERING, MODEM_NO_NETWORK, SIM_ABSENT, SIM_PIN_REQUIRED, SIM_PUK_REQUIRED, SIM_UNREADABLE, SMS_REJECTED
   * (permanent), SMS_TEMPORARY (tried again here first), SMS_TOO_LONG, SECRET_SPENT, CANCELLED.
   */
  sendText(
    message: {
      readonly messageId: string
      readonly to: string
      readonly text: SecretHandle
      readonly reportWithinMs: number
    },
    signal?: AbortSignal,
  ): Promise<TextOutcome>
  /**
   * Asks the carrier of the SIM in the modem who its owner is: TTTB to 1414 (domain.md §2.4). Gives the parts of the answer joined, as they came.
   * Raises as sendText, and OWNERSHIP_NO_REPLY.
   */
  askOwner(options: { readonly replyWithinMs: number }, signal?: AbortSignal): Promise<string>
  /** The SIM in the modem. Raises MODEM_ABSENT, MODEM_LOST, MODEM_NOT_ANSWERING, SIM_ABSENT, SIM_UNREADABLE, SIM_PUK_REQUIRED, CANCELLED. Never tries a PIN. */
  identifySim(signal?: AbortSignal): Promise<SimIdentity>
}
