import { randomInt } from 'node:crypto'
import type { CardReaders } from '../devices/port/pcsc/card-readers.ts'
import { Fault } from '../flows/base/fault.ts'
import type { NewId } from '../flows/base/id.ts'
import { createPortraits } from '../flows/base/portraits.ts'
import { mayUseOwnCodes, type SecondOfficer, type StationCodes } from '../flows/base/registration.ts'
import type { Secrets } from '../flows/base/secret.ts'
import type { StationKind } from '../flows/base/terms.ts'
import { dayInVietnam } from '../flows/base/vietnam-time.ts'
import { canSend } from '../flows/modem/send-code.flow.ts'
import type { CardPort } from '../flows/ports/card.port.ts'
import type { ModemPort } from '../flows/ports/modem.port.ts'
import type { Officer, StaffPort } from '../flows/ports/staff.port.ts'
import type { StatementPort } from '../flows/ports/statement.port.ts'
import type { TokenPort } from '../flows/ports/token.port.ts'
import { type FlowPorts, provideVisit, type VisitDelays } from '../flows/provide/provide-visit.ts'
import type { PolicySet } from '../flows/rules/policy.ts'
import { createCaptcha } from './captcha/captcha.ts'
import { cardLater, modemLater, tokenLater } from './devices-later.ts'
import { ticker } from './ticker.ts'
import { type SimSlot, simSlotLater, tokensBesideSim } from './wire-sim-slot.ts'

/** The parts of a station that flows reach through ports. */
export type StationPorts = Pick<
  FlowPorts,
  'central' | 'codes' | 'remote' | 'returns' | 'password' | 'packets' | 'people'
> & {
  /** `forget` when a visit is wiped. */
  readonly statements: StatementPort & { forget(): void }
  policy(): Promise<PolicySet>
  /** Milliseconds since 1970 by the best this station knows, and whether central confirmed it. */
  time(): Promise<{ readonly nowMs: number; readonly proven: boolean }>
}

/** Puts receipts on paper; null where there is no printer. */
export type ReceiptPrinting = FlowPorts['printReceipt'] | null

export interface FlowOptions {
  readonly delays?: VisitDelays
  readonly printing?: ReceiptPrinting
  readonly stationKind?: StationKind
  /** How the line stands now; without it the line counts as up. */
  readonly isOnline?: () => boolean
  /** What is plugged in; a device that opens later comes as a promise, one that is not used here is null. */
  readonly token?: Promise<TokenPort | null>
  readonly card?: Promise<CardPort | null>
  readonly hasCardReader?: boolean
  /** Readers in which a SIM may lie; without the option nobody is asked whether a token is one, as where a file of answers says so. */
  readonly readers?: Promise<Pick<CardReaders, 'readers' | 'subscribe'> | null>
  /** The modem that may carry codes of the station's own. */
  readonly modem?: Promise<ModemPort | null>
  /** Which stations may send them. */
  readonly stationCodes?: StationCodes
  /** Who is signed in at an assisted counter, asked at the start of each visit. */
  readonly officer?: () => Officer | null
  readonly staff?: StaffPort
  readonly secondOfficer?: SecondOfficer
}

const NOTHING = Promise.resolve(null)

/** The flows of a visit over a station. `captcha` is given back for the headless command, which may peek; `portraits` for the screen that shows one. */
export function wireFlows(station: StationPorts, secrets: Secrets, newId: NewId, options: FlowOptions = {}) {
  const { delays = {}, printing = null, stationKind = 'self-service', isOnline = () => true } = options
  const { stationCodes = 'all', modem = NOTHING } = options
  const ownModem = modemLater(mayUseOwnCodes(stationCodes, stationKind) ? modem : NOTHING)
  const { token = NOTHING, card = NOTHING, hasCardReader = false, officer = () => null } = options
  const captcha = createCaptcha(newId, (below) => randomInt(below))
  const portraits = createPortraits(newId)
  const [anyToken, cards] = [tokenLater(token), cardLater(card)]
  const slot = options.readers ? simSlotLater(options.readers) : null
  const tokens = slot ? tokensBesideSim(anyToken, slot) : anyToken
  const flow = provideVisit(
    {
      central: station.central,
      codes: station.codes,
      modem: ownModem,
      remote: station.remote,
      returns: station.returns,
      statements: station.statements,
      password: station.password,
      packets: station.packets,
      people: station.people,
      token: tokens,
      card: cards,
      staff: options.staff ?? NO_STAFF,
      secrets,
      portraits,
      captcha,
      ticker,
      printReceipt: printing ?? (() => Promise.reject(new Fault('PRINTER_ABSENT'))),
      visit: {
        open: async () => {
          const { nowMs, proven } = await station.time()
          return {
            visitId: newId(),
            packetId: newId(),
            today: dayInVietnam(nowMs),
            policy: await station.policy(),
            hasPrinter: printing !== null,
            stationKind,
            isOnline: isOnline(),
            canText: canSend(ownModem.modems),
            takesKeys: takesKeys(tokens, slot),
            officer: officer(),
            hasCardReader,
            secondOfficer: options.secondOfficer ?? 'on-differences',
            nowMs,
            clock: proven ? 'proven' : 'unproven',
          }
        },
        wipe: async () => {
          secrets.wipe()
          portraits.wipe()
          station.statements.forget()
        },
      },
    },
    delays,
  )
  return { flow, captcha, portraits, modem: ownModem }
}

/** Whether a SIM could sign in a reader here now: one may lie there, and a module sees it. A USB token alone is none. */
function takesKeys(token: TokenPort, slot: SimSlot | null): boolean {
  return token.tokens.length > 0 && slot?.holdsCard !== false
}

/** A station without a counter: nobody can sign in, and no flow that needs it is open. */
const NO_STAFF: StaffPort = {
  count: () => 0,
  signIn: async () => Promise.reject(new Fault('STAFF_NONE')),
  challenge: () => {
    throw new Fault('STAFF_NONE')
  },
  signInByToken: async () => Promise.reject(new Fault('STAFF_NONE')),
}
