import type { TransactionRequest } from '../../data/wire/transaction.wire.ts'
import type { Subject } from '../../flows/base/terms.ts'
import type { MobileSignatureClient } from '../connectors/mobile-signature/mobile-signature.client.ts'
import type { RemoteParty } from '../connectors/remote-party.ts'
import type { RemoteSigner } from '../connectors/remote-signing/remote-signer.ts'
import type { SignedIn } from '../connectors/sign-in/read-claims.ts'

/** The outside parties that answer later. Null where none is configured: then the method is not available here. */
export interface Parties {
  readonly signIn: Readonly<Record<'vnpost' | 'vneid', RemoteParty<{ readonly subject: Subject }, SignedIn> | null>>
  readonly sim: MobileSignatureClient | null
  readonly remote: Readonly<Record<'smartca' | 'csc', RemoteSigner | null>>
}

/** The party a request goes to, for what all have in common. */
export function partyOf(
  parties: Parties,
  request: TransactionRequest,
): Pick<RemoteParty<never, unknown>, 'mayRestart' | 'recover'> | null {
  switch (request.kind) {
    case 'sign-in':
      return parties.signIn[request.provider]
    case 'sim-signature':
      return parties.sim
    case 'remote-signature':
      return parties.remote[request.provider]
  }
}
