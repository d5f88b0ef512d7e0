import { Compile } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import { readTrust, type Trust } from '../pki/trust.ts'
import { type TrustContent, TrustDocument } from '../wire/reference.wire.ts'
import { createSignedReference, type ReferenceParts, type SignedReference } from './signed-reference.ts'

/** Whom this station trusts to certify people: what central sent, nobody until then. */
export interface StationTrust {
  readonly trust: Trust
  readonly version: number | null
}

export interface TrustReference extends Pick<SignedReference<unknown>, 'pull'> {
  /** Never raises for a kept document that is not central's: then nobody is trusted. */
  current(): Promise<StationTrust>
}

const NO_TRUST: StationTrust = { trust: readTrust({ anchors: [] }), version: null }

export function createTrustReference(parts: ReferenceParts): TrustReference {
  const isDocument = Compile(TrustDocument)
  const reference = createSignedReference(
    'trust',
    (signed) => {
      if (!isDocument.Check(signed)) throw new Fault('REFERENCE_INVALID', { reason: 'shape' })
      return { trust: trustOf(signed), version: signed.version }
    },
    parts,
  )
  return {
    async pull(client, signal) {
      try {
        return await reference.pull(client, signal)
      } catch (thrown) {
        // A central of an earlier version has no such document, and goes on well without.
        if (thrown instanceof Fault && thrown.code === 'NOT_FOUND') return false
        throw thrown
      }
    },
    current: async () => (await reference.current()) ?? NO_TRUST,
  }
}

/** A certificate that this version cannot read is left out; central named it to the administrator. */
function trustOf({ anchors, issuers }: TrustContent): Trust {
  return readTrust({
    anchors: anchors.map(({ tree, certificate }, at) => ({ tree, name: `${tree} ${at}`, der: bytes(certificate) })),
    authorities: issuers.map((certificate, at) => ({ name: `issuer ${at}`, der: bytes(certificate) })),
  })
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
