import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Asker,
  type MssOperation,
  readReply,
  writeProfileReq,
  writeReceiptReq,
  writeSignatureReq,
  writeStatusReq,
} from './messages.ts'
import { apTransIdOf } from './reference.ts'
import { MSS, readEnvelope, SOAP_NAMESPACE, type SoapVersion, soapHeaders } from './soap.ts'
import { childOf, type XmlElement } from './xml.ts'

const ASKER: Asker = {
  apId: 'http://motcua.test/ap?a=1&b=2',
  apPassword: 'x"<>&\'y',
  apTransId: 'T019a0000-0000-7000-8000-000000000001',
  instant: '2026-11-22T05:00:00.000Z',
  msspUri: null,
}
const ORDER = {
  phone: '+84971204118',
  statement: 'ĐĂNG KÝ\nHọ và tên: <Nguyễn> & "Châu"\n',
  displayed: 'Ky. Ma kiem tra: 4821',
  timeOutSeconds: 180,
  signatureProfile: 'http://mssp.test/profile',
}
const VERSIONS: readonly SoapVersion[] = ['1.1', '1.2']

function messageIn(xml: string): XmlElement {
  const content = readEnvelope(Buffer.from(xml))
  if (content?.kind !== 'message') throw new Error('no message')
  return content.message
}
const names = (element: XmlElement) => element.children.map(({ name }) => name)
const attributes = (element: XmlElement | null) => Object.fromEntries(element?.attributes ?? [])

describe.each(VERSIONS)('a request in SOAP %s', (version) => {
  test('for a signature has the schema’s elements in its order', () => {
    const message = messageIn(writeSignatureReq(version, ASKER, ORDER))
    expect(message).toMatchObject({ name: 'MSS_SignatureReq', namespace: MSS })
    expect(attributes(message)).toEqual({
      MajorVersion: '1',
      MinorVersion: '1',
      MessagingMode: 'asynchClientServer',
      TimeOut: '180',
    })
    expect(names(message)).toEqual([
      'AP_Info',
      'MSSP_Info',
      'MobileUser',
      'DataToBeSigned',
      'DataToBeDisplayed',
      'SignatureProfile',
      'MSS_Format',
    ])
    expect(attributes(childOf(message, MSS, 'AP_Info'))).toEqual({
      AP_ID: ASKER.apId,
      AP_PWD: ASKER.apPassword,
      AP_TransID: ASKER.apTransId,
      Instant: ASKER.instant,
    })
    const data = childOf(message, MSS, 'DataToBeSigned')
    expect(attributes(data)).toEqual({ MimeType: 'text/plain', Encoding: 'UTF-8' })
    expect(data?.text).toBe(ORDER.statement)
  })

  test('without a profile leaves it out, names the service where one is set', () => {
    const order = { ...ORDER, signatureProfile: null }
    const message = messageIn(writeSignatureReq(version, { ...ASKER, msspUri: 'http://mssp.test/' }, order))
    expect(names(message)).not.toContain('SignatureProfile')
    const mssp = childOf(childOf(message, MSS, 'MSSP_Info'), MSS, 'MSSP_ID')
    expect(childOf(mssp, MSS, 'URI')?.text).toBe('http://mssp.test/')
  })

  test('for status, receipt and profile', () => {
    const status = messageIn(writeStatusReq(version, ASKER, 'M1'))
    expect([status.name, status.attributes.get('MSSP_TransID')]).toEqual(['MSS_StatusReq', 'M1'])
    const receipt = { msspTransId: 'M1', phone: ORDER.phone, accepted: true, text: 'Xong' }
    expect(names(messageIn(writeReceiptReq(version, ASKER, receipt)))).toEqual([
      'AP_Info',
      'MSSP_Info',
      'MobileUser',
      'Status',
      'Message',
    ])
    expect(names(messageIn(writeReceiptReq(version, ASKER, { ...receipt, accepted: false })))).not.toContain('Status')
    expect(messageIn(writeProfileReq(version, ASKER, ORDER.phone)).name).toBe('MSS_ProfileReq')
  })

  test('carries any statement to the letter', () => {
    const letters = fc.constantFrom(...'aÀạếỮđĐ<>&"\']\n\t 😀')
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 200 }), (statement) => {
        const message = messageIn(writeSignatureReq(version, ASKER, { ...ORDER, statement }))
        expect(childOf(message, MSS, 'DataToBeSigned')?.text).toBe(statement)
      }),
      { seed: 102204, numRuns: 300 },
    )
  })

  test('names its version in the envelope and in the media type', () => {
    expect(writeStatusReq(version, ASKER, 'M1')).toContain(SOAP_NAMESPACE[version])
    const type = version === '1.1' ? 'text/xml' : 'application/soap+xml'
    expect(soapHeaders(version, 'MSS_Receipt')['content-type']).toMatch(type)
  })
})

