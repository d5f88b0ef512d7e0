import type { Logger } from 'pino'
import type { Clock } from '../flows/base/clock.ts'
import type { NewId } from '../flows/base/id.ts'
import { createMobileSignatureClient } from './connectors/mobile-signature/mobile-signature.client.ts'
import { createCscSigner } from './connectors/remote-signing/csc/csc-signer.ts'
import { createSmartCaSigner } from './connectors/remote-signing/smartca/smartca-signer.ts'
import { createSignInClient } from './connectors/sign-in/sign-in-client.ts'
import { createInsuranceClient, type InsuranceClient } from './connectors/social-insurance/insurance-client.ts'
import type { OutsideParties } from './options.ts'
import type { Parties } from './transactions/parties.ts'

/** The clients of all outside parties that are configured. Nothing is asked yet. */
export function connectParties(
  options: OutsideParties,
  deps: { readonly log: Logger; readonly clock: Clock; readonly newId: NewId },
): { readonly insurance: InsuranceClient; readonly parties: Parties } {
  const { log } = deps
  const { insurance, vnpost, vneid, mssp, smartca, csc } = options
  return {
    insurance: insurance ? createInsuranceClient(insurance, log.child({ party: 'insurance' })) : NO_INSURANCE,
    parties: {
      signIn: {
        vnpost: vnpost ? createSignInClient({ ...vnpost, provider: 'vnpost' }, deps) : null,
        vneid: vneid ? createSignInClient({ ...vneid, provider: 'vneid' }, deps) : null,
      },
      sim: mssp ? createMobileSignatureClient(mssp, deps) : null,
      remote: {
        smartca: smartca ? createSmartCaSigner(smartca, deps) : null,
        csc: csc ? createCscSigner(csc, deps) : null,
      },
    },
  }
}

const NO_INSURANCE: InsuranceClient = { match: async () => ({ result: 'unavailable' }) }
