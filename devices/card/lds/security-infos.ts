import { BER, type BerNode, integerOf, invalidFile, oidOf, readBer } from './ber.ts'

export interface PaceInfo {
  /** Dotted, as 0.4.0.127.0.7.2.2.4.2.4. */
  readonly oid: string
  readonly version: number
  /** Standardised domain parameters (ICAO 9303-11 table 6); null when none is named. */
  readonly parameterId: number | null
}

export interface ChipAuthenticationInfo {
  readonly oid: string
  readonly version: number
  readonly keyId: number | null
}

export interface SecurityInfos {
  readonly pace: readonly PaceInfo[]
  readonly chipAuthentication: readonly ChipAuthenticationInfo[]
  readonly chipAuthenticationKeys: readonly {
    readonly keyId: number | null
    /** SubjectPublicKeyInfo, DER. */
    readonly spki: Uint8Array
  }[]
  /** `signatureAlgorithm`: the dotted object identifier of BSI TR-03111 for ECDSA. Null for RSA keys, which need none, and when the card has no active authentication. */
  readonly activeAuthentication: { readonly signatureAlgorithm: string } | null
}

/**
 * Reads the SecurityInfos of EF.CardAccess (a bare SET) or of DG14 (the same SET in its template 6E), ICAO 9303-11 §9.2.
 * Infos of protocols nobody here speaks (terminal authentication, EF.DIR …) are left out. Raises CHIP_FILE_INVALID.
 */
export function readSecurityInfos(der: Uint8Array): SecurityInfos {
  const top = readBer(der, FILE)
  const set = top.tag === DG14_TEMPLATE && top.children.length === 1 ? top.children[0] : top
  if (set?.tag !== BER.set) throw invalidFile(FILE, 'tag')
  const infos = set.children.map(readInfo)
  return {
    pace: infos.filter(({ oid }) => PACE.test(oid)).map(paceInfo),
    chipAuthentication: infos.filter(({ oid }) => CHIP_AUTHENTICATION.test(oid)).map(chipAuthenticationInfo),
    chipAuthenticationKeys: infos.filter(({ oid }) => PUBLIC_KEY.test(oid)).map(publicKeyInfo),
    activeAuthentication: infos.filter(({ oid }) => oid === ACTIVE_AUTHENTICATION).map(activeInfo)[0] ?? null,
  }
}

const FILE = 'SecurityInfos'
const DG14_TEMPLATE = 0x6e
// Object identifiers of ICAO 9303-11 §9.2.1–9.2.7. PACE has a mapping and a cipher behind the protocol; with a mapping alone it is domain parameters.
const PACE = /^0\.4\.0\.127\.0\.7\.2\.2\.4\.\d+\.\d+$/
const CHIP_AUTHENTICATION = /^0\.4\.0\.127\.0\.7\.2\.2\.3\.[12]\.\d+$/
const PUBLIC_KEY = /^0\.4\.0\.127\.0\.7\.2\.2\.1\.[12]$/
const ACTIVE_AUTHENTICATION = '2.23.136.1.1.5'

interface Info {
  readonly oid: string
  readonly required: BerNode
  readonly optional: BerNode | undefined
}

/** SecurityInfo ::= SEQUENCE { protocol, requiredData, optionalData OPTIONAL }. */
function readInfo(node: BerNode): Info {
  const [protocol, required, optional] = node.children
  const oid = oidOf(protocol)
  if (node.tag !== BER.sequence || oid === null || !required) throw invalidFile(FILE, 'shape')
  return { oid, required, optional }
}

function paceInfo({ oid, required, optional }: Info): PaceInfo {
  return { oid, version: version(required), parameterId: integerOf(optional) }
}

function chipAuthenticationInfo({ oid, required, optional }: Info): ChipAuthenticationInfo {
  return { oid, version: version(required), keyId: integerOf(optional) }
}

function publicKeyInfo({ required, optional }: Info) {
  if (required.tag !== BER.sequence) throw invalidFile(FILE, 'shape')
  return { keyId: integerOf(optional), spki: required.raw }
}

function activeInfo({ optional }: Info) {
  const signatureAlgorithm = oidOf(optional)
  if (signatureAlgorithm === null) throw invalidFile(FILE, 'shape')
  return { signatureAlgorithm }
}

function version(node: BerNode): number {
  const number = integerOf(node)
  if (number === null) throw invalidFile(FILE, 'shape')
  return number
}