test('AP_TransID is an NCName, the same for the same transaction', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), fc.string()), (id) => {
      expect(apTransIdOf(id)).toMatch(/^[A-Za-z_][A-Za-z0-9_.-]*$/)
      expect(apTransIdOf(id)).toBe(apTransIdOf(id))
    }),
    { seed: 102204 },
  )
})

const envelope = (body: string, version: SoapVersion = '1.2') =>
  `<e:Envelope xmlns:e="${SOAP_NAMESPACE[version]}" xmlns:m="${MSS}"><e:Body>${body}</e:Body></e:Envelope>`
const reply = (xml: string, operation: MssOperation = 'MSS_StatusQuery') => readReply(Buffer.from(xml), operation)

/** In the shape of the examples that a service in operation publishes: its prefixes, an operation element in no namespace, more elements than asked for. */
const PUBLISHED = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://www.w3.org/2003/05/soap-envelope" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
   <soapenv:Body>
      <MSS_StatusQueryResponse>
         <mss:MSS_StatusResp MajorVersion="1" MinorVersion="1" xmlns:mss="${MSS}" xmlns:fi="http://mss.ficom.fi/TS102204/v1.0.0#">
            <mss:AP_Info AP_ID="ap" AP_PWD="not-needed" AP_TransID="T1" Instant="2026-11-22T12:00:00.000+07:00"/>
            <mss:MSSP_Info Instant="2026-11-22T12:00:00.100+07:00"><mss:MSSP_ID><mss:URI>http://mssp.test/</mss:URI></mss:MSSP_ID></mss:MSSP_Info>
            <mss:MobileUser>
               <mss:MSISDN>84971204118</mss:MSISDN>
            </mss:MobileUser>
            <mss:MSS_Signature>
               <mss:Base64Signature>AQID
                  BA==</mss:Base64Signature>
            </mss:MSS_Signature>
            <mss:Status>
               <mss:StatusCode Value="500"/>
               <mss:StatusMessage>SIGNATURE</mss:StatusMessage>
            </mss:Status>
         </mss:MSS_StatusResp>
      </MSS_StatusQueryResponse>
   </soapenv:Body>
