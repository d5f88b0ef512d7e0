/**
 * Purpose: a code of this station's own, when central cannot be reached: made here, sent by the modem here.
 * Rule: product.md §2 (OTP offline only through the station's own modem). What may be out can be typed and is never sent twice; what is not out costs nothing.
 * Ends: sent · no-modem (none here can send now) · failed (the modem's trouble, or a limit) · backed-out.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Screen } from '../base/screens.ts'
import type { SecretHandle } from '../base/secret.ts'
import { type SendCodeOutput, sendCodeFlow } from '../modem/send-code.flow.ts'
import type { OtpChallenge } from '../ports/central.port.ts'
import type { CodeReport, OwnCode } from '../ports/own-code.port.ts'

export interface OwnCodeInput {
  /** Made before this flow: a repeat of it sends nothing again. */
  readonly requestId: string
  /** E.164. */
  readonly phone: string
}

export interface OwnCodeContext extends OwnCodeInput {
  readonly challenge: OtpChallenge | null
  readonly message: OwnCode['message']
  readonly report: CodeReport
  readonly problem: FaultCode | null
  readonly isLeaving: boolean
  readonly outcome: OwnCodeOutput
}

export type OwnCodeOutput =
  | { readonly kind: 'sent'; readonly challenge: OtpChallenge }
  | { readonly kind: 'no-modem' }
  | { readonly kind: 'failed'; readonly code: FaultCode }
  /** With the code that may be on its way all the same. */
  | { readonly kind: 'backed-out'; readonly challenge: OtpChallenge | null }

export type OwnCodeAnswer = OwnCode | { readonly kind: 'no-modem' }

export const ownCodeFlow = setup({
  types: {
    input: {} as OwnCodeInput,
    context: {} as OwnCodeContext,
    events: {} as PersonEvent,
    output: {} as OwnCodeOutput,
    tags: {} as Screen,
  },
  actors: {
    /** Where nothing is provided there are no codes of the station's own: a flow that proves for another station, say. */
    prepareCode: fromPromise<OwnCodeAnswer, OwnCodeInput>(async () => ({ kind: 'no-modem' })),
    settleCode: fromPromise<void, { challengeId: string; report: CodeReport }>(async () =>
      Promise.reject(new Error('settleCode is not provided')),
    ),
    sendCode: sendCodeFlow,
  },
  guards: {
    hasNoModem: (_, { output }: { output: OwnCodeAnswer }) => !('challenge' in output),
    isRepeat: (_, { output }: { output: OwnCodeAnswer }) => 'challenge' in output && output.message === null,
  },
  actions: {
    takeCode: assign({
      challenge: (_, { output }: { output: OwnCodeAnswer }) => ('challenge' in output ? output.challenge : null),
      message: (_, { output }) => ('challenge' in output ? output.message : null),
    }),
    noteNoModem: assign({ outcome: { kind: 'no-modem' } }),
    noteReport: assign({
      report: (_, { output }: { output: SendCodeOutput }) => reportOf(output),
      problem: (_, { output }) => ('code' in output ? output.code : null),
      isLeaving: (_, { output }) => output.kind === 'backed-out',
      message: null,
    }),
    noteSettled: assign({ outcome: ({ context }) => outcomeOf(context) }),
    noteFailed: assign({
      outcome: (_, { error }: { error: unknown }): OwnCodeOutput => ({ kind: 'failed', code: toFault(error).code }),
    }),
  },
}).createMachine({
  id: 'ownCode',
  context: ({ input }) => ({
    ...input,
    challenge: null,
    message: null,
    report: 'unconfirmed',
    problem: null,
    isLeaving: false,
    outcome: { kind: 'backed-out', challenge: null },
  }),
  initial: 'preparing',
  states: {
    preparing: {
      tags: 'otp-sending',
      invoke: {
        src: 'prepareCode',
        input: ({ context }) => ({ requestId: context.requestId, phone: context.phone }),
        onDone: [
          {
            guard: { type: 'hasNoModem', params: ({ event }) => event },
            target: 'done',
            actions: 'noteNoModem',
          },
          {
            guard: { type: 'isRepeat', params: ({ event }) => event },
            target: 'settling',
            actions: { type: 'takeCode', params: ({ event }) => event },
          },
          { target: 'sending', actions: { type: 'takeCode', params: ({ event }) => event } },
        ],
        onError: { target: 'done', actions: { type: 'noteFailed', params: ({ event }) => event } },
      },
    },
    sending: {
      invoke: {
        src: 'sendCode',
        id: 'sendCode',
        input: ({ context }) => ({
          messageId: context.message?.messageId ?? '',
          to: context.phone,
          text: context.message?.text ?? ('' as SecretHandle),
          endsOnTrouble: true,
        }),
        onDone: { target: 'settling', actions: { type: 'noteReport', params: ({ event }) => event } },
        onError: { target: 'settling' },
      },
    },
    settling: {
      tags: 'otp-sending',
      invoke: {
        src: 'settleCode',
        input: ({ context }) => ({ challengeId: context.challenge?.challengeId ?? '', report: context.report }),
        onDone: { target: 'done', actions: 'noteSettled' },
        onError: { target: 'done', actions: { type: 'noteFailed', params: ({ event }) => event } },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

/** Who leaves the sending leaves a message that may be out, and so does a program that ended with the text. */
function reportOf(output: SendCodeOutput): CodeReport {
  switch (output.kind) {
    case 'delivered':
    case 'unconfirmed':
    case 'undelivered':
      return output.kind
    case 'backed-out':
      return 'unconfirmed'
    case 'not-sent':
      return output.code === 'SECRET_SPENT' ? 'unconfirmed' : 'not-sent'
  }
}

function outcomeOf({ challenge, report, problem, isLeaving }: OwnCodeContext): OwnCodeOutput {
  if (!challenge) return { kind: 'no-modem' }
  if (report === 'not-sent' || report === 'undelivered') return { kind: 'failed', code: problem ?? 'SMS_NOT_DELIVERED' }
  const told: OtpChallenge = { ...challenge, report }
  return isLeaving ? { kind: 'backed-out', challenge: told } : { kind: 'sent', challenge: told }
}
