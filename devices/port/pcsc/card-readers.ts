import type { FaultCode } from '../../../flows/base/fault-codes.ts'

/** A connected card. All its commands run in one PC/SC transaction: no other program speaks in between. */
export interface CardLine {
  readonly readerName: string
  readonly atr: Uint8Array
  /**
   * Sends one command APDU (ISO 7816-4) and gives the whole answer: data, then the two status bytes. `61 xx` and `6C xx` of T=0 are already followed.
   * Raises CARD_REMOVED, CARD_MUTE, READER_LOST, PCSC_UNAVAILABLE, CANCELLED. Never logs more than header, length and status.
   */
  transmit(command: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>
  /** Ends the transaction and resets the card. Never raises; a second call is harmless. */
  close(): Promise<void>
}

export interface ReaderView {
  /** As PC/SC names it. */
  readonly name: string
  readonly presence: 'empty' | 'present' | 'mute'
  readonly atr: Uint8Array | null
}

/** All card readers of the machine, whatever happens to them: unplugged, replugged, the daemon stopped and started, the machine asleep. */
export interface CardReaders {
  readonly readers: readonly ReaderView[]
  /** Why there may be none: PCSC_BINDING_MISSING, PCSC_UNAVAILABLE; null while the daemon answers. */
  readonly code: FaultCode | null
  /** Called with every change within a second. The function given back ends it. */
  subscribe(listener: (readers: readonly ReaderView[]) => void): () => void
  /** Connects to the card in a reader. Raises CARD_ABSENT, CARD_MUTE, CARD_BUSY (another program holds it), READER_ABSENT, PCSC_UNAVAILABLE, CANCELLED. */
  connect(readerName: string, signal?: AbortSignal): Promise<CardLine>
  /** Settles when it is known what is there, or that nothing is; never raises. */
  start(): Promise<void>
  /** Always settles within a second; nothing keeps the process alive. It may be started again. */
  stop(): Promise<void>
}

/** A card made of code: what the simulated reader and the virtual one (vpcd) put in. */
export interface VirtualCard {
  readonly atr: Uint8Array
  /** Power on or reset: all that was opened is closed. */
  reset(): void
  /** Answers one command APDU with data and status bytes. Null: the card says nothing (mute, pulled out). */
  answer(command: Uint8Array): Promise<Uint8Array | null>
}
