import type { FaultWords } from './citizen-faults.ts'
import type { DeviceFault } from './device-faults.ts'

export const enDeviceFaults: Record<DeviceFault, FaultWords> = {
  TOKEN_ABSENT: { what: 'No USB token is plugged in.', now: 'Please plug it into this machine.' },
  TOKEN_REMOVED: { what: 'The USB token was pulled out.', now: 'Please plug it in again to go on.' },
  TOKEN_MODULE_MISSING: { what: 'This machine lacks the driver of this USB token.', now: 'Please call our staff.' },
  TOKEN_MODULE_ARCHITECTURE: {
    what: 'The USB token driver is not made for this machine.',
    now: 'Please call our staff.',
  },
  TOKEN_MODULE_INVALID: { what: 'The USB token driver cannot be used.', now: 'Please call our staff.' },
  TOKEN_MODULE_CRASHED: {
    what: 'The USB token driver has stopped.',
    now: 'Please pull the token out, plug it in and try again.',
  },
  TOKEN_MODULE_HUNG: { what: 'The USB token does not answer.', now: 'Please pull it out, plug it in and try again.' },
  TOKEN_NO_CERTIFICATE: {
    what: 'There is no certificate on this USB token.',
    now: 'Please plug in another, or ask its issuer.',
  },
  TOKEN_NOT_A_SIM: {
    what: 'This is a USB token, not a signing SIM.',
    now: 'Please choose the method "USB token", or put the SIM into the reader.',
  },
  TOKEN_KEY_MISSING: {
    what: 'The key of this certificate is not on the token.',
    now: 'Please choose another certificate.',
  },
  TOKEN_MECHANISM: { what: 'This USB token cannot sign in the way needed.', now: 'Please choose another certificate.' },
  TOKEN_FAILED: { what: 'The USB token has failed.', now: 'Please pull it out, plug it in and try again.' },
  TOKEN_PIN_WRONG: { what: 'That is not the PIN.', now: 'Please check it and type it slowly.' },
  TOKEN_PIN_MALFORMED: {
    what: 'This PIN is too short, too long or has odd characters; it was not tried.',
    now: 'Please type it again.',
  },
  TOKEN_PIN_LAST_TRY: {
    what: 'Only one try is left; we stop so that the token is not locked.',
    now: 'Please take the USB token to its issuer.',
  },
  TOKEN_PIN_LOCKED: {
    what: 'The USB token is locked after too many wrong PINs.',
    now: 'Please ask its issuer to unlock it.',
  },
  TOKEN_PIN_NOT_SET: { what: 'No PIN has been set on this USB token.', now: 'Please ask its issuer to set one.' },
  TOKEN_PIN_PAD_CANCELLED: {
    what: 'The PIN entry was cancelled on the token.',
    now: 'Please press Enter to type it again.',
  },
  TOKEN_PIN_PAD_TIMED_OUT: {
    what: 'The time to type the PIN on the token is over.',
    now: 'Please press Enter to type it again.',
  },
  CERTIFICATE_EXPIRED: {
    what: 'This certificate has expired.',
    now: 'Please renew it with its issuer, or choose another.',
  },
  CERTIFICATE_NOT_YET_VALID: { what: 'This certificate is not valid yet.', now: 'Please choose another.' },
  CERTIFICATE_KEY_USAGE: { what: 'This certificate may not be used to sign.', now: 'Please choose another.' },
  CERTIFICATE_OF_AUTHORITY: {
    what: 'This is a certificate of the issuer, not of a person.',
    now: 'Please choose another.',
  },
  CERTIFICATE_KEY_WEAK: {
    what: 'The key of this certificate is too short.',
    now: 'Please have it replaced, or choose another.',
  },
  CERTIFICATE_CHAIN: {
    what: "The issuer's own certificates are not in order.",
    now: 'Please choose another certificate, or ask its issuer.',
  },
  CERTIFICATE_UNTRUSTED: {
    what: 'This certificate is not from an issuer recognised here.',
    now: 'Please choose another, or call our staff.',
  },
  CERTIFICATE_WRONG_TREE: {
    what: 'This certificate is not meant for the kind of account chosen.',
    now: 'Please choose another kind or another certificate.',
  },
  CERTIFICATE_SHA1: {
    what: 'This certificate is of an old kind that is no longer safe.',
    now: 'Please have it replaced, or choose another.',
  },
  CERTIFICATE_REVOKED: { what: 'This certificate has been revoked.', now: 'Please ask its issuer, or choose another.' },
  CERTIFICATE_REVOCATION_UNKNOWN: {
    what: 'It could not be checked whether this certificate was revoked.',
    now: 'The system will check again later.',
  },
  CERTIFICATE_REVOCATION_FORGED: {
    what: 'The answer about this certificate cannot be trusted.',
    now: 'Please call our staff.',
  },
  STATEMENT_SIGNATURE_INVALID: {
    what: 'The signature is not valid.',
    now: 'Please sign again from the start, or call our staff.',
  },
  STATEMENT_DIFFERS: {
    what: 'What was signed differs from what is being registered.',
    now: 'Please look at it again and sign once more.',
  },
  STATEMENT_REPLAYED: {
    what: 'This signature belongs to another registration.',
    now: 'Please sign again from the start.',
  },
  PCSC_UNAVAILABLE: { what: "This machine's card reader is not running.", now: 'Please call our staff.' },
  PCSC_BINDING_MISSING: { what: 'The card software is not installed here.', now: 'Please call our staff.' },
  READER_ABSENT: { what: 'No card reader is plugged in.', now: 'Please call our staff.' },
  READER_LOST: { what: 'The card reader has just gone.', now: 'Please wait a few seconds, or call our staff.' },
  CARD_ABSENT: { what: 'There is no card on the reader.', now: 'Please lay the card flat on it.' },
  CARD_REMOVED: {
    what: 'The card was lifted before it had been read.',
    now: 'Please lay it down again and hold it still.',
  },
  CARD_MUTE: { what: 'The card does not answer the reader.', now: 'Please lift it and lay it flat again.' },
  CARD_BUSY: {
    what: 'The reader is busy with something else.',
    now: 'Please lift the card, wait a moment and lay it down.',
  },
  CHIP_NOT_CITIZEN_CARD: { what: 'This is not an ID card with a chip.', now: 'Please lay the ID card on the reader.' },
  CHIP_ACCESS_DENIED: {
    what: 'That number does not open the chip.',
    now: 'Please look at the card and type it again.',
  },
  CHIP_PROTOCOL: {
    what: 'Reader and card did not understand each other.',
    now: 'Please lift the card and lay it down again.',
  },
  CHIP_FILE_INVALID: {
    what: 'The data in the chip could not be read.',
    now: 'Please lift the card and lay it down again.',
  },
  CHIP_FORGED: {
    what: "The data in the chip do not match the issuer's signature.",
    now: 'Please have our staff look at the card.',
  },
  CHIP_COPIED: {
    what: 'The chip could not prove that it is the original.',
    now: 'Please have our staff look at the card.',
  },
  MRZ_FORMAT: {
    what: 'The three lines on the back of the card are not complete.',
    now: 'Please type them again: 3 lines of 30.',
  },
  MRZ_CHECK_DIGIT: {
    what: 'A character of the three lines is not right.',
    now: 'Please look closely at 0 and O, 1 and I.',
  },
  SIM_ABSENT: { what: "There is no SIM in this machine's modem.", now: 'Please call our staff.' },
  SIM_NOT_A_SIM: { what: 'The card in the reader is not a SIM.', now: 'Please put a SIM into the reader.' },
  SIM_UNREADABLE: { what: 'The SIM could not be read.', now: 'Please wipe its contacts and put it in again.' },
  SIM_PIN_REQUIRED: { what: 'The SIM asks for a PIN.', now: 'Please switch its PIN off in a phone and put it back.' },
  SIM_PUK_REQUIRED: { what: 'The SIM is locked.', now: "Please have it unlocked at the carrier's shop." },
  MODEM_ABSENT: { what: 'No modem for messages is plugged in.', now: 'Please call our staff.' },
  MODEM_LOST: { what: 'The modem has just gone.', now: 'Please wait a few seconds, or call our staff.' },
  MODEM_NOT_ANSWERING: { what: 'The modem does not answer.', now: 'Please try again, or call our staff.' },
  MODEM_NO_NETWORK: {
    what: 'The modem has no mobile network.',
    now: 'Please try again in a few minutes, or call our staff.',
  },
  SMS_REJECTED: { what: 'The carrier did not take the message.', now: 'Please check the number, or call our staff.' },
  SMS_TEMPORARY: { what: 'The carrier cannot take messages just now.', now: 'Please try again in a few minutes.' },
  SMS_NOT_DELIVERED: {
    what: 'The message did not reach the phone.',
    now: 'Please see that it is on and has signal, then send again.',
  },
  OWNERSHIP_NO_REPLY: {
    what: 'The carrier has not answered.',
    now: 'Please ask again, or let the owner text TTTB to 1414.',
  },
  OWNERSHIP_UNREADABLE: {
    what: "The carrier's answer could not be read.",
    now: 'Please let our staff compare it with the card.',
  },
  PRINTER_ABSENT: {
    what: 'This machine has no printer.',
    now: 'Please take a photo of the screen, or call our staff.',
  },
  PRINTER_LOST: { what: 'The printer has just gone.', now: 'Please take a photo of the screen, or call our staff.' },
  PRINTER_NOT_ANSWERING: {
    what: 'The printer does not answer.',
    now: 'Please take a photo of the screen, or call our staff.',
  },
  PRINTER_PAPER_OUT: { what: 'The printer is out of paper.', now: 'Please call our staff.' },
  PRINTER_COVER_OPEN: { what: 'The cover of the printer is open.', now: 'Please call our staff.' },
  PRINTER_OFFLINE: { what: 'The printer is offline.', now: 'Please call our staff.' },
  PRINTER_ERROR: { what: 'The printer has a fault.', now: 'Please call our staff.' },
}
