import { childOf, escapeXml, readXml, type XmlElement } from './xml.ts'

export type SoapVersion = '1.1' | '1.2'

/** ETSI TS 102 204 V1.1.4 annex A: the namespace of its messages. */
export const MSS = 'http://uri.etsi.org/TS102204/v1.1.2#'
export const SOAP_NAMESPACE: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
}

/** What lies in an envelope. */
export type SoapContent =
  | { readonly kind: 'message'; readonly version: SoapVersion; readonly message: XmlElement }
  /** `status` is the TS 102 204 code; null for a fault of the SOAP layer alone. */
  | { readonly kind: 'fault'; readonly version: SoapVersion; readonly status: number | null }

/** The envelope around the XML of a body, as a document. The prefixes `env` and `mss` are bound inside. */
export function writeEnvelope(version: SoapVersion, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope xmlns:env="${SOAP_NAMESPACE[version]}" xmlns:mss="${MSS}"><env:Body>${body}</env:Body></env:Envelope>`
}

/** `name="value"` of each, with a blank before it. */
export function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('')
}

/**
 * Headers of a request. The action is named after the operation; services that look at it differ in the form, most do not look (SOAP 1.1 §6.1.1, RFC 3902).
 */
export function soapHeaders(version: SoapVersion, operation: string): Record<string, string> {
  return version === '1.1'
    ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"#${operation}"` }
    : { 'content-type': `application/soap+xml; charset=utf-8; action="#${operation}"` }
}

/**
 * Reads an envelope of either version, whatever the media type says: services send 1.2 as text/xml. The message may stand bare in the body, or within the
 * operation's own element (the rpc style of the standard's WSDL), which is in a namespace or in none, as the service likes. Null for anything else.
 */
export function readEnvelope(bytes: Uint8Array): SoapContent | null {
  const envelope = readXml(bytes)
  const version = versionOf(envelope)
  if (!envelope || !version) return null
  const soap = SOAP_NAMESPACE[version]
  const body = childOf(envelope, soap, 'Body')
  const [inside, ...more] = body?.children ?? []
  if (!inside || more.length > 0) return null
  if (inside.namespace === soap)
    return inside.name === 'Fault' ? { kind: 'fault', version, status: statusOfFault(inside, version) } : null
  const message = isMessage(inside) ? inside : inside.children.length === 1 ? inside.children[0] : undefined
  return message && isMessage(message) ? { kind: 'message', version, message } : null
}

function versionOf(envelope: XmlElement | null): SoapVersion | null {
  if (envelope?.name !== 'Envelope') return null
  if (envelope.namespace === SOAP_NAMESPACE['1.1']) return '1.1'
  return envelope.namespace === SOAP_NAMESPACE['1.2'] ? '1.2' : null
}

function isMessage({ namespace, name }: XmlElement): boolean {
  return namespace === MSS && /^MSS_[A-Za-z]+(Req|Resp)$/.test(name)
}

/**
 * SOAP 1.2: Code/Subcode/Value holds `mss:_NNN`, maybe below a subcode of the software's own. SOAP 1.1 has no subcodes: the code stands in faultcode
 * (`mss:_NNN`, or dotted after the general one, `Server._NNN`) or as a StatusCode in the detail.
 */
function statusOfFault(fault: XmlElement, version: SoapVersion): number | null {
  const soap = SOAP_NAMESPACE[version]
  const named = version === '1.1' ? namedInFaultcode(fault) : namedInSubcodes(fault, soap)
  const detail = version === '1.1' ? childOf(fault, '', 'detail') : childOf(fault, soap, 'Detail')
  return named ?? namedInDetail(detail)
}

function namedInSubcodes(fault: XmlElement, soap: string): number | null {
  let code = childOf(childOf(fault, soap, 'Code'), soap, 'Subcode')
  while (code) {
    const value = childOf(code, soap, 'Value')
    const status = value && statusOfName(value)
    if (status) return status
    code = childOf(code, soap, 'Subcode')
  }
  return null
}

function namedInFaultcode(fault: XmlElement): number | null {
  const code = childOf(fault, '', 'faultcode')
  const dotted = /^(?:[\w-]+:)?(?:Client|Server)\._(\d{3})$/.exec(code?.text.trim() ?? '')
  return dotted ? Number(dotted[1]) : code && statusOfName(code)
}

/** A QName of the standard's namespace, `_NNN`. */
function statusOfName({ text, scope }: XmlElement): number | null {
  const found = /^(?:([\w.-]+):)?_(\d{3})$/.exec(text.trim())
  return found && scope.get(found[1] ?? '') === MSS ? Number(found[2]) : null
}

function namedInDetail(detail: XmlElement | null): number | null {
  for (const child of detail?.children ?? []) {
    const code = child.name === 'StatusCode' ? child : childOf(child, MSS, 'StatusCode')
    const value = code?.namespace === MSS ? code.attributes.get('Value') : undefined
    if (value !== undefined && /^\d{3}$/.test(value)) return Number(value)
  }
  return null
}
