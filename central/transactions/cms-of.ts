import { type PreparedCms, prepareCms } from '../../data/pki/cms-write.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { SignatureDraft } from './transaction.repo.ts'

/** The CMS of a remote signature, the same bytes however often it is prepared: what is signed and what is finished must agree. */
export function cmsOf({ statement, key }: SignatureDraft): PreparedCms {
  if (!key) throw new Fault('INTERNAL', { what: 'remote signature without a key' })
  return prepareCms({
    content: Buffer.from(statement, 'utf8'),
    certificate: Buffer.from(key.certificate, 'base64'),
    authorities: key.chain.map((der) => Buffer.from(der, 'base64')),
    signedAtMs: key.signedAtMs,
  })
}
