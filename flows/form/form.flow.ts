/**
 * Purpose: the fields of a method are answered: one a screen for a citizen, all on one screen for an officer; then a look at all of them.
 * Rule: product.md §3 (fields, captcha, card fills them), §8 (one question a screen; "check your answers" before anything is sent; dense form for staff).
 * Ends: complete · backed-out · faulted (the captcha could not be made). Answers are given back in every case.
 */
import { assign, setup } from 'xstate'
import type { FieldName, PersonEvent, ScannerInput } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Screen } from '../base/screens.ts'
import { type CaptchaOutput, captchaFlow } from '../captcha/captcha.flow.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import {
  checkField,
  type Draft,
  type FieldProblem,
  fillFromCard,
  fillFromMrz,
  firstOpenField,
  problemsOf,
} from './fields.ts'

/** A line that a proof told and nobody may change here: label key and text. */
export interface FixedLine {
  readonly name:
    | 'fullName'
    | 'idNumber'
    | 'birthDate'
    | 'organisation'
    | 'taxCode'
    | 'stateUnit'
    | 'issuer'
    | 'validity'
    | 'revocation'
  readonly text: string
}

export interface FormInput {
  readonly fields: readonly FieldName[]
  readonly fixed: readonly FixedLine[]
  readonly draft: Draft
  readonly card: CitizenCard | null
  readonly mrz: CitizenMrz | null
  readonly today: string
  readonly style: 'one-by-one' | 'dense'
  /** The "mã xác thực" of the portal; an officer is not asked for it, nor is anybody twice. */
  readonly captcha: boolean
  /** Where to begin: at the first field, at the first that is open, or at the look at all of them (back from what follows). */
  readonly startAt: 'first' | 'open' | 'review'
  /** What Enter does after the look, for the foot of the screen. */
  readonly next: 'get-code' | 'ask-phone' | 'continue'
}

export interface FormContext extends FormInput {
  readonly field: FieldName
  /** The line that is being changed from the review, with what stood there: going back leaves it as it was. */
  readonly editing: { readonly field: FieldName; readonly before: string } | null
  readonly problem: FieldProblem | null
  /** Of the dense form, all at once, after it was sent off. */
  readonly problems: readonly FieldProblem[]
  readonly captchaPassed: boolean
  readonly outcome: FormOutput['kind']
  readonly code: FaultCode | null
}

export interface FormOutput {
  readonly kind: 'complete' | 'backed-out' | 'faulted'
  readonly draft: Draft
  readonly card: CitizenCard | null
  readonly mrz: CitizenMrz | null
  readonly captchaPassed: boolean
  readonly code: FaultCode | null
}

