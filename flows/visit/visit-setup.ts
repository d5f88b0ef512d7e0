import { assign, enqueueActions, fromPromise, raise, setup } from 'xstate'
import { type AdviserOutput, adviserFlow } from '../adviser/adviser.flow.ts'
import {
  INACTIVITY_GRACE_MS,
  INACTIVITY_WARNING_MS,
  KEYS_QUIET_MS,
  RESULT_UNREAD_MS,
  WIPE_LIMIT_MS,
} from '../base/delays.ts'
import type { PersonEvent, RemoteEvent, ScannerInput, StationEvent } from '../base/events.ts'
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
import { type CallBacksOutput, callBacksFlow } from '../return/call-backs.flow.ts'
import { type ReturnOutput, returnFlow } from '../return/return.flow.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import { type Prospect, prospectOf } from '../rules/offline.ts'
import type { ReceiptRef } from '../rules/receipt-code.ts'
import { tokenRegistrationFlow } from '../token/token-registration.flow.ts'
import { noticeForMethod } from './notice.ts'
import { type Proving, provingOf } from './proving.ts'
import {
  type Errand,
  emptyVisit,
  isPrinted,
  mayGoUnkept,
  type Paper,
  type ReceiptPrint,
  type VisitContext,
  type VisitInput,
} from './visit-context.ts'

type VisitEvent = PersonEvent | ScannerInput | RemoteEvent | StationEvent | { type: 'visit.expired' }

/** Types, flows, guards and actions of the visit; visit.flow.ts is the machine over them. */
export const visitSetup = setup({
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
    returnVisit: returnFlow,
    callBacks: callBacksFlow,
    openVisit: fromPromise<VisitOpening>(async () => Promise.reject(new Error('openVisit is not provided'))),
    wipeVisit: fromPromise<void, { visitId: string }>(async () =>
      Promise.reject(new Error('wipeVisit is not provided')),
    ),
    /** Goes on to its end when the person has left: half a receipt helps nobody. */
    printReceipt: fromPromise<PrintOutput, ReceiptPrint>(async () =>
      Promise.reject(new Error('printReceipt is not provided')),
    ),
  },
  delays: {
    inactivityWarning: INACTIVITY_WARNING_MS,
    inactivityGrace: INACTIVITY_GRACE_MS,
    wipeLimit: WIPE_LIMIT_MS,
    resultUnread: RESULT_UNREAD_MS,
    keysQuiet: KEYS_QUIET_MS,
  },
  guards: {
    visitIsOpen: ({ context }) => context.opening !== null || context.outcome !== null,
    methodIsOpen: ({ context }, { method }: { method: Method }) => noticeForMethod(context, method) === null,
    methodNeedsLine: ({ context }, { method }: { method: Method }) =>
      noticeForMethod(context, method) === null && prospectIn(context, method) === 'needs-line',
    methodDoesWithoutLine: ({ context }, { method }: { method: Method }) =>
      noticeForMethod(context, method) === null && prospectIn(context, method) !== 'needs-line',
    lineIsBack: ({ context }) => context.method !== null && prospectIn(context, context.method) !== 'needs-line',
    /** Without the line a SIM signs in a reader of ours and nowhere else: its phone is not asked for. */
    onlyInReader: ({ context }) =>
      context.method === 'sim-pki' && prospectIn(context, context.method) === 'now-in-reader',
    adviceIsOpen: ({ context }, { output }: { output: AdviserOutput }) =>
      output.kind === 'chosen' && noticeForMethod(context, output.method) === null,
    hasPaper: ({ context }) => context.opening?.hasPrinter === true && isPrinted(context.outcome),
    isAssisted: ({ context }) => context.opening?.stationKind === 'assisted',
    mayGoUnkept: ({ context }) => mayGoUnkept(context),
    provesBy: ({ context }, { by }: { by: Proving }) => provingOf(context.method) === by,
    cameBack: (_, { output }: { output: RemoteRegistrationOutput }) => output.kind === 'backed-out',
    wantsReader: (_, { output }: { output: RemoteRegistrationOutput }) => output.kind === 'use-reader',
    accountExists: (_, { output }: { output: RemoteRegistrationOutput }) =>
      output.kind === 'refused' && (output.code === 'ACCOUNT_EXISTS' || output.code === 'ACCOUNT_MAYBE_EXISTS'),
    comesBack: ({ context }) => context.errand === 'return',
    /** Names and phones are an officer's to see. */
    mayCallBack: ({ context }) => context.errand === 'call-backs' && context.opening?.officer != null,
    isHere: (_, { output }: { output: CallBacksOutput }) => output.kind === 'return',
    isNoErrand: ({ context }) => context.errand === 'call-backs',
    returnLeft: (_, { output }: { output: ReturnOutput }) => output.outcome.kind === 'backed-out',
    returnMetAccount: (_, { output }: { output: ReturnOutput }) =>
      output.outcome.kind === 'refused' && output.outcome.code === 'ACCOUNT_EXISTS',
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
    takeReach: enqueueActions(({ enqueue, self, context }, { isOnline, canText }: StationEvent) => {
      if (!context.opening) return
      enqueue.assign({ opening: { ...context.opening, isOnline, canText } })
      if (self.getSnapshot().children.adviser)
        enqueue.sendTo('adviser', { type: 'visit.reachChanged', isOnline, canText })
    }),
    keepCard: assign({ card: (_, { card }: { card: CitizenCard }) => card, notice: { code: 'CARD_KEPT' } }),
    keepMrz: assign({ mrz: (_, { mrz }: { mrz: CitizenMrz }) => mrz, notice: { code: 'CARD_KEPT' } }),
    keepReceipt: assign({ errand: 'return', receipt: (_, { receipt }: { receipt: ReceiptRef }) => receipt }),
    keepCalledBack: assign({
      errand: 'return',
      receipt: ({ context }, { output }: { output: CallBacksOutput }) =>
        output.kind === 'return' ? output.receipt : context.receipt,
    }),
    noteErrand: assign({ errand: (_, { errand }: { errand: Errand }) => errand }),
    noteReceiptNotNow: assign({ notice: { code: 'RECEIPT_NOT_NOW' } }),
    noteReturned: assign({
      outcome: (_, { output }: { output: ReturnOutput }) => output.outcome,
      settledBefore: (_, { output }) => output.before,
      subject: ({ context }, { output }) => output.waiting?.subject ?? context.subject,
      method: ({ context }, { output }) => output.waiting?.method ?? context.method,
      notice: null,
    }),
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
})

/** What can be expected of the method now; without an opening the line is not judged. */
function prospectIn({ opening }: VisitContext, method: Method): Prospect {
  return opening ? prospectOf(method, opening) : 'online'
}
