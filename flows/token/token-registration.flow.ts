/**
 * Purpose: a registration signed by a key that is plugged in here: a USB token (usb-token), or a signing SIM in this machine's reader (sim-pki).
 * Rule: product.md §3 usb-token: choose the certificate → it is checked → the statement is read → PIN → signature → certificate data shown → e-mail, captcha, terms; no password.
 * Works without the line: then revocation is "chưa kiểm tra" and central checks all of it again (product.md §2, last column).
 * Ends: every Outcome; all of them pass tidyingUp. The first fault decides.
 */
import { assign, enqueueActions, fromPromise, setup } from 'xstate'
import { SIGNATURE_CHECK_LIMIT_MS } from '../base/delays.ts'
import type { PersonEvent, ScannerInput, VisitWord } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { RevocationKnowledge } from '../base/holder.ts'
import type { Outcome } from '../base/outcome.ts'
import { type RegistrationInput, TERMS_VERSION } from '../base/registration.ts'
import type { Screen } from '../base/screens.ts'
import type { Language } from '../base/terms.ts'
import { type Proof, provedFlow } from '../closing/proved.flow.ts'
import { holderCardEvidence } from '../form/card-evidence.ts'
import type { AccountStanding, CardNumbers } from '../ports/remote.port.ts'
import { claimsOfHolder, linesOfHolder } from '../remote/proof-of-answer.ts'
import { REGISTRATION_RULE } from '../rules/certificate.ts'
import type { PreparedStatement, TokenSignInput, TokenSignOutput } from './sign-context.ts'
import { tokenSignFlow } from './token-sign.flow.ts'

export interface TokenRegistrationInput extends RegistrationInput {
  /** Milliseconds since 1970, for the certificates' dates, and whether anybody has confirmed them lately. */
  readonly nowMs: number
  readonly clock: 'proven' | 'unproven'
}

export interface TokenRegistrationContext extends TokenRegistrationInput {
  readonly signRounds: number
  readonly prepared: PreparedStatement | null
  readonly signatureBase64: string
  readonly cmsBase64: string
  readonly revocation: RevocationKnowledge
  readonly account: AccountStanding | null
  readonly outcome: Outcome
}

export interface SignatureQuestion {
  readonly packetId: string
  readonly subject: RegistrationInput['subject']
  readonly method: 'usb-token' | 'sim-pki'
  readonly statement: string
  readonly cmsBase64: string
  readonly card: CardNumbers | null
}

export type SignatureAnswer =
  | { readonly kind: 'good'; readonly revocation: RevocationKnowledge; readonly account: AccountStanding }
  | { readonly kind: 'refused'; readonly code: FaultCode }

