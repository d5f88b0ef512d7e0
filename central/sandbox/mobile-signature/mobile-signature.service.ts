import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { MSS, type SoapVersion } from '../../connectors/mobile-signature/soap.ts'
import type { Authorities } from '../authorities/authorities.ts'
import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import type { PhoneRequests } from '../phone/requests.ts'
import { secretsEqual } from '../secrets-equal.ts'
import { type AnswerParts, type FaultStatus, httpStatusOf, writeAnswer, writeFault } from './mss-answers.ts'
import { type MssRequest, readRequest } from './mss-requests.ts'
import { createSigningCard, type SigningCard } from './signing-card.ts'
import type { SigningSim } from './signing-sim.ts'

export interface MobileSignatureParts {
  readonly sims: readonly SigningSim[]
  readonly authorities: Authorities
  readonly requests: PhoneRequests
  readonly switches: FaultSwitches
  readonly delays: Delays
  readonly now: () => number
  /** The one AP this service knows. */
  readonly apId: string
  readonly apPassword: string
  readonly log: Logger
  /** From sending a request to learning that the phone does not answer, or that its card is blocked. Default 1.5 s. */
  readonly momentMs?: number
}

export interface SoapAnswer {
  readonly httpStatus: 200 | 400 | 500
  readonly version: SoapVersion
  readonly xml: string
}

export interface MobileSignatureService {
  /** Answers one SOAP request, anything at all. */
  answer(request: Uint8Array): Promise<SoapAnswer>
  /** Texts that receipts put on a phone (E.164), oldest first. */
  receipts(phone: string): readonly string[]
}

const MOMENT_MS = 1_500
/** Transactions kept; the oldest go first. */
const KEPT = 1_000
/** How central marks the control code in DataToBeDisplayed (README): on a real phone the text alone is shown. */
const CONTROL_CODE = /Ma kiem tra: (\d{4})\b/
const OTHER_TEXT = 'Một văn bản khác với văn bản được yêu cầu ký.\n'
const PROFILE = `${MSS}PKCS7-authentication`

interface Transaction {
  readonly msspTransId: string
  readonly phone: string
  state: 'outstanding' | FaultStatus | Uint8Array
  hasReceipt: boolean
}

/** What a request comes to: the parts of an answer that differ, or a fault. */
type Outcome = FaultStatus | (Pick<AnswerParts, 'status' | 'phone' | 'msspTransId'> & Partial<AnswerParts>)

/**
 * A mobile signature service of ETSI TS 102 204 in asynchronous client-server mode, with the phones behind it. One request at a time for each number; the
 * person answers on the phone (PhoneRequests), the card signs.
 */
