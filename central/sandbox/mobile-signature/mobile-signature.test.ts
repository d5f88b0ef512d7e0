import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { verifyCms } from '../../../data/pki/cms-verify.ts'
import type { Clock } from '../../../flows/base/clock.ts'
import { writeSignatureReq, writeStatusReq } from '../../connectors/mobile-signature/messages.ts'
import {
  createMobileSignatureClient,
  type MobileSignatureOptions,
} from '../../connectors/mobile-signature/mobile-signature.client.ts'
import { readReference } from '../../connectors/mobile-signature/reference.ts'
import { SOAP_NAMESPACE, type SoapVersion } from '../../connectors/mobile-signature/soap.ts'
import { CERTIFICATE_VARIANTS, createAuthorities } from '../authorities/authorities.ts'
import { createDelays } from '../delays.ts'
import { createFaultSwitches } from '../fault-switches.ts'
import { MSS_PATH, mobileSignatureRoute } from '../http/mobile-signature.route.ts'
import { createHttp } from '../http/server.ts'
import { PEOPLE } from '../people/people.ts'
import { createPhoneRequests } from '../phone/requests.ts'
import { createMobileSignatureService } from './mobile-signature.service.ts'
import type { SigningSim } from './signing-sim.ts'

const log = pino({ enabled: false })
const NOW = Date.UTC(2026, 10, 22, 5)
const PERSON = PEOPLE[0]?.key ?? ''
const citizen = (variant: NonNullable<SigningSim['certificate']>['variant'] = 'good') =>
  ({ person: PERSON, subject: 'citizen', variant }) as const
const phone = (at: number) => `+8497120410${at}`
/** By turns with EC and RSA keys. */
const SIMS: readonly SigningSim[] = [
  { phone: phone(0), certificate: citizen(), behaviour: 'signs' },
  { phone: phone(1), certificate: citizen(), behaviour: 'signs' },
  { phone: phone(2), certificate: citizen(), behaviour: 'out-of-reach' },
  { phone: phone(3), certificate: citizen(), behaviour: 'pin-blocked' },
  { phone: phone(4), certificate: citizen(), behaviour: 'card-blocked' },
  { phone: phone(5), certificate: citizen(), behaviour: 'busy' },
  { phone: phone(6), certificate: citizen(), behaviour: 'other-text' },
  { phone: phone(7), certificate: null, behaviour: 'signs' },
  { phone: phone(8), certificate: { ...citizen(), person: 'nobody' }, behaviour: 'signs' },
]
const UNKNOWN_PHONE = phone(9)
const STATEMENT = 'ĐĂNG KÝ TÀI KHOẢN GIAO DỊCH ĐIỆN TỬ\nHọ và tên: <Nguyễn> & "Châu"\n'

