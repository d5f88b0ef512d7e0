/**
 * Purpose: a person answers on a device of their own (the provider's page, the SIM, the signing app) while this screen waits.
 * Rule: product.md §3 vnpost, sim-pki, remote-signing; RFC 8628 §3.5 (interval); one control code on both screens. Central holds the request: a lost line or a closed window
 * asks after the same one again, and starting twice with one key starts nothing twice.
 * Ends: answered (signed, or signed in) · use-reader (cut off, with a SIM that can go into the reader here) · refused (by the person, the party, or time) · backed-out · faulted.
 */
import { assign, fromCallback, fromPromise, sendParent, setup } from 'xstate'
import { REMOTE_GRACE_MS, REMOTE_RETRY_MS } from '../base/delays.ts'
import type { ClockEvent, PersonEvent, RemoteEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Screen } from '../base/screens.ts'
import type { RemoteAnswer, RemoteRequest, RemoteTransaction } from '../ports/remote.port.ts'

export interface RemoteInput {
  readonly request: RemoteRequest
  /** What this station shows of where the request went: a masked phone, the provider's word. */
  readonly shownTo: string | null
}

export interface RemoteContext extends RemoteInput {
  readonly transaction: RemoteTransaction | null
  readonly pollAfterMs: number
  /** By the ticker's monotonic clock. */
  readonly startedAtMs: number | null
  readonly elapsedMs: number
  /** Why nothing is heard just now; the waiting goes on. */
  readonly trouble: FaultCode | null
  readonly outcome: RemoteOutput
}

export type ProvedAnswer = Extract<RemoteAnswer, { kind: 'signed' | 'signed-in' }>

export type RemoteOutput =
  | { readonly kind: 'answered'; readonly answer: ProvedAnswer; readonly transaction: RemoteTransaction }
  | { readonly kind: 'refused'; readonly code: FaultCode }
  | { readonly kind: 'faulted'; readonly code: FaultCode }
  /** The SIM is put into this station's reader instead: no request is under way. */
  | { readonly kind: 'use-reader' }
  | { readonly kind: 'backed-out' }

type Started = RemoteTransaction | { readonly kind: 'refused'; readonly code: FaultCode }

