/**
 * Purpose: an officer compares person, card and chip, and stands for it; a second officer confirms where the policy asks it.
 * Rule: product.md §3 in-person: officer signed in; card read (QR, MRZ, chip); differences letter by letter; officer attests; the citizen types the password alone. IAL 3.
 * The approver is never the maker (traps.md). Works without the line.
 * Ends: every Outcome; all of them pass tidyingUp. The first fault decides.
 */
import { assign, enqueueActions, fromPromise, setup } from 'xstate'
import type { PersonEvent, ScannerInput, VisitWord } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { Outcome } from '../base/outcome.ts'
import type { PortraitHandle } from '../base/portraits.ts'
import type { RegistrationInput } from '../base/registration.ts'
import type { Screen } from '../base/screens.ts'
import type { Language } from '../base/terms.ts'
import { type ReadCardOutput, readCardFlow } from '../card/read-card.flow.ts'
import { type Proof, provedFlow } from '../closing/proved.flow.ts'
import { draftOfScans } from '../form/draft-of-scans.ts'
import type { Draft } from '../form/fields.ts'
import { type FormInput, type FormOutput, formFlow } from '../form/form.flow.ts'
import { fieldsOf } from '../form/method-fields.ts'
import type { AccountStanding } from '../ports/remote.port.ts'
import type { Officer } from '../ports/staff.port.ts'
import type { CardDifference } from '../rules/card-differences.ts'
import type { ChipFacts } from '../rules/chip-facts.ts'
import { needsSecondOfficer } from '../rules/second-officer.ts'
import { type StaffSessionOutput, staffSessionFlow } from '../staff/staff-session.flow.ts'
import { comparedIn, comparisonOf, proofOfAttestation } from './attestation.ts'

export interface InPersonContext extends RegistrationInput {
  readonly draft: Draft
  readonly formStart: FormInput['startAt']
  readonly account: AccountStanding | null
  readonly chip: ChipFacts | null
  /** Everything in which typed answers, QR, MRZ and chip differ. */
  readonly differences: readonly CardDifference[]
  readonly confirmer: Officer | null
  readonly proof: Proof | null
  readonly outcome: Outcome
}

