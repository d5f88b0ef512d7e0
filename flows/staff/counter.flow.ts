/**
 * Purpose: an assisted counter from one officer to the next: somebody signs in, serves, hands over or is locked out.
 * Rule: product.md §5 (hand-over in seconds; several staff on one machine without seeing each other's drafts; lock-out). A citizen's visit never outlives the officer who
 * began it: nobody signs in before it is wiped. A hand-over asks first while a visit stands.
 * Ends: never; every officer's turn passes `leaving` and returns to `signingIn`.
 */
import { assign, setup } from 'xstate'
import { COUNTER_LOCK_MS } from '../base/delays.ts'
import type { PersonEvent } from '../base/events.ts'
import type { StaffScreen } from '../base/staff-screens.ts'
import type { Officer } from '../ports/staff.port.ts'
import type { StaffSessionOutput } from './session-context.ts'
import { staffSessionFlow } from './staff-session.flow.ts'

export interface CounterContext {
  /** Who is signed in, whatever the role. */
  readonly officer: Officer | null
}

export type CounterEvent =
  | PersonEvent
  /** Wants to hand over; said twice it is meant. `visitStands`: a citizen's answers would go. */
  | { type: 'officer.left'; visitStands: boolean }
  | { type: 'officer.stayed' }
  /** Nothing of a citizen is left. */
  | { type: 'visit.rested' }

export const counterFlow = setup({
  types: {
    context: {} as CounterContext,
    events: {} as CounterEvent,
    tags: {} as StaffScreen,
  },
  actors: { staffSession: staffSessionFlow },
  delays: { lock: COUNTER_LOCK_MS },
  guards: {
    isSignedIn: (_, { output }: { output: StaffSessionOutput }) => output.kind === 'signed-in',
    visitStands: (_, { visitStands }: { visitStands: boolean }) => visitStands,
  },
  actions: {
    noteOfficer: assign({
      officer: (_, { output }: { output: StaffSessionOutput }) => (output.kind === 'signed-in' ? output.officer : null),
    }),
    forgetOfficer: assign({ officer: null }),
    /** Provided: ends the visit that stands, and tells visit.rested when nothing of it is left. */
    endVisit: () => undefined,
  },
}).createMachine({
  id: 'counter',
  context: { officer: null },
  initial: 'signingIn',
  states: {
    signingIn: {
      invoke: {
        src: 'staffSession',
        id: 'staffSession',
        input: { purpose: 'session', attester: null },
        onDone: [
          {
            guard: { type: 'isSignedIn', params: ({ event }) => event },
            target: 'serving',
            actions: { type: 'noteOfficer', params: ({ event }) => event },
          },
          // There is nothing to go back to: the counter asks again.
          { target: 'signingIn', reenter: true },
        ],
        onError: 'broken',
      },
    },
    broken: { tags: 'staff-none', on: { 'user.retried': 'signingIn' } },
    serving: {
      on: {
        'user.active': { target: 'serving', reenter: true },
        'officer.left': [
          { guard: { type: 'visitStands', params: ({ event }) => event }, target: 'asking' },
          { target: 'leaving' },
        ],
      },
      after: { lock: 'leaving' },
    },
    asking: {
      on: { 'officer.left': 'leaving', 'officer.stayed': 'serving' },
      after: { lock: 'leaving' },
    },
    leaving: {
      entry: ['forgetOfficer', 'endVisit'],
      on: { 'visit.rested': 'signingIn' },
    },
  },
})
