/**
 * Purpose: a citizen registers with a phone: by a subscription in the own name (mobile), or by the social insurance number (social-insurance); ends at IAL 2.
 * Rule: product.md §3 (sources 1, 2, 3: ID number, name, birth date, phone, e-mail, captcha; OTP; password; BHXH number besides).
 * A self-service station hears of an existing account or another owner only after the OTP proved who holds the number; an officer before one is spent.
 * Ends: every Outcome; all of them pass tidyingUp. The first fault decides.
 */
import { assign, enqueueActions, fromPromise, setup } from 'xstate'
import type { PersonEvent, ScannerInput, VisitWord } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { Outcome } from '../base/outcome.ts'
import { type RegistrationInput, TERMS_VERSION } from '../base/registration.ts'
import type { Screen } from '../base/screens.ts'
import type { CitizenClaims, Language } from '../base/terms.ts'
import { closingFlow } from '../closing/closing.flow.ts'
import { draftOfScans, withScan } from '../form/draft-of-scans.ts'
import { citizenClaims, claimsOf, type Draft } from '../form/fields.ts'
import { type FormInput, type FormOutput, formFlow } from '../form/form.flow.ts'
import { fieldsOf } from '../form/method-fields.ts'
import { type KnownPersonOutput, knownPersonFlow } from '../known/known-person.flow.ts'
import { type OtpOutput, type OtpStanding, otpFlow } from '../otp/otp.flow.ts'
import type { PreCheck } from '../ports/central.port.ts'
import { canBeLeft } from '../rules/offline.ts'
import { outcomeOfPreCheck, packetOf, passwordAbout } from './packet-draft.ts'

export interface MobileContext extends RegistrationInput {
  readonly draft: Draft
  readonly formStart: FormInput['startAt']
  readonly captchaPassed: boolean
  readonly proof: { phone: string; challengeId: string; proof: string } | null
  readonly deferred: boolean
  readonly otpRounds: number
  /** A code already sent, for a person who went back before typing it. */
  readonly otpStanding: OtpStanding | null
  readonly preCheck: PreCheck | null
  readonly outcome: Outcome
}

export interface PreCheckQuestion {
  /** Null at an assisted counter, which may ask before a code is spent. */
  readonly challengeId: string | null
  readonly method: 'mobile' | 'social-insurance'
  readonly claims: CitizenClaims
}

