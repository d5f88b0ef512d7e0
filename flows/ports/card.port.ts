import type { WatchedDevice } from './device.port.ts'

/** What opens the chip (domain.md §1.6): the card access number, or three fields of the MRZ. Never logged. */
export type ChipKey =
  | { readonly kind: 'can'; readonly can: string }
  /** Document number without its check digit, dates YYMMDD, as ICAO 9303-11 §9.7.2 wants them. */
  | {
      readonly kind: 'mrz'
      readonly documentNumber: string
      readonly birthDate: string
      readonly expiryDate: string
    }

/** Vietnamese details of DG13, every one optional (domain.md §1.6). Dates as printed (dd/mm/yyyy, or "Không thời hạn"); text NFC. */
export interface ChipDetails {
  readonly idNumber: string | null
  readonly fullName: string | null
  readonly birthDate: string | null
  readonly sex: string | null
  readonly nationality: string | null
  readonly ethnicity: string | null
  readonly origin: string | null
  readonly residence: string | null
  readonly features: string | null
  readonly issuedOn: string | null
  readonly expiresOn: string | null
  readonly father: string | null
  readonly mother: string | null
  readonly spouses: readonly string[]
  readonly oldIdNumber: string | null
  readonly cardCode: string | null
}

/** Passive authentication (ICAO 9303-11 §5.1), each step told apart: a chain that could not be checked is not a chain that failed. */
export interface PassiveAuthentication {
  /** Hashes of all data groups read against the SOD. */
  readonly hashes: 'match' | 'differ'
  readonly signature: 'valid' | 'invalid'
  /** `unchecked`: no CSCA certificate is installed that could say anything. `untrusted`: there are some, and none issued this signer. */
  readonly chain: 'trusted' | 'unchecked' | 'untrusted'
}

export interface ChipReading {
  readonly access: 'pace-can' | 'pace-mrz' | 'bac'
  /** The 90 characters of DG1's TD1 MRZ. */
  readonly mrz: string
  /** Null when the chip has no DG13, or may not show it. */
  readonly details: ChipDetails | null
  /** The portrait itself stays in memory, with whoever asked for the reading, and is wiped with it. */
  readonly portrait: {
    readonly image: Uint8Array
    readonly mediaType: 'image/jpeg' | 'image/jp2'
    /** Lower-case hex. */
    readonly sha256: string
  } | null
  readonly passive: PassiveAuthentication
  /** Proof that the chip is no copy: how, or that the card offers none, or that it failed. */
  readonly genuine: 'chip-authentication' | 'active-authentication' | 'not-offered' | 'failed'
}

/** Bytes of data groups read so far and expected in all (0 while unknown), for a progress bar that tells the truth. */
export interface ChipProgress {
  readonly step: 'opening' | 'reading' | 'checking'
  readonly readBytes: number
  readonly totalBytes: number
}

export type CardPresence = 'no-reader' | 'empty' | 'present'

export interface CardPort extends WatchedDevice {
  readonly presence: CardPresence
  /** Called at every card laid on and taken off. The function given back ends it. */
  subscribe(listener: (presence: CardPresence) => void): () => void
  /**
   * Reads the citizen card's chip with the first of `keys` that opens it: PACE where the card offers it, BAC otherwise. Wrong keys are not tried twice.
   * Raises CARD_ABSENT, CARD_REMOVED, CARD_MUTE, CARD_BUSY, READER_ABSENT, READER_LOST, PCSC_UNAVAILABLE, PCSC_BINDING_MISSING, CHIP_NOT_CITIZEN_CARD, CHIP_ACCESS_DENIED,
   * CHIP_PROTOCOL, CHIP_FILE_INVALID, TIMED_OUT, CANCELLED. A forged or copied card is a value: the reading says what does not hold.
   */
  readChip(
    request: { readonly keys: readonly ChipKey[]; readonly onProgress?: (progress: ChipProgress) => void },
    signal?: AbortSignal,
  ): Promise<ChipReading>
}