export function createMobileSignatureService(parts: MobileSignatureParts): MobileSignatureService {
  const { requests, switches, delays, now, authorities, log, momentMs = MOMENT_MS } = parts
  const sims = new Map(parts.sims.map((sim) => [sim.phone, sim]))
  const cards = new Map<string, SigningCard>()
  const transactions = new Map<string, Transaction>()
  const shown = new Map<string, readonly string[]>()

  const cardOf = (sim: SigningSim): SigningCard | null => {
    if (!sim.certificate) return null
    // SIMs come with either kind of key: by turns, so that both are met.
    const kind = parts.sims.indexOf(sim) % 2 === 0 ? 'ec' : 'rsa'
    const card = cards.get(sim.phone) ?? createSigningCard(sim.certificate, kind, authorities)
    cards.set(sim.phone, card)
    return card
  }

  /** What happens on the phone, to its end. */
  const atPhone = async (
    sim: SigningSim,
    card: SigningCard,
    order: Extract<MssRequest, { operation: 'MSS_Signature' }>,
  ): Promise<FaultStatus | Uint8Array> => {
    const silent = { 'out-of-reach': 209, 'pin-blocked': 402, 'card-blocked': 403 } as const
    if (sim.behaviour in silent) {
      await delays.pass(momentMs)
      return silent[sim.behaviour as keyof typeof silent]
    }
    const answer = await requests.ask(sim.phone, {
      kind: 'sim-sign',
      text: order.displayed,
      code: CONTROL_CODE.exec(order.displayed)?.[1] ?? '',
      lifetimeMs: order.timeOutSeconds * 1_000,
    }).answered
    if (answer !== 'confirmed') return answer === 'cancelled' ? 401 : 208
    return (await card.sign(sim.behaviour === 'other-text' ? OTHER_TEXT : order.content, now())) ?? 422
  }

  const sign = (order: Extract<MssRequest, { operation: 'MSS_Signature' }>): Outcome => {
    const sim = sims.get(order.phone)
    if (!sim) return 105
    const card = cardOf(sim)
    if (!card) return 404
    const isOpen = [...transactions.values()].some(
      ({ phone, state }) => phone === order.phone && state === 'outstanding',
    )
    if (isOpen || sim.behaviour === 'busy') return 406
    const msspTransId = `M${randomBytes(12).toString('hex')}`
    const transaction: Transaction = { msspTransId, phone: order.phone, state: 'outstanding', hasReceipt: false }
    transactions.set(msspTransId, transaction)
    const [oldest] = transactions.keys()
    if (transactions.size > KEPT && oldest) transactions.delete(oldest)
    atPhone(sim, card, order)
      .catch((err: unknown) => {
        log.error({ err }, 'SIM could not sign')
        return 900 as const
      })
      .then((state) => {
        transaction.state = state
      })
    return { status: 100, phone: order.phone, msspTransId }
  }

  const statusOf = (msspTransId: string): Outcome => {
    const transaction = transactions.get(msspTransId)
    if (!transaction) return 101
    const { phone, state } = transaction
    if (state === 'outstanding' || switches.now.mobileSignature === 'silent') return { status: 504, phone, msspTransId }
    return typeof state === 'number' ? state : { status: 500, phone, msspTransId, cms: state }
  }

  const receive = ({ msspTransId, phone, text }: Extract<MssRequest, { operation: 'MSS_Receipt' }>): Outcome => {
    const transaction = transactions.get(msspTransId)
    // One receipt, after the signature, to the phone that signed.
    if (!transaction || transaction.phone !== phone || transaction.hasReceipt) return 101
    if (!(transaction.state instanceof Uint8Array)) return 101
    transaction.hasReceipt = true
    shown.set(phone, [...(shown.get(phone) ?? []), text].slice(-KEPT))
    return { status: 100, phone: null, msspTransId }
  }

  const profileOf = (phone: string): Outcome => {
    const sim = sims.get(phone)
    if (!sim) return 105
    return sim.certificate ? { status: 100, phone: null, msspTransId: null, profiles: [PROFILE] } : 422
  }

  const outcomeOf = (request: MssRequest): Outcome => {
    switch (request.operation) {
      case 'MSS_Signature':
        return sign(request)
      case 'MSS_StatusQuery':
        return statusOf(request.msspTransId)
      case 'MSS_Receipt':
        return receive(request)
      case 'MSS_ProfileQuery':
        return profileOf(request.phone)
    }
  }

  return {
    async answer(bytes) {
      const read = readRequest(bytes)
      const { version } = read
      const fault = (status: FaultStatus): SoapAnswer => ({
        httpStatus: httpStatusOf(version, status),
        version,
        xml: writeFault(version, status),
      })
      if (read.kind === 'wrong') return fault(read.status)
      const { head, request } = read
      if (!secretsEqual(head.apId, parts.apId) || !secretsEqual(head.apPassword, parts.apPassword)) return fault(104)
      if (switches.now.mobileSignature === 'soap-fault') return fault(900)
      const outcome = outcomeOf(request)
      log.info({ operation: request.operation, status: typeof outcome === 'number' ? outcome : outcome.status }, 'mss')
      if (typeof outcome === 'number') return fault(outcome)
      const named = { head, ...outcome }
      const other = {
        head: { ...head, apTransId: 'Tanother' },
        ...(outcome.msspTransId && { msspTransId: 'Manother' }),
      }
      const isOther = switches.now.mobileSignature === 'other-transaction'
      return {
        httpStatus: 200,
        version,
        xml: writeAnswer(version, {
          cms: null,
          profiles: [],
          ...named,
          ...(isOther && other),
          operation: request.operation,
          instant: new Date(now()).toISOString(),
        }),
      }
    },
    receipts: (phone) => shown.get(phone) ?? [],
  }
}
