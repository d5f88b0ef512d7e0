import type { CitizenCard } from '../rules/card-qr.ts'
import type { FaultCode } from './fault-codes.ts'
import type { SecretHandle } from './secret.ts'
import type { Language, Method, Subject } from './terms.ts'

/** What a person does, named by intent: keys, a dense form and the headless command all speak in these. */
export type PersonEvent =
  | { type: 'user.active' }
  | { type: 'user.started' }
  | { type: 'user.choseLanguage'; language: Language }
  | { type: 'user.choseSubject'; subject: Subject }
  | { type: 'user.choseMethod'; method: Method }
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

/** What the visit tells the registration it runs. */
export type VisitWord = { type: 'visit.languageChanged'; language: Language }

export type ScannerInput = { type: 'scanner.scanned'; card: CitizenCard } | { type: 'scanner.refused'; code: FaultCode }

/** `nowMs` is on a clock that never jumps; only differences mean something. */
export type ClockEvent = { type: 'clock.ticked'; nowMs: number }

/** The fields of product.md §3; each method names the ones it needs. */
export type FieldName = 'idNumber' | 'fullName' | 'birthDate' | 'phone' | 'email'
