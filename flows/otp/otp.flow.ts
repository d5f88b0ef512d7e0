/**
 * Purpose: prove that the person holds the phone: a 6-digit code by SMS, typed back.
 * Rule: product.md §3 mobile; NIST SP 800-63B-4 §3.1.3 (limits, a new code does not reset the count); central decides, this machine only asks.
 * When central cannot be reached the station's own modem carries a code of the station's own, where it can (own-code.flow.ts).
 * A code that was typed while the line went away is kept, as a one-time handle, and sent once more under the same attempt: no try is spent twice.
 * Ends: proved · deferred (line down, captured for later) · refused (tries or limits spent) · backed-out · faulted.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate'
import type { ClockEvent, PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Screen } from '../base/screens.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { OtpChallenge, OtpVerdict } from '../ports/central.port.ts'
import { LINE_CODES } from '../rules/line-codes.ts'
import { type OwnCodeOutput, ownCodeFlow } from './own-code.flow.ts'

export interface OtpInput {
  readonly packetId: string
  /** E.164. */
  readonly phone: string
  /** How often this visit came here: a phone changed on the way back must not meet the keys of the first one. */
  readonly round: number
  /** A code sent to this same phone earlier in the visit, when the person went back to change another line; null sends a new one. */
  readonly standing: OtpStanding | null
  /** Whether it can be left for another day, without a proof: the last column of the matrix (rules/offline.ts). */
  readonly mayDefer: boolean
}

/** A code on its way that may still be typed. `sentAtMs` is on the ticker's monotonic clock. */
export interface OtpStanding {
  readonly phone: string
  readonly challenge: OtpChallenge
  readonly sentAtMs: number | null
}

export interface OtpContext extends OtpInput {
  readonly requests: number
  readonly attempts: number
  /** How often the code that is kept was sent without an answer. */
  readonly unanswered: number
  readonly challenge: OtpChallenge | null
  readonly triesLeft: number
  readonly sentAtMs: number | null
  readonly elapsedMs: number
  /** What was typed and is not judged yet. */
  readonly code: SecretHandle | null
  readonly problem: FaultCode | null
  readonly outcome: OtpOutput
}

/** One code typed back; the phone tells a code of the station's own from one of another phone. */
export interface OtpTry {
  readonly challengeId: string
  readonly phone: string
  readonly attemptId: string
  readonly code: SecretHandle
}

export type OtpOutput =
  | { kind: 'proved'; challengeId: string; proof: string }
  | { kind: 'deferred'; standing: OtpStanding | null }
  | { kind: 'refused'; code: FaultCode }
  | { kind: 'backed-out'; standing: OtpStanding | null }
  | { kind: 'faulted'; code: FaultCode }

const DISCARD_CODE = {
  type: 'discardCode',
  params: ({ context }: { context: OtpContext }) => ({ code: context.code }),
} as const

const LIMIT_CODES: readonly FaultCode[] = ['OTP_LIMIT_NUMBER', 'OTP_LIMIT_STATION', 'OTP_TRIES_SPENT']

