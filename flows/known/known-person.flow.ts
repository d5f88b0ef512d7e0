/**
 * Purpose: where central could not be asked, an officer hears what this station itself knows of the person before anything is spent, and decides.
 * Rule: product.md §3 ("the officer at an assisted counter is told before an OTP is spent", never a dead end), issue "Offline first": false positives only warn.
 * Run where an officer serves alone: a machine that people use by themselves tells nobody of accounts.
 * Ends: go-on (nothing known, or the officer goes on) · ways (the person takes a way out) · backed-out.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { PersonEvent } from '../base/events.ts'
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

export type KnownPersonOutput = { readonly kind: 'go-on' } | { readonly kind: 'ways' } | { readonly kind: 'backed-out' }

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
  guards: { isUnknown: (_, { output }: { output: KnownPerson }) => output.kind === 'unknown' },
  actions: {
    noteKnown: assign({ known: (_, { output }: { output: KnownPerson }) => output }),
    noteWays: assign({ output: { kind: 'ways' } }),
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
        'user.declined': { target: 'done', actions: 'noteWays' },
        'user.wentBack': { target: 'done', actions: 'noteBack' },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.output,
})
