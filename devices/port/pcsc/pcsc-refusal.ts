import type { FaultCode } from '../../../flows/base/fault-codes.ts'

/**
 * What the binding's words mean (node_modules/smartcard/src/pcsc_errors.h has them all; it gives no codes). Null: they do not tell
 * whether card, reader or daemon is to blame, so it must be looked at.
 */
export function codeOfRefusal(words: string): FaultCode | null {
  return CODE_OF_WORDS[words] ?? null
}

const CODE_OF_WORDS: Readonly<Record<string, FaultCode>> = {
  'PC/SC service not running': 'PCSC_UNAVAILABLE',
  'PC/SC service stopped': 'PCSC_UNAVAILABLE',
  'System cancelled operation': 'PCSC_UNAVAILABLE',
  'Unknown reader': 'READER_LOST',
  'Reader unavailable': 'READER_LOST',
  'No smart card present': 'CARD_REMOVED',
  'Card was removed': 'CARD_REMOVED',
  // Nobody else can reset a card held exclusively: it was out and in again.
  'Card was reset': 'CARD_REMOVED',
  'Card is unresponsive': 'CARD_MUTE',
  'Card is unpowered': 'CARD_MUTE',
  'Card is not supported': 'CARD_MUTE',
  'Protocol mismatch': 'CARD_MUTE',
  'Operation timed out': 'CARD_MUTE',
  'Sharing violation': 'CARD_BUSY',
}
