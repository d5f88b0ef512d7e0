/**
 * Purpose: what follows once a strong proof has told who it is: the account that may be there, what is still asked, the closing.
 * Rule: product.md §3: certificate data shown → e-mail, captcha, terms; "a stronger proof for the same person offers raise the level"; never a second account.
 * Ends: every Outcome; backed-out returns to the proof.
 */
import { assign, enqueueActions, setup } from 'xstate'
import type { PersonEvent, ScannerInput, VisitWord } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { Outcome } from '../base/outcome.ts'
import { type RegistrationInput, TERMS_VERSION } from '../base/registration.ts'
import type { Screen } from '../base/screens.ts'
import type { Claims, Ial, Language } from '../base/terms.ts'
import { claimsOf, type Draft, EMPTY_DRAFT, fillFromClaims } from '../form/fields.ts'
import { type FixedLine, type FormInput, type FormOutput, formFlow } from '../form/form.flow.ts'
import { fieldsOf } from '../form/method-fields.ts'
import { type KnownPersonOutput, knownPersonFlow } from '../known/known-person.flow.ts'
import type { Evidence } from '../ports/packet.port.ts'
import type { AccountStanding } from '../ports/remote.port.ts'
import type { PasswordAbout } from '../rules/password.ts'
import { type ClosingInput, closingFlow } from './closing.flow.ts'

/** What a proof gave. */
export interface Proof {
  readonly claims: Claims
  readonly evidence: readonly Evidence[]
  readonly ial: Ial
  /** What central told of the account; null when nobody could ask. */
  readonly account: AccountStanding | null
  /** What stands on the screen and cannot be changed. */
  readonly fixed: readonly FixedLine[]
  readonly passwordAbout: PasswordAbout | null
}

export interface ProvedInput {
  readonly registration: RegistrationInput
  readonly proof: Proof
  /** Whether the captcha was answered on the way to the proof: nobody is asked twice. */
  readonly captchaPassed: boolean
}

export interface ProvedContext extends ProvedInput {
  readonly draft: Draft
  readonly formStart: FormInput['startAt']
  readonly outcome: Outcome
}

