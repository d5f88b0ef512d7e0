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
  STORE_BUSY: {
    what: 'The machine is busy; this was not saved.',
    now: 'Do it again in a minute; if it stays so, tell a technician.',
  },
  INTERNAL: {
    what: 'Something went wrong in this machine.',
    now: 'Do it again; if it stays so, have a technician run motcua doctor.',
  },
}