export const mobileFlow = setup({
  types: {
    input: {} as RegistrationInput,
    context: {} as MobileContext,
    events: {} as PersonEvent | ScannerInput | VisitWord,
    output: {} as Outcome,
    tags: {} as Screen,
  },
  actors: {
    form: formFlow,
    otp: otpFlow,
    closing: closingFlow,
    knownPerson: knownPersonFlow,
    preCheck: fromPromise<PreCheck, PreCheckQuestion>(async () =>
      Promise.reject(new Error('preCheck is not provided')),
    ),
  },
  guards: {
    isComplete: (_, { output }: { output: FormOutput }) => output.kind === 'complete',
    isFaulted: (_, { output }: { output: { kind: string } }) => output.kind === 'faulted',
    hasOfficer: ({ context }) => context.officer !== null,
    phoneIsProved: ({ context }) => context.proof !== null && context.proof.phone === claimsIn(context)?.phone,
    preCheckForbids: ({ context }, { preCheck }: { preCheck: PreCheck }) =>
      outcomeOfPreCheck(preCheck, context) !== null,
    wasProved: (_, { output }: { output: OtpOutput }) => output.kind === 'proved',
    wasDeferred: (_, { output }: { output: OtpOutput }) => output.kind === 'deferred',
    backedOut: (_, { output }: { output: { kind: string } }) => output.kind === 'backed-out',
    wantsWays: (_, { output }: { output: KnownPersonOutput }) => output.kind === 'ways',
    waitsHere: (_, { output }: { output: KnownPersonOutput }) => output.kind === 'kept',
  },
  actions: {
    takeForm: assign(({ context }, { output }: { output: FormOutput }) => ({
      draft: output.draft,
      card: output.card,
      mrz: output.mrz,
      captchaPassed: context.captchaPassed || output.captchaPassed,
      formStart: 'review' as const,
    })),
    noteFormFault: assign({
      outcome: (_, { output }: { output: FormOutput }): Outcome => ({
        kind: 'faulted',
        code: output.code ?? 'INTERNAL',
      }),
    }),
    startAtOpen: assign({ formStart: 'open' }),
    fillFrom: assign(({ context }, scan: ScannerInput) => withScan(context, scan)),
    noteProof: assign({
      proof: ({ context }, { output }: { output: OtpOutput }) =>
        output.kind === 'proved'
          ? { phone: claimsIn(context)?.phone ?? '', challengeId: output.challengeId, proof: output.proof }
          : context.proof,
      deferred: false,
    }),
    noteStanding: assign({
      otpStanding: (_, { output }: { output: OtpOutput }) => (output.kind === 'backed-out' ? output.standing : null),
    }),
    noteDeferred: assign({
      deferred: true,
      otpStanding: (_, { output }: { output: OtpOutput }) => (output.kind === 'deferred' ? output.standing : null),
    }),
    countOtpRound: assign({ otpRounds: ({ context }) => context.otpRounds + 1 }),
    notePreCheck: assign({ preCheck: (_, { preCheck }: { preCheck: PreCheck }) => preCheck }),
    noteForbidden: assign({
      outcome: ({ context }, { preCheck }: { preCheck: PreCheck }) =>
        outcomeOfPreCheck(preCheck, context) ?? context.outcome,
    }),
    noteEnd: assign({ outcome: (_, { output }: { output: OtpOutput }) => endOf(output) }),
    noteKept: assign({
      outcome: ({ context }, { output }: { output: KnownPersonOutput }) =>
        output.kind === 'kept' ? output.outcome : context.outcome,
    }),
    noteMaybe: assign({
      outcome: { kind: 'refused', code: 'ACCOUNT_MAYBE_EXISTS', carrier: null, receipt: null } satisfies Outcome,
    }),
    noteOutcome: assign({
      // Whatever else it waits for, a phone that is not proved needs the citizen again: the receipt must not say otherwise.
      outcome: ({ context }, { output }: { output: Outcome }): Outcome =>
        context.deferred && output.kind === 'pending' ? { ...output, code: 'OTP_DEFERRED' } : output,
    }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    takeLanguage: enqueueActions(({ enqueue, self, event }, { language }: { language: Language }) => {
      enqueue.assign({ language })
      if (self.getSnapshot().children.closing) enqueue.sendTo('closing', event as VisitWord)
    }),
    // What was told of other answers says nothing of these.
    forgetPreCheck: assign({ preCheck: null }),
    forgetProof: assign({ proof: null }),
  },
}).createMachine({
  id: 'mobile',
  context: ({ input }) => ({
    ...input,
    draft: draftOfScans(input),
    formStart: 'open',
    captchaPassed: false,
    proof: null,
    deferred: false,
    otpRounds: 0,
    otpStanding: null,
    preCheck: null,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'conditions',
  on: { 'visit.languageChanged': { actions: { type: 'takeLanguage', params: ({ event }) => event } } },
  states: {
    conditions: {
      tags: 'conditions',
      always: { guard: 'hasOfficer', target: 'form' },
      on: {
        'user.confirmed': { target: 'form', actions: 'startAtOpen' },
        'user.wentBack': 'tidyingUp',
        'scanner.scanned': {
          target: 'form',
          actions: ['startAtOpen', { type: 'fillFrom', params: ({ event }) => event }],
        },
        'scanner.mrzScanned': {
          target: 'form',
          actions: ['startAtOpen', { type: 'fillFrom', params: ({ event }) => event }],
        },
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
            target: 'deciding',
            actions: { type: 'takeForm', params: ({ event }) => event },
          },
          {
            guard: { type: 'isFaulted', params: ({ event }) => event },
            target: 'tidyingUp',
            actions: { type: 'noteFormFault', params: ({ event }) => event },
          },
          { target: 'leavingForm', actions: { type: 'takeForm', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    leavingForm: {
      always: [{ guard: 'hasOfficer', target: 'tidyingUp' }, { target: 'conditions' }],
    },
    deciding: {
      tags: 'review',
      always: [
        { guard: 'phoneIsProved', target: 'preChecking' },
        { guard: 'hasOfficer', target: 'askingFirst' },
        { target: 'otp' },
      ],
    },
    askingFirst: {
      tags: 'pre-checking',
      invoke: {
        src: 'preCheck',
        input: ({ context }) => questionOf(context),
        onDone: [
          {
            guard: { type: 'preCheckForbids', params: ({ event }) => ({ preCheck: event.output }) },
            target: 'tidyingUp',
            actions: { type: 'noteForbidden', params: ({ event }) => ({ preCheck: event.output }) },
          },
          { target: 'otp', actions: { type: 'notePreCheck', params: ({ event }) => ({ preCheck: event.output }) } },
        ],
        // Central checks all of it again when the packet arrives, so an answer that does not come holds nobody up.
        onError: { target: 'lookingUp', actions: 'forgetPreCheck' },
      },
      on: { 'user.wentBack': 'form' },
    },
    lookingUp: {
      invoke: {
        src: 'knownPerson',
        id: 'knownPerson',
        input: ({ context }) => ({ subject: context.subject, claims: claimsOrFail(context) }),
        onDone: [
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'form' },
          { guard: { type: 'wantsWays', params: ({ event }) => event }, target: 'tidyingUp', actions: 'noteMaybe' },
          {
            guard: { type: 'waitsHere', params: ({ event }) => event },
            target: 'tidyingUp',
            actions: { type: 'noteKept', params: ({ event }) => event },
          },
          { target: 'otp' },
        ],
        onError: 'otp',
      },
    },
    otp: {
      entry: 'countOtpRound',
      invoke: {
        src: 'otp',
        id: 'otp',
        input: ({ context }) => ({
          packetId: context.packetId,
          phone: claimsOrFail(context).phone,
          round: context.otpRounds,
          standing: standingFor(context),
          mayDefer: canBeLeft(context.method),
        }),
        onDone: [
          {
            guard: { type: 'wasProved', params: ({ event }) => event },
            target: 'proved',
            actions: { type: 'noteProof', params: ({ event }) => event },
          },
          {
            guard: { type: 'wasDeferred', params: ({ event }) => event },
            target: 'closing',
            actions: { type: 'noteDeferred', params: ({ event }) => event },
          },
          {
            guard: { type: 'backedOut', params: ({ event }) => event },
            target: 'form',
            actions: { type: 'noteStanding', params: ({ event }) => event },
          },
          { target: 'tidyingUp', actions: { type: 'noteEnd', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    // An officer has heard already what central knows of this person.
    proved: { tags: 'pre-checking', always: [{ guard: 'hasOfficer', target: 'closing' }, { target: 'preChecking' }] },
    preChecking: {
      tags: 'pre-checking',
      invoke: {
        src: 'preCheck',
        input: ({ context }) => questionOf(context),
        onDone: [
          {
            guard: { type: 'preCheckForbids', params: ({ event }) => ({ preCheck: event.output }) },
            target: 'tidyingUp',
            actions: { type: 'noteForbidden', params: ({ event }) => ({ preCheck: event.output }) },
          },
          { target: 'closing', actions: { type: 'notePreCheck', params: ({ event }) => ({ preCheck: event.output }) } },
        ],
        onError: { target: 'closing', actions: 'forgetPreCheck' },
      },
    },
    closing: {
      invoke: {
        src: 'closing',
        id: 'closing',
        input: ({ context }) => ({
          packet: packetOf(context, claimsOrFail(context)),
          termsVersion: TERMS_VERSION,
          language: context.language,
          passwordAbout: passwordAbout(claimsOrFail(context)),
        }),
        onDone: [
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'form' },
          { target: 'tidyingUp', actions: { type: 'noteOutcome', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    tidyingUp: { entry: 'forgetProof', always: 'done' },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function formOf(context: MobileContext): FormInput {
  const { draft, card, mrz, today, officer, captchaPassed, formStart, method, subject } = context
  return {
    fields: fieldsOf(method, subject).before,
    fixed: [],
    draft,
    card,
    mrz,
    today,
    style: officer ? 'dense' : 'one-by-one',
    captcha: officer === null && !captchaPassed,
    startAt: formStart,
    next: 'get-code',
  }
}

function claimsIn({ method, subject, draft, card, today }: MobileContext): CitizenClaims | null {
  return citizenClaims(claimsOf(fieldsOf(method, subject).before, draft, card, today))
}

function claimsOrFail(context: MobileContext): CitizenClaims {
  const claims = claimsIn(context)
  if (!claims) throw toFault(new Error('a state that needs complete claims was entered without them'))
  return claims
}

function questionOf(context: MobileContext): PreCheckQuestion {
  const method = context.method === 'social-insurance' ? 'social-insurance' : 'mobile'
  return { challengeId: context.proof?.challengeId ?? null, method, claims: claimsOrFail(context) }
}

/** A code that is on its way to this very phone serves again; another number needs another code. */
function standingFor(context: MobileContext): OtpStanding | null {
  return context.otpStanding?.phone === claimsIn(context)?.phone ? context.otpStanding : null
}

function endOf(output: OtpOutput): Outcome {
  switch (output.kind) {
    case 'refused':
      return { kind: 'refused', code: output.code, carrier: null, receipt: null }
    case 'faulted':
      return { kind: 'faulted', code: output.code }
    default:
      return { kind: 'backed-out' }
  }
}