export const inPersonFlow = setup({
  types: {
    input: {} as RegistrationInput,
    context: {} as InPersonContext,
    events: {} as PersonEvent | ScannerInput | VisitWord,
    output: {} as Outcome,
    tags: {} as Screen,
  },
  actors: {
    form: formFlow,
    readCard: readCardFlow,
    staffSession: staffSessionFlow,
    proved: provedFlow,
    /** What central knows of an account; an officer may ask. */
    askAccount: fromPromise<AccountStanding, InPersonContext>(async () =>
      Promise.reject(new Error('askAccount is not provided')),
    ),
  },
  guards: {
    hasReader: ({ context }) => context.hasCardReader,
    lacksReader: ({ context }) => !context.hasCardReader,
    isComplete: (_, { output }: { output: FormOutput }) => output.kind === 'complete',
    isFaulted: (_, { output }: { output: FormOutput }) => output.kind === 'faulted',
    wasRead: (_, { output }: { output: ReadCardOutput }) => output.kind === 'read',
    wasRefused: (_, { output }: { output: ReadCardOutput }) => output.kind === 'refused',
    needsSecond: ({ context }) => needsSecondOfficer(context.secondOfficer, comparedIn(context)),
    wasConfirmed: (_, { output }: { output: StaffSessionOutput }) => output.kind === 'signed-in',
    backedOut: (_, { output }: { output: { kind: string } }) => output.kind === 'backed-out',
  },
  actions: {
    takeForm: assign({
      draft: (_, { output }: { output: FormOutput }) => output.draft,
      card: (_, { output }) => output.card,
      mrz: (_, { output }) => output.mrz,
      formStart: 'review',
    }),
    noteFormFault: assign({
      outcome: (_, { output }: { output: FormOutput }): Outcome => ({
        kind: 'faulted',
        code: output.code ?? 'INTERNAL',
      }),
    }),
    noteUnasked: assign({ account: null }),
    noteAccount: assign({ account: (_, { output }: { output: AccountStanding }) => output }),
    noteChip: assign({
      chip: (_, { output }: { output: ReadCardOutput }) => (output.kind === 'read' ? output.facts : null),
    }),
    noteChipRefused: assign({
      outcome: (_, { output }: { output: ReadCardOutput }): Outcome =>
        output.kind === 'refused'
          ? { kind: 'refused', code: output.code, carrier: null, receipt: null }
          : { kind: 'backed-out' },
    }),
    // Whoever confirmed before confirmed another comparison.
    compare: assign({ differences: ({ context }) => comparisonOf(context), confirmer: null }),
    noteConfirmer: assign({
      confirmer: (_, { output }: { output: StaffSessionOutput }) =>
        output.kind === 'signed-in' ? output.officer : null,
    }),
    attest: assign({ proof: ({ context }) => proofOfAttestation(context) }),
    noteNotAttested: assign({
      outcome: { kind: 'refused', code: 'ATTESTATION_REFUSED', carrier: null, receipt: null } satisfies Outcome,
    }),
    noteOutcome: assign({ outcome: (_, { output }: { output: Outcome }) => output }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    takeLanguage: enqueueActions(({ enqueue, self, event }, { language }: { language: Language }) => {
      enqueue.assign({ language })
      if (self.getSnapshot().children.proved) enqueue.sendTo('proved', event as VisitWord)
    }),
    /** Provided: overwrites the image where it is kept. */
    discardPortrait: (_, __: { handle: PortraitHandle | null }) => undefined,
    forgetChip: assign({ chip: null }),
    forgetPerson: assign({ proof: null, chip: null, differences: [] }),
  },
}).createMachine({
  id: 'inPerson',
  context: ({ input }) => ({
    ...input,
    draft: draftOfScans(input),
    formStart: 'open',
    account: null,
    chip: null,
    differences: [],
    confirmer: null,
    proof: null,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'form',
  on: { 'visit.languageChanged': { actions: { type: 'takeLanguage', params: ({ event }) => event } } },
  states: {
    form: {
      invoke: {
        src: 'form',
        id: 'form',
        input: ({ context }) => formOf(context),
        onDone: [
          {
            guard: { type: 'isComplete', params: ({ event }) => event },
            target: 'asking',
            actions: { type: 'takeForm', params: ({ event }) => event },
          },
          {
            guard: { type: 'isFaulted', params: ({ event }) => event },
            target: 'tidyingUp',
            actions: { type: 'noteFormFault', params: ({ event }) => event },
          },
          { target: 'tidyingUp' },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    asking: {
      tags: 'pre-checking',
      invoke: {
        src: 'askAccount',
        input: ({ context }) => context,
        onDone: { target: 'reading', actions: { type: 'noteAccount', params: ({ event }) => event } },
        // Central looks again when the packet comes.
        onError: { target: 'reading', actions: 'noteUnasked' },
      },
      on: { 'user.wentBack': 'form' },
    },
    reading: {
      entry: [{ type: 'discardPortrait', params: ({ context }) => portraitOf(context) }, 'forgetChip'],
      always: { guard: 'lacksReader', target: 'comparing' },
      invoke: {
        src: 'readCard',
        id: 'readCard',
        input: ({ context: { card, mrz, today } }) => ({ keys: null, card, mrz, today }),
        onDone: [
          {
            guard: { type: 'wasRead', params: ({ event }) => event },
            target: 'comparing',
            actions: { type: 'noteChip', params: ({ event }) => event },
          },
          {
            guard: { type: 'wasRefused', params: ({ event }) => event },
            target: 'tidyingUp',
            actions: { type: 'noteChipRefused', params: ({ event }) => event },
          },
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'form' },
          // A reader that is out of order holds nobody up; the packet says that no chip was read.
          { target: 'comparing' },
        ],
        onError: 'comparing',
      },
      // A card without a chip, or a reader that is gone: the packet says that no chip was read.
      on: { 'user.deferred': 'comparing' },
    },
    comparing: { tags: 'attest', entry: 'compare', always: 'attesting' },
    attesting: {
      tags: 'attest',
      on: {
        'user.attested': [{ guard: 'needsSecond', target: 'confirming' }, { target: 'proving' }],
        'user.declined': { target: 'tidyingUp', actions: 'noteNotAttested' },
        'user.retried': { guard: 'hasReader', target: 'reading' },
        'user.wentBack': 'form',
      },
    },
    confirming: {
      invoke: {
        src: 'staffSession',
        id: 'staffSession',
        input: ({ context }) => ({ purpose: 'confirm', attester: { staffId: context.officer?.staffId ?? '' } }),
        onDone: [
          {
            guard: { type: 'wasConfirmed', params: ({ event }) => event },
            target: 'proving',
            actions: { type: 'noteConfirmer', params: ({ event }) => event },
          },
          { target: 'attesting' },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    proving: { tags: 'attest', entry: 'attest', always: 'proved' },
    proved: {
      invoke: {
        src: 'proved',
        id: 'proved',
        input: ({ context }) => ({ registration: context, proof: proofIn(context), captchaPassed: false }),
        onDone: [
          { guard: { type: 'backedOut', params: ({ event }) => event }, target: 'attesting' },
          { target: 'tidyingUp', actions: { type: 'noteOutcome', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    tidyingUp: {
      entry: [{ type: 'discardPortrait', params: ({ context }) => portraitOf(context) }, 'forgetPerson'],
      always: 'done',
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function formOf({ draft, card, mrz, today, formStart, method, subject }: InPersonContext): FormInput {
  return {
    fields: fieldsOf(method, subject).before,
    fixed: [],
    draft,
    card,
    mrz,
    today,
    style: 'dense',
    captcha: false,
    startAt: formStart,
    next: 'continue',
  }
}

function portraitOf({ chip }: InPersonContext): { handle: PortraitHandle | null } {
  return { handle: chip?.portrait?.handle ?? null }
}

function proofIn({ proof }: InPersonContext): Proof {
  if (!proof) throw toFault(new Error('a state that needs an attestation was entered without one'))
  return proof
}