async function openWorld(sims = SIMS) {
  const switches = createFaultSwitches()
  const delays = createDelays()
  const requests = createPhoneRequests()
  const authorities = createAuthorities({ people: PEOPLE, now: () => NOW, url: () => 'http://ca.test' })
  const service = createMobileSignatureService({
    sims,
    authorities,
    requests,
    switches,
    delays,
    now: () => NOW,
    apId: 'http://ap.test',
    apPassword: 'p<w',
    log,
    momentMs: 1,
  })
  const http = createHttp(log)
  mobileSignatureRoute(http, { service, switches, delays, slowMs: 60_000 })
  await http.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}${MSS_PATH}`
  let ids = 0
  const client = (options: Partial<MobileSignatureOptions> = {}, clock: Clock = { now: () => NOW }) =>
    createMobileSignatureClient(
      {
        url,
        apId: 'http://ap.test',
        apPassword: 'p<w',
        timeOutSeconds: 300,
        pollAfterMs: 5_000,
        signatureProfile: null,
        soap: '1.2',
        ...options,
      },
      { log, clock, newId: () => `${++ids}` },
    )
  const close = async () => {
    delays.cancelAll()
    requests.close()
    await http.close()
  }
  return { switches, requests, service, http, url, client, close }
}
let world: Awaited<ReturnType<typeof openWorld>>
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const request = (at: string, transactionId = '019a0000-0000-7000-8000-000000000001') => ({
  transactionId,
  phone: at,
  statement: STATEMENT,
  carrier: null,
  displayText: 'Ký đăng ký tài khoản DVCQG',
  controlCode: '4821',
})
async function started(at: string, client = world.client()) {
  const answer = await client.start(request(at))
  if (answer.kind !== 'started') throw new Error(answer.code)
  return answer.partyRef
}
/** Asks until the phone's side is through: the service learns of it in its own time. */
async function ended(partyRef: string, client = world.client()) {
  return vi.waitFor(async () => {
    const answer = await client.poll(partyRef)
    if (answer.kind === 'waiting') throw new Error('waiting')
    return answer
  })
}

describe.each<SoapVersion>(['1.1', '1.2'])('over SOAP %s', (soap) => {
  test.each([
    ['EC', phone(0)],
    ['RSA', phone(1)],
  ])('a SIM with a key of %s signs what was asked, once the person confirmed', async (_, at) => {
    const client = world.client({ soap })
    const partyRef = await started(at, client)
    expect(await client.poll(partyRef)).toEqual({ kind: 'waiting', pollAfterMs: 5_000 })
    const shown = world.requests.list(at)
    expect(shown).toMatchObject([{ kind: 'sim-sign', code: '4821', state: 'open' }])
    expect(shown[0]?.text).toBe('Ky dang ky tai khoan DVCQG. Ma kiem tra: 4821')

    world.requests.answer(at, 'confirmed', '4821')
    const answer = await ended(partyRef, client)
    if (answer.kind !== 'done') throw new Error(answer.kind)
    const result = verifyCms(answer.result.cms, Buffer.from(STATEMENT))
    expect(result).toMatchObject({ kind: 'valid', signedAtMs: NOW })
    expect(result.kind === 'valid' && result.certificates.length).toBeGreaterThan(1)
    // The signature stays there: an answer that got lost is asked for again.
    expect(await client.poll(partyRef)).toEqual(answer)

    await client.receipt(partyRef, true, 'Tài khoản đã mở')
    await client.receipt(partyRef, true, 'Lần thứ hai')
    expect(world.service.receipts(at)).toEqual(['Tai khoan da mo'])
  })

  test.each([
    [phone(2), 'SIM_SIGN_OUT_OF_REACH'],
    [phone(3), 'SIM_SIGN_PIN_BLOCKED'],
    [phone(4), 'SIM_SIGN_PIN_BLOCKED'],
  ])('%s: %s, told a moment later and never shown', async (at, code) => {
    const client = world.client({ soap })
    expect(await ended(await started(at, client), client)).toEqual({ kind: 'refused', code })
    expect(world.requests.list(at)).toEqual([])
  })

  test.each([
    [phone(5), 'SIM_SIGN_BUSY'],
    [phone(7), 'SIM_SIGN_NO_CERTIFICATE'],
    [UNKNOWN_PHONE, 'SIM_SIGN_NO_CERTIFICATE'],
  ])('%s: %s, at once', async (at, code) => {
    expect(await world.client({ soap }).start(request(at))).toEqual({ kind: 'refused', code })
    expect(world.requests.list(at)).toEqual([])
  })

  test.each([
    [phone(0), 'signing-sim'],
    [phone(3), 'signing-sim'],
    [phone(7), 'no-certificate'],
    [UNKNOWN_PHONE, 'no-certificate'],
  ])('the profile of %s is %s', async (at, expected) => {
    expect(await world.client({ soap }).profile(at)).toBe(expected)
  })

  test('another password, or another AP, is our fault and nothing happens', async () => {
    for (const change of [{ apPassword: 'other' }, { apId: 'http://other.test' }]) {
      await expect(world.client({ soap, ...change }).start(request(phone(0)))).rejects.toMatchObject({
        code: 'SIM_SIGN_UNAVAILABLE',
        details: { reason: 'status', status: 104 },
      })
    }
    expect(world.requests.list(phone(0))).toEqual([])
  })
})

describe('on the phone', () => {
  test('cancelled', async () => {
    const partyRef = await started(phone(0))
    world.requests.answer(phone(0), 'cancelled')
    expect(await ended(partyRef)).toEqual({ kind: 'refused', code: 'SIM_SIGN_CANCELLED' })
  })

  test('nobody answers', async () => {
    const partyRef = await started(phone(0))
    world.requests.close()
    expect(await ended(partyRef)).toEqual({ kind: 'refused', code: 'SIM_SIGN_EXPIRED' })
  })

  test('five minutes of silence end as expired, and not a moment earlier', async () => {
    vi.useFakeTimers()
    try {
      const asker = { apId: 'http://ap.test', apPassword: 'p<w', apTransId: 'T1', instant: '2026-11-22T05:00:00Z' }
      const head = { ...asker, msspUri: null }
      const order = {
        phone: phone(0),
        statement: STATEMENT,
        displayed: 'x',
        timeOutSeconds: 300,
        signatureProfile: null,
      }
      const ask = async (xml: string) => (await world.service.answer(Buffer.from(xml))).xml
      const msspTransId = /MSSP_TransID="(\w+)"/.exec(await ask(writeSignatureReq('1.2', head, order)))?.[1] ?? ''
      await vi.advanceTimersByTimeAsync(299_999)
      expect(await ask(writeStatusReq('1.2', head, msspTransId))).toContain('Value="504"')
      await vi.advanceTimersByTimeAsync(1)
      expect(await ask(writeStatusReq('1.2', head, msspTransId))).toContain('mss:_208')
    } finally {
      vi.useRealTimers()
    }
  })

  test('another text is signed', async () => {
    const partyRef = await started(phone(6))
    world.requests.answer(phone(6), 'confirmed')
    const answer = await ended(partyRef)
    if (answer.kind !== 'done') throw new Error(answer.kind)
    expect(verifyCms(answer.result.cms, Buffer.from(STATEMENT))).toMatchObject({
      kind: 'invalid',
      code: 'STATEMENT_DIFFERS',
    })
  })

  test('the certificate was never issued', async () => {
    const partyRef = await started(phone(8))
    world.requests.answer(phone(8), 'confirmed')
    expect(await ended(partyRef)).toEqual({ kind: 'refused', code: 'SIM_SIGN_NO_CERTIFICATE' })
  })

  test('one request at a time: the second is refused and the phone rings once; afterwards it may ring again', async () => {
    const client = world.client()
    const first = await started(phone(0), client)
    const second = request(phone(0), '019a0000-0000-7000-8000-000000000002')
    expect(await client.start(second)).toEqual({ kind: 'refused', code: 'SIM_SIGN_BUSY' })
    expect(world.requests.list(phone(0))).toHaveLength(1)
    world.requests.answer(phone(0), 'cancelled')
    await ended(first)
    expect(await client.start(second)).toMatchObject({ kind: 'started' })
  })

  test('a receipt before the signature, or to another phone, is not shown', async () => {
    const client = world.client()
    const partyRef = await started(phone(0), client)
    await client.receipt(partyRef, true, 'Sớm')
    world.requests.answer(phone(0), 'confirmed')
    await ended(partyRef)
    await client.receipt(JSON.stringify({ ...readReference(partyRef), phone: phone(1) }), true, 'Khác')
    expect([world.service.receipts(phone(0)), world.service.receipts(phone(1))]).toEqual([[], []])
  })
})

test.each(CERTIFICATE_VARIANTS)(
  'a SIM with a certificate that is %s signs; the judging is central’s',
  async (variant) => {
    await world.close()
    world = await openWorld([{ phone: phone(0), certificate: citizen(variant), behaviour: 'signs' }])
    const partyRef = await started(phone(0))
    world.requests.answer(phone(0), 'confirmed')
    const answer = await ended(partyRef)
    expect(answer.kind === 'done' && verifyCms(answer.result.cms, Buffer.from(STATEMENT)).kind).toBe('valid')
  },
)

describe('switched to', () => {
  test.each([
    ['down', 'failed'],
    ['wrong', 'failed'],
    ['slow', 'timeout'],
    ['soap-fault', 'status'],
    ['other-transaction', 'mismatch'],
  ] as const)('%s, nothing is decided (%s)', async (mobileSignature, reason) => {
    const client = world.client({ answerWithinMs: 100 })
    const partyRef = await started(phone(0), world.client())
    world.requests.answer(phone(0), 'confirmed')
    await ended(partyRef)
    world.switches.set({ mobileSignature })
    const unavailable = { code: 'SIM_SIGN_UNAVAILABLE', details: { reason } }
    await expect(client.poll(partyRef)).rejects.toMatchObject(unavailable)
    await expect(client.start(request(phone(1)))).rejects.toMatchObject(unavailable)
    await expect(client.profile(phone(1))).rejects.toMatchObject(unavailable)
    await client.receipt(partyRef, true, 'x')
    world.switches.set({ mobileSignature: 'none' })
    expect(await world.client().poll(partyRef)).toMatchObject({ kind: 'done' })
  })

  test('silent, it waits for ever, and central ends it after the person’s time', async () => {
    const partyRef = await started(phone(0))
    world.requests.answer(phone(0), 'confirmed')
    await ended(partyRef)
    world.switches.set({ mobileSignature: 'silent' })
    expect(await world.client().poll(partyRef)).toMatchObject({ kind: 'waiting' })
    const later = world.client({}, { now: () => NOW + 330_000 })
    expect(await later.poll(partyRef)).toEqual({ kind: 'refused', code: 'SIM_SIGN_EXPIRED' })
  })
})

describe('to other peers', () => {
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'text/xml' }) =>
    fetch(world.url, { method: 'POST', headers, body })
  const signature = (change: (xml: string) => string = (xml) => xml) =>
    change(
      `<s:Envelope xmlns:s="${SOAP_NAMESPACE['1.2']}"><s:Body><MSS_Signature><MSS_SignatureReq xmlns="http://uri.etsi.org/TS102204/v1.1.2#" MajorVersion="1" MinorVersion="1" MessagingMode="asynchClientServer" TimeOut="80"><AP_Info AP_ID="http://ap.test" AP_PWD="p&lt;w" AP_TransID="REF1" Instant="2026-11-22T12:00:00+07:00"/><MSSP_Info><MSSP_ID/></MSSP_Info><MobileUser><MSISDN>84971204100</MSISDN></MobileUser><DataToBeSigned MimeType="text/plain" Encoding="UTF-8">x</DataToBeSigned><DataToBeDisplayed MimeType="text/plain" Encoding="UTF-8">y</DataToBeDisplayed><MSS_Format><mssURI>http://uri.etsi.org/TS102204/v1.1.2#PKCS7</mssURI></MSS_Format></MSS_SignatureReq></MSS_Signature></s:Body></s:Envelope>`,
    )

  test('a request in other words is taken', async () => {
    const response = await post(signature())
    expect(response.status).toBe(200)
    expect(await response.text()).toMatch(/AP_TransID="REF1".*<mss:StatusCode Value="100"\/>/)
  })

  test.each<[string, number, (xml: string) => string]>([
    ['a name that begins with a digit', 101, (xml) => xml.replace('REF1', '1REF')],
    ['no time', 101, (xml) => xml.replace('TimeOut="80"', '')],
    ['the synchronous mode', 101, (xml) => xml.replace('asynchClientServer', 'synch')],
    ['a foreign number', 101, (xml) => xml.replace('84971204100', '41791234567')],
    ['no data', 102, (xml) => xml.replace(/<DataToBeSigned.*<\/DataToBeSigned>/, '')],
    ['no password', 102, (xml) => xml.replace(/AP_PWD="[^"]*"/, '')],
    ['too much on the display', 103, (xml) => xml.replace('>y<', `>${'y'.repeat(161)}<`)],
    ['data in base64', 107, (xml) => xml.replace('Encoding="UTF-8"', 'Encoding="base64"')],
    ['another format', 107, (xml) => xml.replace('#PKCS7', '#PKCS1')],
    ['a DTD', 101, (xml) => `<!DOCTYPE x>${xml}`],
    ['half a request', 101, (xml) => xml.slice(0, 400)],
    ['nothing', 101, () => '  '],
  ])('%s is %i', async (_, status, change) => {
    const response = await post(signature(change))
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(`<env:Value>mss:_${status}</env:Value>`)
    expect(world.requests.list(phone(0))).toEqual([])
  })

  test('a transaction nobody started, 300 KB, and what is no XML', async () => {
    const reference = { ...readReference(await started(phone(0))), msspTransId: 'Mnone' }
    await expect(world.client().poll(JSON.stringify(reference))).rejects.toMatchObject({ details: { status: 101 } })
    expect((await post('x'.repeat(300 * 1024))).status).toBe(413)
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBeGreaterThanOrEqual(400)
  })
})
