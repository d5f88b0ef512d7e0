/**
 * Purpose: an officer of the assisted counter signs in, by PIN or token: at the start, at hand-over, and as the second officer who confirms.
 * Rule: product.md §5; the store counts tries and locks, this flow only asks and tells. Who confirms is never who attested (traps.md: "the approver may be
 * the maker") and has the duty. The PIN is a one-time handle, wiped in every way out.
 * Ends: signed-in · backed-out.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate'
import { STAFF_CHECK_LIMIT_MS } from '../base/delays.ts'
import type { ClockEvent, PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { StaffScreen } from '../base/staff-screens.ts'
import type { StaffChallenge, StaffVerdict } from '../ports/staff.port.ts'
import { mayConfirm } from '../rules/roles.ts'
import type { TokenSignOutput } from '../token/sign-context.ts'
import { tokenSignFlow } from '../token/token-sign.flow.ts'
import {
  answerOf,
  freshSession,
  type StaffSessionContext,
  type StaffSessionInput,
  type StaffSessionOutput,
  type TokenAnswer,
  tokenInputOf,
} from './session-context.ts'

export type { StaffSessionContext, StaffSessionInput, StaffSessionOutput } from './session-context.ts'

export const staffSessionFlow = setup({
  types: {
    input: {} as StaffSessionInput,
    context: {} as StaffSessionContext,
    events: {} as PersonEvent | ClockEvent,
    output: {} as StaffSessionOutput,
    tags: {} as StaffScreen,
  },
  actors: {
    countAccounts: fromPromise<number>(async () => Promise.reject(new Error('countAccounts is not provided'))),
    signIn: fromPromise<StaffVerdict, { code: string; pin: SecretHandle }>(async () =>
      Promise.reject(new Error('signIn is not provided')),
    ),
    challenge: fromPromise<StaffChallenge>(async () => Promise.reject(new Error('challenge is not provided'))),
    tokenSign: tokenSignFlow,
    signInByToken: fromPromise<StaffVerdict, { answer: TokenAnswer | null }>(async () =>
      Promise.reject(new Error('signInByToken is not provided')),
    ),
    /** Sends clock.ticked at once and then each second, by a monotonic clock. */
    countdown: fromCallback<ClockEvent>(() => undefined),
  },
  delays: { checkLimit: STAFF_CHECK_LIMIT_MS },
  guards: {
    nobodyIsThere: (_, { count }: { count: number }) => count === 0,
    verdictIs: ({ context }, { kind }: { kind: StaffVerdict['kind'] }) => context.verdict?.kind === kind,
    tokenIsWrong: ({ context }) => context.verdict?.kind === 'wrong' && context.answer !== null,
    isAttester: ({ context: { attester, verdict } }) =>
      verdict?.kind === 'signed-in' && verdict.officer.staffId === attester?.staffId,
    mayNotConfirm: ({ context: { purpose, attester, verdict } }) =>
      purpose === 'confirm' && (verdict?.kind !== 'signed-in' || !attester || !mayConfirm(verdict.officer, attester)),
    isSigned: (_, { output }: { output: TokenSignOutput }) => output.kind === 'signed',
    lockIsOver: ({ context }, { nowMs }: { nowMs: number }) =>
      context.startedAtMs !== null && nowMs - context.startedAtMs >= context.opensInMs,
  },
  actions: {
    /** Provided: wipes the PIN from where it is kept, if nobody has taken it. */
    discardPin: (_, __: { pin: SecretHandle | null }) => undefined,
    takeAttempt: assign({
      code: (_, { code }: { code: string; pin: SecretHandle }) => code,
      pin: (_, { pin }) => pin,
      answer: null,
      problem: null,
      triesLeft: null,
    }),
    forgetAttempt: assign({ code: '', pin: null }),
    noteVerdict: assign({ verdict: (_, { output }: { output: StaffVerdict }) => output }),
    takeChallenge: assign({
      challenge: (_, { output }: { output: StaffChallenge }) => output,
      problem: null,
      triesLeft: null,
    }),
    takeAnswer: assign({
      answer: ({ context }, { output }: { output: TokenSignOutput }) => answerOf(context, output),
      challenge: null,
    }),
    noteUnsigned: assign({
      challenge: null,
      problem: (_, { output }: { output: TokenSignOutput }) => ('code' in output ? output.code : null),
    }),
    noteProblem: assign({
      problem: (_, { error }: { error: unknown }) => toFault(error).code,
      triesLeft: null,
      challenge: null,
    }),
    noteHung: assign({ problem: 'STORE_BUSY', triesLeft: null }),
    noteNone: assign({ problem: 'STAFF_NONE' }),
    noteWrongPin: assign({
      problem: 'STAFF_PIN_WRONG',
      triesLeft: ({ context: { verdict } }) => (verdict?.kind === 'wrong' ? verdict.triesLeft : null),
    }),
    noteWrongToken: assign({ problem: 'STAFF_TOKEN_WRONG', triesLeft: null }),
    noteLocked: assign({
      problem: 'STAFF_LOCKED',
      opensInMs: ({ context: { verdict } }) => (verdict?.kind === 'locked' ? verdict.opensInMs : 0),
      startedAtMs: null,
      elapsedMs: 0,
    }),
    noteTime: assign({
      startedAtMs: ({ context }, { nowMs }: { nowMs: number }) => context.startedAtMs ?? nowMs,
      elapsedMs: ({ context }, { nowMs }) => nowMs - (context.startedAtMs ?? nowMs),
    }),
    noteSameOfficer: assign({ problem: 'STAFF_SAME_OFFICER' }),
    noteRole: assign({ problem: 'STAFF_ROLE' }),
    noteSignedIn: assign({
      outcome: ({ context: { verdict, outcome } }): StaffSessionOutput =>
        verdict?.kind === 'signed-in' ? { kind: 'signed-in', officer: verdict.officer } : outcome,
    }),
    clearProblem: assign({ problem: null, triesLeft: null }),
  },
}).createMachine({
  id: 'staffSession',
  context: ({ input }) => freshSession(input),
  initial: 'opening',
  on: {
    // A PIN that comes when nothing asks for it, as by a key pressed twice, is wiped and not kept for later.
    'user.staffSignedIn': { actions: { type: 'discardPin', params: ({ event }) => ({ pin: event.pin }) } },
  },
  states: {
    opening: {
      tags: 'staff-checking',
      invoke: {
        src: 'countAccounts',
        onDone: [
          {
            guard: { type: 'nobodyIsThere', params: ({ event }) => ({ count: event.output }) },
            target: 'nobody',
            actions: 'noteNone',
          },
          { target: 'signedOut', actions: 'clearProblem' },
        ],
        onError: { target: 'signedOut', actions: { type: 'noteProblem', params: ({ event }) => event } },
      },
      on: { 'user.wentBack': 'done' },
    },
    nobody: {
      tags: 'staff-none',
      on: { 'user.retried': 'opening', 'user.wentBack': 'done' },
    },
    signedOut: {
      tags: 'staff-sign-in',
      on: {
        'user.staffSignedIn': {
          target: 'verifying',
          actions: { type: 'takeAttempt', params: ({ event }) => event },
        },
        'user.choseToken': 'challenging',
        'user.wentBack': 'done',
      },
    },
    verifying: {
      tags: 'staff-checking',
      exit: [{ type: 'discardPin', params: ({ context }) => ({ pin: context.pin }) }, 'forgetAttempt'],
      invoke: {
        src: 'signIn',
        input: ({ context }) => ({ code: context.code, pin: context.pin ?? ('' as SecretHandle) }),
        onDone: { target: 'judging', actions: { type: 'noteVerdict', params: ({ event }) => event } },
        onError: { target: 'signedOut', actions: { type: 'noteProblem', params: ({ event }) => event } },
      },
      after: { checkLimit: { target: 'signedOut', actions: 'noteHung' } },
    },
    challenging: {
      tags: 'staff-checking',
      invoke: {
        src: 'challenge',
        onDone: { target: 'byToken', actions: { type: 'takeChallenge', params: ({ event }) => event } },
        onError: { target: 'signedOut', actions: { type: 'noteProblem', params: ({ event }) => event } },
      },
    },
    byToken: {
      invoke: {
        src: 'tokenSign',
        id: 'tokenSign',
        input: ({ context }) => tokenInputOf(context),
        onDone: [
          {
            guard: { type: 'isSigned', params: ({ event }) => event },
            target: 'verifyingToken',
            actions: { type: 'takeAnswer', params: ({ event }) => event },
          },
          { target: 'signedOut', actions: { type: 'noteUnsigned', params: ({ event }) => event } },
        ],
        onError: { target: 'signedOut', actions: { type: 'noteProblem', params: ({ event }) => event } },
      },
    },
    verifyingToken: {
      tags: 'staff-checking',
      invoke: {
        src: 'signInByToken',
        input: ({ context }) => ({ answer: context.answer }),
        onDone: { target: 'judging', actions: { type: 'noteVerdict', params: ({ event }) => event } },
        onError: { target: 'signedOut', actions: { type: 'noteProblem', params: ({ event }) => event } },
      },
      after: { checkLimit: { target: 'signedOut', actions: 'noteHung' } },
    },
    judging: {
      tags: 'staff-checking',
      always: [
        { guard: { type: 'verdictIs', params: { kind: 'locked' } }, target: 'locked', actions: 'noteLocked' },
        { guard: 'tokenIsWrong', target: 'signedOut', actions: 'noteWrongToken' },
        { guard: { type: 'verdictIs', params: { kind: 'wrong' } }, target: 'signedOut', actions: 'noteWrongPin' },
        { guard: 'isAttester', target: 'signedOut', actions: 'noteSameOfficer' },
        { guard: 'mayNotConfirm', target: 'signedOut', actions: 'noteRole' },
        { target: 'done', actions: 'noteSignedIn' },
      ],
    },
    locked: {
      tags: 'staff-locked',
      invoke: { src: 'countdown' },
      on: {
        'clock.ticked': [
          {
            guard: { type: 'lockIsOver', params: ({ event }) => event },
            target: 'signedOut',
            actions: 'clearProblem',
          },
          { actions: { type: 'noteTime', params: ({ event }) => event } },
        ],
        // One account is locked; another officer signs in meanwhile.
        'user.wentBack': { target: 'signedOut', actions: 'clearProblem' },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})
