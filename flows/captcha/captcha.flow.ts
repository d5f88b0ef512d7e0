/**
 * Purpose: a person reads the letters drawn on the screen (the portal's "mã xác thực", source 4 figure 4).
 * Rule: a challenge answers once; a wrong answer brings a new picture, none at all leaves it. Asked before an OTP is spent.
 * Ends: passed · backed-out · faulted.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Screen } from '../base/screens.ts'
import type { CaptchaChallenge } from '../ports/captcha.port.ts'

export interface CaptchaContext {
  readonly challenge: CaptchaChallenge | null
  readonly answer: string
  readonly problem: FaultCode | null
  readonly outcome: CaptchaOutput
}

export type CaptchaOutput = { kind: 'passed' } | { kind: 'backed-out' } | { kind: 'faulted'; code: FaultCode }

export const captchaFlow = setup({
  types: {
    context: {} as CaptchaContext,
    events: {} as PersonEvent,
    output: {} as CaptchaOutput,
    tags: {} as Screen,
  },
  actors: {
    issueCaptcha: fromPromise<CaptchaChallenge>(async () => Promise.reject(new Error('issueCaptcha is not provided'))),
    checkCaptcha: fromPromise<boolean, { captchaId: string; answer: string }>(async () =>
      Promise.reject(new Error('checkCaptcha is not provided')),
    ),
  },
  actions: {
    notePassed: assign({ outcome: { kind: 'passed' } }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'faulted', code: toFault(error).code }),
    }),
  },
  guards: {
    isRight: (_, passed: boolean) => passed,
    isEmpty: (_, { text }: { text: string }) => text.trim() === '',
  },
}).createMachine({
  id: 'captcha',
  context: { challenge: null, answer: '', problem: null, outcome: { kind: 'backed-out' } },
  initial: 'issuing',
  states: {
    issuing: {
      tags: 'captcha-wait',
      invoke: {
        src: 'issueCaptcha',
        onDone: { target: 'showing', actions: assign({ challenge: ({ event }) => event.output }) },
        onError: { target: 'done', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    showing: {
      tags: 'captcha',
      on: {
        'user.captchaAnswered': [
          {
            guard: { type: 'isEmpty', params: ({ event }) => event },
            actions: assign({ problem: 'FIELD_REQUIRED' }),
          },
          { target: 'checking', actions: assign({ answer: ({ event }) => event.text }) },
        ],
        'user.refreshed': { target: 'issuing', actions: assign({ problem: null }) },
        'user.wentBack': 'done',
      },
    },
    checking: {
      tags: 'captcha-wait',
      invoke: {
        src: 'checkCaptcha',
        input: ({ context }) => ({ captchaId: context.challenge?.captchaId ?? '', answer: context.answer }),
        onDone: [
          { guard: { type: 'isRight', params: ({ event }) => event.output }, target: 'done', actions: 'notePassed' },
          { target: 'issuing', actions: assign({ problem: 'CAPTCHA_WRONG', answer: '' }) },
        ],
        onError: { target: 'done', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})
