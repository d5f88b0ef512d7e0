import type { TransactionRequest } from '../../data/wire/transaction.wire.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { HolderFacts } from '../../flows/base/holder.ts'
import type { RemoteCredential } from '../connectors/remote-signing/remote-signer.ts'
import type { TransactionParts } from './transaction-parts.ts'

type Chosen = { readonly credential: RemoteCredential; readonly facts: HolderFacts } | { readonly code: FaultCode }

type Asked = Pick<Extract<TransactionRequest, { kind: 'remote-signature' }>, 'subject' | 'card' | 'userKey'>

/**
 * The key that may sign for this subject, judged before its holder is asked (traps.md: the PIN is asked before the certificate is known to be expired). A key
 * that its provider calls invalid is judged all the same, so that the person hears why; one that the provider keeps under somebody else's number is
 * CERTIFICATE_OTHER_PERSON. The first that is good; else why the first is not.
 */
export async function chooseCredential(
  { judgeCertificate, clock }: Pick<TransactionParts, 'judgeCertificate' | 'clock'>,
  credentials: readonly RemoteCredential[],
  { subject, card, userKey }: Asked,
): Promise<Chosen> {
  let first: FaultCode | null = null
  const valid = credentials.filter(({ status }) => status === 'valid')
  for (const credential of valid.length > 0 ? valid : credentials) {
    const { certificate, chain } = credential
    const judged = await judgeCertificate({ certificate, others: chain, subject, card, nowMs: clock.now() })
    const code = judged.kind === 'refused' ? judged.code : flawOf(credential, judged.facts, { subject, userKey })
    if (judged.kind !== 'refused' && code === null) return { credential, facts: judged.facts }
    first ??= code
  }
  return { code: first ?? 'REMOTE_SIGN_NO_CERTIFICATE' }
}

/** What the number given and the provider's own word say against a certificate that is good in itself. */
function flawOf(
  { status }: RemoteCredential,
  { idNumber, oldIdNumber, taxCode }: HolderFacts,
  { subject, userKey }: Pick<Asked, 'subject' | 'userKey'>,
): FaultCode | null {
  const numbers = subject === 'citizen' ? [idNumber, oldIdNumber] : [taxCode]
  if (!numbers.includes(userKey)) return 'CERTIFICATE_OTHER_PERSON'
  return status === 'valid' ? null : 'REMOTE_SIGN_NO_CERTIFICATE'
}
