import { Type } from 'typebox'
import {
  CaFault,
  CarrierFault,
  type FaultSwitches,
  IdentityFault,
  InsuranceFault,
  MobileSignatureFault,
  RemoteSigningFault,
  SmscFault,
} from '../fault-switches.ts'
import type { SandboxHttp } from './server.ts'

const FaultsReply = Type.Object({
  carrier: CarrierFault,
  smsc: SmscFault,
  ca: CaFault,
  insurance: InsuranceFault,
  identity: IdentityFault,
  mobileSignature: MobileSignatureFault,
  remoteSigning: RemoteSigningFault,
})
const FaultsChange = Type.Object(
  {
    carrier: Type.Optional(CarrierFault),
    smsc: Type.Optional(SmscFault),
    ca: Type.Optional(CaFault),
    insurance: Type.Optional(InsuranceFault),
    identity: Type.Optional(IdentityFault),
    mobileSignature: Type.Optional(MobileSignatureFault),
    remoteSigning: Type.Optional(RemoteSigningFault),
  },
  { additionalProperties: false },
)

/** GET /faults and PUT /faults: what is broken now. A part that is not named stays as it was. */
export function faultsRoute(http: SandboxHttp, switches: FaultSwitches): void {
  http.get('/faults', { schema: { response: { 200: FaultsReply } } }, async () => switches.now)
  http.put('/faults', { schema: { body: FaultsChange, response: { 200: FaultsReply } } }, async (request) =>
    switches.set(request.body),
  )
}
