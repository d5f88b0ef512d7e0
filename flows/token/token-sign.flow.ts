/**
 * Purpose: a person signs a statement with a USB token: finds the token, chooses the certificate, sees what is signed, gives the PIN.
 * Rule: product.md §3 usb-token; domain.md §3.5: certificates are screened before any PIN, the last try is never spent here, only the chosen token is
 * logged in to. The PIN is a one-time handle, wiped when its state is left. The token may be pulled in every state.
 * Ends: signed · refused (certificate or PIN) · faulted · backed-out.
 */
import { and, assign, fromCallback, fromPromise, setup } from 'xstate'
import { PIN_PAD_LIMIT_MS, SIGN_LIMIT_MS, SIGNATURE_CHECK_LIMIT_MS } from '../base/delays.ts'
import type { DeviceScreen } from '../base/device-screens.ts'
import type { ClockEvent, PersonEvent, ScannerInput, TokenEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { StatementAnswer } from '../ports/statement.port.ts'
import type { SignOutcome } from '../ports/token.port.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import { answerOf, failureOf, type SignAnswer } from './sign-answer.ts'
import {
  type Attempt,
  blockOf,
  codeOf,
  freshContext,
  goneFrom,
  holds,
  isModuleStop,
  isSame,
  moduleStopIn,
  nextAttempt,
  type PrepareActorInput,
  preparedOf,
  prepareOf,
  requestOf,
  SIGN_FAILURES_MAX,
  type SignActorInput,
  signedOutput,
  standingOf,
  type TokenSignContext,
  type TokenSignInput,
  type TokenSignOutput,
  usable,
  withPin,
} from './sign-context.ts'
import { choicesOf, pinRefusal, preselected } from './token-choice.ts'

export const tokenSignFlow = setup({
  types: {
    input: {} as TokenSignInput,
    context: {} as TokenSignContext,
    events: {} as PersonEvent | TokenEvent | ClockEvent | ScannerInput,
    output: {} as TokenSignOutput,
    tags: {} as DeviceScreen,
  },
  actors: {
    /** Sends token.changed at once and then at every change. */
    watchTokens: fromCallback<TokenEvent>(() => undefined),
    /** Checks the chosen certificate and writes what its key signs. */
    prepare: fromPromise<StatementAnswer, PrepareActorInput>(async () =>
      Promise.reject(new Error('prepare is not provided')),
    ),
    sign: fromPromise<SignOutcome, SignActorInput>(async () => Promise.reject(new Error('sign is not provided'))),
    /** Sends clock.ticked at once and then each second, by a monotonic clock. */
    countdown: fromCallback<ClockEvent>(() => undefined),
  },
  delays: { prepareLimit: SIGNATURE_CHECK_LIMIT_MS, signLimit: SIGN_LIMIT_MS, pinPadLimit: PIN_PAD_LIMIT_MS },
  guards: {
    certificatesAreSeen: ({ context }) => context.choices.length > 0,
    bringsCertificates: (_, event: TokenEvent) => event.tokens.some((token) => token.certificates.length > 0),
    bringsNone: (_, event: TokenEvent) => event.tokens.every((token) => token.certificates.length === 0),
    takesSomeAway: ({ context }, event: TokenEvent) => goneFrom(context, event).length > 0,
    takesChosenAway: ({ context }, event: TokenEvent) => context.chosen !== null && !holds(event, context.chosen),
    isUsable: ({ context }, { certificateId }: { certificateId: string }) => usable(context, certificateId) !== null,
    selectionIsUsable: ({ context }) => usable(context, context.selectedId) !== null,
    noneIsUsable: ({ context }) => context.choices.every((choice) => choice.blocked !== null),
    hasStatement: ({ context }) => context.ask === null,
    asksForStatement: ({ context }) => context.ask !== null,
    isReady: (_, { output }: { output: StatementAnswer }) => output.kind === 'ready',
    pinIsRefused: ({ context }) => context.chosen !== null && pinRefusal(context.chosen.pin) !== null,
    hasPinPad: ({ context }) => context.chosen?.hasPinPad === true,
    answerMeans: ({ context }, { means }: { means: SignAnswer['means'] }) => context.answer?.means === means,
    mayTryAgain: ({ context }) =>
      context.answer?.means === 'try-again' ||
      (context.answer?.means === 'broke' && context.failures < SIGN_FAILURES_MAX),
    failuresAreSpent: ({ context }) => context.failures >= SIGN_FAILURES_MAX,
  },
  actions: {
    /** Provided: wipes the PIN from where it is kept, if the token has not taken it. */
    discardPin: (_, __: { pin: SecretHandle | null }) => undefined,
    forgetPin: assign({ pin: null }),
    takePin: assign({ pin: (_, { pin }: { pin: SecretHandle }) => pin }),
    noteTokens: assign(({ context }, event: TokenEvent) => {
      const choices = choicesOf(event.tokens, context.nowMs, context.accepts, context.ask?.method === 'sim-pki')
      const chosen = context.chosen
      return {
        choices,
        troubles: event.troubles,
        standing: standingOf(event),
        selectedId: preselected(choices, context.selectedId) ?? context.selectedId,
        chosen: chosen && (choices.find((choice) => isSame(choice, chosen)) ?? chosen),
      }
    }),
    /** One crash may be heard twice, from the signature and from the list; it counts once. */
    noteGone: assign({
      notice: ({ context }, event: TokenEvent) => moduleStopIn(context, event) ?? 'TOKEN_REMOVED',
      failures: ({ context }, event) =>
        moduleStopIn(context, event) && !isModuleStop(context.problem) ? context.failures + 1 : context.failures,
      // What was wrong with the token that is gone is no longer what the person has to know.
      problem: null,
    }),
    noteRemoved: assign({ notice: 'TOKEN_REMOVED', problem: null }),
    clearProblem: assign({ problem: null, notice: null }),
    choose: assign({
      chosen: ({ context }, { certificateId }: { certificateId: string | null }) => usable(context, certificateId),
      selectedId: (_, { certificateId }) => certificateId,
      problem: null,
      notice: null,
    }),
    noteUnusable: assign({
      selectedId: (_, { certificateId }: { certificateId: string | null }) => certificateId,
      problem: ({ context }, { certificateId }) => blockOf(context, certificateId),
      notice: null,
    }),
    forgetChosen: assign({ chosen: null, prepared: null }),
    takePrepared: assign(({ context }, { output }: { output: StatementAnswer }) =>
      output.kind === 'ready'
        ? { prepared: preparedOf(output), statementBase64: output.toBeSignedBase64 }
        : { prepared: context.prepared },
    ),
    noteUnfit: assign({
      problem: (_, { output }: { output: StatementAnswer }) => (output.kind === 'refused' ? output.code : null),
    }),
    notePrepareHung: assign({ problem: 'TIMED_OUT' }),
    notePrepareFault: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    /** A card tells whose a certificate with a CMND of 9 digits is. */
    takeCard: assign({
      card: (_, { card }: { card: CitizenCard }) => card,
      ask: ({ context }, { card }: { card: CitizenCard }) =>
        context.ask && { ...context.ask, card: { idNumber: card.idNumber, oldIdNumber: card.oldIdNumber } },
      problem: null,
    }),
    beginAttempt: assign({
      attempt: ({ context }): Attempt => nextAttempt(context.attempt, context.chosen?.certificateId ?? ''),
      answer: null,
      problem: null,
      notice: null,
      startedAtMs: null,
      elapsedMs: 0,
    }),
    noteTime: assign({
      startedAtMs: ({ context }, { nowMs }: { nowMs: number }) => context.startedAtMs ?? nowMs,
      elapsedMs: ({ context }, { nowMs }) => nowMs - (context.startedAtMs ?? nowMs),
    }),
    noteAnswer: assign({
      answer: (_, { output }: { output: SignOutcome }) => answerOf(output),
      attempt: ({ context }) => ({ ...context.attempt, isSettled: true }),
      chosen: ({ context }, { output }) => withPin(context.chosen, output),
      outcome: ({ context }, { output }) => signedOutput(context, output) ?? context.outcome,
    }),
    noteFailure: assign({ answer: (_, { error }: { error: unknown }) => failureOf(error) }),
    noteHung: assign({ answer: { means: 'broke', code: 'TOKEN_MODULE_HUNG' } }),
    notePinPadTimeOut: assign({ answer: { means: 'try-again', code: 'TOKEN_PIN_PAD_TIMED_OUT', pin: null } }),
    countFailure: assign({
      failures: ({ context }) => (context.answer?.means === 'broke' ? context.failures + 1 : context.failures),
    }),
    noteProblem: assign({ problem: ({ context }) => codeOf(context.answer) }),
    noteRefusedByAnswer: assign({
      outcome: ({ context }) => ({ kind: 'refused', code: codeOf(context.answer) }),
    }),
    noteRefusedByPin: assign({
      outcome: ({ context }) => ({
        kind: 'refused',
        code: (context.chosen && pinRefusal(context.chosen.pin)) ?? 'TOKEN_PIN_LOCKED',
      }),
    }),
    noteRefusedByList: assign({
      outcome: ({ context }) => ({
        kind: 'refused',
        code: blockOf(context, context.selectedId) ?? context.choices[0]?.blocked ?? 'TOKEN_NO_CERTIFICATE',
      }),
    }),
    noteFaulted: assign({ outcome: ({ context }) => ({ kind: 'faulted', code: codeOf(context.answer) }) }),
    noteStopped: assign({ outcome: ({ context }) => ({ kind: 'faulted', code: context.notice ?? 'TOKEN_FAILED' }) }),
    noteWatchFault: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'faulted', code: codeOf(failureOf(error)) }),
    }),
    noteBackedOut: assign({ outcome: { kind: 'backed-out' } }),
  },
}).createMachine({
  id: 'tokenSign',
  context: ({ input }) => freshContext(input),
  initial: 'looking',
  invoke: {
    src: 'watchTokens',
    onError: { target: '.done', actions: { type: 'noteWatchFault', params: ({ event }) => event } },
  },
  on: {
    'token.changed': [
      {
        guard: { type: 'takesChosenAway', params: ({ event }) => event },
        target: '.looking',
        actions: [
          { type: 'noteGone', params: ({ event }) => event },
          { type: 'noteTokens', params: ({ event }) => event },
        ],
      },
      { actions: { type: 'noteTokens', params: ({ event }) => event } },
    ],
    // A PIN that comes when nothing asks for it, because the token has just been pulled, is wiped and not kept for later.
    'user.pinEntered': { actions: { type: 'discardPin', params: ({ event }) => ({ pin: event.pin }) } },
  },
  states: {
    looking: {
      tags: 'token-looking',
      always: [
        { guard: 'failuresAreSpent', target: 'done', actions: 'noteStopped' },
        { guard: 'certificatesAreSeen', target: 'choosing' },
      ],
      on: {
        'token.changed': [
          {
            guard: { type: 'bringsCertificates', params: ({ event }) => event },
            target: 'choosing',
            actions: { type: 'noteTokens', params: ({ event }) => event },
          },
          { actions: { type: 'noteTokens', params: ({ event }) => event } },
        ],
        'scanner.scanned': { guard: 'asksForStatement', actions: { type: 'takeCard', params: ({ event }) => event } },
        'user.wentBack': { target: 'done', actions: 'noteBackedOut' },
      },
    },
    choosing: {
      tags: 'token-choose',
      entry: 'forgetChosen',
      on: {
        'token.changed': [
          {
            guard: { type: 'bringsNone', params: ({ event }) => event },
            target: 'looking',
            actions: [
              { type: 'noteGone', params: ({ event }) => event },
              { type: 'noteTokens', params: ({ event }) => event },
            ],
          },
          {
            guard: { type: 'takesSomeAway', params: ({ event }) => event },
            actions: [
              { type: 'noteGone', params: ({ event }) => event },
              { type: 'noteTokens', params: ({ event }) => event },
            ],
          },
          { actions: { type: 'noteTokens', params: ({ event }) => event } },
        ],
        'user.certificateChosen': [
          {
            guard: { type: 'isUsable', params: ({ event }) => event },
            target: 'preparing',
            actions: { type: 'choose', params: ({ event }) => event },
          },
          { actions: { type: 'noteUnusable', params: ({ event }) => event } },
        ],
        'user.confirmed': [
          {
            guard: 'selectionIsUsable',
            target: 'preparing',
            actions: { type: 'choose', params: ({ context }) => ({ certificateId: context.selectedId }) },
          },
          { guard: 'noneIsUsable', target: 'done', actions: 'noteRefusedByList' },
        ],
        'scanner.scanned': { guard: 'asksForStatement', actions: { type: 'takeCard', params: ({ event }) => event } },
        'user.wentBack': { target: 'done', actions: 'noteBackedOut' },
      },
    },
    // Before any PIN: whose it is, and whether it counts.
    preparing: {
      tags: 'token-checking',
      initial: 'deciding',
      on: { 'user.wentBack': 'choosing' },
      states: {
        // A state of its own: XState makes the input of an invoke before it takes an `always`.
        deciding: { always: [{ guard: 'hasStatement', target: '#tokenSign.confirming' }, { target: 'checking' }] },
        checking: {
          invoke: {
            src: 'prepare',
            input: ({ context }) => prepareOf(context),
            onDone: [
              {
                guard: { type: 'isReady', params: ({ event }) => event },
                target: '#tokenSign.confirming',
                actions: { type: 'takePrepared', params: ({ event }) => event },
              },
              { target: '#tokenSign.choosing', actions: { type: 'noteUnfit', params: ({ event }) => event } },
            ],
            onError: { target: '#tokenSign.done', actions: { type: 'notePrepareFault', params: ({ event }) => event } },
          },
          after: { prepareLimit: { target: '#tokenSign.choosing', actions: 'notePrepareHung' } },
        },
      },
    },
    confirming: {
      tags: 'token-confirm',
      on: {
        'user.confirmed': [
          { guard: 'pinIsRefused', target: 'done', actions: 'noteRefusedByPin' },
          { guard: 'hasPinPad', target: 'waitingForPinPad', actions: 'beginAttempt' },
          { target: 'enteringPin', actions: 'clearProblem' },
        ],
        'user.wentBack': { target: 'choosing', actions: 'clearProblem' },
      },
    },
    enteringPin: {
      tags: 'token-pin',
      always: { guard: 'pinIsRefused', target: 'done', actions: 'noteRefusedByPin' },
      on: {
        'user.pinEntered': {
          target: 'signing',
          actions: [{ type: 'takePin', params: ({ event }) => event }, 'beginAttempt'],
        },
        'user.wentBack': { target: 'confirming', actions: 'clearProblem' },
      },
    },
    signing: {
      tags: 'token-signing',
      exit: [{ type: 'discardPin', params: ({ context }) => ({ pin: context.pin }) }, 'forgetPin'],
      invoke: {
        src: 'sign',
        input: ({ context }) => requestOf(context, context.pin ?? ('' as SecretHandle)),
        onDone: { target: 'judging', actions: { type: 'noteAnswer', params: ({ event }) => event } },
        onError: { target: 'judging', actions: { type: 'noteFailure', params: ({ event }) => event } },
      },
      after: { signLimit: { target: 'judging', actions: 'noteHung' } },
    },
    waitingForPinPad: {
      tags: 'token-pin-pad',
      invoke: [
        { src: 'countdown' },
        {
          src: 'sign',
          input: ({ context }) => requestOf(context, 'pin-pad'),
          onDone: { target: 'judging', actions: { type: 'noteAnswer', params: ({ event }) => event } },
          onError: { target: 'judging', actions: { type: 'noteFailure', params: ({ event }) => event } },
        },
      ],
      after: { pinPadLimit: { target: 'judging', actions: 'notePinPadTimeOut' } },
      on: {
        'clock.ticked': { actions: { type: 'noteTime', params: ({ event }) => event } },
        'user.wentBack': { target: 'confirming', actions: 'clearProblem' },
      },
    },
    judging: {
      tags: 'token-signing',
      entry: 'countFailure',
      always: [
        { guard: { type: 'answerMeans', params: { means: 'signed' } }, target: 'done' },
        {
          guard: { type: 'answerMeans', params: { means: 'refused' } },
          target: 'done',
          actions: 'noteRefusedByAnswer',
        },
        { guard: { type: 'answerMeans', params: { means: 'gone' } }, target: 'looking', actions: 'noteRemoved' },
        {
          guard: { type: 'answerMeans', params: { means: 'choose-another' } },
          target: 'choosing',
          actions: 'noteProblem',
        },
        { guard: and(['mayTryAgain', 'hasPinPad']), target: 'confirming', actions: 'noteProblem' },
        { guard: 'mayTryAgain', target: 'enteringPin', actions: 'noteProblem' },
        { target: 'done', actions: 'noteFaulted' },
      ],
    },
    done: { type: 'final', entry: 'forgetPin' },
  },
  output: ({ context }) => context.outcome,
})
