import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMobileSignatureClient, type MobileSignatureOptions } from './mobile-signature.client.ts'
import { readReference } from './reference.ts'
import { MSS, readEnvelope, SOAP_NAMESPACE, type SoapVersion } from './soap.ts'
import { meaningOf, STATUS_MEANINGS } from './status.ts'
import { childOf } from './xml.ts'

/** One request as the service met it. */
interface Asked {
  readonly name: string
  readonly operation: string
  readonly apTransId: string
  readonly contentType: string
  readonly soapAction: string | undefined
  readonly path: string
}
interface Said {
  readonly status?: number
  readonly body: string
  readonly headers?: Record<string, string>
}

const PHONE = '+84971204118'
let server: Server
let url: string
let asked: Asked[]
let say: (asked: Asked) => Said

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const one = await readAsked(request)
    asked.push(one)
    send(response, say(one))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mss`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  say = (one) => answer(one, 504)
})

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const content = readEnvelope(Buffer.concat(parts))
  if (content?.kind !== 'message') throw new Error('no message')
  const { message } = content
  return {
    name: message.name,
    operation: message.name
      .replace('StatusReq', 'StatusQueryReq')
      .replace('ProfileReq', 'ProfileQueryReq')
      .slice(0, -3),
    apTransId: childOf(message, MSS, 'AP_Info')?.attributes.get('AP_TransID') ?? '',
    contentType: request.headers['content-type'] ?? '',
    soapAction: request.headers.soapaction as string | undefined,
    path: request.url ?? '',
  }
}

function send(response: ServerResponse, { status = 200, body, headers = {} }: Said): void {
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8', ...headers }).end(body)
}

interface Change {
  readonly apTransId?: string
  readonly msspTransId?: string | null
  readonly phone?: string | null
  readonly signature?: string
  readonly version?: SoapVersion
}
function answer(one: Asked, status: number | string, change: Change = {}): Said {
  const { apTransId = one.apTransId, msspTransId = 'M1', phone = PHONE, signature, version = '1.2' } = change
  const trans = msspTransId === null ? '' : ` MSSP_TransID="${msspTransId}"`
  const user = phone === null ? '' : `<m:MobileUser><m:MSISDN>${phone}</m:MSISDN></m:MobileUser>`
  const signed =
    signature === undefined
      ? ''
      : `<m:MSS_Signature><m:Base64Signature>${signature}</m:Base64Signature></m:MSS_Signature>`
  const name = one.name.replace('Req', 'Resp')
  return {
    body: inEnvelope(
      `<${one.operation}Response><m:${name}${trans}><m:AP_Info AP_ID="ap" AP_TransID="${apTransId}" Instant="2026-11-22T12:00:00+07:00"/>${user}${signed}<m:Status><m:StatusCode Value="${status}"/></m:Status></m:${name}></${one.operation}Response>`,
      version,
    ),
  }
}
function inEnvelope(body: string, version: SoapVersion = '1.2'): string {
  return `<e:Envelope xmlns:e="${SOAP_NAMESPACE[version]}" xmlns:m="${MSS}"><e:Body>${body}</e:Body></e:Envelope>`
}
function fault(status: number, version: SoapVersion): Said {
  const body =
    version === '1.1'
      ? `<e:Fault><faultcode>m:_${status}</faultcode><faultstring>X</faultstring></e:Fault>`
      : `<e:Fault><e:Code><e:Value>e:Receiver</e:Value><e:Subcode><e:Value>m:_${status}</e:Value></e:Subcode></e:Code></e:Fault>`
  return { status: 500, body: inEnvelope(body, version) }
}

function openClient(options: Partial<MobileSignatureOptions> = {}, clock = { now: () => 1_000_000 }) {
  let ids = 0
  return createMobileSignatureClient(
    {
      url,
      apId: 'http://ap.test',
      apPassword: 'pw',
      timeOutSeconds: 180,
      pollAfterMs: 5_000,
      signatureProfile: null,
      soap: '1.2',
      ...options,
    },
    { log: pino({ enabled: false }), clock, newId: () => `id-${++ids}` },
  )
}
const REQUEST = {
  transactionId: '019a0000-0000-7000-8000-000000000001',
  phone: PHONE,
  statement: 'ĐĂNG KÝ\n',
  carrier: null,
  displayText: 'Ký đăng ký',
  controlCode: '4821',
}
const start = async (client = openClient()) => {
  say = (one) => answer(one, 100)
  const started = await client.start(REQUEST)
  if (started.kind !== 'started') throw new Error(started.code)
  return started
}

describe('a start', () => {
  test('tells how to ask after it', async () => {
    const { partyRef, ...rest } = await start()
    expect(rest).toEqual({ kind: 'started', lifetimeMs: 180_000, pollAfterMs: 5_000, shown: {} })
    expect(readReference(partyRef)).toEqual({
      msspTransId: 'M1',
      apTransId: `T${REQUEST.transactionId}`,
      phone: PHONE,
      url,
      untilMs: 1_180_000,
    })
    expect(asked).toMatchObject([{ name: 'MSS_SignatureReq', apTransId: `T${REQUEST.transactionId}` }])
  })

  test.each<[SoapVersion, string, string | undefined]>([
    ['1.1', 'text/xml; charset=utf-8', '"#MSS_Signature"'],
    ['1.2', 'application/soap+xml; charset=utf-8; action="#MSS_Signature"', undefined],
  ])('speaks SOAP %s', async (soap, contentType, soapAction) => {
    await start(openClient({ soap }))
    expect(asked).toMatchObject([{ contentType, soapAction }])
  })

  test('goes to the service of the carrier, and so do its polls', async () => {
    const client = openClient({ urls: { Viettel: `${url}/viettel`, MobiFone: `${url}/mobifone` } })
    const { partyRef } = await start(client)
    await client.poll(partyRef)
    say = (one) => answer(one, 100, { phone: '+84910000000' })
    await client.start({ ...REQUEST, phone: '+84910000000' })
    // A number that has moved: the person says to whom.
    await client.start({ ...REQUEST, phone: '+84910000000', carrier: 'MobiFone' })
    expect(asked.map(({ path }) => path)).toEqual(['/mss/viettel', '/mss/viettel', '/mss', '/mss/mobifone'])
  })

  test('is sent once, whatever becomes of it', async () => {
    say = () => ({ status: 200, body: 'no answer' })
    await expect(openClient().start(REQUEST)).rejects.toMatchObject({
      code: 'SIM_SIGN_UNAVAILABLE',
      details: { reason: 'failed' },
    })
    expect(asked).toHaveLength(1)
  })
})

const VERSIONS: readonly SoapVersion[] = ['1.1', '1.2']
const CODES = [...STATUS_MEANINGS.keys(), 999]

describe.each(['answer', 'fault'] as const)('a status as %s', (form) => {
  const cases = VERSIONS.flatMap((version) => CODES.map((status) => [status, version] as const))
  test.each(cases)('%i ends a poll as it means, in SOAP %s', async (status, version) => {
    const client = openClient({ soap: version })
    const { partyRef } = await start(client)
    say = (one) => (form === 'fault' ? fault(status, version) : answer(one, status, { version, signature: 'AQID' }))
    const meaning = meaningOf(status)
    const poll = client.poll(partyRef)
    if (meaning.kind === 'unavailable')
      await expect(poll).rejects.toMatchObject({ code: 'SIM_SIGN_UNAVAILABLE', details: { reason: 'status', status } })
    else if (meaning.kind === 'refused') expect(await poll).toEqual(meaning)
    else if (meaning.kind === 'waiting') expect(await poll).toEqual({ kind: 'waiting', pollAfterMs: 5_000 })
    else if (form === 'answer') expect(await poll).toEqual({ kind: 'done', result: { cms: Uint8Array.of(1, 2, 3) } })
    else await expect(poll).rejects.toMatchObject({ details: { reason: 'unsigned' } })
  })

  test.each(CODES)('%i ends a start as it means', async (status) => {
    say = (one) => (form === 'fault' ? fault(status, '1.2') : answer(one, status))
    const meaning = meaningOf(status)
    const started = openClient().start(REQUEST)
    if (meaning.kind === 'unavailable')
      await expect(started).rejects.toMatchObject({ code: 'SIM_SIGN_UNAVAILABLE', details: { status } })
    else if (meaning.kind === 'refused') expect(await started).toEqual(meaning)
    else if (form === 'answer') expect(await started).toMatchObject({ kind: 'started' })
    // A fault names no transaction, so there is nothing to ask after.
    else await expect(started).rejects.toMatchObject({ details: { reason: 'mismatch' } })
  })
})

test('a fault of SOAP alone decides nothing', async () => {
  const { partyRef } = await start()
  say = () => ({ status: 500, body: inEnvelope('<e:Fault><e:Code><e:Value>e:Receiver</e:Value></e:Code></e:Fault>') })
  await expect(openClient().poll(partyRef)).rejects.toMatchObject({ details: { reason: 'status', status: null } })
})

describe('an answer about something else', () => {
  const hostile: readonly (readonly [string, Change])[] = [
    ['AP_TransID', { apTransId: 'Tother' }],
    ['MSSP_TransID', { msspTransId: 'M2' }],
    ['MSISDN', { phone: '+84971204119' }],
    ['MSISDN that only ends alike', { phone: '84+84971204118' }],
    ['MSISDN, left out', { phone: null }],
  ]
  test.each(hostile)('is no signature: another %s', async (_, change) => {
    const { partyRef } = await start()
    say = (one) => answer(one, 500, { ...change, signature: 'AQID' })
    await expect(openClient().poll(partyRef)).rejects.toMatchObject({
      code: 'SIM_SIGN_UNAVAILABLE',
      details: { reason: 'mismatch' },
    })
  })

  test.each(
    hostile.filter(([what]) => what !== 'MSSP_TransID').concat([['MSSP_TransID, left out', { msspTransId: null }]]),
  )('starts nothing: another %s', async (_, change) => {
    say = (one) => answer(one, 100, change)
    await expect(openClient().start(REQUEST)).rejects.toMatchObject({ details: { reason: 'mismatch' } })
  })

  test('is ours all the same without the plus, under the first name, or without MSSP_TransID', async () => {
    const client = openClient()
    const { partyRef } = await start(client)
    const change = { phone: '84971204118', apTransId: `T${REQUEST.transactionId}`, msspTransId: null }
    say = (one) => answer(one, 504, change)
    expect(await client.poll(partyRef)).toMatchObject({ kind: 'waiting' })
  })
})

describe('a service that sends nonsense', () => {
  const bomb = `<!DOCTYPE e:Envelope [<!ENTITY a "${'x'.repeat(50)}"><!ENTITY b "&a;&a;">]>`
  test.each<[string, (one: Asked) => Said]>([
    ['a DTD', (one) => ({ body: bomb + answer(one, 504).body })],
    ['an entity', (one) => ({ body: answer(one, 504).body.replace('M1', '&b;') })],
    ['an answer cut off', (one) => ({ body: answer(one, 504).body.slice(0, -30) })],
    ['300 KB', (one) => ({ body: answer(one, 500, { signature: 'A'.repeat(300 * 1024) }).body })],
    ['another namespace', (one) => ({ body: answer(one, 504).body.replace(MSS, 'urn:other') })],
    ['the answer in CDATA', (one) => ({ body: inEnvelope(`<![CDATA[${answer(one, 504).body}]]>`) })],
    ['a web page', () => ({ body: '<!doctype html><title>x</title>', headers: { 'content-type': 'text/html' } })],
    ['HTTP 503', (one) => ({ ...answer(one, 504), status: 503 })],
    ['a way elsewhere', () => ({ status: 307, body: '', headers: { location: `${url}/other` } })],
  ])('is not there: %s', async (_, hostile) => {
    const { partyRef } = await start()
    asked = []
    say = hostile
    await expect(openClient().poll(partyRef)).rejects.toMatchObject({
      code: 'SIM_SIGN_UNAVAILABLE',
      details: { reason: 'failed' },
    })
    // A question may be asked twice; each time it has a name of its own, and nobody follows the way elsewhere.
    expect(asked.map(({ path, apTransId }) => [path, apTransId])).toEqual([
      ['/mss', 'Tid-1'],
      ['/mss', 'Tid-2'],
    ])
  })

  test('one nonsense is forgiven', async () => {
    const { partyRef } = await start()
    const answers: ((one: Asked) => Said)[] = [() => ({ body: '' }), (one) => answer(one, 504)]
    say = (one) => (answers.shift() ?? (() => ({ body: '' })))(one)
    expect(await openClient().poll(partyRef)).toMatchObject({ kind: 'waiting' })
  })

  test('a signature announced and not there is none', async () => {
    const { partyRef } = await start()
    say = (one) => answer(one, 502, { signature: '&lt;!&gt;' })
    await expect(openClient().poll(partyRef)).rejects.toMatchObject({ details: { reason: 'unsigned', status: 502 } })
  })
})

describe('past the time of the person', () => {
  const later = { now: () => 1_180_000 + 15_001 }
  test.each([100, 101, 504, 900])('%i means expired', async (status) => {
    const { partyRef } = await start()
    say = (one) => answer(one, status)
    expect(await openClient({}, later).poll(partyRef)).toEqual({ kind: 'refused', code: 'SIM_SIGN_EXPIRED' })
  })

  test('a signature still counts, and before that the service has its grace', async () => {
    const { partyRef } = await start()
    say = (one) => answer(one, 504)
    expect(await openClient({}, { now: () => 1_195_000 }).poll(partyRef)).toMatchObject({ kind: 'waiting' })
    say = (one) => answer(one, 502, { signature: 'AQID' })
    expect(await openClient({}, later).poll(partyRef)).toMatchObject({ kind: 'done' })
  })
})

test.each(['', '{}', 'null', '{"msspTransId":"M1"}'])('a reference of other making is none: %j', async (partyRef) => {
  await expect(openClient().poll(partyRef)).rejects.toMatchObject({ details: { reason: 'reference' } })
  expect(asked).toEqual([])
})

describe('a receipt', () => {
  test('is sent, and never raises', async () => {
    const client = openClient()
    const { partyRef } = await start(client)
    for (const next of [(one: Asked) => answer(one, 100), () => fault(101, '1.2'), () => ({ status: 503, body: '' })]) {
      say = next
      await client.receipt(partyRef, true, 'Tài khoản đã mở')
    }
    await client.receipt('no reference', true, 'x')
    expect(asked.slice(1).map(({ name }) => name)).toEqual(Array(3).fill('MSS_ReceiptReq'))
  })
})

describe('a profile', () => {
  test.each([
    [100, 'signing-sim'],
    [402, 'signing-sim'],
    [105, 'no-certificate'],
    [404, 'no-certificate'],
    [422, 'no-certificate'],
  ])('%i is %s', async (status, expected) => {
    say = (one) => (status === 100 ? answer(one, 100, { phone: null, msspTransId: null }) : fault(status, '1.2'))
    expect(await openClient().profile(PHONE)).toBe(expected)
    expect(asked).toMatchObject([{ name: 'MSS_ProfileReq' }])
  })

  test('of another number, or none for now, is not known', async () => {
    say = (one) => answer(one, 100, { phone: '+84971204119' })
    await expect(openClient().profile(PHONE)).rejects.toMatchObject({ details: { reason: 'mismatch' } })
    say = () => fault(900, '1.2')
    await expect(openClient().profile(PHONE)).rejects.toMatchObject({ details: { status: 900 } })
  })
})

test('a service that does not answer in time is left after the wait', async () => {
  const { partyRef } = await start()
  const silent = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const reference = { ...readReference(partyRef), url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/` }
  await expect(openClient({ answerWithinMs: 30 }).poll(JSON.stringify(reference))).rejects.toMatchObject({
    code: 'SIM_SIGN_UNAVAILABLE',
    details: { reason: 'timeout' },
  })
  silent.closeAllConnections()
  silent.close()
})
