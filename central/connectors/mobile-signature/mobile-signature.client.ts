import type { Logger } from 'pino'
import type { Clock } from '../../../flows/base/clock.ts'
import { Fault } from '../../../flows/base/fault.ts'
import type { NewId } from '../../../flows/base/id.ts'
import { type Carrier, carrierHint } from '../../../flows/rules/carrier.ts'
import { createParty, type Party } from '../party.ts'
import type { RemoteParty } from '../remote-party.ts'
import { displayText, plainText } from './display-text.ts'
import { exchange } from './exchange.ts'
import {
  type Asker,
  type MssAnswer,
  type MssOperation,
  writeProfileReq,
  writeReceiptReq,
  writeSignatureReq,
  writeStatusReq,
} from './messages.ts'
import { apTransIdOf, type MobileSignatureReference, readReference, writeReference } from './reference.ts'
import type { SoapVersion } from './soap.ts'
import { meaningOf, type StatusMeaning } from './status.ts'

/** Wait for one answer of the service; the person's own time is `timeOutSeconds`. */
const ANSWER_WITHIN_MS = 10_000
/** After its own time-out the service may take this long to say so, before we end the request ourselves. */
const GRACE_MS = 15_000

export interface MobileSignatureOptions {
  /** Address of the service, of every carrier not named in `urls`. */
  readonly url: string
  readonly urls?: Partial<Record<Carrier, string>>
  /** URI of the service where one gateway serves several (MSSP_ID); left out where there is one. */
  readonly msspUri?: string
  readonly apId: string
  readonly apPassword: string
  /** How long the person has, 80–300 (domain.md §4.2). */
  readonly timeOutSeconds: number
  readonly pollAfterMs: number
  /** A profile agreed with the service; null leaves the choice to it. */
  readonly signatureProfile: string | null
  readonly soap: SoapVersion
  readonly answerWithinMs?: number
}

export interface SimSignatureRequest {
  /** E.164. */
  readonly phone: string
  /** As the person says; null asks by the number's range. */
  readonly carrier: Carrier | null
  /** What is signed: this text in UTF-8. */
  readonly statement: string
  /** What the phone shows; marks are taken off and the code is put behind it. */
  readonly displayText: string
  /** Four digits, on both screens. */
  readonly controlCode: string
}

export interface MobileSignatureClient extends RemoteParty<SimSignatureRequest, { readonly cms: Uint8Array }> {
  /** Tells the phone how it ended. Best effort: nothing depends on it, it never raises. */
  receipt(partyRef: string, accepted: boolean, text: string): Promise<void>
  /**
   * Whether the number has a SIM that signs. A service that does not know is believed; one that answers anything else about the SIM (blocked, busy) has one in
   * mind. Raises SIM_SIGN_UNAVAILABLE.
   */
  profile(phone: string): Promise<'signing-sim' | 'no-certificate'>
}

/**
 * Client of a mobile signature service (ETSI TS 102 204, asynchronous client-server mode). Raises SIM_SIGN_UNAVAILABLE with details.reason: `timeout`, `failed`,
 * `resting` (party.ts), `status` with the code in details.status (null for a plain SOAP fault), `mismatch` for an answer about another request, `unsigned` for
 * a signature announced and not there.
 *
 * No `recover`: only the service's own MSSP_TransID can be asked after (MSS_StatusReq has no place for another), and a start that was cut off never told it. The
 * phone may ring all the same; a second start while it does is refused as busy, so `mayRestart` is false.
 */
