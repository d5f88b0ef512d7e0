/**
 * Purpose: where central could not be asked, an officer hears what this station itself knows of the person before anything is spent, and decides.
 * Rule: product.md §3 ("the officer at an assisted counter is told before an OTP is spent", never a dead end), issue "Offline first": false positives only warn.
 * Run where an officer serves alone: a machine that people use by themselves tells nobody of accounts.
 * A registration that waits here is no account: whoever stops then keeps that receipt, and no word is said of an account or its password.
 * Ends: go-on (nothing known, or the officer goes on) · ways (the person takes a way out) · kept (the receipt that is there already) · backed-out.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { PersonEvent } from '../base/events.ts'
import type { Outcome } from '../base/outcome.ts'
import type { Screen } from '../base/screens.ts'
import type { Claims, Subject } from '../base/terms.ts'
import type { KnownPerson } from '../ports/known-person.port.ts'

export interface KnownPersonInput {
  readonly subject: Subject
  readonly claims: Claims
}

export interface KnownPersonContext extends KnownPersonInput {
  readonly known: KnownPerson
  readonly output: KnownPersonOutput
}

export type KnownPersonOutput =
  | { readonly kind: 'go-on' }
  | { readonly kind: 'ways' }
  /** The receipt that this station gave before, with how it stands. */
  | { readonly kind: 'kept'; readonly outcome: Outcome }
  | { readonly kind: 'backed-out' }

export const knownPersonFlow = setup({
  types: {
    input: {} as KnownPersonInput,
    context: {} as KnownPersonContext,
    events: {} as PersonEvent,
    output: {} as KnownPersonOutput,
    tags: {} as Screen,
  },
  actors: {
    lookUp: fromPromise<KnownPerson, KnownPersonInput>(async () => Promise.reject(new Error('lookUp is not provided'))),
  },
  guards: {
    isUnknown: (_, { output }: { output: KnownPerson }) => output.kind === 'unknown',
    waitsHere: ({ context }) => keptOf(context.known) !== null,
  },
  actions: {
    noteKnown: assign({ known: (_, { output }: { output: KnownPerson }) => output }),
    noteWays: assign({ output: { kind: 'ways' } }),
    noteKept: assign({
      output: ({ context }): KnownPersonOutput => {
        const outcome = keptOf(context.known)
        return outcome ? { kind: 'kept', outcome } : context.output
      },
    }),
    noteBack: assign({ output: { kind: 'backed-out' } }),
  },
}).createMachine({
  id: 'knownPerson',
  context: ({ input: { subject, claims } }) => ({
    subject,
    claims,
    known: { kind: 'unknown' },
    output: { kind: 'go-on' },
  }),
  initial: 'looking',
  states: {
    looking: {
      tags: 'pre-checking',
      invoke: {
        src: 'lookUp',
        input: ({ context: { subject, claims } }) => ({ subject, claims }),
        onDone: [
          { guard: { type: 'isUnknown', params: ({ event }) => event }, target: 'done' },
          { target: 'warned', actions: { type: 'noteKnown', params: ({ event }) => event } },
        ],
        // Central looks at all of it when the packet comes.
        onError: 'done',
      },
    },
    warned: {
      tags: 'account-maybe',
      on: {
        'user.confirmed': 'done',
        'user.declined': [
          { guard: 'waitsHere', target: 'done', actions: 'noteKept' },
          { target: 'done', actions: 'noteWays' },
        ],
        'user.wentBack': { target: 'done', actions: 'noteBack' },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.output,
})

/** How a registration that waits at this station stands for its citizen; null where there is none, or where central has made an account of it. */
export function keptOf(known: KnownPerson): Outcome | null {
  if (known.kind !== 'sealed-here' || known.state === 'accepted') return null
  const { receipt, state, expiresAtMs } = known
  return state === 'waiting-for-citizen'
    ? { kind: 'waiting-for-citizen', code: 'OTP_NOT_PROVED', receipt, expiresAtMs }
    : { kind: 'pending', code: 'PACKET_WAITS_HERE', receipt }
}
