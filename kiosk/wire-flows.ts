import { randomInt } from 'node:crypto'
import { Fault } from '../flows/base/fault.ts'
import type { NewId } from '../flows/base/id.ts'
import type { Secrets } from '../flows/base/secret.ts'
import type { StationKind } from '../flows/base/terms.ts'
import { dayInVietnam } from '../flows/base/vietnam-time.ts'
import { type FlowPorts, provideVisit, type VisitDelays } from '../flows/provide/provide-visit.ts'
import type { PolicySet } from '../flows/rules/policy.ts'
import { createCaptcha } from './captcha/captcha.ts'
import { ticker } from './ticker.ts'

/** The parts of a station that flows reach through ports. */
export type StationPorts = Pick<FlowPorts, 'central' | 'password' | 'packets'> & { policy(): Promise<PolicySet> }

/** Puts receipts on paper; null where there is no printer. */
export type ReceiptPrinting = FlowPorts['printReceipt'] | null

/** The flows of a visit over a station. `captcha` is given back for the headless command, which may peek. */
export function wireFlows(
  station: StationPorts,
  secrets: Secrets,
  newId: NewId,
  options: {
    readonly delays?: VisitDelays
    readonly printing?: ReceiptPrinting
    readonly stationKind?: StationKind
    /** How the line stands now; without it the line counts as up. */
    readonly isOnline?: () => boolean
  } = {},
) {
  const { delays = {}, printing = null, stationKind = 'self-service', isOnline = () => true } = options
  const captcha = createCaptcha(newId, (below) => randomInt(below))
  const flow = provideVisit(
    {
      central: station.central,
      password: station.password,
      packets: station.packets,
      captcha,
      ticker,
      printReceipt: printing ?? (() => Promise.reject(new Fault('PRINTER_ABSENT'))),
      visit: {
        open: async () => ({
          visitId: newId(),
          packetId: newId(),
          today: dayInVietnam(Date.now()),
          policy: await station.policy(),
          hasPrinter: printing !== null,
          stationKind,
          isOnline: isOnline(),
        }),
        wipe: async () => secrets.wipe(),
      },
    },
    delays,
  )
  return { flow, captcha }
}