export function createMobileSignatureClient(
  options: MobileSignatureOptions,
  deps: { readonly log: Logger; readonly clock: Clock; readonly newId: NewId },
): MobileSignatureClient {
  const { soap, timeOutSeconds, pollAfterMs, answerWithinMs = ANSWER_WITHIN_MS } = options
  const { log, clock, newId } = deps
  const lifetimeMs = timeOutSeconds * 1_000
  const parties = new Map<string, Party>()
  const partyAt = (url: string): Party => {
    const found = parties.get(url) ?? createParty({ unavailable: 'SIM_SIGN_UNAVAILABLE', timeoutMs: answerWithinMs })
    parties.set(url, found)
    return found
  }
  const addressOf = (phone: string, said: Carrier | null = null): string => {
    // Carriers' ranges tell where to ask first; a number that moved is the old carrier's to pass on (TS 102 207).
    const carrier = said ?? carrierHint(phone)
    return (carrier && options.urls?.[carrier]) || options.url
  }
  const asker = (apTransId: string): Asker => ({
    apId: options.apId,
    apPassword: options.apPassword,
    apTransId,
    instant: new Date(clock.now()).toISOString(),
    msspUri: options.msspUri ?? null,
  })

  /** One operation, and what its status means. Raises for an answer that belongs to something else. */
  const ask = async (
    url: string,
    operation: MssOperation,
    xml: string,
    signal: AbortSignal,
    isOurs: (answer: MssAnswer) => boolean,
  ): Promise<Judged> => {
    const reply = await exchange(url, { version: soap, operation, xml }, signal)
    if (reply.kind === 'answer' && !isOurs(reply.answer)) {
      log.error({ operation }, 'mobile signature service answered for another request')
      throw unavailable('mismatch', reply.answer.status)
    }
    const status = reply.kind === 'answer' ? reply.answer.status : reply.status
    const meaning: StatusMeaning = status === null ? { kind: 'unavailable', fault: 'theirs' } : meaningOf(status)
    if (meaning.kind === 'unavailable') {
      const level = meaning.fault === 'ours' ? 'error' : 'warn'
      log[level]({ operation, status }, 'mobile signature service refused the request')
    }
    return { meaning, answer: reply.kind === 'answer' ? reply.answer : null, status }
  }

  return {
    mayRestart: false,

    async start({ transactionId, phone, carrier, statement, displayText: text, controlCode }) {
      const url = addressOf(phone, carrier)
      const apTransId = apTransIdOf(transactionId)
      const xml = writeSignatureReq(soap, asker(apTransId), {
        phone,
        statement,
        displayed: displayText(text, controlCode),
        timeOutSeconds,
        signatureProfile: options.signatureProfile,
      })
      const untilMs = clock.now() + lifetimeMs
      return partyAt(url).ask('once', async (signal) => {
        const isOurs = (answer: MssAnswer) =>
          answer.apTransId === apTransId && isPhone(answer.phone, phone) && answer.msspTransId !== null
        const { meaning, answer, status } = await ask(url, 'MSS_Signature', xml, signal, isOurs)
        if (meaning.kind === 'refused') return meaning
        if (meaning.kind === 'unavailable') throw unavailable('status', status)
        // A service that signs at once, against the mode asked for, keeps the signature for the poll.
        const msspTransId = answer?.msspTransId
        if (!msspTransId) throw unavailable('mismatch', status)
        const partyRef = writeReference({ msspTransId, apTransId, phone, url, untilMs })
        return { kind: 'started', partyRef, lifetimeMs, pollAfterMs, shown: {} }
      })
    },

    async poll(partyRef) {
      const reference = readReference(partyRef)
      return partyAt(reference.url).ask('safe', async (signal) => {
        const own = `T${newId()}`
        const xml = writeStatusReq(soap, asker(own), reference.msspTransId)
        const isOurs = (answer: MssAnswer) => isAnswerTo(answer, own, reference)
        const { meaning, answer, status } = await ask(reference.url, 'MSS_StatusQuery', xml, signal, isOurs)
        if (meaning.kind === 'refused') return meaning
        if (meaning.kind === 'signed') {
          if (!answer?.signature) throw unavailable('unsigned', status)
          return { kind: 'done', result: { cms: answer.signature } }
        }
        // A service that still waits, or knows nothing of the request any more, will not bring a signature now.
        if (clock.now() > reference.untilMs + GRACE_MS) return { kind: 'refused', code: 'SIM_SIGN_EXPIRED' }
        if (meaning.kind === 'unavailable') throw unavailable('status', status)
        return { kind: 'waiting', pollAfterMs }
      })
    },

    async receipt(partyRef, accepted, text) {
      try {
        const { msspTransId, phone, url } = readReference(partyRef)
        const own = `T${newId()}`
        const message = { msspTransId, phone, accepted, text: plainText(text) }
        const xml = writeReceiptReq(soap, asker(own), message)
        await partyAt(url).ask('once', (signal) =>
          ask(url, 'MSS_Receipt', xml, signal, (answer) => answer.apTransId === own),
        )
      } catch (err) {
        log.warn({ code: err instanceof Fault ? err.code : null }, 'no receipt on the phone')
      }
    },

    async profile(phone) {
      const url = addressOf(phone)
      return partyAt(url).ask('safe', async (signal) => {
        const own = `T${newId()}`
        const xml = writeProfileReq(soap, asker(own), phone)
        const isOurs = (answer: MssAnswer) =>
          answer.apTransId === own && (answer.phone === null || isPhone(answer.phone, phone))
        const { meaning, status } = await ask(url, 'MSS_ProfileQuery', xml, signal, isOurs)
        if (meaning.kind === 'unavailable') throw unavailable('status', status)
        const isNone = meaning.kind === 'refused' && meaning.code === 'SIM_SIGN_NO_CERTIFICATE'
        return isNone ? 'no-certificate' : 'signing-sim'
      })
    },
  }
}

interface Judged {
  readonly meaning: StatusMeaning
  /** Null when it came as a fault. */
  readonly answer: MssAnswer | null
  readonly status: number | null
}

function unavailable(reason: 'status' | 'mismatch' | 'unsigned', status: number | null): Fault {
  return new Fault('SIM_SIGN_UNAVAILABLE', { reason, status })
}

/** A status answer repeats the name of the status request or that of the signature request, by service; MSSP_TransID is optional there, the number is not. */
function isAnswerTo(answer: MssAnswer, own: string, reference: MobileSignatureReference): boolean {
  return (
    (answer.apTransId === own || answer.apTransId === reference.apTransId) &&
    (answer.msspTransId === null || answer.msspTransId === reference.msspTransId) &&
    isPhone(answer.phone, reference.phone)
  )
}

/** MSISDN with or without the plus sign (E.164 itself has none). */
function isPhone(answered: string | null, asked: string): boolean {
  return answered !== null && answered.replace(/^\+/, '') === asked.replace(/^\+/, '')
}