export const formFlow = setup({
  types: {
    input: {} as FormInput,
    context: {} as FormContext,
    events: {} as PersonEvent | ScannerInput,
    output: {} as FormOutput,
    tags: {} as Screen,
  },
  actors: { captcha: captchaFlow },
  guards: {
    answerIsGood: ({ context }, { field, text }: { field: FieldName; text: string }) =>
      checkField(field, text, context.today).ok,
    /** What a proof told stands fixed. */
    isAsked: ({ context }, { field }: { field: FieldName }) => context.fields.includes(field),
    isEditing: ({ context }) => context.editing !== null,
    isFirstField: ({ context }) => context.field === context.fields[0],
    isLastField: ({ context }) => context.field === context.fields.at(-1),
    captchaIsPassed: ({ context }) => !context.captcha || context.captchaPassed,
    isComplete: ({ context }) => firstOpenField(context.fields, context.draft, context.today) === null,
    isDense: ({ context }) => context.style === 'dense',
    // Never past a captcha that is still due.
    startsAtReview: ({ context }) =>
      context.fields.length === 0 ||
      (context.startAt === 'review' &&
        !context.captcha &&
        firstOpenField(context.fields, context.draft, context.today) === null),
    wasPassed: (_, { output }: { output: CaptchaOutput }) => output.kind === 'passed',
    backedOut: (_, { output }: { output: CaptchaOutput }) => output.kind === 'backed-out',
    hasFields: ({ context }) => context.fields.length > 0,
  },
  actions: {
    keepAnswer: assign({
      draft: ({ context }, { field, text }: { field: FieldName; text: string }) => ({
        ...context.draft,
        [field]: text.normalize('NFC'),
      }),
      problem: null,
      problems: ({ context }, { field }) => context.problems.filter((problem) => problem.field !== field),
    }),
    keepProblem: assign({
      draft: ({ context }, { field, text }: { field: FieldName; text: string }) => ({
        ...context.draft,
        [field]: text.normalize('NFC'),
      }),
      problem: ({ context }, { field, text }) => problemOf(field, text, context.today),
      problems: ({ context }, { field, text }) => {
        const problem = problemOf(field, text, context.today)
        const others = context.problems.filter((each) => each.field !== field)
        return problem ? [...others, problem] : others
      },
    }),
    toNextField: assign({ field: ({ context }) => neighbour(context, 1), problem: null }),
    toPreviousField: assign({ field: ({ context }) => neighbour(context, -1), problem: null }),
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
    toLastField: assign({ field: ({ context }) => context.fields.at(-1) ?? context.field, problem: null }),
    toFirstOpenField: assign({
      field: ({ context }) => firstOpenField(context.fields, context.draft, context.today) ?? context.field,
      problem: null,
    }),
    stopEditing: assign({ editing: null, problem: null }),
    takeCard: assign(({ context }, { card }: { card: CitizenCard }) => {
      const draft = fillFromCard(context.fields, context.draft, card)
      return { ...afterScan(context, draft), card }
    }),
    takeMrz: assign(({ context }, { mrz }: { mrz: CitizenMrz }) => {
      const draft = fillFromMrz(context.fields, context.draft, mrz)
      return { ...afterScan(context, draft), mrz }
    }),
    noteProblems: assign({
      problems: ({ context }) => problemsOf(context.fields, context.draft, context.today),
      field: ({ context }) => firstOpenField(context.fields, context.draft, context.today) ?? context.field,
    }),
    noteCaptcha: assign({ captchaPassed: true }),
    noteComplete: assign({ outcome: 'complete' }),
    noteCaptchaFault: assign({
      outcome: 'faulted',
      code: (_, { output }: { output: CaptchaOutput }) => (output.kind === 'faulted' ? output.code : 'INTERNAL'),
    }),
    noteFault: assign({ outcome: 'faulted', code: (_, { error }: { error: unknown }) => toFault(error).code }),
  },
}).createMachine({
  id: 'form',
  context: ({ input }) => ({
    ...input,
    field: firstFieldOf(input),
    editing: null,
    problem: null,
    problems: [],
    captchaPassed: false,
    outcome: 'backed-out',
    code: null,
  }),
  initial: 'deciding',
  states: {
    deciding: {
      always: [
        { guard: 'isDense', target: 'dense' },
        { guard: 'startsAtReview', target: 'review' },
        { target: 'answering' },
      ],
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
          { guard: 'isFirstField', target: 'done' },
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
          { target: 'done', actions: { type: 'noteCaptchaFault', params: ({ event }) => event } },
        ],
        onError: { target: 'done', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    review: {
      tags: 'review',
      on: {
        'user.edited': {
          guard: { type: 'isAsked', params: ({ event }) => event },
          target: 'answering',
          actions: { type: 'toField', params: ({ event }) => event },
        },
        'user.confirmed': [
          { guard: 'isComplete', target: 'done', actions: 'noteComplete' },
          { target: 'answering', actions: 'toFirstOpenField' },
        ],
        'user.wentBack': [{ guard: 'hasFields', target: 'answering', actions: 'toLastField' }, { target: 'done' }],
        'scanner.scanned': { actions: { type: 'takeCard', params: ({ event }) => event } },
        'scanner.mrzScanned': { actions: { type: 'takeMrz', params: ({ event }) => event } },
      },
    },
    dense: {
      tags: 'form',
      on: {
        'user.answered': [
          {
            guard: { type: 'answerIsGood', params: ({ event }) => event },
            actions: { type: 'keepAnswer', params: ({ event }) => event },
          },
          { actions: { type: 'keepProblem', params: ({ event }) => event } },
        ],
        'user.confirmed': [
          { guard: 'isComplete', target: 'done', actions: 'noteComplete' },
          { actions: 'noteProblems' },
        ],
        'user.wentBack': 'done',
        'scanner.scanned': { actions: { type: 'takeCard', params: ({ event }) => event } },
        'scanner.mrzScanned': { actions: { type: 'takeMrz', params: ({ event }) => event } },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => ({
    kind: context.outcome,
    draft: context.draft,
    card: context.card,
    mrz: context.mrz,
    captchaPassed: context.captchaPassed,
    code: context.code,
  }),
})

function firstFieldOf({ fields, startAt, draft, today }: FormInput): FieldName {
  const first = fields[0] ?? 'email'
  return startAt === 'first' ? first : (firstOpenField(fields, draft, today) ?? first)
}

function afterScan(context: FormContext, draft: Draft) {
  const { fields, today } = context
  return {
    draft,
    // The scan leaves the fields that nobody reads off a card; the last one, which may stay empty, is where a complete form stands.
    field: firstOpenField(fields, draft, today) ?? fields.at(-1) ?? context.field,
    editing: null,
    problem: null,
    problems: context.problems.length > 0 ? problemsOf(fields, draft, today) : [],
  }
}

function neighbour({ fields, field }: FormContext, step: 1 | -1): FieldName {
  return fields[fields.indexOf(field) + step] ?? field
}

function problemOf(field: FieldName, text: string, today: string): FieldProblem | null {
  const checked = checkField(field, text, today)
  return checked.ok ? null : { field, code: checked.problem }
}
