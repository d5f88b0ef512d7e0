import type { WatchedDevice } from './device.port.ts'

/** What a SIM says of itself (3GPP TS 31.102, TS 51.011): digits only. */
export interface SimIdentity {
  /** 18 to 20 digits, padding removed. */
  readonly iccid: string
  /** 15 digits; null when a PIN guards it. */
  readonly imsi: string | null
  /** E.164 with its plus sign where the record is written; often empty in Vietnam. */
  readonly msisdn: string | null
  /** Service provider name as the card shows it. */
  readonly providerName: string | null
}

/** A SIM card in a contact reader. */
export interface SimPort extends WatchedDevice {
  /** Raises CARD_ABSENT, CARD_REMOVED, CARD_MUTE, CARD_BUSY, READER_ABSENT, READER_LOST, PCSC_UNAVAILABLE, PCSC_BINDING_MISSING, SIM_NOT_A_SIM, SIM_UNREADABLE, CANCELLED. Never tries a PIN. */
  identifySim(signal?: AbortSignal): Promise<SimIdentity>
}
