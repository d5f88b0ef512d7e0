/**
 * Purpose: a citizen registers with a mobile subscription in the own name; ends at IAL 2 "verified by the carrier".
 * Rule: product.md §3 mobile (sources 1, 2, 3: ID number, name, birth date, phone, e-mail, captcha; OTP; password).
 * A self-service station hears of an existing account or another owner only after the OTP proved who holds the number.
 * Ends: every Outcome; all of them pass tidyingUp. The first fault decides.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { FieldName, PersonEvent, ScannerInput, VisitWord } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { Outcome } from '../base/outcome.ts'
import type { Screen } from '../base/screens.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { CitizenClaims, Language } from '../base/terms.ts'
import { type CaptchaOutput, captchaFlow } from '../captcha/captcha.flow.ts'
import { deliveryFlow } from '../delivery/delivery.flow.ts'
import { type OtpOutput, type OtpStanding, otpFlow } from '../otp/otp.flow.ts'
import { type PasswordOutput, passwordFlow } from '../password/password.flow.ts'
import type { PreCheck } from '../ports/central.port.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import {
  checkField,
  claimsOf,
  type Draft,
  EMPTY_DRAFT,
  type FieldProblem,
  fillFromCard,
  fillFromMrz,
  firstOpenField,
  MOBILE_FIELDS,
} from './fields.ts'
import { draftOfPacket, outcomeOfPreCheck, passwordAbout } from './packet-draft.ts'

export interface MobileInput {
  readonly packetId: string
  readonly today: string
  readonly language: Language
  readonly card: CitizenCard | null
  readonly mrz: CitizenMrz | null
}

export interface MobileContext extends MobileInput {
  readonly draft: Draft
  readonly field: FieldName
  /** The line that is being changed from the review, with what stood there: going back leaves it as it was. */
  readonly editing: { readonly field: FieldName; readonly before: string } | null
  readonly problem: FieldProblem | null
  readonly captchaPassed: boolean
  readonly proof: { phone: string; challengeId: string; proof: string } | null
  readonly deferred: boolean
  readonly otpRounds: number
  /** A code already sent, for a person who went back before typing it. */
  readonly otpStanding: OtpStanding | null
  readonly preCheck: PreCheck | null
  readonly passwordHash: SecretHandle | null
  readonly outcome: Outcome
}

