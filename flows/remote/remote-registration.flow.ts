/**
 * Purpose: a registration proved at another screen: sign-in with an identity provider (vnpost, vneid), a signature by SIM (sim-pki), a remote signature (remote-signing).
 * Rule: product.md §3: fields that name the request → request with its code on both screens → what the proof told → e-mail, captcha, terms; no password.
 * Ends: every Outcome, or use-reader when the SIM is in this machine's reader; all pass tidyingUp. The first fault decides.
 */
import { assign, enqueueActions, sendParent, setup } from 'xstate'
import type { PersonEvent, RemoteEvent, ScannerInput, VisitWord } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { Outcome } from '../base/outcome.ts'
import { type RegistrationInput, TERMS_VERSION } from '../base/registration.ts'
import type { Screen } from '../base/screens.ts'
import type { Language } from '../base/terms.ts'
import { type Proof, type ProvedInput, provedFlow } from '../closing/proved.flow.ts'
import { draftOfScans, withScan } from '../form/draft-of-scans.ts'
import { claimsOf, type Draft } from '../form/fields.ts'
import { type FormInput, type FormOutput, formFlow } from '../form/form.flow.ts'
import { fieldsOf } from '../form/method-fields.ts'
import type { CardNumbers, RemoteRequest, SigningProvider } from '../ports/remote.port.ts'
import type { Carrier } from '../rules/carrier.ts'
import { maskPhone } from '../rules/phone.ts'
import { proofOfAnswer } from './proof-of-answer.ts'
import { type RemoteInput, type RemoteOutput, remoteFlow } from './remote.flow.ts'

export type RemoteRegistrationOutput = Outcome | { readonly kind: 'use-reader' }

export interface RemoteRegistrationContext extends RegistrationInput {
  readonly draft: Draft
  readonly formStart: FormInput['startAt']
  readonly captchaPassed: boolean
  /** The request's details as last sent, and how often they changed: other details are another request. */
  readonly asked: { readonly key: string; readonly round: number }
  readonly proof: Proof | null
  /** The packet the proof belongs to: this visit's, or that of an earlier visit whose request was taken up again. */
  readonly provedPacketId: string
  readonly outcome: RemoteRegistrationOutput
}

