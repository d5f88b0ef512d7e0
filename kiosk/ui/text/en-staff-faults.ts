import type { FaultWords } from './citizen-faults.ts'
import type { StaffFault } from './staff-faults.ts'

/** Words for officers, English: brief, as between colleagues. */
export const enStaffFaults: Record<StaffFault, FaultWords> = {
  OFFICER_REQUIRED: { what: 'This needs an officer who is signed in.', now: 'Please sign in.' },
  STAFF_NONE: {
    what: 'This machine has no staff accounts yet.',
    now: 'Have one made by whoever looks after it: motcua staff add.',
  },
  STAFF_UNKNOWN: { what: 'No officer has this code.', now: 'Check the code.' },
  STAFF_EXISTS: { what: 'Another officer has this code.', now: 'Choose another.' },
  STAFF_PIN_WRONG: { what: 'Code or PIN is not right.', now: 'Check both and type them again.' },
  STAFF_PIN_WEAK: {
    what: 'A PIN has 6 to 12 digits and is not easily guessed.',
    now: 'Choose another: no run, no repeated digits, not your code.',
  },
  STAFF_TOKEN_WRONG: {
    what: 'This token is no officer of this machine, or its signature does not match.',
    now: 'Plug in your own token, or use your PIN.',
  },
  STAFF_LOCKED: {
    what: 'The account is locked for a while after too many tries.',
    now: 'Wait until it opens, or ask a supervisor.',
  },
  STAFF_ROLE: { what: 'Your role may not do this.', now: 'Have somebody with the right role sign in.' },
  STAFF_SAME_OFFICER: {
    what: 'Who confirms must not be who attested.',
    now: 'Have another officer sign in to confirm.',
  },
  ATTESTATION_REFUSED: {
    what: 'You chose not to attest; nothing was registered.',
    now: 'Tell the citizen what does not agree and which papers are needed.',
  },
  UNFINISHED_KEY_UNAVAILABLE: {
    what: 'Unfinished registrations cannot be kept over a power cut; taking registrations works as ever.',
    now: 'Go on serving, and have a technician look at the key of this machine.',
  },
  UNFINISHED_EARLIER: {
    what: 'The unfinished registration was kept by an earlier version, which this one cannot go on with.',
    now: 'Press Enter and start again; scan the card to save typing.',
  },
  UNFINISHED_UNREADABLE: {
    what: 'The unfinished registration could not be opened and was wiped.',
    now: 'Press Enter and start again; scan the card to save typing.',
  },
  STORE_BUSY: {
    what: 'The machine is busy; this was not saved.',
    now: 'Do it again in a minute; if it stays so, tell a technician.',
  },
  STORE_RESTORED: {
    what: 'The store was damaged and restored itself; no registration was lost.',
    now: 'Work on as usual; ask a technician to run motcua doctor.',
  },
  STORE_LOST: {
    what: 'The store is damaged and no usable copy is left.',
    now: 'Stop using this machine, keep its data folder as it is and call a technician.',
  },
  LIMIT_DISK: { what: 'The disk is nearly full.', now: 'Ask a technician to make room; registering still works.' },
  LIMIT_QUEUE_AGE: {
    what: 'Some registrations have waited long to be sent.',
    now: 'Connect the line, or take them out on a USB stick (motcua outbox export).',
  },
  LIMIT_QUEUE_COUNT: {
    what: 'Many registrations wait to be sent.',
    now: 'Connect the line, or take them out on a USB stick (motcua outbox export).',
  },
  LIMIT_REFERENCE_AGE: {
    what: "Central's data on this machine is old.",
    now: 'Connect the line, or bring new data on a USB stick (motcua outbox import).',
  },
  SYNC_COUNT_DIFFERS: {
    what: 'The centre lacks registrations it had acknowledged; they are being sent again.',
    now: 'Go on working; if it still says so tomorrow, call the operator of the centre.',
  },
  STATION_FORKED: {
    what: 'The data of this machine is older than what the centre holds.',
    now: 'Stop using this machine, leave its data as it is and call the technician.',
  },
  INTERNAL: {
    what: 'Something went wrong in this machine.',
    now: 'Do it again; if it stays so, have a technician run motcua doctor.',
  },
}
