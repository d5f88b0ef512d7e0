import type { AdviserInput } from '../adviser/adviser.flow.ts'
import { toFault } from '../base/fault.ts'
import type { Outcome, Receipt } from '../base/outcome.ts'
import type { RegistrationInput } from '../base/registration.ts'
import type { Language, Method, Subject } from '../base/terms.ts'
import type { VisitOpening } from '../ports/visit.port.ts'
import type { PrintOutput } from '../print/print.flow.ts'
import type { ReturnInput } from '../return/return.flow.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import type { ReceiptRef } from '../rules/receipt-code.ts'
import { BUILT_METHODS } from './built-methods.ts'
import type { VisitNotice } from './notice.ts'

/** What somebody came for: a new registration, to finish one with a receipt, or, an officer, to see whom to call. */
export type Errand = 'register' | 'return' | 'call-backs'

export interface VisitInput {
  readonly language: Language
}

export interface VisitContext {
  /** The station's own language; a visit may choose another, the next one starts with this. */
  readonly stationLanguage: Language
  readonly language: Language
  readonly opening: VisitOpening | null
  readonly errand: Errand
  /** What a citizen came back with, scanned before the flow that uses it began. */
  readonly receipt: ReceiptRef | null
  /** The receipt's registration was settled before this visit. */
  readonly settledBefore: boolean
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
  /** How and for whom, for the words; null before either was chosen. */
  readonly method: Method | null
  readonly subject: Subject | null
  readonly errand: Errand
  /** A receipt's registration that was settled before this visit. */
  readonly settledBefore: boolean
}

/** What is worth a paper: something to come back with, or what to do next. A fault of the machine is neither. */
export type PrintedOutcome = Exclude<Outcome, { kind: 'backed-out' | 'faulted' }>

/** A visit nobody has begun. */
export function emptyVisit(stationLanguage: Language): VisitContext {
  return {
    stationLanguage,
    language: stationLanguage,
    opening: null,
    errand: 'register',
    receipt: null,
    settledBefore: false,
    subject: null,
    method: null,
    card: null,
    mrz: null,
    notice: null,
    outcome: null,
    paper: null,
    prints: 0,
  }
}

/** What the registration of this visit starts with. Raises INTERNAL before it is known for whom and how. */
export function registrationOf({ opening, subject, method, language, card, mrz }: VisitContext): RegistrationInput {
  if (!opening || !subject || !method) throw toFault(new Error('a registration began before it was known how'))
  const { packetId, today, officer, hasCardReader, secondOfficer } = opening
  return { packetId, subject, method, today, language, card, mrz, officer, hasCardReader, secondOfficer }
}

/** What the dates of certificates are judged by. */
export function clockOf({ opening }: VisitContext): { nowMs: number; clock: 'proven' | 'unproven' } {
  return { nowMs: opening?.nowMs ?? 0, clock: opening?.clock ?? 'unproven' }
}

/** What the adviser goes by. Raises INTERNAL before it is known for whom. */
export function situationOf({ opening, subject }: VisitContext): AdviserInput {
  if (!opening || !subject) throw toFault(new Error('advice was asked before it was known for whom'))
  const { policy, today, isOnline, canText, takesKeys, stationKind } = opening
  return { policy, today, isOnline, canText, takesKeys, stationKind, subject, built: BUILT_METHODS }
}

/** What a return visit starts with. Raises INTERNAL before the visit is open. */
export function returnOf({ opening, receipt }: VisitContext): ReturnInput {
  if (!opening) throw toFault(new Error('a return began before the visit was open'))
  return { visitKey: opening.packetId, stationKind: opening.stationKind, receipt }
}

/** Whether a visit that ended so gets a paper. */
export function isPrinted(outcome: Outcome | null): outcome is PrintedOutcome {
  return outcome !== null && outcome.kind !== 'backed-out' && outcome.kind !== 'faulted'
}

/** Whether somebody has to come back, or to ask again, for what this visit began. */
export function isAhead(
  outcome: Outcome | null,
): outcome is Extract<Outcome, { kind: 'pending' | 'waiting-for-citizen' }> {
  return outcome?.kind === 'pending' || outcome?.kind === 'waiting-for-citizen'
}

/** Whether whoever leaves now may go without the number they need later: nothing came out on paper, and they brought no receipt. A print under way is taken for paper. */
export function mayGoUnkept({ errand, outcome, paper }: VisitContext): boolean {
  const isOnPaper = paper?.kind === 'printed' || paper?.kind === 'printing'
  return errand !== 'return' && isAhead(outcome) && !isOnPaper
}

/** What goes on paper. Raises INTERNAL when there is nothing to tell. */
export function printOf(visit: VisitContext): ReceiptPrint {
  const { opening, outcome, prints, language, method, subject } = visit
  if (!opening || !isPrinted(outcome)) throw toFault(new Error('nothing to print was there'))
  // A request of an earlier visit that was taken up again is kept under the packet it was made for. What a return came to is another paper than the receipt it began with.
  const documentId = visit.errand === 'return' ? opening.packetId : (outcome.receipt?.packetId ?? opening.packetId)
  return {
    // A document of an earlier visit was printed under its own ids then: this print is another one.
    printId:
      documentId === opening.packetId
        ? `${documentId}:print:${prints}`
        : `${documentId}:print:${opening.packetId}:${prints}`,
    documentId,
    receipt: outcome.receipt,
    outcome,
    language,
    method,
    subject,
    errand: visit.errand,
    settledBefore: visit.settledBefore,
  }
}
