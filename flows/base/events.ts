import type { CardPresence, ChipKey, ChipProgress } from '../ports/card.port.ts'
import type { ModemView } from '../ports/modem.port.ts'
import type { ModuleTrouble, SeenToken } from '../ports/token.port.ts'
import type { Choice, Question } from '../rules/adviser.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { ChipFacts } from '../rules/chip-facts.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import type { ReceiptRef } from '../rules/receipt-code.ts'
import type { FaultCode } from './fault-codes.ts'
import type { AccountWay } from './outcome.ts'
import type { SecretHandle } from './secret.ts'
import type { Language, Method, Subject } from './terms.ts'

/** What a person does, named by intent: keys, a dense form and the headless command all speak in these. */
export type PersonEvent =
  | { type: 'user.active' }
  | { type: 'user.started' }
  /** Has a receipt and comes back with it. */
  | { type: 'user.choseReturn' }
  /** A receipt's number, as it was typed. */
  | { type: 'user.receiptTyped'; text: string }
  /** An officer wants to see whom to call back. */
  | { type: 'user.askedCallBacks' }
  /** One of the list is here: the return visit begins. */
  | { type: 'user.choseCallBack'; packetId: string }
  | { type: 'user.choseLanguage'; language: Language }
  | { type: 'user.choseSubject'; subject: Subject }
  | { type: 'user.choseMethod'; method: Method }
  /** Does not know which way to choose. */
  | { type: 'user.askedAdvice' }
  | { type: 'user.adviserAnswered'; question: Question; choice: Choice }
  | { type: 'user.confirmed' }
  | { type: 'user.wentBack' }
  | { type: 'user.ended' }
  | { type: 'user.answered'; field: FieldName; text: string }
  | { type: 'user.edited'; field: FieldName }
  | { type: 'user.captchaAnswered'; text: string }
  | { type: 'user.refreshed' }
  | { type: 'user.codeEntered'; code: SecretHandle }
  | { type: 'user.codeIncomplete' }
  | { type: 'user.resent' }
  | { type: 'user.passwordEntered'; password: SecretHandle }
  | { type: 'user.retried' }
  | { type: 'user.deferred' }
  /** Wants what was printed on paper once more. */
  | { type: 'user.printedAgain' }
  /** Wants the stronger proof to raise the account that is there, or does not. */
  | { type: 'user.raised' }
  | { type: 'user.declined' }
  | { type: 'user.choseWay'; way: AccountWay }
  /** The SIM is in this machine's reader, not in the phone. */
  | { type: 'user.choseReader' }
  | { type: 'user.attested' }
  | { type: 'user.certificateChosen'; certificateId: string }
  | { type: 'user.pinEntered'; pin: SecretHandle }
  /** An officer's code and PIN. */
  | { type: 'user.staffSignedIn'; code: string; pin: SecretHandle }
  /** Wants to sign in with a token instead of a PIN. */
  | { type: 'user.choseToken' }
  | { type: 'user.chipKeyGiven'; key: ChipKey }
  /** What an officer read off the owner's answer where the program could not. */
  | { type: 'user.ownerJudged'; verdict: 'match' | 'mismatch' }

/** What the visit tells the registration it runs. */
export type VisitWord = { type: 'visit.languageChanged'; language: Language }

/** What the station can reach has changed: words that promise something must change with it. */
export type StationEvent = { type: 'station.changed'; isOnline: boolean; canText: boolean }
/** The same, as the visit tells it to the adviser. */
export type ReachWord = { type: 'visit.reachChanged'; isOnline: boolean; canText: boolean }

export type ScannerInput =
  | { type: 'scanner.scanned'; card: CitizenCard }
  | { type: 'scanner.mrzScanned'; mrz: CitizenMrz }
  /** The QR of a receipt of this product. */
  | { type: 'scanner.receiptScanned'; receipt: ReceiptRef }
  | { type: 'scanner.refused'; code: FaultCode }

/**
 * What a plugged-in device tells a running flow: at once when the flow starts, then at every change. `standing` is why the device cannot be used
 * now, null when it can.
 */
export type TokenEvent = {
  type: 'token.changed'
  tokens: readonly SeenToken[]
  troubles: readonly ModuleTrouble[]
  standing: FaultCode | null
}
export type CardEvent =
  | { type: 'card.presence'; presence: CardPresence; standing: FaultCode | null }
  | { type: 'chip.progressed'; progress: ChipProgress }
  /** Nothing came of the chip for a while; the flow tells it to itself. */
  | { type: 'chip.silent' }
  | { type: 'chip.read'; facts: ChipFacts }
  | { type: 'chip.failed'; code: FaultCode }
export type ModemEvent = { type: 'modem.changed'; modems: readonly ModemView[]; standing: FaultCode | null }
export type PrinterEvent = { type: 'printer.changed'; standing: FaultCode | null }

/** A request waits for its person at another screen. */
export type RemoteEvent = { type: 'remote.waits' }

/** `nowMs` is on a clock that never jumps; only differences mean something. */
export type ClockEvent = { type: 'clock.ticked'; nowMs: number }

/** The fields of product.md §3; each method names the ones it needs (flows/form/method-fields.ts). */
export type FieldName =
  | 'idNumber'
  | 'fullName'
  | 'birthDate'
  | 'insuranceNumber'
  | 'organisation'
  | 'taxCode'
  | 'phone'
  | 'carrier'
  | 'signingProvider'
  | 'email'
