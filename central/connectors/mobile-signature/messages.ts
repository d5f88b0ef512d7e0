import { MSS, readEnvelope, type SoapVersion, writeAttributes, writeEnvelope } from './soap.ts'
import { childOf, escapeXml, type XmlElement } from './xml.ts'

/** Who asks, under which name of its own (an NCName, unique for the AP), when (ISO 8601 with offset). */
export interface Asker {
  readonly apId: string
  readonly apPassword: string
  readonly apTransId: string
  readonly instant: string
  /** Which service is meant; null where it is asked directly. */
  readonly msspUri: string | null
}

export interface SignatureOrder {
  /** E.164. */
  readonly phone: string
  readonly statement: string
  /** GSM-7, at most 160. */
  readonly displayed: string
  readonly timeOutSeconds: number
  /** A profile agreed with the service; null leaves the choice to it. */
  readonly signatureProfile: string | null
}

/** What the service answers, as far as it is used. Null where it says nothing. */
export interface MssAnswer {
  readonly status: number
  readonly apTransId: string | null
  readonly msspTransId: string | null
  readonly phone: string | null
  /** CMS; null without one that is base64. */
  readonly signature: Uint8Array | null
}

export type MssReply =
  | { readonly kind: 'answer'; readonly answer: MssAnswer }
  | { readonly kind: 'fault'; readonly status: number | null }

export type MssOperation = 'MSS_Signature' | 'MSS_StatusQuery' | 'MSS_Receipt' | 'MSS_ProfileQuery'

/** PKCS #7, which is CMS (TS 102 204 clause 7.4). */
const PKCS7_FORMAT = `${MSS}PKCS7`
const RESPONSE: Readonly<Record<MssOperation, string>> = {
  MSS_Signature: 'MSS_SignatureResp',
  MSS_StatusQuery: 'MSS_StatusResp',
  MSS_Receipt: 'MSS_ReceiptResp',
  MSS_ProfileQuery: 'MSS_ProfileResp',
}
const PLAIN_TEXT = { MimeType: 'text/plain', Encoding: 'UTF-8' }

/** Asks for a signature; the answer is polled for (asynchClientServer). Order of the elements as in the schema. Writers raise SHAPE_INVALID for characters XML cannot carry. */
export function writeSignatureReq(version: SoapVersion, asker: Asker, order: SignatureOrder): string {
  const profile = order.signatureProfile === null ? '' : uriElement('SignatureProfile', order.signatureProfile)
  return request(version, 'MSS_Signature', 'MSS_SignatureReq', asker, {
    attributes: { MessagingMode: 'asynchClientServer', TimeOut: String(order.timeOutSeconds) },
    content:
      mobileUser(order.phone) +
      dataElement('DataToBeSigned', order.statement) +
      dataElement('DataToBeDisplayed', order.displayed) +
      profile +
      uriElement('MSS_Format', PKCS7_FORMAT),
  })
}

export function writeStatusReq(version: SoapVersion, asker: Asker, msspTransId: string): string {
  return request(version, 'MSS_StatusQuery', 'MSS_StatusReq', asker, {
    attributes: { MSSP_TransID: msspTransId },
    content: '',
  })
}

/** Shows a text on the phone. Status says that the signature was accepted; without it the text alone tells. */
export function writeReceiptReq(
  version: SoapVersion,
  asker: Asker,
  receipt: { readonly msspTransId: string; readonly phone: string; readonly accepted: boolean; readonly text: string },
): string {
  const status = receipt.accepted ? '<mss:Status><mss:StatusCode Value="100"/></mss:Status>' : ''
  return request(version, 'MSS_Receipt', 'MSS_ReceiptReq', asker, {
    attributes: { MSSP_TransID: receipt.msspTransId },
    content: mobileUser(receipt.phone) + status + dataElement('Message', receipt.text),
  })
}

/** Asks what the SIM of a number can sign with. */
export function writeProfileReq(version: SoapVersion, asker: Asker, phone: string): string {
  return request(version, 'MSS_ProfileQuery', 'MSS_ProfileReq', asker, { attributes: {}, content: mobileUser(phone) })
}

/** Reads the answer to an operation, in either version of SOAP. Null when it is none: no envelope, another message, no status. */
export function readReply(bytes: Uint8Array, operation: MssOperation): MssReply | null {
  const content = readEnvelope(bytes)
  if (content?.kind !== 'message') return content && { kind: 'fault', status: content.status }
  const { message } = content
  const status = childOf(childOf(message, MSS, 'Status'), MSS, 'StatusCode')?.attributes.get('Value') ?? ''
  if (message.name !== RESPONSE[operation] || !/^\d{3}$/.test(status)) return null
  const user = childOf(message, MSS, 'MobileUser')
  return {
    kind: 'answer',
    answer: {
      status: Number(status),
      apTransId: childOf(message, MSS, 'AP_Info')?.attributes.get('AP_TransID') ?? null,
      msspTransId: message.attributes.get('MSSP_TransID') ?? null,
      phone: childOf(user, MSS, 'MSISDN')?.text.trim() ?? null,
      signature: signatureIn(message),
    },
  }
}

function signatureIn(message: XmlElement): Uint8Array | null {
  const text = childOf(childOf(message, MSS, 'MSS_Signature'), MSS, 'Base64Signature')?.text.replace(/\s+/g, '') ?? ''
  return text !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : null
}

/**
 * The operation's own element stands in no namespace and holds the message, as the services that publish examples have it (rpc style).
 * MSSP_Info is mandatory, what it says is not (MeshMemberType has only optional parts).
 */
function request(
  version: SoapVersion,
  operation: MssOperation,
  name: string,
  asker: Asker,
  { attributes, content }: { readonly attributes: Readonly<Record<string, string>>; readonly content: string },
): string {
  const { apId, apPassword, apTransId, instant, msspUri } = asker
  const mssp = msspUri === null ? '' : `<mss:URI>${escapeXml(msspUri)}</mss:URI>`
  const info = writeAttributes({ AP_ID: apId, AP_PWD: apPassword, AP_TransID: apTransId, Instant: instant })
  const head = writeAttributes({ MajorVersion: '1', MinorVersion: '1', ...attributes })
  return writeEnvelope(
    version,
    `<${operation}><mss:${name}${head}><mss:AP_Info${info}/><mss:MSSP_Info><mss:MSSP_ID>${mssp}</mss:MSSP_ID></mss:MSSP_Info>${content}</mss:${name}></${operation}>`,
  )
}

function mobileUser(phone: string): string {
  return `<mss:MobileUser><mss:MSISDN>${escapeXml(phone)}</mss:MSISDN></mss:MobileUser>`
}

function dataElement(name: string, text: string): string {
  return `<mss:${name}${writeAttributes(PLAIN_TEXT)}>${escapeXml(text)}</mss:${name}>`
}

function uriElement(name: string, uri: string): string {
  return `<mss:${name}><mss:mssURI>${escapeXml(uri)}</mss:mssURI></mss:${name}>`
}
