/**
 * Purpose: one person in front of the screen, from welcome to wipe.
 * Rule: product.md §3 (subject → method, or the adviser → …), §8 (F10 ends and wipes); inactivity warns at 45 s and wipes at 60 s in every state.
 * Ends: never; every visit passes `wiping` and returns to `welcome`.
 */
import { assign, enqueueActions, fromPromise, raise, setup } from 'xstate'
import { type AdviserOutput, adviserFlow } from '../adviser/adviser.flow.ts'
import { INACTIVITY_GRACE_MS, INACTIVITY_WARNING_MS, WIPE_LIMIT_MS } from '../base/delays.ts'
import type { PersonEvent, RemoteEvent, ScannerInput } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { AccountWay } from '../base/outcome.ts'
import type { Screen } from '../base/screens.ts'
import type { Language, Method, Subject } from '../base/terms.ts'
import { inPersonFlow } from '../in-person/in-person.flow.ts'
import { mobileFlow } from '../mobile/mobile.flow.ts'
import type { VisitOpening } from '../ports/visit.port.ts'
import type { PrintOutput } from '../print/print.flow.ts'
import { type RemoteRegistrationOutput, remoteRegistrationFlow } from '../remote/remote-registration.flow.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import { tokenRegistrationFlow } from '../token/token-registration.flow.ts'
import { noticeForMethod } from './notice.ts'
import { type Proving, provingOf } from './proving.ts'
import {
  clockOf,
  emptyVisit,
  isPrinted,
  type Paper,
  printOf,
  type ReceiptPrint,
  registrationOf,
  situationOf,
  type VisitContext,
  type VisitInput,
} from './visit-context.ts'

type VisitEvent = PersonEvent | ScannerInput | RemoteEvent | { type: 'visit.expired' }

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
    remoteRegistration: remoteRegistrationFlow,
    tokenRegistration: tokenRegistrationFlow,
    inPerson: inPersonFlow,
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
    provesBy: ({ context }, { by }: { by: Proving }) => provingOf(context.method) === by,
    cameBack: (_, { output }: { output: RemoteRegistrationOutput }) => output.kind === 'backed-out',
    wantsReader: (_, { output }: { output: RemoteRegistrationOutput }) => output.kind === 'use-reader',
    accountExists: (_, { output }: { output: RemoteRegistrationOutput }) =>
      output.kind === 'refused' && output.code === 'ACCOUNT_EXISTS',
    nothingIsKept: ({ context }) => context.outcome?.kind === 'refused' && context.outcome.receipt === null,
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
    noteOutcome: assign({
      outcome: ({ context }, { output }: { output: RemoteRegistrationOutput }) =>
        output.kind === 'use-reader' ? context.outcome : output,
    }),
    forgetOutcome: assign({ outcome: null }),
    noteWay: assign({
      outcome: ({ context }, { way }: { way: AccountWay }) =>
        context.outcome?.kind === 'refused' ? { ...context.outcome, way } : context.outcome,
    }),
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
    forgetVisit: assign(({ context }) => emptyVisit(context.stationLanguage)),
    endVisit: raise({ type: 'visit.expired' }),
  },
}).createMachine({
  id: 'visit',
  context: ({ input }) => emptyVisit(input.language),
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
          initial: 'deciding',
          on: { 'user.ended': 'wiping', 'visit.expired': 'wiping' },
          states: {
            deciding: {
              tags: 'opening',
              always: [
                { guard: { type: 'provesBy', params: { by: 'phone' } }, target: 'byPhone' },
                { guard: { type: 'provesBy', params: { by: 'another-screen' } }, target: 'atAnotherScreen' },
                { guard: { type: 'provesBy', params: { by: 'officer' } }, target: 'byOfficer' },
                { target: 'byKey' },
              ],
            },
            byPhone: {
              invoke: {
                src: 'mobile',
                id: 'registration',
                input: ({ context }) => registrationOf(context),
                onDone: [
                  { guard: { type: 'cameBack', params: ({ event }) => event }, target: '#visit.path.method' },
                  {
                    guard: { type: 'accountExists', params: ({ event }) => event },
                    target: '#visit.path.ways',
                    actions: { type: 'noteOutcome', params: ({ event }) => event },
                  },
                  { target: '#visit.path.result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
                ],
                onError: {
                  target: '#visit.path.result',
                  actions: { type: 'noteFault', params: ({ event }) => event },
                },
              },
            },
            atAnotherScreen: {
              invoke: {
                src: 'remoteRegistration',
                id: 'registration',
                input: ({ context }) => registrationOf(context),
                onDone: [
                  { guard: { type: 'cameBack', params: ({ event }) => event }, target: '#visit.path.method' },
                  { guard: { type: 'wantsReader', params: ({ event }) => event }, target: 'byKey' },
                  {
                    guard: { type: 'accountExists', params: ({ event }) => event },
                    target: '#visit.path.ways',
                    actions: { type: 'noteOutcome', params: ({ event }) => event },
                  },
                  { target: '#visit.path.result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
                ],
                onError: {
                  target: '#visit.path.result',
                  actions: { type: 'noteFault', params: ({ event }) => event },
                },
              },
            },
            byKey: {
              invoke: {
                src: 'tokenRegistration',
                id: 'registration',
                input: ({ context }) => ({ ...registrationOf(context), ...clockOf(context) }),
                onDone: [
                  { guard: { type: 'cameBack', params: ({ event }) => event }, target: '#visit.path.method' },
                  {
                    guard: { type: 'accountExists', params: ({ event }) => event },
                    target: '#visit.path.ways',
                    actions: { type: 'noteOutcome', params: ({ event }) => event },
                  },
                  { target: '#visit.path.result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
                ],
                onError: {
                  target: '#visit.path.result',
                  actions: { type: 'noteFault', params: ({ event }) => event },
                },
              },
            },
            byOfficer: {
              invoke: {
                src: 'inPerson',
                id: 'registration',
                input: ({ context }) => registrationOf(context),
                onDone: [
                  { guard: { type: 'cameBack', params: ({ event }) => event }, target: '#visit.path.method' },
                  {
                    guard: { type: 'accountExists', params: ({ event }) => event },
                    target: '#visit.path.ways',
                    actions: { type: 'noteOutcome', params: ({ event }) => event },
                  },
                  { target: '#visit.path.result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
                ],
                onError: {
                  target: '#visit.path.result',
                  actions: { type: 'noteFault', params: ({ event }) => event },
                },
              },
            },
          },
        },
        // Never a dead end (product.md §3): recover the password, the carrier's counter, or a complaint.
        ways: {
          tags: 'account-ways',
          on: {
            'user.choseWay': { target: 'result', actions: { type: 'noteWay', params: ({ event }) => event } },
            'user.confirmed': { target: 'result', actions: { type: 'noteWay', params: { way: 'recover' } } },
            // A packet that is kept has ended this visit's registration; another one needs a visit of its own.
            'user.wentBack': [
              { guard: 'nothingIsKept', target: 'method', actions: 'forgetOutcome' },
              { target: 'result' },
            ],
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
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
          on: {
            'user.active': { target: 'present', reenter: true },
            'remote.waits': { target: 'present', reenter: true },
          },
          after: { inactivityWarning: { guard: 'visitIsOpen', target: 'warned' } },
        },
        warned: {
          on: { 'user.active': 'present', 'remote.waits': 'present' },
          after: { inactivityGrace: { target: 'present', actions: 'endVisit' } },
        },
      },
    },
  },
})
