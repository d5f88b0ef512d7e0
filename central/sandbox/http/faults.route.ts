import { Type } from 'typebox'
import { CaFault, CarrierFault, type FaultSwitches, SmscFault } from '../fault-switches.ts'
import type { SandboxHttp } from './server.ts'

const FaultsReply = Type.Object({ carrier: CarrierFault, smsc: SmscFault, ca: CaFault })
const FaultsChange = Type.Object(
  { carrier: Type.Optional(CarrierFault), smsc: Type.Optional(SmscFault), ca: Type.Optional(CaFault) },
  { additionalProperties: false },
)

/** GET /faults and PUT /faults: what is broken now. A part that is not named stays as it was. */
export function faultsRoute(http: SandboxHttp, switches: FaultSwitches): void {
  http.get('/faults', { schema: { response: { 200: FaultsReply } } }, async () => switches.now)
  http.put('/faults', { schema: { body: FaultsChange, response: { 200: FaultsReply } } }, async (request) =>
    switches.set(request.body),
  )
}
