/**
 * Purpose: send a one-time code by the station's own modem and know whether it arrived.
 * Rule: product.md §2 (OTP offline only through the station's own modem); "undelivered" is the network's word, "unconfirmed" means no report came in time.
 * The text travels as a one-time handle; the message id makes a repeat harmless. Who waits may go on at any time: the code may be there already.
 * Ends: delivered · unconfirmed · undelivered · not-sent (a new code is needed) · backed-out.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate'
import { TEXT_LIMIT_MS, TEXT_REPORT_MS } from '../base/delays.ts'
import type { DeviceScreen } from '../base/device-screens.ts'
import type { ModemEvent, PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { ModemView, TextOutcome } from '../ports/modem.port.ts'

export interface SendCodeInput {
  readonly messageId: string
  /** E.164. */
  readonly to: string
  readonly text: SecretHandle
  /** Ends where it would wait for a person or a modem: whoever runs it has another way to offer. */
  readonly endsOnTrouble?: boolean
}

export interface SendCodeContext extends SendCodeInput {
  readonly modems: readonly ModemView[]
  /** Why no modem can be used now; null when one can. */
  readonly standing: FaultCode | null
  readonly problem: FaultCode | null
  /** It waits for a person or a modem; otherwise a try is under way. */
  readonly isStuck: boolean
  readonly outcome: SendCodeOutput
}

export type SendCodeOutput =
  | TextOutcome
  | { readonly kind: 'not-sent'; readonly code: FaultCode }
  | { readonly kind: 'backed-out' }

/** What goes to the modem. */
export interface TextMessage extends Pick<SendCodeInput, 'messageId' | 'to' | 'text'> {
  readonly reportWithinMs: number
}

/** Trouble that passes, by itself or by a hand: the same message is worth another try. */
const PASSING: readonly FaultCode[] = [
  'MODEM_ABSENT',
  'MODEM_LOST',
  'MODEM_NOT_ANSWERING',
  'MODEM_NO_NETWORK',
  'SIM_ABSENT',
  'SIM_PIN_REQUIRED',
  'SIM_PUK_REQUIRED',
  'SMS_TEMPORARY',
]

export const sendCodeFlow = setup({
  types: {
    input: {} as SendCodeInput,
    context: {} as SendCodeContext,
    events: {} as PersonEvent | ModemEvent,
    output: {} as SendCodeOutput,
    tags: {} as DeviceScreen,
  },
  actors: {
    /** Sends modem.changed at once and then at every change. */
    watchModems: fromCallback<ModemEvent>(() => undefined),
    sendText: fromPromise<TextOutcome, TextMessage>(async () => Promise.reject(new Error('sendText is not provided'))),
  },
  delays: { textLimit: TEXT_LIMIT_MS },
  guards: {
    isPassing: (_, { error }: { error: unknown }) => PASSING.includes(toFault(error).code),
    endsOnTrouble: ({ context }) => context.endsOnTrouble === true,
    bringsUsableModem: ({ context }, event: ModemEvent) => !canSend(context.modems) && canSend(event.modems),
  },
  actions: {
    /** Provided: wipes the text from where it is kept, if no modem has taken it. */
    discardText: (_, __: { text: SecretHandle }) => undefined,
    noteModems: assign({
      modems: (_, { modems }: ModemEvent) => modems,
      standing: (_, { standing }) => standing,
    }),
    noteOutcome: assign({ outcome: (_, { output }: { output: TextOutcome }) => output }),
    noteProblem: assign({ problem: (_, { error }: { error: unknown }) => toFault(error).code }),
    noteHung: assign({ problem: 'MODEM_NOT_ANSWERING' }),
    noteStuck: assign({ isStuck: true }),
    noteTrying: assign({ isStuck: false }),
    noteUnconfirmed: assign({ outcome: { kind: 'unconfirmed' } }),
    noteNotSent: assign({
      // A text already spent by the try before is told with the trouble that spent it.
      outcome: ({ context }, { error }: { error: unknown }): SendCodeOutput => {
        const { code } = toFault(error)
        return { kind: 'not-sent', code: code === 'SECRET_SPENT' ? (context.problem ?? code) : code }
      },
    }),
    noteTrouble: assign({
      outcome: ({ context }): SendCodeOutput => ({ kind: 'not-sent', code: context.problem ?? 'MODEM_NOT_ANSWERING' }),
    }),
    noteBackedOut: assign({ outcome: { kind: 'backed-out' } }),
  },
}).createMachine({
  id: 'sendCode',
  context: ({ input }) => ({
    ...input,
    modems: [],
    standing: null,
    problem: null,
    isStuck: false,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'sending',
  invoke: {
    src: 'watchModems',
    onError: { target: '.done', actions: { type: 'noteNotSent', params: ({ event }) => event } },
  },
  on: { 'modem.changed': { actions: { type: 'noteModems', params: ({ event }) => event } } },
  states: {
    sending: {
      tags: 'code-sending',
      entry: 'noteTrying',
      invoke: {
        src: 'sendText',
        input: ({ context }) => ({
          messageId: context.messageId,
          to: context.to,
          text: context.text,
          reportWithinMs: TEXT_REPORT_MS,
        }),
        onDone: { target: 'done', actions: { type: 'noteOutcome', params: ({ event }) => event } },
        onError: [
          {
            guard: { type: 'isPassing', params: ({ event }) => event },
            target: 'stuck',
            actions: { type: 'noteProblem', params: ({ event }) => event },
          },
          { target: 'done', actions: { type: 'noteNotSent', params: ({ event }) => event } },
        ],
      },
      after: {
        textLimit: [
          // It may be out: whoever does not wait must not send it again.
          { guard: 'endsOnTrouble', target: 'done', actions: 'noteUnconfirmed' },
          { target: 'stuck', actions: 'noteHung' },
        ],
      },
      on: {
        'user.confirmed': { target: 'done', actions: 'noteUnconfirmed' },
        'user.wentBack': { target: 'done', actions: 'noteBackedOut' },
      },
    },
    stuck: {
      tags: 'code-sending',
      entry: 'noteStuck',
      always: { guard: 'endsOnTrouble', target: 'done', actions: 'noteTrouble' },
      on: {
        'modem.changed': [
          {
            guard: { type: 'bringsUsableModem', params: ({ event }) => event },
            target: 'sending',
            actions: { type: 'noteModems', params: ({ event }) => event },
          },
          { actions: { type: 'noteModems', params: ({ event }) => event } },
        ],
        'user.retried': 'sending',
        'user.confirmed': 'sending',
        'user.wentBack': { target: 'done', actions: 'noteBackedOut' },
      },
    },
    done: { type: 'final', entry: { type: 'discardText', params: ({ context }) => ({ text: context.text }) } },
  },
  output: ({ context }) => context.outcome,
})

/** Whether one of them can send a message now. */
export function canSend(modems: readonly ModemView[]): boolean {
  return modems.some(({ sim, network }) => sim === 'ready' && (network === 'home' || network === 'roaming'))
}