export const tokenRegistrationFlow = setup({
  types: {
    input: {} as TokenRegistrationInput,
    context: {} as TokenRegistrationContext,
    events: {} as PersonEvent | ScannerInput | VisitWord,
    output: {} as Outcome,
    tags: {} as Screen,
  },
  actors: {
    tokenSign: tokenSignFlow,
    proved: provedFlow,
    finishStatement: fromPromise<{ cmsBase64: string }, { statementId: string; signatureBase64: string }>(async () =>
      Promise.reject(new Error('finishStatement is not provided')),
    ),
    checkSignature: fromPromise<SignatureAnswer, SignatureQuestion>(async () =>
      Promise.reject(new Error('checkSignature is not provided')),
    ),
  },
  delays: { checkLimit: SIGNATURE_CHECK_LIMIT_MS },
  guards: {
    wasSigned: (_, { output }: { output: TokenSignOutput }) => output.kind === 'signed' && output.prepared !== null,
    backedOut: (_, { output }: { output: { kind: string } }) => output.kind === 'backed-out',
    isRefused: (_, { output }: { output: SignatureAnswer }) => output.kind === 'refused',
  },
  actions: {
    countRound: assign({ signRounds: ({ context }) => context.signRounds + 1 }),
    takeCard: assign({
      card: ({ context }, scan: ScannerInput) => (scan.type === 'scanner.scanned' ? scan.card : context.card),
    }),
    noteSigned: assign(({ context }, { output }: { output: TokenSignOutput }) =>
      output.kind === 'signed' && output.prepared
        ? {
            prepared: output.prepared,
            // One shown while the certificate was chosen counts like one shown before.
            card: output.card ?? context.card,
            signatureBase64: output.signatureBase64,
            revocation: output.prepared.revocation,
          }
        : { prepared: context.prepared },
    ),
    noteSignEnd: assign({
      outcome: (_, { output }: { output: TokenSignOutput }): Outcome =>
        output.kind === 'refused'
          ? { kind: 'refused', code: output.code, carrier: null, receipt: null }
          : output.kind === 'faulted'
            ? { kind: 'faulted', code: output.code }
            : { kind: 'backed-out' },
    }),
    noteCms: assign({ cmsBase64: (_, { output }: { output: { cmsBase64: string } }) => output.cmsBase64 }),
    noteChecked: assign(({ context }, { output }: { output: SignatureAnswer }) =>
      output.kind === 'good'
        ? { revocation: output.revocation, account: output.account }
        : { revocation: context.revocation },
    ),
    noteCheckRefused: assign({
      outcome: ({ context }, { output }: { output: SignatureAnswer }): Outcome =>
        output.kind === 'refused'
          ? { kind: 'refused', code: output.code, carrier: null, receipt: null }
          : context.outcome,
    }),
    noteUnchecked: assign({ account: null }),
    noteOutcome: assign({ outcome: (_, { output }: { output: Outcome }) => output }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    takeLanguage: enqueueActions(({ enqueue, self, event }, { language }: { language: Language }) => {
      enqueue.assign({ language })
      if (self.getSnapshot().children.proved) enqueue.sendTo('proved', event as VisitWord)
    }),
    forgetSignature: assign({ prepared: null, signatureBase64: '', cmsBase64: '' }),
  },
}).createMachine({
  id: 'tokenRegistration',
  context: ({ input }) => ({
    ...input,
    signRounds: 0,
    prepared: null,
    signatureBase64: '',
    cmsBase64: '',
    revocation: 'unchecked',
    account: null,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'conditions',
  on: { 'visit.languageChanged': { actions: { type: 'takeLanguage', params: ({ event }) => event } } },
  states: {
    conditions: {
      tags: 'conditions',
      on: {
        'user.confirmed': 'signing',
        'user.wentBack': 'tidyingUp',
        'scanner.scanned': { actions: { type: 'takeCard', params: ({ event }) => event } },
      },
    },
    signing: {
      entry: 'countRound',
      invoke: {
        src: 'tokenSign',
        id: 'tokenSign',
        input: ({ context }) => signOf(context),
        onDone: [
          {
            guard: { type: 'wasSigned', params: ({ event }) => event },
            target: 'finishing',
            actions: { type: 'noteSigned', params: ({ event }) => event },
          },
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'conditions' },
          { target: 'tidyingUp', actions: { type: 'noteSignEnd', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    finishing: {
      tags: 'signature-checking',
      invoke: {
        src: 'finishStatement',
        input: ({ context }) => ({
          statementId: context.prepared?.statementId ?? '',
          signatureBase64: context.signatureBase64,
        }),
        onDone: { target: 'checking', actions: { type: 'noteCms', params: ({ event }) => event } },
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    checking: {
      tags: 'signature-checking',
      invoke: {
        src: 'checkSignature',
        input: ({ context }) => questionOf(context),
        onDone: [
          {
            guard: { type: 'isRefused', params: ({ event }) => event },
            target: 'tidyingUp',
            actions: { type: 'noteCheckRefused', params: ({ event }) => event },
          },
          { target: 'proved', actions: { type: 'noteChecked', params: ({ event }) => event } },
        ],
        // Without the line the signature stands as it is; central checks it when the packet comes.
        onError: { target: 'proved', actions: 'noteUnchecked' },
      },
      after: { checkLimit: { target: 'proved', actions: 'noteUnchecked' } },
    },
    proved: {
      invoke: {
        src: 'proved',
        id: 'proved',
        input: ({ context }) => ({ registration: context, proof: proofOf(context), captchaPassed: false }),
        onDone: [
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'conditions' },
          { target: 'tidyingUp', actions: { type: 'noteOutcome', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    tidyingUp: { entry: 'forgetSignature', always: 'done' },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function signOf(context: TokenRegistrationContext): TokenSignInput {
  const { packetId, subject, method, signRounds, nowMs, clock } = context
  return {
    signatureId: `${packetId}:sign:${signRounds}`,
    statement: null,
    ask: {
      subject,
      method: signingMethod(method),
      packetId,
      card: cardOf(context),
      termsVersion: TERMS_VERSION,
    },
    nowMs,
    accepts: { ...REGISTRATION_RULE, clock },
  }
}

function cardOf({ card }: TokenRegistrationContext): SignatureQuestion['card'] {
  return card && { idNumber: card.idNumber, oldIdNumber: card.oldIdNumber }
}

function questionOf(context: TokenRegistrationContext): SignatureQuestion {
  const { packetId, subject, method, prepared, cmsBase64 } = context
  return {
    packetId,
    subject,
    method: signingMethod(method),
    statement: prepared?.text ?? '',
    cmsBase64,
    card: cardOf(context),
  }
}

function proofOf({ prepared, cmsBase64, revocation, account, card }: TokenRegistrationContext): Proof {
  if (!prepared) throw toFault(new Error('a state that needs a signature was entered without one'))
  const { holder, text } = prepared
  return {
    claims: claimsOfHolder(holder),
    evidence: [
      { kind: 'signature', statement: text, cms: cmsBase64, transactionId: null, revocation },
      ...holderCardEvidence(holder, card),
    ],
    ial: 3,
    account,
    fixed: linesOfHolder(holder, revocation),
    passwordAbout: null,
  }
}

function signingMethod(method: RegistrationInput['method']): 'usb-token' | 'sim-pki' {
  return method === 'sim-pki' ? 'sim-pki' : 'usb-token'
}
