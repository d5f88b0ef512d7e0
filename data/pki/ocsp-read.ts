import { type SignatureScheme, schemeOf } from './algorithms.ts'
import { childrenOf, DerError, type DerNode, must, onlyChildOf, readDer, TAG } from './der.ts'
import { integerOf, octetsOfBits, oidOf, serialOf, timeOf } from './der-values.ts'
import { type Extensions, readExtensions } from './extensions.ts'
import { OID } from './oids.ts'

/** What an OCSP responder said of one certificate (RFC 6960 §4.2.1). Nothing is judged. */
export interface OcspSingle {
  /** Dotted identifier of the hash that names the issuer. */
  readonly hash: string
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  readonly serial: string
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly revokedAtMs: number | null
  /** CRLReason (RFC 5280 §5.3.1), null when not told. */
  readonly reason: number | null
  readonly thisUpdate: number
  readonly nextUpdate: number | null
}

export interface OcspResponse {
  readonly responder: { readonly name: DerNode } | { readonly keyHash: Uint8Array }
  readonly singles: readonly OcspSingle[]
  readonly nonce: Uint8Array | null
  /** DER of certificates sent along. */
  readonly certificates: readonly Uint8Array[]
  readonly signed: Uint8Array
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
}

/** Reads an OCSPResponse. A responder that declines gives its responseStatus as a number (RFC 6960 §4.2.1). Raises DerError. */
export function readOcspResponse(der: Uint8Array): OcspResponse | number {
  const [status, wrapped] = childrenOf(readDer(der))
  const number = integerOf(status, TAG.enumerated)
  if (number !== SUCCESSFUL) return number
  const [type, octets] = childrenOf(onlyChildOf(wrapped, TAG.explicit0))
  if (oidOf(type) !== OID.ocspBasic) throw new DerError('response type')
  const [data, algorithm, signature, certificates] = childrenOf(readDer(must(octets, TAG.octetString).contents))
  const list = certificates ? childrenOf(onlyChildOf(certificates, TAG.explicit0)) : []
  const fields = childrenOf(data)
  // The version, if it is there against DER's rule for defaults, is [0].
  const [responder, , responses, wrappedExtensions] = fields.slice(fields[0]?.tag === TAG.explicit0 ? 1 : 0)
  const extensions = readExtensions(wrappedExtensions ? onlyChildOf(wrappedExtensions, TAG.explicit1) : undefined)
  noneUnknown(extensions)
  return {
    responder: responderOf(responder),
    singles: childrenOf(responses).map(singleOf),
    nonce: nonceOf(extensions),
    certificates: list.map(({ raw }) => raw),
    signed: must(data, TAG.sequence).raw,
    scheme: schemeOf(algorithm),
    signature: octetsOfBits(signature),
  }
}

const SUCCESSFUL = 0

function responderOf(node: DerNode | undefined): OcspResponse['responder'] {
  if (node?.tag === TAG.explicit1) return { name: onlyChildOf(node, TAG.explicit1) }
  return { keyHash: must(onlyChildOf(node, TAG.explicit2), TAG.octetString).contents }
}

/** Some responders leave out the OCTET STRING inside the extension (RFC 6960 §4.4.1 has it): then the value is the nonce itself. */
function nonceOf(extensions: Extensions): Uint8Array | null {
  const found = extensions.get(OID.ocspNonce)
  if (!found) return null
  const { value } = found
  return value[0] === TAG.octetString && value[1] === value.length - 2 ? value.subarray(2) : value
}

function singleOf(node: DerNode): OcspSingle {
  const [certId, status, thisUpdate, ...rest] = childrenOf(node)
  const [algorithm, issuerNameHash, issuerKeyHash, serial] = childrenOf(certId)
  const next = rest.find(({ tag }) => tag === TAG.explicit0)
  const extensions = rest.find(({ tag }) => tag === TAG.explicit1)
  noneUnknown(readExtensions(extensions ? onlyChildOf(extensions, TAG.explicit1) : undefined))
  return {
    hash: oidOf(childrenOf(algorithm)[0]),
    issuerNameHash: must(issuerNameHash, TAG.octetString).contents,
    issuerKeyHash: must(issuerKeyHash, TAG.octetString).contents,
    serial: serialOf(serial),
    ...statusOf(status),
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: next ? timeOf(onlyChildOf(next, TAG.explicit0)) : null,
  }
}

/** CertStatus ::= CHOICE { good [0] NULL, revoked [1] { time, [0] reason }, unknown [2] NULL }, all implicit. */
function statusOf(node: DerNode | undefined): Pick<OcspSingle, 'status' | 'revokedAtMs' | 'reason'> {
  const plain = { revokedAtMs: null, reason: null }
  if (node?.tag === TAG.context0) return { status: 'good', ...plain }
  if (node?.tag === TAG.context0 + 2) return { status: 'unknown', ...plain }
  const [time, reason] = childrenOf(node, TAG.explicit1)
  return {
    status: 'revoked',
    revokedAtMs: timeOf(time),
    reason: reason ? integerOf(onlyChildOf(reason, TAG.explicit0), TAG.enumerated) : null,
  }
}

function noneUnknown(extensions: Extensions): void {
  for (const [id, { critical }] of extensions) if (critical && id !== OID.ocspNonce) throw new DerError('extension')
}
