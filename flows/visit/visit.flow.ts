/**
 * Purpose: one person in front of the screen, from welcome to wipe.
 * Rule: product.md §3 (subject → method, or the adviser → …), §8 (F10 ends and wipes); inactivity warns at 45 s and wipes at 60 s in every state.
 * Ends: never; every visit passes `wiping` and returns to `welcome`.
 */
import { assign, enqueueActions, fromPromise, raise, setup } from 'xstate'
import { type AdviserInput, type AdviserOutput, adviserFlow } from '../adviser/adviser.flow.ts'
import { INACTIVITY_GRACE_MS, INACTIVITY_WARNING_MS, WIPE_LIMIT_MS } from '../base/delays.ts'
import type { PersonEvent, ScannerInput } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Outcome, Receipt } from '../base/outcome.ts'
import type { Screen } from '../base/screens.ts'
import type { Language, Method, Subject } from '../base/terms.ts'
import { mobileFlow } from '../mobile/mobile.flow.ts'
import type { VisitOpening } from '../ports/visit.port.ts'
import type { PrintOutput } from '../print/print.flow.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import { BUILT_METHODS } from './built-methods.ts'
import { noticeForMethod, type VisitNotice } from './notice.ts'

export interface VisitInput {
  readonly language: Language
}

export interface VisitContext {
  /** The station's own language; a visit may choose another, the next one starts with this. */
  readonly stationLanguage: Language
  readonly language: Language
  readonly opening: VisitOpening | null
  readonly subject: Subject | null
  readonly method: Method | null
  /** A card read before the flow that uses it began. */
  readonly card: CitizenCard | null
  readonly mrz: CitizenMrz | null
  readonly notice: VisitNotice | null
  readonly outcome: Outcome | null
  /** How the paper receipt stands; null where none is printed. */
  readonly paper: Paper | null
  /** How often it was asked for: each print has an id of its own. */
  readonly prints: number
}

export type Paper = { readonly kind: 'printing' } | PrintOutput

/** How a visit ended, to be put on paper. `printId` is made before the state that prints is entered. */
export interface ReceiptPrint {
  readonly printId: string
  /** The packet, whether it was kept or not. */
  readonly documentId: string
  /** Null for a refusal before anything was kept: the paper then says what to do. */
  readonly receipt: Receipt | null
  readonly outcome: PrintedOutcome
  readonly language: Language
}

type VisitEvent = PersonEvent | ScannerInput | { type: 'visit.expired' }

