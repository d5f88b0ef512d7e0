/**
 * Purpose: ask the carrier of the SIM in the modem whose SIM it is (TTTB → 1414) and hold the answer against the card.
 * Rule: domain.md §2.4: only with the person's consent; the answer has no fixed form, so a result is one of match, mismatch, unreadable, and an officer
 * reads what the program could not. Asking is free and harmless, so a restored snapshot may ask again.
 * Ends: match · mismatch · unreadable · faulted · backed-out.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate'
import { OWNER_LIMIT_MS } from '../base/delays.ts'
import type { DeviceScreen } from '../base/device-screens.ts'
import type { ClockEvent, ModemEvent, PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { ModemView } from '../ports/modem.port.ts'
import { compareOwner, type OwnerMatch, readOwnerReply } from '../rules/ownership.ts'

export interface OwnershipInput {
  readonly idNumber: string
  readonly fullName: string
  /** YYYY-MM-DD. */
  readonly birthDate: string
}

export interface OwnershipContext extends OwnershipInput {
  readonly modems: readonly ModemView[]
  /** Why no modem can be used now; null when one can. */
  readonly standing: FaultCode | null
  /** The carrier's words, for an officer to read where the program cannot. Personal data: gone with the flow, never in a log. */
  readonly reply: string | null
  readonly match: OwnerMatch | null
  readonly startedAtMs: number | null
  readonly elapsedMs: number
  readonly notice: FaultCode | null
  readonly problem: FaultCode | null
  readonly outcome: OwnershipOutput
}

export type OwnershipOutput =
  | { readonly kind: 'match' | 'mismatch'; readonly seenBy: 'program' | 'officer' }
  | { readonly kind: 'unreadable'; readonly code: 'OWNERSHIP_UNREADABLE' }
  | { readonly kind: 'faulted'; readonly code: FaultCode }
  | { readonly kind: 'backed-out' }

export const ownershipFlow = setup({
  types: {
    input: {} as OwnershipInput,
    context: {} as OwnershipContext,
    events: {} as PersonEvent | ModemEvent | ClockEvent,
    output: {} as OwnershipOutput,
    tags: {} as DeviceScreen,
  },
  actors: {
    /** Sends modem.changed at once and then at every change. */
    watchModems: fromCallback<ModemEvent>(() => undefined),
    askOwner: fromPromise<string>(async () => Promise.reject(new Error('askOwner is not provided'))),
    /** Sends clock.ticked at once and then each second, by a monotonic clock. */
    countdown: fromCallback<ClockEvent>(() => undefined),
  },
  delays: { ownerLimit: OWNER_LIMIT_MS },
  guards: {
    takesModemsAway: (_, { modems }: ModemEvent) => modems.length === 0,
    replyIsRead: ({ context }) => context.match?.kind === 'match' || context.match?.kind === 'mismatch',
    isInternal: (_, { error }: { error: unknown }) => toFault(error).code === 'INTERNAL',
  },
  actions: {
    noteModems: assign({
      modems: (_, { modems }: ModemEvent) => modems,
      standing: (_, { standing }) => standing,
    }),
    noteLost: assign({ notice: (_, { standing }: ModemEvent): FaultCode => standing ?? 'MODEM_LOST' }),
    beginAsking: assign({ reply: null, match: null, startedAtMs: null, elapsedMs: 0, problem: null, notice: null }),
    noteTime: assign({
      startedAtMs: ({ context }, { nowMs }: { nowMs: number }) => context.startedAtMs ?? nowMs,
      elapsedMs: ({ context }, { nowMs }) => nowMs - (context.startedAtMs ?? nowMs),
    }),
    noteReply: assign({ reply: (_, { output }: { output: string }) => output }),
    compareReply: assign({ match: ({ context }) => compareOwner(readOwnerReply(context.reply ?? ''), context) }),
    noteProblem: assign({ problem: (_, { error }: { error: unknown }) => toFault(error).code }),
    noteHung: assign({ problem: 'MODEM_NOT_ANSWERING' }),
    noteUnreadable: assign({ problem: 'OWNERSHIP_UNREADABLE' }),
    noteRead: assign({
      outcome: ({ context }): OwnershipOutput =>
        context.match?.kind === 'match' || context.match?.kind === 'mismatch'
          ? { kind: context.match.kind, seenBy: 'program' }
          : { kind: 'unreadable', code: 'OWNERSHIP_UNREADABLE' },
    }),
    noteJudged: assign({
      outcome: (_, { verdict }: { verdict: 'match' | 'mismatch' }) => ({ kind: verdict, seenBy: 'officer' }),
    }),
    noteFaulted: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    noteBackedOut: assign({ outcome: { kind: 'backed-out' } }),
    forgetReply: assign({ reply: null, match: null }),
  },
}).createMachine({
  id: 'ownership',
  context: ({ input }) => ({
    ...input,
    modems: [],
    standing: null,
    reply: null,
    match: null,
    startedAtMs: null,
    elapsedMs: 0,
    notice: null,
    problem: null,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'asking',
  invoke: {
    src: 'watchModems',
    onError: { target: '.done', actions: { type: 'noteFaulted', params: ({ event }) => event } },
  },
  on: { 'modem.changed': { actions: { type: 'noteModems', params: ({ event }) => event } } },
  states: {
    asking: {
      tags: 'owner-asking',
      on: {
        'user.confirmed': { target: 'waitingForReply', actions: 'beginAsking' },
        'user.retried': { target: 'waitingForReply', actions: 'beginAsking' },
        'user.wentBack': { target: 'done', actions: 'noteBackedOut' },
      },
    },
    waitingForReply: {
      tags: 'owner-waiting',
      invoke: [
        { src: 'countdown' },
        {
          src: 'askOwner',
          onDone: { target: 'comparing', actions: { type: 'noteReply', params: ({ event }) => event } },
          onError: [
            {
              guard: { type: 'isInternal', params: ({ event }) => event },
              target: 'done',
              actions: { type: 'noteFaulted', params: ({ event }) => event },
            },
            { target: 'asking', actions: { type: 'noteProblem', params: ({ event }) => event } },
          ],
        },
      ],
      after: { ownerLimit: { target: 'asking', actions: 'noteHung' } },
      on: {
        'clock.ticked': { actions: { type: 'noteTime', params: ({ event }) => event } },
        'modem.changed': [
          {
            guard: { type: 'takesModemsAway', params: ({ event }) => event },
            target: 'asking',
            actions: [
              { type: 'noteModems', params: ({ event }) => event },
              { type: 'noteLost', params: ({ event }) => event },
            ],
          },
          { actions: { type: 'noteModems', params: ({ event }) => event } },
        ],
        'user.wentBack': 'asking',
      },
    },
    comparing: {
      tags: 'owner-waiting',
      entry: 'compareReply',
      always: [
        { guard: 'replyIsRead', target: 'shown' },
        { target: 'shown', actions: 'noteUnreadable' },
      ],
    },
    shown: {
      tags: 'owner-result',
      on: {
        'user.confirmed': { target: 'done', actions: 'noteRead' },
        'user.ownerJudged': { target: 'done', actions: { type: 'noteJudged', params: ({ event }) => event } },
        'user.retried': { target: 'waitingForReply', actions: 'beginAsking' },
        'user.wentBack': { target: 'asking', actions: 'beginAsking' },
      },
    },
    done: { type: 'final', entry: 'forgetReply' },
  },
  output: ({ context }) => context.outcome,
})
