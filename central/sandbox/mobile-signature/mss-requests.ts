import { MSS, readEnvelope, type SoapVersion } from '../../connectors/mobile-signature/soap.ts'
import { childOf, type XmlElement } from '../../connectors/mobile-signature/xml.ts'

/** What every request begins with. */
export interface RequestHead {
  readonly apId: string
  readonly apPassword: string
  readonly apTransId: string
}

export type MssRequest =
  | {
      readonly operation: 'MSS_Signature'
      readonly phone: string
      readonly timeOutSeconds: number
      readonly content: string
      readonly displayed: string
    }
  | { readonly operation: 'MSS_StatusQuery'; readonly msspTransId: string }
  | { readonly operation: 'MSS_Receipt'; readonly msspTransId: string; readonly phone: string; readonly text: string }
  | { readonly operation: 'MSS_ProfileQuery'; readonly phone: string }

export type ReadRequest =
  | {
      readonly kind: 'request'
      readonly version: SoapVersion
      readonly head: RequestHead
      readonly request: MssRequest
    }
  /** `status` of TS 102 204 for the fault. */
  | { readonly kind: 'wrong'; readonly version: SoapVersion; readonly status: 101 | 102 | 103 | 107 }

/** XML Schema: NCName, of ASCII. */
const NC_NAME = /^[A-Za-z_][\w.-]*$/
const MSISDN = /^\+?84(\d{9})$/
/** What fits one message to the applet. */
const DISPLAY_MAX = 160
const TIME_OUT_MAX_SECONDS = 600

/** Reads a request as strictly as a service does, in either version of SOAP. */
export function readRequest(bytes: Uint8Array): ReadRequest {
  const content = readEnvelope(bytes)
  if (content?.kind !== 'message') return { kind: 'wrong', version: '1.2', status: 101 }
  const { version, message } = content
  const wrong = (status: 101 | 102 | 103 | 107): ReadRequest => ({ kind: 'wrong', version, status })
  const info = childOf(message, MSS, 'AP_Info')?.attributes
  const [apId, apPassword, apTransId, instant] = ['AP_ID', 'AP_PWD', 'AP_TransID', 'Instant'].map((key) =>
    info?.get(key),
  )
  if (!apId || apPassword === undefined || !apTransId || !instant || !childOf(message, MSS, 'MSSP_Info'))
    return wrong(102)
  if (!NC_NAME.test(apTransId) || Number.isNaN(Date.parse(instant))) return wrong(101)
  const request = bodyOf(message)
  return typeof request === 'number'
    ? wrong(request)
    : { kind: 'request', version, head: { apId, apPassword, apTransId }, request }
}

function bodyOf(message: XmlElement): MssRequest | 101 | 102 | 103 | 107 {
  switch (message.name) {
    case 'MSS_SignatureReq':
      return signatureOf(message)
    case 'MSS_StatusReq': {
      const msspTransId = message.attributes.get('MSSP_TransID')
      return msspTransId ? { operation: 'MSS_StatusQuery', msspTransId } : 102
    }
    case 'MSS_ReceiptReq': {
      const msspTransId = message.attributes.get('MSSP_TransID')
      const phone = phoneOf(message)
      const text = childOf(message, MSS, 'Message')?.text
      if (!msspTransId || text === undefined) return 102
      return phone === null ? 101 : { operation: 'MSS_Receipt', msspTransId, phone, text }
    }
    case 'MSS_ProfileReq': {
      const phone = phoneOf(message)
      return phone === null ? 101 : { operation: 'MSS_ProfileQuery', phone }
    }
    default:
      return 101
  }
}

function signatureOf(message: XmlElement): MssRequest | 101 | 102 | 103 | 107 {
  const phone = phoneOf(message)
  const content = childOf(message, MSS, 'DataToBeSigned')
  const displayed = childOf(message, MSS, 'DataToBeDisplayed')
  const seconds = Number(message.attributes.get('TimeOut') ?? Number.NaN)
  if (!content || !displayed) return 102
  const isTimeRight = Number.isInteger(seconds) && seconds > 0 && seconds <= TIME_OUT_MAX_SECONDS
  if (phone === null || !isTimeRight || message.attributes.get('MessagingMode') !== 'asynchClientServer') return 101
  const format = childOf(childOf(message, MSS, 'MSS_Format'), MSS, 'mssURI')?.text.trim()
  const isPlain = [content, displayed].every(
    ({ attributes }) => attributes.get('MimeType') === 'text/plain' && attributes.get('Encoding') === 'UTF-8',
  )
  if (!isPlain || format !== `${MSS}PKCS7`) return 107
  if (displayed.text.length > DISPLAY_MAX) return 103
  return {
    operation: 'MSS_Signature',
    phone,
    timeOutSeconds: seconds,
    content: content.text,
    displayed: displayed.text,
  }
}

/** E.164, or null. */
function phoneOf(message: XmlElement): string | null {
  const found = MSISDN.exec(childOf(childOf(message, MSS, 'MobileUser'), MSS, 'MSISDN')?.text.trim() ?? '')
  return found ? `+84${found[1]}` : null
}