export const remoteFlow = setup({
  types: {
    input: {} as RemoteInput,
    context: {} as RemoteContext,
    events: {} as PersonEvent | ClockEvent,
    output: {} as RemoteOutput,
    tags: {} as Screen,
  },
  actors: {
    startRemote: fromPromise<Started, RemoteRequest>(async () =>
      Promise.reject(new Error('startRemote is not provided')),
    ),
    pollRemote: fromPromise<RemoteAnswer, { transactionId: string }>(async () =>
      Promise.reject(new Error('pollRemote is not provided')),
    ),
    /** Sends clock.ticked at once and then each second, by a monotonic clock. */
    countdown: fromCallback<ClockEvent>(() => undefined),
  },
  delays: {
    pollDelay: ({ context }) =>
      context.trouble ? Math.max(context.pollAfterMs, REMOTE_RETRY_MS) : context.pollAfterMs,
    lifetime: ({ context }) => (context.transaction?.lifetimeMs ?? 0) + REMOTE_GRACE_MS,
  },
  guards: {
    wasStarted: (_, { output }: { output: Started }) => !('kind' in output),
    isSimSignature: ({ context }) => context.request.kind === 'sim-signature',
    isProved: (_, { output }: { output: RemoteAnswer }) => output.kind === 'signed' || output.kind === 'signed-in',
    isRefused: (_, { output }: { output: RemoteAnswer }) => output.kind === 'refused',
    isLost: (_, { error }: { error: unknown }) => toFault(error).code === 'TRANSACTION_UNKNOWN',
    isLineTrouble: (_, { error }: { error: unknown }) => LINE_CODES.includes(toFault(error).code),
  },
  actions: {
    takeTransaction: assign({
      transaction: (_, { output }: { output: Started }) => ('kind' in output ? null : output),
      pollAfterMs: ({ context }, { output }) => ('kind' in output ? context.pollAfterMs : output.pollAfterMs),
      trouble: null,
    }),
    noteStartRefused: assign({
      outcome: (_, { output }: { output: Started }): RemoteOutput =>
        'kind' in output ? { kind: 'refused', code: output.code } : { kind: 'backed-out' },
    }),
    noteWaiting: assign({
      pollAfterMs: ({ context }, { output }: { output: RemoteAnswer }) =>
        output.kind === 'waiting' ? output.pollAfterMs : context.pollAfterMs,
      trouble: null,
    }),
    noteProved: assign({
      outcome: ({ context }, { output }: { output: RemoteAnswer }): RemoteOutput =>
        context.transaction && (output.kind === 'signed' || output.kind === 'signed-in')
          ? { kind: 'answered', answer: output, transaction: context.transaction }
          : context.outcome,
    }),
    noteRefused: assign({
      outcome: ({ context }, { output }: { output: RemoteAnswer }): RemoteOutput =>
        output.kind === 'refused' ? { kind: 'refused', code: output.code } : context.outcome,
    }),
    noteTrouble: assign({ trouble: (_, { error }: { error: unknown }) => toFault(error).code }),
    noteExpired: assign({
      outcome: ({ context }): RemoteOutput => ({ kind: 'refused', code: expiredCode(context.request) }),
    }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): RemoteOutput => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    noteTime: assign({
      startedAtMs: ({ context }, { nowMs }: { nowMs: number }) => context.startedAtMs ?? nowMs,
      elapsedMs: ({ context }, { nowMs }) => nowMs - (context.startedAtMs ?? nowMs),
    }),
    noteReader: assign({ outcome: { kind: 'use-reader' } satisfies RemoteOutput }),
    /** The person looks at another screen: standing still here is not having left. */
    tellStillThere: sendParent({ type: 'remote.waits' } satisfies RemoteEvent),
  },
}).createMachine({
  id: 'remote',
  context: ({ input }) => ({
    ...input,
    transaction: null,
    pollAfterMs: 0,
    startedAtMs: null,
    elapsedMs: 0,
    trouble: null,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'starting',
  states: {
    starting: {
      tags: 'remote-starting',
      invoke: {
        src: 'startRemote',
        input: ({ context }) => context.request,
        onDone: [
          {
            guard: { type: 'wasStarted', params: ({ event }) => event },
            target: 'waiting',
            actions: { type: 'takeTransaction', params: ({ event }) => event },
          },
          { target: 'done', actions: { type: 'noteStartRefused', params: ({ event }) => event } },
        ],
        onError: [
          {
            guard: { type: 'isLineTrouble', params: ({ event }) => event },
            target: 'cutOff',
            actions: { type: 'noteTrouble', params: ({ event }) => event },
          },
          { target: 'done', actions: { type: 'noteFault', params: ({ event }) => event } },
        ],
      },
      on: { 'user.wentBack': 'done' },
    },
    cutOff: {
      tags: 'remote-cut-off',
      on: {
        'user.retried': 'starting',
        'user.confirmed': 'starting',
        'user.choseReader': { guard: 'isSimSignature', target: 'done', actions: 'noteReader' },
        'user.wentBack': 'done',
      },
    },
    waiting: {
      tags: 'remote-waiting',
      invoke: { src: 'countdown' },
      initial: 'resting',
      after: { lifetime: { target: 'done', actions: 'noteExpired' } },
      on: {
        'clock.ticked': { actions: [{ type: 'noteTime', params: ({ event }) => event }, 'tellStillThere'] },
        'user.wentBack': 'done',
      },
      states: {
        resting: {
          after: { pollDelay: 'asking' },
          // Enter: "I have confirmed" asks at once.
          on: { 'user.confirmed': 'asking' },
        },
        asking: {
          invoke: {
            src: 'pollRemote',
            input: ({ context }) => ({ transactionId: context.transaction?.transactionId ?? '' }),
            onDone: [
              {
                guard: { type: 'isProved', params: ({ event }) => event },
                target: '#remote.done',
                actions: { type: 'noteProved', params: ({ event }) => event },
              },
              {
                guard: { type: 'isRefused', params: ({ event }) => event },
                target: '#remote.done',
                actions: { type: 'noteRefused', params: ({ event }) => event },
              },
              { target: 'resting', actions: { type: 'noteWaiting', params: ({ event }) => event } },
            ],
            onError: [
              {
                guard: { type: 'isLost', params: ({ event }) => event },
                target: '#remote.done',
                actions: { type: 'noteFault', params: ({ event }) => event },
              },
              { target: 'resting', actions: { type: 'noteTrouble', params: ({ event }) => event } },
            ],
          },
        },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

/** What the line does, and what parties do: the same request may be tried again. */
const LINE_CODES: readonly FaultCode[] = [
  'LINE_DOWN',
  'CAPTIVE_PORTAL',
  'CENTRAL_BUSY',
  'CENTRAL_ANSWER_INVALID',
  'SIGN_IN_UNAVAILABLE',
  'SIM_SIGN_UNAVAILABLE',
  'REMOTE_SIGN_UNAVAILABLE',
]

function expiredCode({ kind }: RemoteRequest): FaultCode {
  switch (kind) {
    case 'sign-in':
      return 'SIGN_IN_EXPIRED'
    case 'sim-signature':
      return 'SIM_SIGN_EXPIRED'
    case 'remote-signature':
      return 'REMOTE_SIGN_EXPIRED'
  }
}