export const visitFlow = setup({
  types: {
    input: {} as VisitInput,
    context: {} as VisitContext,
    events: {} as VisitEvent,
    tags: {} as Screen,
  },
  actors: {
    adviser: adviserFlow,
    mobile: mobileFlow,
    openVisit: fromPromise<VisitOpening>(async () => Promise.reject(new Error('openVisit is not provided'))),
    wipeVisit: fromPromise<void, { visitId: string }>(async () =>
      Promise.reject(new Error('wipeVisit is not provided')),
    ),
    /** Goes on to its end when the person has left: half a receipt helps nobody. */
    printReceipt: fromPromise<PrintOutput, ReceiptPrint>(async () =>
      Promise.reject(new Error('printReceipt is not provided')),
    ),
  },
  delays: { inactivityWarning: INACTIVITY_WARNING_MS, inactivityGrace: INACTIVITY_GRACE_MS, wipeLimit: WIPE_LIMIT_MS },
  guards: {
    visitIsOpen: ({ context }) => context.opening !== null || context.outcome !== null,
    methodIsOpen: ({ context }, { method }: { method: Method }) => noticeForMethod(context, method) === null,
    adviceIsOpen: ({ context }, { output }: { output: AdviserOutput }) =>
      output.kind === 'chosen' && noticeForMethod(context, output.method) === null,
    hasPaper: ({ context }) => context.opening?.hasPrinter === true && isPrinted(context.outcome),
    cameBack: (_, { output }: { output: Outcome }) => output.kind === 'backed-out',
  },
  actions: {
    takeOpening: assign({ opening: (_, { output }: { output: VisitOpening }) => output, notice: null }),
    takeSubject: assign({ subject: (_, { subject }: { subject: Subject }) => subject, notice: null }),
    takeMethod: assign({ method: (_, { method }: { method: Method }) => method, notice: null }),
    takeAdvice: assign({
      method: (_, { output }: { output: AdviserOutput }) => (output.kind === 'chosen' ? output.method : null),
      notice: null,
    }),
    takeLanguage: enqueueActions(({ enqueue, self }, { language }: { language: Language }) => {
      enqueue.assign({ language })
      // The consent is stored in the language in which the terms were read.
      if (self.getSnapshot().children.registration) {
        enqueue.sendTo('registration', { type: 'visit.languageChanged', language })
      }
    }),
    keepCard: assign({ card: (_, { card }: { card: CitizenCard }) => card, notice: { code: 'CARD_KEPT' } }),
    keepMrz: assign({ mrz: (_, { mrz }: { mrz: CitizenMrz }) => mrz, notice: { code: 'CARD_KEPT' } }),
    noteCardNotNeeded: assign({ notice: { code: 'CARD_NOT_NEEDED' } }),
    noteRefusedScan: assign({ notice: (_, { code }: { code: FaultCode }) => ({ code }) }),
    noteMethod: assign({ notice: ({ context }, { method }: { method: Method }) => noticeForMethod(context, method) }),
    noteOutcome: assign({ outcome: (_, { output }: { output: Outcome }) => output }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    notePrinting: assign({ paper: { kind: 'printing' }, prints: ({ context }) => context.prints + 1 }),
    notePaper: assign({ paper: (_, { output }: { output: PrintOutput }) => output }),
    noteNoPaper: assign({
      paper: (_, { error }: { error: unknown }): Paper => ({
        kind: 'not-printed',
        code: toFault(error).code,
        copy: false,
      }),
    }),
    clearNotice: assign({ notice: null }),
    forgetVisit: assign({
      language: ({ context }) => context.stationLanguage,
      opening: null,
      subject: null,
      method: null,
      card: null,
      mrz: null,
      notice: null,
      outcome: null,
      paper: null,
      prints: 0,
    }),
    endVisit: raise({ type: 'visit.expired' }),
  },
}).createMachine({
  id: 'visit',
  context: ({ input }) => ({
    stationLanguage: input.language,
    language: input.language,
    opening: null,
    subject: null,
    method: null,
    card: null,
    mrz: null,
    notice: null,
    outcome: null,
    paper: null,
    prints: 0,
  }),
  type: 'parallel',
  states: {
    path: {
      initial: 'welcome',
      on: {
        'user.choseLanguage': { actions: { type: 'takeLanguage', params: ({ event }) => event } },
        'scanner.scanned': { actions: 'noteCardNotNeeded' },
        'scanner.mrzScanned': { actions: 'noteCardNotNeeded' },
        'scanner.refused': { actions: { type: 'noteRefusedScan', params: ({ event }) => event } },
        'user.active': { actions: 'clearNotice' },
      },
      states: {
        welcome: {
          tags: 'welcome',
          on: {
            'user.started': 'opening',
            'user.confirmed': 'opening',
            'scanner.scanned': { target: 'opening', actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { target: 'opening', actions: { type: 'keepMrz', params: ({ event }) => event } },
          },
        },
        opening: {
          tags: 'opening',
          invoke: {
            src: 'openVisit',
            onDone: { target: 'subject', actions: { type: 'takeOpening', params: ({ event }) => event } },
            onError: { target: 'result', actions: { type: 'noteFault', params: ({ event }) => event } },
          },
          on: {
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
          },
        },
        subject: {
          tags: 'subject',
          on: {
            'user.choseSubject': { target: 'method', actions: { type: 'takeSubject', params: ({ event }) => event } },
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
            'user.wentBack': 'wiping',
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        method: {
          tags: 'method',
          on: {
            'user.choseMethod': [
              {
                guard: { type: 'methodIsOpen', params: ({ event }) => event },
                target: 'registering',
                actions: { type: 'takeMethod', params: ({ event }) => event },
              },
              { actions: { type: 'noteMethod', params: ({ event }) => event } },
            ],
            'user.askedAdvice': { target: 'advising', actions: 'clearNotice' },
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
            'user.wentBack': { target: 'subject', actions: 'clearNotice' },
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        advising: {
          invoke: {
            src: 'adviser',
            id: 'adviser',
            input: ({ context }) => situationOf(context),
            onDone: [
              {
                guard: { type: 'adviceIsOpen', params: ({ event }) => event },
                target: 'registering',
                actions: { type: 'takeAdvice', params: ({ event }) => event },
              },
              { target: 'method', actions: 'clearNotice' },
            ],
            onError: { target: 'result', actions: { type: 'noteFault', params: ({ event }) => event } },
          },
          on: {
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        registering: {
          invoke: {
            src: 'mobile',
            id: 'registration',
            input: ({ context }) => ({
              packetId: context.opening?.packetId ?? '',
              today: context.opening?.today ?? '',
              language: context.language,
              card: context.card,
              mrz: context.mrz,
            }),
            onDone: [
              { guard: { type: 'cameBack', params: ({ event }) => event }, target: 'method' },
              { target: 'result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
            ],
            onError: { target: 'result', actions: { type: 'noteFault', params: ({ event }) => event } },
          },
          on: { 'user.ended': 'wiping', 'visit.expired': 'wiping' },
        },
        result: {
          tags: 'result',
          initial: 'deciding',
          states: {
            deciding: { always: [{ guard: 'hasPaper', target: 'printing' }, { target: 'shown' }] },
            printing: {
              entry: 'notePrinting',
              invoke: {
                src: 'printReceipt',
                input: ({ context }) => printOf(context),
                onDone: { target: 'shown', actions: { type: 'notePaper', params: ({ event }) => event } },
                onError: { target: 'shown', actions: { type: 'noteNoPaper', params: ({ event }) => event } },
              },
            },
            shown: { on: { 'user.printedAgain': { guard: 'hasPaper', target: 'printing' } } },
          },
          on: {
            'user.confirmed': 'wiping',
            'user.wentBack': 'wiping',
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        wiping: {
          tags: 'wiping',
          invoke: {
            src: 'wipeVisit',
            input: ({ context }) => ({ visitId: context.opening?.visitId ?? '' }),
            onDone: 'welcome',
            onError: 'welcome',
          },
          after: { wipeLimit: 'welcome' },
          exit: 'forgetVisit',
        },
      },
    },
    presence: {
      initial: 'present',
      states: {
        present: {
          on: { 'user.active': { target: 'present', reenter: true } },
          after: { inactivityWarning: { guard: 'visitIsOpen', target: 'warned' } },
        },
        warned: {
          on: { 'user.active': 'present' },
          after: { inactivityGrace: { target: 'present', actions: 'endVisit' } },
        },
      },
    },
  },
})

function situationOf({ opening, subject }: VisitContext): AdviserInput {
  if (!opening || !subject) throw toFault(new Error('advice was asked before it was known for whom'))
  const { policy, today, isOnline, stationKind } = opening
  return { policy, today, isOnline, stationKind, subject, built: BUILT_METHODS }
}

/** What is worth a paper: something to come back with, or what to do next. A fault of the machine is neither. */
type PrintedOutcome = Exclude<Outcome, { kind: 'backed-out' | 'faulted' }>

function isPrinted(outcome: Outcome | null): outcome is PrintedOutcome {
  return outcome !== null && outcome.kind !== 'backed-out' && outcome.kind !== 'faulted'
}

function printOf({ opening, outcome, prints, language }: VisitContext): ReceiptPrint {
  if (!opening || !isPrinted(outcome)) throw toFault(new Error('nothing to print was there'))
  const documentId = opening.packetId
  return { printId: `${documentId}:print:${prints}`, documentId, receipt: outcome.receipt, outcome, language }
}
