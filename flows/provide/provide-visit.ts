import { fromPromise } from 'xstate'
import type { ReturnPort } from '../ports/return.port.ts'
import type { VisitOpening, VisitPort } from '../ports/visit.port.ts'
import type { PrintOutput } from '../print/print.flow.ts'
import { visitFlow } from '../visit/visit.flow.ts'
import type { ReceiptPrint } from '../visit/visit-context.ts'
import {
  provideInPerson,
  provideMobile,
  provideRemoteRegistration,
  provideTokenRegistration,
  type RegistrationPorts,
} from './provide-registrations.ts'
import { provideCallBacks, provideReturn } from './provide-return.ts'

export type { Ticker } from './countdown.ts'

/** Everything the flows need of the outside. */
export interface FlowPorts extends RegistrationPorts {
  readonly returns: ReturnPort
  readonly visit: VisitPort
  /** Puts a receipt on paper and tells how that ended; called only where the visit's opening says there is a printer. */
  readonly printReceipt: (print: ReceiptPrint) => Promise<PrintOutput>
}

/** Waits of the visit, when settings or tests want others. */
export interface VisitDelays {
  readonly inactivityWarning?: number
  readonly inactivityGrace?: number
}

/** The visit with its actors in place: the one spot where ports and flows meet. */
export function provideVisit(ports: FlowPorts, delays: VisitDelays = {}): typeof visitFlow {
  return visitFlow.provide({
    delays: { ...delays },
    actors: {
      openVisit: fromPromise<VisitOpening>(() => ports.visit.open()),
      wipeVisit: fromPromise<void, { visitId: string }>(({ input }) => ports.visit.wipe(input.visitId)),
      printReceipt: fromPromise<PrintOutput, ReceiptPrint>(({ input }) => ports.printReceipt(input)),
      mobile: provideMobile(ports),
      remoteRegistration: provideRemoteRegistration(ports),
      tokenRegistration: provideTokenRegistration(ports),
      inPerson: provideInPerson(ports),
      returnVisit: provideReturn(ports),
      callBacks: provideCallBacks(ports),
    },
  })
}
