import { canSend } from '../flows/modem/send-code.flow.ts'
import type { ModemPort } from '../flows/ports/modem.port.ts'
import type { StatusStore } from './ui/status.ts'
import type { VisitStore } from './visit-store.ts'

/** Tells a running visit whenever the line or the modem comes or goes, so that no screen promises what is no longer so. Lasts as long as what it listens to. */
export function tellReach({
  visit,
  status,
  modem,
  isOnline,
}: {
  readonly visit: Pick<VisitStore, 'send'>
  readonly status: Pick<StatusStore, 'subscribe'>
  readonly modem: Pick<ModemPort, 'modems' | 'subscribe'>
  readonly isOnline: () => boolean
}): void {
  let told = ''
  const tell = () => {
    const reach = { isOnline: isOnline(), canText: canSend(modem.modems) }
    const now = JSON.stringify(reach)
    if (now === told) return
    told = now
    visit.send({ type: 'station.changed', ...reach })
  }
  status.subscribe(tell)
  modem.subscribe(tell)
}
