import { type SoapVersion, writeAttributes, writeEnvelope } from '../../connectors/mobile-signature/soap.ts'
import { escapeXml } from '../../connectors/mobile-signature/xml.ts'
import type { MssRequest, RequestHead } from './mss-requests.ts'

/** The statuses this service uses, by the names of the standard. */
export const STATUS_NAMES = {
  100: 'REQUEST_OK',
  101: 'WRONG_PARAM',
  102: 'MISSING_PARAM',
  103: 'WRONG_DATA_LENGTH',
  104: 'UNAUTHORIZED_ACCESS',
  105: 'UNKNOWN_CLIENT',
  107: 'INAPPROPRIATE_DATA',
  208: 'EXPIRED_TRANSACTION',
  209: 'OTA_ERROR',
  401: 'USER_CANCEL',
  402: 'PIN_NR_BLOCKED',
  403: 'CARD_BLOCKED',
  404: 'NO_KEY_FOUND',
  406: 'PB_SIGNATURE_PROCESS',
  422: 'NO_CERT_FOUND',
  500: 'SIGNATURE',
  504: 'OUTSTANDING_TRANSACTION',
  900: 'INTERNAL_ERROR',
} as const
export type MssStatus = keyof typeof STATUS_NAMES

/** Those that answer; all others travel as SOAP faults. */
export type AnswerStatus = 100 | 500 | 504
export type FaultStatus = Exclude<MssStatus, AnswerStatus>

export interface AnswerParts {
  readonly operation: MssRequest['operation']
  readonly status: AnswerStatus
  readonly head: RequestHead
  /** ISO 8601. */
  readonly instant: string
  readonly phone: string | null
  readonly msspTransId: string | null
  readonly cms: Uint8Array | null
  /** What the SIM can sign with. */
  readonly profiles: readonly string[]
}

const RESPONSE = {
  MSS_Signature: 'MSS_SignatureResp',
  MSS_StatusQuery: 'MSS_StatusResp',
  MSS_Receipt: 'MSS_ReceiptResp',
  MSS_ProfileQuery: 'MSS_ProfileResp',
} as const

/** An answer, within the operation's response element. The password never comes back. */
export function writeAnswer(version: SoapVersion, parts: AnswerParts): string {
  const { operation, status, head, instant, phone, msspTransId, cms, profiles } = parts
  const name = RESPONSE[operation]
  // The schema gives the profile's answer no MSSP_TransID and no user.
  const trans = msspTransId === null ? {} : { MSSP_TransID: msspTransId }
  const attributes = writeAttributes({ MajorVersion: '1', MinorVersion: '1', ...trans })
  const info = writeAttributes({ AP_ID: head.apId, AP_PWD: '', AP_TransID: head.apTransId, Instant: instant })
  const user = phone === null ? '' : `<mss:MobileUser><mss:MSISDN>${escapeXml(phone)}</mss:MSISDN></mss:MobileUser>`
  const signature =
    cms === null
      ? ''
      : `<mss:MSS_Signature><mss:Base64Signature>${Buffer.from(cms).toString('base64')}</mss:Base64Signature></mss:MSS_Signature>`
  const signedWith = profiles
    .map((uri) => `<mss:SignatureProfile><mss:mssURI>${escapeXml(uri)}</mss:mssURI></mss:SignatureProfile>`)
    .join('')
  return writeEnvelope(
    version,
    `<${operation}Response><mss:${name}${attributes}><mss:AP_Info${info}/><mss:MSSP_Info Instant="${instant}"><mss:MSSP_ID><mss:URI>http://mssp.sandbox.invalid/</mss:URI></mss:MSSP_ID></mss:MSSP_Info>${user}${signature}${signedWith}<mss:Status><mss:StatusCode Value="${status}"/><mss:StatusMessage>${STATUS_NAMES[status]}</mss:StatusMessage></mss:Status></mss:${name}></${operation}Response>`,
  )
}

/** A fault: `_NNN` as subcode in SOAP 1.2, as faultcode in SOAP 1.1, which has no subcodes. */
export function writeFault(version: SoapVersion, status: FaultStatus): string {
  const name = STATUS_NAMES[status]
  return writeEnvelope(
    version,
    version === '1.1'
      ? `<env:Fault><faultcode>mss:_${status}</faultcode><faultstring>${name}</faultstring></env:Fault>`
      : `<env:Fault><env:Code><env:Value>env:${isSendersFault(status) ? 'Sender' : 'Receiver'}</env:Value><env:Subcode><env:Value>mss:_${status}</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang="en">${name}</env:Text></env:Reason></env:Fault>`,
  )
}

/** HTTP status of a fault: 500 in SOAP 1.1 (§6.2), 400 for the sender's mistakes in SOAP 1.2 (part 2 §7.5.2.2). */
export function httpStatusOf(version: SoapVersion, status: FaultStatus): 400 | 500 {
  return version === '1.2' && isSendersFault(status) ? 400 : 500
}

function isSendersFault(status: FaultStatus): boolean {
  return status < 200
}