export const remoteRegistrationFlow = setup({
  types: {
    input: {} as RegistrationInput,
    context: {} as RemoteRegistrationContext,
    events: {} as PersonEvent | ScannerInput | VisitWord | RemoteEvent,
    output: {} as RemoteRegistrationOutput,
    tags: {} as Screen,
  },
  actors: { form: formFlow, remote: remoteFlow, proved: provedFlow },
  guards: {
    asksNothing: ({ context }) => fieldsBefore(context).length === 0,
    mayUseReader: ({ context }) => context.method === 'sim-pki',
    isComplete: (_, { output }: { output: FormOutput }) => output.kind === 'complete',
    isFaulted: (_, { output }: { output: FormOutput }) => output.kind === 'faulted',
    wasAnswered: (_, { output }: { output: RemoteOutput }) => output.kind === 'answered',
    wantsReader: (_, { output }: { output: RemoteOutput }) => output.kind === 'use-reader',
    backedOut: (_, { output }: { output: { kind: string } }) => output.kind === 'backed-out',
  },
  actions: {
    takeForm: assign({
      draft: (_, { output }: { output: FormOutput }) => output.draft,
      card: (_, { output }) => output.card,
      mrz: (_, { output }) => output.mrz,
      captchaPassed: ({ context }, { output }) => context.captchaPassed || output.captchaPassed,
      formStart: 'review',
    }),
    noteFormFault: assign({
      outcome: (_, { output }: { output: FormOutput }): Outcome => ({
        kind: 'faulted',
        code: output.code ?? 'INTERNAL',
      }),
    }),
    fillFrom: assign(({ context }, scan: ScannerInput) => withScan(context, scan)),
    countRound: assign({
      asked: ({ context }) => {
        const key = JSON.stringify([detailsOf(context), cardOf(context)])
        return key === context.asked.key ? context.asked : { key, round: context.asked.round + 1 }
      },
    }),
    noteProof: assign(({ context }, { output }: { output: RemoteOutput }) =>
      output.kind === 'answered'
        ? {
            provedPacketId: output.transaction.packetId,
            proof: proofOfAnswer(output.answer, {
              transactionId: output.transaction.transactionId,
              provider: context.method === 'vneid' ? 'vneid' : 'vnpost',
              phone: context.method === 'sim-pki' ? phoneOf(context) : null,
              card: context.card,
            }),
          }
        : { proof: context.proof },
    ),
    noteRemoteEnd: assign({
      outcome: (_, { output }: { output: RemoteOutput }): Outcome =>
        output.kind === 'refused'
          ? { kind: 'refused', code: output.code, carrier: null, receipt: null }
          : output.kind === 'faulted'
            ? { kind: 'faulted', code: output.code }
            : { kind: 'backed-out' },
    }),
    noteReader: assign({ outcome: { kind: 'use-reader' } satisfies RemoteRegistrationOutput }),
    noteOutcome: assign({ outcome: (_, { output }: { output: Outcome }) => output }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    takeLanguage: enqueueActions(({ enqueue, self, event }, { language }: { language: Language }) => {
      enqueue.assign({ language })
      if (self.getSnapshot().children.proved) enqueue.sendTo('proved', event as VisitWord)
    }),
    tellStillThere: sendParent({ type: 'remote.waits' } satisfies RemoteEvent),
    forgetProof: assign({ proof: null }),
  },
}).createMachine({
  id: 'remoteRegistration',
  context: ({ input }) => ({
    ...input,
    draft: draftOfScans(input),
    formStart: 'open',
    captchaPassed: false,
    asked: { key: '', round: 0 },
    proof: null,
    provedPacketId: input.packetId,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'conditions',
  on: {
    'visit.languageChanged': { actions: { type: 'takeLanguage', params: ({ event }) => event } },
    'remote.waits': { actions: 'tellStillThere' },
  },
  states: {
    conditions: {
      tags: 'conditions',
      on: {
        'user.confirmed': [{ guard: 'asksNothing', target: 'remote' }, { target: 'form' }],
        'user.choseReader': { guard: 'mayUseReader', target: 'tidyingUp', actions: 'noteReader' },
        'user.wentBack': 'tidyingUp',
        'scanner.scanned': { actions: { type: 'fillFrom', params: ({ event }) => event } },
        'scanner.mrzScanned': { actions: { type: 'fillFrom', params: ({ event }) => event } },
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
            target: 'remote',
            actions: { type: 'takeForm', params: ({ event }) => event },
          },
          {
            guard: { type: 'isFaulted', params: ({ event }) => event },
            target: 'tidyingUp',
            actions: { type: 'noteFormFault', params: ({ event }) => event },
          },
          { target: 'conditions', actions: { type: 'takeForm', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    remote: {
      entry: 'countRound',
      invoke: {
        src: 'remote',
        id: 'remote',
        input: ({ context }) => remoteOf(context),
        onDone: [
          {
            guard: { type: 'wasAnswered', params: ({ event }) => event },
            target: 'proved',
            actions: { type: 'noteProof', params: ({ event }) => event },
          },
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'backFromRemote' },
          { guard: { type: 'wantsReader', params: ({ event }) => event }, target: 'tidyingUp', actions: 'noteReader' },
          { target: 'tidyingUp', actions: { type: 'noteRemoteEnd', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    backFromRemote: {
      tags: 'conditions',
      always: [{ guard: 'asksNothing', target: 'conditions' }, { target: 'form' }],
    },
    proved: {
      invoke: {
        src: 'proved',
        id: 'proved',
        input: ({ context }) => provedOf(context),
        onDone: [
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'backFromRemote' },
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

function fieldsBefore({ method, subject }: RegistrationInput) {
  return fieldsOf(method, subject).before
}

function formOf(context: RemoteRegistrationContext): FormInput {
  const { draft, card, mrz, today, officer, captchaPassed, formStart } = context
  return {
    fields: fieldsBefore(context),
    fixed: [],
    draft,
    card,
    mrz,
    today,
    style: officer ? 'dense' : 'one-by-one',
    captcha: officer === null && !captchaPassed,
    startAt: formStart,
    next: 'ask-phone',
  }
}

function phoneOf({ method, subject, draft, card, today }: RemoteRegistrationContext): string {
  return claimsOf(fieldsOf(method, subject).before, draft, card, today)?.phone ?? ''
}

type Details =
  | { kind: 'sign-in'; provider: 'vnpost' | 'vneid' }
  | { kind: 'sim-signature'; phone: string; carrier: Carrier }
  | { kind: 'remote-signature'; provider: SigningProvider; userKey: string }

function detailsOf(context: RemoteRegistrationContext): Details {
  const { method, subject, draft, card, today } = context
  if (method === 'vnpost' || method === 'vneid') return { kind: 'sign-in', provider: method }
  const claims = claimsOf(fieldsOf(method, subject).before, draft, card, today) ?? {}
  return method === 'sim-pki'
    ? { kind: 'sim-signature', phone: claims.phone ?? '', carrier: draft.carrier as Carrier }
    : {
        kind: 'remote-signature',
        provider: draft.signingProvider as SigningProvider,
        userKey: claims.idNumber ?? claims.taxCode ?? '',
      }
}

function remoteOf(context: RemoteRegistrationContext): RemoteInput {
  const { packetId, subject, asked } = context
  const details = detailsOf(context)
  const request: RemoteRequest = {
    ...details,
    requestId: `${packetId}:remote:${asked.round}`,
    packetId,
    subject,
    termsVersion: TERMS_VERSION,
    card: cardOf(context),
  }
  return { request, shownTo: details.kind === 'sim-signature' ? maskPhone(details.phone) : null }
}

function cardOf({ card }: RemoteRegistrationContext): CardNumbers | null {
  return card && { idNumber: card.idNumber, oldIdNumber: card.oldIdNumber }
}

function provedOf(context: RemoteRegistrationContext): ProvedInput {
  const { proof, provedPacketId, captchaPassed } = context
  if (!proof) throw toFault(new Error('a state that needs a proof was entered without one'))
  return { registration: { ...context, packetId: provedPacketId }, proof, captchaPassed }
}