export const mobileFlow = setup({
  types: {
    input: {} as MobileInput,
    context: {} as MobileContext,
    events: {} as PersonEvent | ScannerInput | VisitWord,
    output: {} as Outcome,
    tags: {} as Screen,
  },
  actors: {
    captcha: captchaFlow,
    otp: otpFlow,
    password: passwordFlow,
    delivery: deliveryFlow,
    preCheck: fromPromise<PreCheck, { challengeId: string; claims: CitizenClaims }>(async () =>
      Promise.reject(new Error('preCheck is not provided')),
    ),
  },
  guards: {
    answerIsGood: ({ context }, { field, text }: { field: FieldName; text: string }) =>
      checkField(field, text, context.today).ok,
    isEditing: ({ context }) => context.editing !== null,
    isFirstField: ({ context }) => context.field === MOBILE_FIELDS[0],
    isLastField: ({ context }) => context.field === MOBILE_FIELDS.at(-1),
    captchaIsPassed: ({ context }) => context.captchaPassed,
    formIsComplete: ({ context }) => claimsOf(context.draft, context.card, context.today) !== null,
    phoneIsProved: ({ context }) => context.proof !== null && context.proof.phone === phoneOf(context),
    preCheckForbids: (_, { preCheck }: { preCheck: PreCheck }) => outcomeOfPreCheck(preCheck) !== null,
    wasPassed: (_, { output }: { output: CaptchaOutput }) => output.kind === 'passed',
    wasProved: (_, { output }: { output: OtpOutput }) => output.kind === 'proved',
    wasDeferred: (_, { output }: { output: OtpOutput }) => output.kind === 'deferred',
    wasAccepted: (_, { output }: { output: PasswordOutput }) => output.kind === 'accepted',
    backedOut: (_, { output }: { output: { kind: string } }) => output.kind === 'backed-out',
  },
  actions: {
    keepAnswer: assign({
      draft: ({ context }, { field, text }: { field: FieldName; text: string }) => ({
        ...context.draft,
        [field]: text.normalize('NFC'),
      }),
      problem: null,
    }),
    keepProblem: assign({
      draft: ({ context }, { field, text }: { field: FieldName; text: string }) => ({
        ...context.draft,
        [field]: text.normalize('NFC'),
      }),
      problem: ({ context }, { field, text }) => problemOf(field, text, context.today),
    }),
    toNextField: assign({ field: ({ context }) => neighbour(context.field, 1), problem: null }),
    toPreviousField: assign({ field: ({ context }) => neighbour(context.field, -1), problem: null }),
    toField: assign({
      field: (_, { field }: { field: FieldName }) => field,
      editing: ({ context }, { field }) => ({ field, before: context.draft[field] }),
      problem: null,
    }),
    undoEdit: assign({
      draft: ({ context }) =>
        context.editing ? { ...context.draft, [context.editing.field]: context.editing.before } : context.draft,
      editing: null,
      problem: null,
    }),
    toLastField: assign({ field: ({ context }) => MOBILE_FIELDS.at(-1) ?? context.field, problem: null }),
    toFirstOpenField: assign({
      field: ({ context }) => firstOpenField(context.draft, context.today) ?? context.field,
      problem: null,
    }),
    stopEditing: assign({ editing: null, problem: null }),
    takeCard: assign({
      card: (_, { card }: { card: CitizenCard }) => card,
      draft: ({ context }, { card }) => fillFromCard(context.draft, card),
      field: ({ context }, { card }) => firstOpenField(fillFromCard(context.draft, card), context.today) ?? 'email',
      editing: null,
      problem: null,
    }),
    takeMrz: assign({
      mrz: (_, { mrz }: { mrz: CitizenMrz }) => mrz,
      draft: ({ context }, { mrz }) => fillFromMrz(context.draft, mrz),
      field: ({ context }, { mrz }) => firstOpenField(fillFromMrz(context.draft, mrz), context.today) ?? 'email',
      editing: null,
      problem: null,
    }),
    noteCaptcha: assign({ captchaPassed: true }),
    noteProof: assign({
      proof: ({ context }, { output }: { output: OtpOutput }) =>
        output.kind === 'proved'
          ? { phone: phoneOf(context), challengeId: output.challengeId, proof: output.proof }
          : context.proof,
      deferred: false,
    }),
    noteStanding: assign({
      otpStanding: (_, { output }: { output: OtpOutput }) => (output.kind === 'backed-out' ? output.standing : null),
    }),
    noteDeferred: assign({ deferred: true }),
    countOtpRound: assign({ otpRounds: ({ context }) => context.otpRounds + 1 }),
    notePreCheck: assign({ preCheck: (_, { preCheck }: { preCheck: PreCheck }) => preCheck }),
    noteForbidden: assign({
      outcome: ({ context }, { preCheck }: { preCheck: PreCheck }) => outcomeOfPreCheck(preCheck) ?? context.outcome,
    }),
    noteHash: assign({
      passwordHash: (_, { output }: { output: PasswordOutput }) => (output.kind === 'accepted' ? output.hash : null),
    }),
    noteEnd: assign({
      outcome: (_, { output }: { output: OtpOutput | CaptchaOutput | PasswordOutput }) => endOf(output),
    }),
    noteOutcome: assign({
      // Whatever else it waits for, a phone that is not proved needs the citizen again: the receipt must not say otherwise.
      outcome: ({ context }, { output }: { output: Outcome }): Outcome =>
        context.deferred && output.kind === 'pending' ? { ...output, code: 'OTP_DEFERRED' } : output,
    }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    forgetSecrets: assign({ passwordHash: null, proof: null }),
  },
}).createMachine({
  id: 'mobile',
  context: ({ input }) => ({
    ...input,
    draft: draftFrom(input),
    field: 'idNumber',
    editing: null,
    problem: null,
    captchaPassed: false,
    proof: null,
    deferred: false,
    otpRounds: 0,
    otpStanding: null,
    preCheck: null,
    passwordHash: null,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'conditions',
  on: { 'visit.languageChanged': { actions: assign({ language: ({ event }) => event.language }) } },
  states: {
    conditions: {
      tags: 'conditions',
      on: {
        'user.confirmed': { target: 'answering', actions: 'toFirstOpenField' },
        'user.wentBack': 'tidyingUp',
        'scanner.scanned': { target: 'answering', actions: { type: 'takeCard', params: ({ event }) => event } },
        'scanner.mrzScanned': { target: 'answering', actions: { type: 'takeMrz', params: ({ event }) => event } },
      },
    },
    answering: {
      tags: 'field',
      on: {
        'user.answered': [
          {
            guard: { type: 'answerIsGood', params: ({ event }) => event },
            target: 'moving',
            actions: { type: 'keepAnswer', params: ({ event }) => event },
          },
          { actions: { type: 'keepProblem', params: ({ event }) => event } },
        ],
        'user.wentBack': [
          { guard: 'isEditing', target: 'review', actions: 'undoEdit' },
          { guard: 'isFirstField', target: 'conditions' },
          { actions: 'toPreviousField' },
        ],
        'scanner.scanned': { actions: { type: 'takeCard', params: ({ event }) => event } },
        'scanner.mrzScanned': { actions: { type: 'takeMrz', params: ({ event }) => event } },
      },
    },
    moving: {
      tags: 'field',
      always: [
        { guard: 'isEditing', target: 'review', actions: 'stopEditing' },
        { guard: 'isLastField', target: 'captcha' },
        { target: 'answering', actions: 'toNextField' },
      ],
    },
    captcha: {
      always: { guard: 'captchaIsPassed', target: 'review' },
      invoke: {
        src: 'captcha',
        id: 'captcha',
        onDone: [
          { guard: { type: 'wasPassed', params: ({ event }) => event }, target: 'review', actions: 'noteCaptcha' },
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'answering' },
          { target: 'tidyingUp', actions: { type: 'noteEnd', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    review: {
      tags: 'review',
      on: {
        'user.edited': { target: 'answering', actions: { type: 'toField', params: ({ event }) => event } },
        'user.confirmed': [
          { guard: 'phoneIsProved', target: 'preChecking' },
          { guard: 'formIsComplete', target: 'otp' },
          { target: 'answering', actions: 'toFirstOpenField' },
        ],
        'user.wentBack': { target: 'answering', actions: 'toLastField' },
        'scanner.scanned': { actions: { type: 'takeCard', params: ({ event }) => event } },
        'scanner.mrzScanned': { actions: { type: 'takeMrz', params: ({ event }) => event } },
      },
    },
    otp: {
      entry: 'countOtpRound',
      invoke: {
        src: 'otp',
        id: 'otp',
        input: ({ context }) => ({
          packetId: context.packetId,
          phone: phoneOf(context),
          round: context.otpRounds,
          standing: standingFor(context),
        }),
        onDone: [
          {
            guard: { type: 'wasProved', params: ({ event }) => event },
            target: 'preChecking',
            actions: { type: 'noteProof', params: ({ event }) => event },
          },
          { guard: { type: 'wasDeferred', params: ({ event }) => event }, target: 'password', actions: 'noteDeferred' },
          {
            guard: { type: 'backedOut', params: ({ event }) => event },
            target: 'review',
            actions: { type: 'noteStanding', params: ({ event }) => event },
          },
          { target: 'tidyingUp', actions: { type: 'noteEnd', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    preChecking: {
      tags: 'pre-checking',
      invoke: {
        src: 'preCheck',
        input: ({ context }) => ({ challengeId: context.proof?.challengeId ?? '', claims: claimsIn(context) }),
        onDone: [
          {
            guard: { type: 'preCheckForbids', params: ({ event }) => ({ preCheck: event.output }) },
            target: 'tidyingUp',
            actions: { type: 'noteForbidden', params: ({ event }) => ({ preCheck: event.output }) },
          },
          {
            target: 'password',
            actions: { type: 'notePreCheck', params: ({ event }) => ({ preCheck: event.output }) },
          },
        ],
        // Central checks all of it again when the packet arrives, so an answer that does not come holds nobody up.
        onError: 'password',
      },
    },
    password: {
      invoke: {
        src: 'password',
        id: 'password',
        input: ({ context }) => ({ about: passwordAbout(claimsIn(context)) }),
        onDone: [
          {
            guard: { type: 'wasAccepted', params: ({ event }) => event },
            target: 'terms',
            actions: { type: 'noteHash', params: ({ event }) => event },
          },
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'review' },
          { target: 'tidyingUp', actions: { type: 'noteEnd', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    terms: {
      tags: 'terms',
      on: { 'user.confirmed': 'delivery', 'user.wentBack': 'password' },
    },
    delivery: {
      invoke: {
        src: 'delivery',
        id: 'delivery',
        input: ({ context }) => ({ draft: draftOfPacket(context, claimsIn(context)) }),
        onDone: { target: 'tidyingUp', actions: { type: 'noteOutcome', params: ({ event }) => event } },
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    tidyingUp: { entry: 'forgetSecrets', always: 'done' },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function draftFrom({ card, mrz }: MobileInput): Draft {
  const read = mrz ? fillFromMrz(EMPTY_DRAFT, mrz) : EMPTY_DRAFT
  return card ? fillFromCard(read, card) : read
}

function neighbour(field: FieldName, step: 1 | -1): FieldName {
  return MOBILE_FIELDS[MOBILE_FIELDS.indexOf(field) + step] ?? field
}

function problemOf(field: FieldName, text: string, today: string): FieldProblem | null {
  const checked = checkField(field, text, today)
  return checked.ok ? null : { field, code: checked.problem }
}

function claimsIn(context: MobileContext): CitizenClaims {
  const claims = claimsOf(context.draft, context.card, context.today)
  if (!claims) throw toFault(new Error('a state that needs complete claims was entered without them'))
  return claims
}

function phoneOf(context: MobileContext): string {
  return claimsOf(context.draft, context.card, context.today)?.phone ?? ''
}

function standingFor(context: MobileContext): OtpStanding | null {
  return context.otpStanding?.phone === phoneOf(context) ? context.otpStanding : null
}

function endOf(output: OtpOutput | CaptchaOutput | PasswordOutput): Outcome {
  if (output.kind === 'refused') return { kind: 'refused', code: output.code, carrier: null, receipt: null }
  if (output.kind === 'faulted') return { kind: 'faulted', code: output.code }
  return { kind: 'backed-out' }
}
