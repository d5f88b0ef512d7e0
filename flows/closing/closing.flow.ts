/**
 * Purpose: the end of every registration: the citizen's password where the method has one, the terms, the packet, central's word.
 * Rule: product.md §3 ("choose a password where the method has one → accept the terms (version and language stored) → packet → receipt"); at a counter the citizen does both alone.
 * Ends: every Outcome; backed-out returns to what came before. The password's hash is forgotten on every way out.
 */
import { assign, setup } from 'xstate'
import type { PersonEvent, VisitWord } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { Outcome } from '../base/outcome.ts'
import type { Screen } from '../base/screens.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { Language } from '../base/terms.ts'
import { deliveryFlow } from '../delivery/delivery.flow.ts'
import { type PasswordOutput, passwordFlow } from '../password/password.flow.ts'
import type { PacketDraft } from '../ports/packet.port.ts'
import type { PasswordAbout } from '../rules/password.ts'

export interface ClosingInput {
  readonly packet: Omit<PacketDraft, 'consent' | 'passwordHash'>
  readonly termsVersion: string
  readonly language: Language
  /** What a password must not be built from; null for a method without one. */
  readonly passwordAbout: PasswordAbout | null
}

export interface ClosingContext extends ClosingInput {
  readonly passwordHash: SecretHandle | null
  readonly outcome: Outcome
}

export const closingFlow = setup({
  types: {
    input: {} as ClosingInput,
    context: {} as ClosingContext,
    events: {} as PersonEvent | VisitWord,
    output: {} as Outcome,
    tags: {} as Screen,
  },
  actors: { password: passwordFlow, delivery: deliveryFlow },
  guards: {
    hasPassword: ({ context }) => context.passwordAbout !== null,
    wasAccepted: (_, { output }: { output: PasswordOutput }) => output.kind === 'accepted',
  },
  actions: {
    noteHash: assign({
      passwordHash: (_, { output }: { output: PasswordOutput }) => (output.kind === 'accepted' ? output.hash : null),
    }),
    notePasswordEnd: assign({
      outcome: (_, { output }: { output: PasswordOutput }): Outcome =>
        output.kind === 'faulted' ? { kind: 'faulted', code: output.code } : { kind: 'backed-out' },
    }),
    noteOutcome: assign({ outcome: (_, { output }: { output: Outcome }) => output }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    /** Provided: wipes the hash from where it is kept, if the packet has not taken it. */
    discardHash: (_, __: { hash: SecretHandle | null }) => undefined,
    forgetHash: assign({ passwordHash: null }),
  },
}).createMachine({
  id: 'closing',
  context: ({ input }) => ({ ...input, passwordHash: null, outcome: { kind: 'backed-out' } }),
  initial: 'deciding',
  on: { 'visit.languageChanged': { actions: assign({ language: ({ event }) => event.language }) } },
  states: {
    deciding: { always: [{ guard: 'hasPassword', target: 'password' }, { target: 'terms' }] },
    password: {
      invoke: {
        src: 'password',
        id: 'password',
        input: ({ context }) => ({ about: aboutOf(context) }),
        onDone: [
          {
            guard: { type: 'wasAccepted', params: ({ event }) => event },
            target: 'terms',
            actions: { type: 'noteHash', params: ({ event }) => event },
          },
          { target: 'tidyingUp', actions: { type: 'notePasswordEnd', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    terms: {
      tags: 'terms',
      on: {
        'user.confirmed': 'delivery',
        'user.wentBack': [
          {
            guard: 'hasPassword',
            target: 'password',
            actions: [{ type: 'discardHash', params: ({ context }) => ({ hash: context.passwordHash }) }, 'forgetHash'],
          },
          { target: 'tidyingUp' },
        ],
      },
    },
    delivery: {
      invoke: {
        src: 'delivery',
        id: 'delivery',
        input: ({ context }) => ({ draft: draftOf(context) }),
        onDone: { target: 'tidyingUp', actions: { type: 'noteOutcome', params: ({ event }) => event } },
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    tidyingUp: {
      entry: [{ type: 'discardHash', params: ({ context }) => ({ hash: context.passwordHash }) }, 'forgetHash'],
      always: 'done',
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function aboutOf({ passwordAbout }: ClosingContext): PasswordAbout {
  if (!passwordAbout) throw toFault(new Error('a password was asked for by a method without one'))
  return passwordAbout
}

function draftOf({ packet, termsVersion, language, passwordHash }: ClosingContext): PacketDraft {
  return { ...packet, consent: { termsVersion, language }, passwordHash }
}
