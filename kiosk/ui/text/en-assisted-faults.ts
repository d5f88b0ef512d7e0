import type { viAssistedFaults } from './vi-assisted-faults.ts'

const technician = { now: 'Have a technician look at the machine.' }
const again = { now: 'Try again; if it stays so, tell a technician.' }
const soon = { now: 'Wait a few seconds; if it stays so, tell a technician.' }
const goOn = { now: 'If the citizen wants to go on, do it again.' }
const paper = { now: 'Have the citizen photograph the screen; tell a technician.' }
const supervisor = { now: 'Do not take this card; call a supervisor.' }

/** What an officer is told of a fault otherwise than a citizen, English. */
export const enAssistedFaults: typeof viAssistedFaults = {
  FIELD_REQUIRED: { now: 'Type it, then press Enter.' },
  CONSENT_MISSING: { what: 'It can be sent only if the citizen agrees.' },
  SCANNER_LOST: { now: 'Type on the keyboard; tell a technician.' },
  TOKEN_MODULE_MISSING: technician,
  TOKEN_MODULE_ARCHITECTURE: technician,
  TOKEN_MODULE_INVALID: technician,
  CERTIFICATE_UNTRUSTED: { now: 'Choose another certificate, or tell a technician.' },
  CERTIFICATE_REVOCATION_FORGED: technician,
  STATEMENT_SIGNATURE_INVALID: { now: 'Have the citizen sign again; if it stays so, tell a technician.' },
  PCSC_UNAVAILABLE: technician,
  PCSC_BINDING_MISSING: technician,
  READER_ABSENT: technician,
  READER_LOST: soon,
  CHIP_FORGED: supervisor,
  CHIP_COPIED: supervisor,
  SIM_ABSENT: technician,
  MODEM_ABSENT: technician,
  MODEM_LOST: soon,
  MODEM_NOT_ANSWERING: again,
  MODEM_NO_NETWORK: again,
  SMS_REJECTED: { now: 'Ask for the number again; if it is right, tell a technician.' },
  OWNERSHIP_UNREADABLE: { now: 'Read the message and compare it with the card.' },
  PRINTER_ABSENT: paper,
  PRINTER_LOST: paper,
  PRINTER_NOT_ANSWERING: paper,
  PRINTER_PAPER_OUT: { now: 'Put in a new roll.' },
  PRINTER_COVER_OPEN: { now: 'Close its cover.' },
  PRINTER_OFFLINE: technician,
  PRINTER_ERROR: technician,
  CERTIFICATE_OTHER_PERSON: { now: 'See whether certificate and card belong to one person.' },
  SIGN_IN_DENIED: goOn,
  SIGN_IN_CLAIMS: { what: 'This account does not hold all of the details that are needed.' },
  SIGN_IN_OFFICIAL: { now: 'Use a government USB token, or register in person.' },
  SIM_SIGN_CANCELLED: goOn,
  REMOTE_SIGN_NO_CERTIFICATE: { what: 'This provider has no usable signature of the citizen.' },
  REMOTE_SIGN_REJECTED: goOn,
  TRANSACTION_ELSEWHERE: { what: 'A request of the citizen is still open at another machine.' },
  OTP_TRIES_SPENT: { now: 'For safety this number gets no codes for a while. Ask the citizen back later.' },
  OTP_LIMIT_NUMBER: { now: 'Ask the citizen back later.' },
  OTP_LIMIT_STATION: { now: 'Use another counter; tell a technician.' },
  LINE_DOWN: again,
  CAPTIVE_PORTAL: technician,
  CENTRAL_REFUSED: technician,
  CLOCK_SKEW: technician,
  STATION_NOT_ENROLLED: technician,
  STATION_UNKNOWN: technician,
  STORE_FULL: { now: 'Tell a technician to make room on the disk; the data folder must stay.' },
  STORE_DAMAGED: {
    now: 'On the waiting page press F6: the store is opened anew and restores itself. If not, tell a technician.',
  },
  STORE_READ_ONLY: technician,
  PACKET_CONFLICT: { now: 'Do the registration again; tell a supervisor.' },
  PACKET_INCONSISTENT: { now: 'Do the registration again; tell a supervisor.' },
  CANCELLED: { now: 'It can be started again.' },
}