export const otpFlow = setup({
  types: {
    input: {} as OtpInput,
    context: {} as OtpContext,
    events: {} as PersonEvent | ClockEvent,
    output: {} as OtpOutput,
    tags: {} as Screen,
  },
  actors: {
    requestOtp: fromPromise<OtpChallenge, { requestId: string; phone: string }>(async () =>
      Promise.reject(new Error('requestOtp is not provided')),
    ),
    verifyOtp: fromPromise<OtpVerdict, OtpTry>(async () => Promise.reject(new Error('verifyOtp is not provided'))),
    ownCode: ownCodeFlow,
    /** Sends clock.ticked at once and then each second, by a monotonic clock. */
    countdown: fromCallback<ClockEvent>(() => undefined),
  },
  guards: {
    lineIsDown: (_, { error }: { error: unknown }) => LINE_CODES.includes(toFault(error).code),
    limitIsReached: (_, { error }: { error: unknown }) => LIMIT_CODES.includes(toFault(error).code),
    wasSentHere: (_, { output }: { output: OwnCodeOutput }) => output.kind === 'sent',
    leftTheSending: (_, { output }: { output: OwnCodeOutput }) => output.kind === 'backed-out',
    hereIsLimited: (_, { output }: { output: OwnCodeOutput }) =>
      output.kind === 'failed' && LIMIT_CODES.includes(output.code),
    codeIsOnItsWay: ({ context }) => context.challenge !== null,
    wasJustSent: (_, { error }: { error: unknown }) => toFault(error).code === 'OTP_RESEND_TOO_SOON',
    mayDefer: ({ context }) => context.mayDefer,
    typedIsAlive: ({ context }) => context.code !== null && isAlive(context),
    verdictIs: (_, { verdict, kind }: { verdict: OtpVerdict; kind: OtpVerdict['kind'] }) => verdict.kind === kind,
    triesRemain: (_, { verdict }: { verdict: OtpVerdict }) => verdict.kind === 'wrong' && verdict.triesLeft > 0,
    codeIsAlive: ({ context }) => isAlive(context),
    mayResend: ({ context }) => context.challenge !== null && context.elapsedMs >= context.challenge.resendAfterMs,
  },
  actions: {
    noteProblem: assign({ problem: (_, { error }: { error: unknown }) => toFault(error).code }),
    noteRefused: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'refused', code: toFault(error).code }),
    }),
    noteFaulted: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    noteSpent: assign({ outcome: { kind: 'refused', code: 'OTP_TRIES_SPENT' } }),
    noteExpired: assign({ problem: 'OTP_EXPIRED' }),
    noteIncomplete: assign({ problem: 'OTP_INCOMPLETE' }),
    noteDeferred: assign({
      outcome: ({ context }): OtpOutput => ({ kind: 'deferred', standing: standingOf(context) }),
    }),
    noteChallenge: assign({
      challenge: (_, { challenge }: { challenge: OtpChallenge }) => challenge,
      triesLeft: (_, { challenge }) => challenge.triesLeft,
      sentAtMs: null,
      elapsedMs: 0,
      problem: null,
    }),
    noteWrong: assign({
      problem: 'OTP_WRONG',
      triesLeft: ({ context }, { verdict }: { verdict: OtpVerdict }) =>
        verdict.kind === 'wrong' ? verdict.triesLeft : context.triesLeft,
    }),
    noteProved: assign({
      outcome: ({ context }, { verdict }: { verdict: OtpVerdict }): OtpOutput =>
        verdict.kind === 'proved' && context.challenge
          ? { kind: 'proved', challengeId: context.challenge.challengeId, proof: verdict.proof }
          : context.outcome,
    }),
    takeOwnCode: assign(({ context }, { output }: { output: OwnCodeOutput }) => {
      const challenge = 'challenge' in output ? output.challenge : null
      return challenge
        ? { challenge, triesLeft: challenge.triesLeft, sentAtMs: null, elapsedMs: 0, problem: null }
        : { challenge: context.challenge }
    }),
    // Without a modem the line's own trouble stays what is told.
    noteOwnProblem: assign({
      problem: ({ context }, { output }: { output: OwnCodeOutput }) =>
        output.kind === 'failed' ? output.code : context.problem,
    }),
    noteOwnLimit: assign({
      outcome: ({ context }, { output }: { output: OwnCodeOutput }): OtpOutput =>
        output.kind === 'failed' ? { kind: 'refused', code: output.code } : context.outcome,
    }),
    countRequest: assign({ requests: ({ context }) => context.requests + 1 }),
    countUnanswered: assign({ unanswered: ({ context }) => context.unanswered + 1 }),
    clearProblem: assign({ problem: null }),
    /** Where secrets are kept it is wiped (provide/verify-keeping.ts). */
    discardCode: (_, __: { code: SecretHandle | null }) => undefined,
    forgetCode: assign({ code: null, unanswered: 0 }),
    noteTime: assign({
      sentAtMs: ({ context }, { nowMs }: { nowMs: number }) => sentAt(context, nowMs),
      elapsedMs: ({ context }, { nowMs }) => nowMs - sentAt(context, nowMs),
    }),
    noteBackedOut: assign({
      outcome: ({ context }): OtpOutput => ({ kind: 'backed-out', standing: standingOf(context) }),
    }),
  },
}).createMachine({
  id: 'otp',
  context: ({ input }) => ({
    ...input,
    requests: 1,
    attempts: 0,
    unanswered: 0,
    challenge: input.standing?.challenge ?? null,
    triesLeft: input.standing?.challenge.triesLeft ?? 0,
    sentAtMs: input.standing?.sentAtMs ?? null,
    elapsedMs: 0,
    code: null,
    problem: null,
    outcome: { kind: 'backed-out', standing: null },
  }),
  initial: 'starting',
  states: {
    starting: {
      tags: 'otp-sending',
      always: [{ guard: 'codeIsOnItsWay', target: 'open' }, { target: 'sending' }],
    },
    sending: {
      tags: 'otp-sending',
      invoke: {
        src: 'requestOtp',
        input: ({ context }) => ({
          requestId: `${context.packetId}:otp:${context.round}.${context.requests}`,
          phone: context.phone,
        }),
        onDone: {
          target: 'open',
          actions: { type: 'noteChallenge', params: ({ event }) => ({ challenge: event.output }) },
        },
        onError: [
          {
            guard: { type: 'lineIsDown', params: ({ event }) => event },
            target: 'sendingHere',
            actions: { type: 'noteProblem', params: ({ event }) => event },
          },
          { guard: 'codeIsOnItsWay', target: 'open', actions: { type: 'noteProblem', params: ({ event }) => event } },
          // A code of another errand is on its way to this phone: it ends nothing, a little later this one can be sent.
          {
            guard: { type: 'wasJustSent', params: ({ event }) => event },
            target: 'lineDown',
            actions: { type: 'noteProblem', params: ({ event }) => event },
          },
          {
            guard: { type: 'limitIsReached', params: ({ event }) => event },
            target: 'done',
            actions: { type: 'noteRefused', params: ({ event }) => event },
          },
          { target: 'done', actions: { type: 'noteFaulted', params: ({ event }) => event } },
        ],
      },
      on: { 'user.wentBack': { target: 'done', actions: 'noteBackedOut' } },
    },
    sendingHere: {
      tags: 'otp-sending',
      invoke: {
        src: 'ownCode',
        id: 'ownCode',
        input: ({ context }) => ({
          requestId: `${context.packetId}:own:${context.round}.${context.requests}`,
          phone: context.phone,
        }),
        onDone: [
          {
            guard: { type: 'wasSentHere', params: ({ event }) => event },
            target: 'open',
            actions: { type: 'takeOwnCode', params: ({ event }) => event },
          },
          {
            guard: { type: 'leftTheSending', params: ({ event }) => event },
            target: 'done',
            actions: [{ type: 'takeOwnCode', params: ({ event }) => event }, 'noteBackedOut'],
          },
          {
            guard: { type: 'hereIsLimited', params: ({ event }) => event },
            target: 'done',
            actions: { type: 'noteOwnLimit', params: ({ event }) => event },
          },
          {
            guard: 'codeIsAlive',
            target: 'open.cutOff',
            actions: { type: 'noteOwnProblem', params: ({ event }) => event },
          },
          { target: 'lineDown', actions: { type: 'noteOwnProblem', params: ({ event }) => event } },
        ],
        onError: { target: 'lineDown', actions: { type: 'noteProblem', params: ({ event }) => event } },
      },
    },
    open: {
      initial: 'entering',
      invoke: { src: 'countdown' },
      on: { 'clock.ticked': { actions: { type: 'noteTime', params: ({ event }) => event } } },
      states: {
        entering: {
          tags: 'otp-entry',
          on: {
            'user.codeEntered': [
              {
                guard: 'codeIsAlive',
                target: 'checking',
                actions: assign({
                  code: ({ event }) => event.code,
                  attempts: ({ context }) => context.attempts + 1,
                  problem: null,
                }),
              },
              { actions: 'noteExpired' },
            ],
            'user.codeIncomplete': { actions: 'noteIncomplete' },
            'user.resent': { guard: 'mayResend', target: '#otp.sending', actions: 'countRequest' },
            'user.wentBack': { target: '#otp.done', actions: 'noteBackedOut' },
          },
        },
        checking: {
          tags: 'otp-checking',
          invoke: {
            src: 'verifyOtp',
            input: ({ context }) => ({
              challengeId: context.challenge?.challengeId ?? '',
              phone: context.phone,
              attemptId: `${context.packetId}:try:${context.round}.${context.attempts}`,
              code: context.code ?? ('' as SecretHandle),
            }),
            onDone: [
              {
                guard: { type: 'verdictIs', params: ({ event }) => ({ verdict: event.output, kind: 'proved' }) },
                target: '#otp.done',
                actions: [
                  { type: 'noteProved', params: ({ event }) => ({ verdict: event.output }) },
                  DISCARD_CODE,
                  'forgetCode',
                ],
              },
              {
                guard: { type: 'verdictIs', params: ({ event }) => ({ verdict: event.output, kind: 'expired' }) },
                target: 'entering',
                actions: ['noteExpired', DISCARD_CODE, 'forgetCode'],
              },
              {
                guard: { type: 'triesRemain', params: ({ event }) => ({ verdict: event.output }) },
                target: 'entering',
                actions: [
                  { type: 'noteWrong', params: ({ event }) => ({ verdict: event.output }) },
                  DISCARD_CODE,
                  'forgetCode',
                ],
              },
              { target: '#otp.done', actions: ['noteSpent', DISCARD_CODE, 'forgetCode'] },
            ],
            onError: [
              {
                guard: { type: 'limitIsReached', params: ({ event }) => event },
                target: '#otp.done',
                actions: [{ type: 'noteRefused', params: ({ event }) => event }, DISCARD_CODE, 'forgetCode'],
              },
              {
                guard: { type: 'lineIsDown', params: ({ event }) => event },
                target: 'cutOff',
                actions: [{ type: 'noteProblem', params: ({ event }) => event }, 'countUnanswered'],
              },
              {
                target: 'entering',
                actions: [{ type: 'noteProblem', params: ({ event }) => event }, DISCARD_CODE, 'forgetCode'],
              },
            ],
          },
        },
        // A code is out, and the line went away under it: what was typed goes again as it stands, while the code lives.
        cutOff: {
          tags: 'line-down',
          on: {
            'user.retried': [
              { guard: 'typedIsAlive', target: 'checking', actions: 'clearProblem' },
              { target: '#otp.sending', actions: [DISCARD_CODE, 'forgetCode', 'countRequest'] },
            ],
            'user.deferred': {
              guard: 'mayDefer',
              target: '#otp.done',
              actions: [DISCARD_CODE, 'forgetCode', 'noteDeferred'],
            },
            'user.wentBack': { target: 'entering', actions: [DISCARD_CODE, 'forgetCode', 'clearProblem'] },
          },
        },
      },
    },
    lineDown: {
      tags: 'line-down',
      on: {
        'user.retried': { target: 'sending', actions: 'countRequest' },
        'user.deferred': { guard: 'mayDefer', target: 'done', actions: 'noteDeferred' },
        'user.wentBack': { target: 'done', actions: 'noteBackedOut' },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function isAlive({ challenge, elapsedMs }: OtpContext): boolean {
  return challenge !== null && elapsedMs < challenge.lifetimeMs
}

/** The code that is on its way, for whoever comes back to it in this visit. */
function standingOf({ phone, challenge, triesLeft, sentAtMs }: OtpContext): OtpStanding | null {
  return challenge && { phone, challenge: { ...challenge, triesLeft }, sentAtMs }
}

/** By the running time of the machine, which starts anew when it is switched on: what had passed before has passed. */
function sentAt({ sentAtMs, elapsedMs }: OtpContext, nowMs: number): number {
  return sentAtMs === null || sentAtMs > nowMs ? nowMs - elapsedMs : sentAtMs
}
