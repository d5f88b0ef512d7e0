import { isBeforeTyping } from './ui/before-typing.ts'
import type { StatusStore } from './ui/status.ts'
import type { VisitStore } from './visit-store.ts'

type VisitEvent = Parameters<VisitStore['send']>[0]

/** Neither begins nor goes on with a registration: what stays possible where none can be kept. */
const WITHOUT_ROOM: readonly VisitEvent['type'][] = [
  'user.active',
  'user.choseLanguage',
  'user.choseReturn',
  'user.askedCallBacks',
  'user.wentBack',
  'user.ended',
  'scanner.receiptScanned',
  'scanner.refused',
  'station.changed',
]

/** The same visit, but while this station has no room for one more packet nobody gets from a screen before the first answer into a registration. */
export function gateVisit(visit: VisitStore, status: Pick<StatusStore, 'getSnapshot'>): VisitStore {
  return {
    ...visit,
    send(event) {
      const isHeld = status.getSnapshot().noRoom !== null && isBeforeTyping(visit.getSnapshot().screen)
      if (!isHeld || WITHOUT_ROOM.includes(event.type)) visit.send(event)
    },
  }
}