</soapenv:Envelope>`

describe('an answer', () => {
  test('is read in the shape services publish', () => {
    expect(reply(PUBLISHED)).toEqual({
      kind: 'answer',
      answer: {
        status: 500,
        apTransId: 'T1',
        msspTransId: null,
        phone: '84971204118',
        signature: Uint8Array.of(1, 2, 3, 4),
      },
    })
  })

  test.each(VERSIONS)('is read bare in the body, with its own default namespace, in SOAP %s', (version) => {
    const bare = `<MSS_StatusResp xmlns="${MSS}" MSSP_TransID="M1"><Status><StatusCode Value="504"/></Status></MSS_StatusResp>`
    expect(reply(envelope(bare, version))).toMatchObject({ answer: { status: 504, msspTransId: 'M1', phone: null } })
  })

  const status = '<m:Status><m:StatusCode Value="500"/></m:Status>'
  test.each([
    ['another namespace', PUBLISHED.replaceAll(MSS, 'http://uri.etsi.org/TS102204/v9#')],
    ['another SOAP', PUBLISHED.replace('2003/05', '2001/12')],
    ['no envelope', '<a/>'],
    ['the message of another operation', envelope(`<m:MSS_SignatureResp>${status}</m:MSS_SignatureResp>`)],
    ['a request in place of the answer', envelope(`<m:MSS_StatusReq>${status}</m:MSS_StatusReq>`)],
    ['two messages', envelope(`<m:MSS_StatusResp>${status}</m:MSS_StatusResp>`.repeat(2))],
    ['two messages in one operation', envelope(`<o>${`<m:MSS_StatusResp>${status}</m:MSS_StatusResp>`.repeat(2)}</o>`)],
    ['two statuses', envelope(`<m:MSS_StatusResp>${status}${status}</m:MSS_StatusResp>`)],
    ['no status', envelope('<m:MSS_StatusResp/>')],
    ['a status of letters', envelope(`<m:MSS_StatusResp>${status.replace('500', '5e2')}</m:MSS_StatusResp>`)],
    [
      'a status as text',
      envelope('<m:MSS_StatusResp><m:Status><m:StatusCode>500</m:StatusCode></m:Status></m:MSS_StatusResp>'),
    ],
    ['the answer inside CDATA', envelope(`<![CDATA[<m:MSS_StatusResp>${status}</m:MSS_StatusResp>]]>`)],
    ['an empty body', envelope('')],
    ['two bodies', PUBLISHED.replace('<soapenv:Body>', '<soapenv:Body/><soapenv:Body>')],
    ['an answer cut off', PUBLISHED.slice(0, -40)],
  ])('is none with %s', (_, xml) => {
    expect(reply(xml)).toBeNull()
  })

  test.each(['A&lt;B', 'AQID!', '=', ''])('holds no signature for %j', (base64) => {
    const xml = envelope(
      `<m:MSS_StatusResp><m:MSS_Signature><m:Base64Signature>${base64}</m:Base64Signature></m:MSS_Signature>${status}</m:MSS_StatusResp>`,
    )
    expect(reply(xml)).toMatchObject({ answer: { signature: null } })
  })
})

describe('a fault', () => {
  const subcode = (value: string, more = '') =>
    `<e:Fault><e:Code><e:Value>e:Receiver</e:Value><e:Subcode><e:Value>${value}</e:Value>${more}</e:Subcode></e:Code><e:Reason><e:Text xml:lang="en">X</e:Text></e:Reason></e:Fault>`
  test.each<[string, SoapVersion, string, number | null]>([
    ['a subcode', '1.2', subcode('m:_208'), 208],
    ['a subcode with blanks', '1.2', subcode('\n m:_401 '), 401],
    ['a subcode below another', '1.2', subcode('e:other', '<e:Subcode><e:Value>m:_402</e:Value></e:Subcode>'), 402],
    ['a subcode of another namespace', '1.2', subcode('e:_208'), null],
    ['a subcode of a prefix nobody bound', '1.2', subcode('q:_208'), null],
    ['a subcode without the sign', '1.2', subcode('m:208'), null],
    ['no subcode', '1.2', '<e:Fault><e:Code><e:Value>e:Receiver</e:Value></e:Code></e:Fault>', null],
    [
      'a StatusCode in the detail',
      '1.2',
      `<e:Fault><e:Code><e:Value>e:Receiver</e:Value></e:Code><e:Detail><m:StatusCode Value="209"/></e:Detail></e:Fault>`,
      209,
    ],
    ['a faultcode', '1.1', '<e:Fault><faultcode>m:_208</faultcode><faultstring>X</faultstring></e:Fault>', 208],
    [
      'a dotted faultcode',
      '1.1',
      '<e:Fault><faultcode>e:Server._406</faultcode><faultstring>X</faultstring></e:Fault>',
      406,
    ],
    [
      'a Status in the detail',
      '1.1',
      '<e:Fault><faultcode>e:Server</faultcode><detail><m:Status><m:StatusCode Value="422"/></m:Status></detail></e:Fault>',
      422,
    ],
    [
      'a plain faultcode',
      '1.1',
      '<e:Fault><faultcode>e:Server</faultcode><faultstring>208</faultstring></e:Fault>',
      null,
    ],
    [
      'a StatusCode of another namespace',
      '1.1',
      '<e:Fault><faultcode>e:Server</faultcode><detail><StatusCode Value="208"/></detail></e:Fault>',
      null,
    ],
  ])('with %s in SOAP %s', (_, version, fault, status) => {
    expect(reply(envelope(fault, version))).toEqual({ kind: 'fault', status })
  })
})
