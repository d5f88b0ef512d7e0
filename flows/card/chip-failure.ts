import type { FaultCode } from '../base/fault-codes.ts'

/** Failures of a reading that are tried again before the flow gives up. */
export const CHIP_FAILURES_MAX = 3

/**
 * What a reading that failed asks of the person: another key · to wait for reader and card to come back · to lift the card and lay it again · the same,
 * but counted, because chip or card may be at fault.
 */
export function afterChipFailure(code: FaultCode): 'another-key' | 'wait' | 'lay-again' | 'counted' {
  switch (code) {
    case 'CHIP_ACCESS_DENIED':
      return 'another-key'
    case 'CARD_ABSENT':
    case 'CARD_REMOVED':
    case 'READER_ABSENT':
    case 'READER_LOST':
    case 'PCSC_UNAVAILABLE':
    case 'PCSC_BINDING_MISSING':
      return 'wait'
    case 'CARD_MUTE':
    case 'CARD_BUSY':
    case 'CHIP_NOT_CITIZEN_CARD':
      return 'lay-again'
    default:
      return 'counted'
  }
}
