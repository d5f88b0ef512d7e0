/**
 * Purpose: the citizen chooses the password of the account; nobody else sees it.
 * Rule: product.md §3 Password. It travels as a one-time handle and comes back as the handle of its Argon2id hash.
 * Ends: accepted · backed-out · faulted.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Screen } from '../base/screens.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { PasswordVerdict } from '../ports/password.port.ts'
import type { PasswordAbout, PasswordRule } from '../rules/password.ts'

export interface PasswordInput {
  readonly about: PasswordAbout
}

export interface PasswordContext extends PasswordInput {
  readonly password: SecretHandle | null
  readonly unmet: readonly PasswordRule[]
  readonly problem: FaultCode | null
  readonly outcome: PasswordOutput
}

export type PasswordOutput =
  | { kind: 'accepted'; hash: SecretHandle }
  | { kind: 'backed-out' }
  | { kind: 'faulted'; code: FaultCode }

export const passwordFlow = setup({
  types: {
    input: {} as PasswordInput,
    context: {} as PasswordContext,
    events: {} as PersonEvent,
    output: {} as PasswordOutput,
    tags: {} as Screen,
  },
  actors: {
    acceptPassword: fromPromise<PasswordVerdict, { password: SecretHandle; about: PasswordAbout }>(async () =>
      Promise.reject(new Error('acceptPassword is not provided')),
    ),
  },
  guards: {
    isAccepted: (_, { verdict }: { verdict: PasswordVerdict }) => verdict.kind === 'accepted',
  },
  actions: {
    noteAccepted: assign({
      outcome: ({ context }, { verdict }: { verdict: PasswordVerdict }): PasswordOutput =>
        verdict.kind === 'accepted' ? { kind: 'accepted', hash: verdict.hash } : context.outcome,
    }),
    noteRefused: assign({
      problem: 'PASSWORD_WEAK',
      unmet: (_, { verdict }: { verdict: PasswordVerdict }) => (verdict.kind === 'refused' ? verdict.unmet : []),
    }),
    noteFaulted: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    forgetPassword: assign({ password: null }),
  },
}).createMachine({
  id: 'password',
  context: ({ input }) => ({ ...input, password: null, unmet: [], problem: null, outcome: { kind: 'backed-out' } }),
  initial: 'choosing',
  states: {
    choosing: {
      tags: 'password',
      on: {
        'user.passwordEntered': {
          target: 'accepting',
          actions: assign({ password: ({ event }) => event.password, problem: null }),
        },
        'user.wentBack': 'done',
      },
    },
    accepting: {
      tags: 'password-saving',
      exit: 'forgetPassword',
      invoke: {
        src: 'acceptPassword',
        input: ({ context }) => ({ password: context.password ?? ('' as SecretHandle), about: context.about }),
        onDone: [
          {
            guard: { type: 'isAccepted', params: ({ event }) => ({ verdict: event.output }) },
            target: 'done',
            actions: { type: 'noteAccepted', params: ({ event }) => ({ verdict: event.output }) },
          },
          { target: 'choosing', actions: { type: 'noteRefused', params: ({ event }) => ({ verdict: event.output }) } },
        ],
        onError: { target: 'done', actions: { type: 'noteFaulted', params: ({ event }) => event } },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})