export const provedFlow = setup({
  types: {
    input: {} as ProvedInput,
    context: {} as ProvedContext,
    events: {} as PersonEvent | ScannerInput | VisitWord,
    output: {} as Outcome,
    tags: {} as Screen,
  },
  actors: { form: formFlow, closing: closingFlow, knownPerson: knownPersonFlow },
  guards: {
    accountIsAsHigh: ({ context: { proof } }) => proof.account?.state === 'exists' && proof.account.ial >= proof.ial,
    accountIsLower: ({ context: { proof } }) => proof.account?.state === 'exists' && proof.account.ial < proof.ial,
    /** An officer serves, and central could not be asked. */
    officerHeardNothing: ({ context: { registration, proof } }) =>
      registration.officer !== null && proof.account === null,
    wantsWays: (_, { output }: { output: KnownPersonOutput }) => output.kind === 'ways',
    waitsHere: (_, { output }: { output: KnownPersonOutput }) => output.kind === 'kept',
    asksNothing: ({ context }) => fieldsAfter(context).length === 0,
    isComplete: (_, { output }: { output: FormOutput }) => output.kind === 'complete',
    isFaulted: (_, { output }: { output: FormOutput }) => output.kind === 'faulted',
    backedOut: (_, { output }: { output: { kind: string } }) => output.kind === 'backed-out',
  },
  actions: {
    noteExists: assign({
      outcome: { kind: 'refused', code: 'ACCOUNT_EXISTS', carrier: null, receipt: null } satisfies Outcome,
    }),
    noteKept: assign({
      outcome: ({ context }, { output }: { output: KnownPersonOutput }) =>
        output.kind === 'kept' ? output.outcome : context.outcome,
    }),
    noteMaybe: assign({
      outcome: { kind: 'refused', code: 'ACCOUNT_MAYBE_EXISTS', carrier: null, receipt: null } satisfies Outcome,
    }),
    takeForm: assign({
      draft: (_, { output }: { output: FormOutput }) => output.draft,
      captchaPassed: ({ context }, { output }) => context.captchaPassed || output.captchaPassed,
      formStart: 'review',
    }),
    noteFormFault: assign({
      outcome: (_, { output }: { output: FormOutput }): Outcome => ({
        kind: 'faulted',
        code: output.code ?? 'INTERNAL',
      }),
    }),
    noteOutcome: assign({ outcome: (_, { output }: { output: Outcome }) => output }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    takeLanguage: enqueueActions(({ enqueue, self, event }, { language }: { language: Language }) => {
      enqueue.assign({ registration: ({ context }) => ({ ...context.registration, language }) })
      if (self.getSnapshot().children.closing) enqueue.sendTo('closing', event as VisitWord)
    }),
  },
}).createMachine({
  id: 'proved',
  context: ({ input }) => ({
    ...input,
    draft: fillFromClaims(
      fieldsOf(input.registration.method, input.registration.subject).after,
      EMPTY_DRAFT,
      input.proof.claims,
    ),
    formStart: 'first',
    outcome: { kind: 'backed-out' },
  }),
  initial: 'deciding',
  on: { 'visit.languageChanged': { actions: { type: 'takeLanguage', params: ({ event }) => event } } },
  states: {
    deciding: {
      tags: 'signature-checking',
      always: [
        { guard: 'accountIsAsHigh', target: 'done', actions: 'noteExists' },
        { guard: 'accountIsLower', target: 'raising' },
        { guard: 'officerHeardNothing', target: 'lookingUp' },
        { guard: 'asksNothing', target: 'closing' },
        { target: 'form' },
      ],
    },
    lookingUp: {
      invoke: {
        src: 'knownPerson',
        id: 'knownPerson',
        input: ({ context: { registration, proof } }) => ({ subject: registration.subject, claims: proof.claims }),
        onDone: [
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'done' },
          { guard: { type: 'wantsWays', params: ({ event }) => event }, target: 'done', actions: 'noteMaybe' },
          {
            guard: { type: 'waitsHere', params: ({ event }) => event },
            target: 'done',
            actions: { type: 'noteKept', params: ({ event }) => event },
          },
          { target: 'lookedUp' },
        ],
        onError: 'lookedUp',
      },
    },
    lookedUp: { tags: 'pre-checking', always: [{ guard: 'asksNothing', target: 'closing' }, { target: 'form' }] },
    raising: {
      tags: 'raise-level',
      on: {
        'user.raised': [{ guard: 'asksNothing', target: 'closing' }, { target: 'form' }],
        'user.confirmed': [{ guard: 'asksNothing', target: 'closing' }, { target: 'form' }],
        'user.declined': { target: 'done', actions: 'noteExists' },
        'user.wentBack': 'done',
      },
    },
    form: {
      invoke: {
        src: 'form',
        id: 'form',
        input: ({ context }) => formOf(context),
        onDone: [
          {
            guard: { type: 'isComplete', params: ({ event }) => event },
            target: 'closing',
            actions: { type: 'takeForm', params: ({ event }) => event },
          },
          {
            guard: { type: 'isFaulted', params: ({ event }) => event },
            target: 'done',
            actions: { type: 'noteFormFault', params: ({ event }) => event },
          },
          { target: 'done' },
        ],
        onError: { target: 'done', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    closing: {
      invoke: {
        src: 'closing',
        id: 'closing',
        input: ({ context }) => closingOf(context),
        onDone: [
          {
            guard: { type: 'backedOut', params: ({ event }) => event },
            target: 'backFromClosing',
          },
          { target: 'done', actions: { type: 'noteOutcome', params: ({ event }) => event } },
        ],
        onError: { target: 'done', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    backFromClosing: { tags: 'review', always: [{ guard: 'asksNothing', target: 'done' }, { target: 'form' }] },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function fieldsAfter({ registration }: ProvedContext) {
  return fieldsOf(registration.method, registration.subject).after
}

function formOf(context: ProvedContext): FormInput {
  const { registration, proof, draft, captchaPassed, formStart } = context
  return {
    fields: fieldsAfter(context),
    fixed: proof.fixed,
    draft,
    card: null,
    mrz: null,
    today: registration.today,
    style: registration.officer ? 'dense' : 'one-by-one',
    captcha: registration.officer === null && !captchaPassed,
    startAt: formStart,
    next: 'continue',
  }
}

function closingOf(context: ProvedContext): ClosingInput {
  const { registration, proof, draft } = context
  const added = claimsOf(fieldsAfter(context), draft, null, registration.today) ?? {}
  return {
    packet: {
      packetId: registration.packetId,
      subject: registration.subject,
      method: registration.method,
      claims: { ...proof.claims, ...added },
      evidence: proof.evidence,
      // Whoever could be asked was asked; the others agree with the terms, which say so.
      onExisting: proof.ial === 3 ? 'raise' : 'refuse',
    },
    termsVersion: TERMS_VERSION,
    language: registration.language,
    // An account that is there keeps its password.
    passwordAbout: proof.account?.state === 'exists' ? null : proof.passwordAbout,
  }
}
