/**
 * Purpose: prove that the person holds the phone: a 6-digit code by SMS, typed back.
 * Rule: product.md §3 mobile; NIST SP 800-63B-4 §3.1.3 (limits, a new code does not reset the count); central decides, this machine only asks.
 * Ends: proved · deferred (line down, captured for later) · refused (tries or limits spent) · backed-out · faulted.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate'
import type { ClockEvent, PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Screen } from '../base/screens.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { OtpChallenge, OtpVerdict } from '../ports/central.port.ts'

export interface OtpInput {
  readonly packetId: string
  /** E.164. */
  readonly phone: string
  /** How often this visit came here: a phone changed on the way back must not meet the keys of the first one. */
  readonly round: number
  /** A code sent to this same phone earlier in the visit, when the person went back to change another line; null sends a new one. */
  readonly standing: OtpStanding | null
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
  readonly challenge: OtpChallenge | null
  readonly triesLeft: number
  readonly sentAtMs: number | null
  readonly elapsedMs: number
  readonly code: SecretHandle | null
  readonly problem: FaultCode | null
  readonly outcome: OtpOutput
}

export type OtpOutput =
  | { kind: 'proved'; challengeId: string; proof: string }
  | { kind: 'deferred' }
  | { kind: 'refused'; code: FaultCode }
  | { kind: 'backed-out'; standing: OtpStanding | null }
  | { kind: 'faulted'; code: FaultCode }

const LINE_CODES: readonly FaultCode[] = [
  'LINE_DOWN',
  'CAPTIVE_PORTAL',
  'CENTRAL_BUSY',
  'OTP_NOT_SENT',
  'CENTRAL_ANSWER_INVALID',
]
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
    verifyOtp: fromPromise<OtpVerdict, { challengeId: string; attemptId: string; code: SecretHandle }>(async () =>
      Promise.reject(new Error('verifyOtp is not provided')),
    ),
    /** Sends clock.ticked at once and then each second, by a monotonic clock. */
    countdown: fromCallback<ClockEvent>(() => undefined),
  },
  guards: {
    lineIsDown: (_, { error }: { error: unknown }) => LINE_CODES.includes(toFault(error).code),
    limitIsReached: (_, { error }: { error: unknown }) => LIMIT_CODES.includes(toFault(error).code),
    codeIsOnItsWay: ({ context }) => context.challenge !== null,
    verdictIs: (_, { verdict, kind }: { verdict: OtpVerdict; kind: OtpVerdict['kind'] }) => verdict.kind === kind,
    triesRemain: (_, { verdict }: { verdict: OtpVerdict }) => verdict.kind === 'wrong' && verdict.triesLeft > 0,
    codeIsAlive: ({ context }) => context.challenge !== null && context.elapsedMs < context.challenge.lifetimeMs,
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
    noteDeferred: assign({ outcome: { kind: 'deferred' } }),
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
    countRequest: assign({ requests: ({ context }) => context.requests + 1 }),
    forgetCode: assign({ code: null }),
    noteTime: assign({
      sentAtMs: ({ context }, { nowMs }: { nowMs: number }) => context.sentAtMs ?? nowMs,
      elapsedMs: ({ context }, { nowMs }) => nowMs - (context.sentAtMs ?? nowMs),
    }),
    noteBackedOut: assign({
      outcome: ({ context }): OtpOutput => ({
        kind: 'backed-out',
        standing: context.challenge
          ? {
              phone: context.phone,
              challenge: { ...context.challenge, triesLeft: context.triesLeft },
              sentAtMs: context.sentAtMs,
            }
          : null,
      }),
    }),
  },
}).createMachine({
  id: 'otp',
  context: ({ input }) => ({
    ...input,
    requests: 1,
    attempts: 0,
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
          { guard: 'codeIsOnItsWay', target: 'open', actions: { type: 'noteProblem', params: ({ event }) => event } },
          {
            guard: { type: 'lineIsDown', params: ({ event }) => event },
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
          exit: 'forgetCode',
          invoke: {
            src: 'verifyOtp',
            input: ({ context }) => ({
              challengeId: context.challenge?.challengeId ?? '',
              attemptId: `${context.packetId}:try:${context.round}.${context.attempts}`,
              code: context.code ?? ('' as SecretHandle),
            }),
            onDone: [
              {
                guard: { type: 'verdictIs', params: ({ event }) => ({ verdict: event.output, kind: 'proved' }) },
                target: '#otp.done',
                actions: { type: 'noteProved', params: ({ event }) => ({ verdict: event.output }) },
              },
              {
                guard: { type: 'verdictIs', params: ({ event }) => ({ verdict: event.output, kind: 'expired' }) },
                target: 'entering',
                actions: 'noteExpired',
              },
              {
                guard: { type: 'triesRemain', params: ({ event }) => ({ verdict: event.output }) },
                target: 'entering',
                actions: { type: 'noteWrong', params: ({ event }) => ({ verdict: event.output }) },
              },
              { target: '#otp.done', actions: 'noteSpent' },
            ],
            onError: [
              {
                guard: { type: 'limitIsReached', params: ({ event }) => event },
                target: '#otp.done',
                actions: { type: 'noteRefused', params: ({ event }) => event },
              },
              { target: 'entering', actions: { type: 'noteProblem', params: ({ event }) => event } },
            ],
          },
        },
      },
    },
    lineDown: {
      tags: 'line-down',
      on: {
        'user.retried': { target: 'sending', actions: 'countRequest' },
        'user.deferred': { target: 'done', actions: 'noteDeferred' },
        'user.wentBack': { target: 'done', actions: 'noteBackedOut' },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})
