import { randomInt } from 'node:crypto'
import type { NewId } from '../flows/base/id.ts'
import type { Secrets } from '../flows/base/secret.ts'
import { dayInVietnam } from '../flows/base/vietnam-time.ts'
import { type FlowPorts, provideVisit, type Ticker, type VisitDelays } from '../flows/provide/provide-visit.ts'
import type { PolicySet } from '../flows/rules/policy.ts'
import { createCaptcha } from './captcha/captcha.ts'

/** The parts of a station that flows reach through ports. */
export type StationPorts = Pick<FlowPorts, 'central' | 'password' | 'packets'> & { policy(): Promise<PolicySet> }

/** The OTP countdown moves once a second: what a person reads, no more. */
const TICK_MS = 1_000

/** The flows of a visit over a station. `captcha` is given back for the headless command, which may peek. */
export function wireFlows(station: StationPorts, secrets: Secrets, newId: NewId, delays: VisitDelays = {}) {
  const captcha = createCaptcha(newId, (below) => randomInt(below))
  const flow = provideVisit(
    {
      central: station.central,
      password: station.password,
      packets: station.packets,
      captcha,
      ticker,
      visit: {
        open: async () => ({
          visitId: newId(),
          packetId: newId(),
          today: dayInVietnam(Date.now()),
          policy: await station.policy(),
        }),
        wipe: async () => secrets.wipe(),
      },
    },
    delays,
  )
  return { flow, captcha }
}

const ticker: Ticker = (tick) => {
  const turn = () => tick(Math.round(performance.now()))
  turn()
  const timer = setInterval(turn, TICK_MS)
  return () => clearInterval(timer)
}
