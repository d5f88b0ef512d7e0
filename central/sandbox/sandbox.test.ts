import { Writable } from 'node:stream'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sandboxAccounts } from './accounts.ts'
import { connectPeer, messagesOf, openSandbox, otpMessage, putFaults, TEST_API_KEY } from './harness.ts'
import { peopleListing } from './people/listing.ts'
import { PEOPLE } from './people/people.ts'
import type { Sandbox } from './sandbox.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await openSandbox({ slowMs: 60_000 })
})
afterEach(() => sandbox.close())

const ASKED = {
  phone: '+84971204118',
  idNumber: '001190004127',
  oldIdNumber: '012704418',
  fullName: 'Nguyễn Thị Minh Châu',
  birthDate: '1990-08-15',
}

function ask(body: unknown = ASKED, headers: Record<string, string> = { 'x-api-key': TEST_API_KEY }, at = sandbox) {
  return fetch(`${at.url}/carriers/subscribers/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

describe('carriers', () => {
  test.each(
    PEOPLE.filter((one) => !one.carrierSilent && one.expectedFault !== 'NAME_DAMAGED').map((one) => [one.key, one]),
  )('answer for %s', async (_, one) => {
    const response = await ask({
      phone: parsePhoneNumberFromString(one.phone, 'VN')!.number,
      idNumber: one.idNumber,
      ...(one.oldIdNumber && { oldIdNumber: one.oldIdNumber }),
      fullName: one.fullName.normalize('NFC'),
      birthDate: one.birthDate,
    })
    expect(response.status).toBe(200)
    const answer = (await response.json()) as { result: string; carrier: string | null }
    expect(answer.carrier).toBe(one.subscription?.carrier ?? null)
    const byFault = { SUBSCRIBER_OTHER_OWNER: 'other-owner', SUBSCRIBER_CMND9: 'cmnd-9', SUBSCRIBER_UNKNOWN: 'unknown' }
    if (one.expectedFault !== 'ACCOUNT_EXISTS')
      expect(answer.result).toBe(byFault[one.expectedFault as keyof typeof byFault] ?? 'match')
  })

  test('say nothing but the verdict and the carrier', async () => {
    expect(await (await ask({ ...ASKED, fullName: 'Người Lạ' })).json()).toEqual({
      result: 'other-owner',
      carrier: 'Viettel',
    })
  })

  test('one that is silent answers 503 as a problem', async () => {
    const silent = PEOPLE.find((one) => one.carrierSilent)!
    const response = await ask({ ...ASKED, phone: `+84${silent.phone.slice(1)}` })
    expect(response.status).toBe(503)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'CARRIER_UNAVAILABLE' })
  })

  test.each([
    ['without a key', {}],
    ['with a wrong key', { 'x-api-key': 'nope' }],
  ])('refuse a question %s', async (_, headers) => {
    const response = await ask(ASKED, headers as Record<string, string>)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test.each([
    ['a national number', { ...ASKED, phone: '0971204118' }, 'SHAPE_INVALID', 400],
    ['a number in place of a text', { ...ASKED, idNumber: 1190004127 }, 'SHAPE_INVALID', 400],
    ['a field too many', { ...ASKED, note: 'x' }, 'SHAPE_INVALID', 400],
    ['a field missing', { phone: ASKED.phone }, 'SHAPE_INVALID', 400],
    ['half a JSON', '{"phone":', 'BODY_MALFORMED', 400],
    ['too much', JSON.stringify({ ...ASKED, fullName: 'x'.repeat(20_000) }), 'BODY_TOO_LARGE', 413],
  ])('refuse %s without repeating it', async (_, body, code, status) => {
    const response = await ask(body)
    expect(response.status).toBe(status)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code })
    expect(text).not.toContain('97120')
  })
})

describe('faults', () => {
  test('are none at first, change part by part, and unknown ones are refused', async () => {
    const now = async () => (await fetch(`${sandbox.url}/faults`)).json()
    const well = {
      carrier: 'none',
      smsc: 'none',
      ca: 'none',
      insurance: 'none',
      identity: 'none',
      mobileSignature: 'none',
      remoteSigning: 'none',
    }
    expect(await now()).toEqual(well)
    expect(await (await putFaults(sandbox, { carrier: 'slow' })).json()).toEqual({ ...well, carrier: 'slow' })
    await putFaults(sandbox, { smsc: 'throttle' })
    expect(await now()).toEqual({ ...well, carrier: 'slow', smsc: 'throttle' })
    expect((await putFaults(sandbox, { carrier: 'on-fire' })).status).toBe(400)
    expect((await putFaults(sandbox, { printer: 'none' })).status).toBe(400)
    expect(await now()).toEqual({ ...well, carrier: 'slow', smsc: 'throttle' })
  })

  test('carrier down: the connection is cut, the rest of the sandbox answers', async () => {
    await putFaults(sandbox, { carrier: 'down' })
    await expect(ask()).rejects.toThrow()
    expect((await fetch(sandbox.url)).status).toBe(200)
    await putFaults(sandbox, { carrier: 'none' })
    expect((await ask()).status).toBe(200)
  })

  test('carrier wrong: 200 with a web page, which is no answer', async () => {
    await putFaults(sandbox, { carrier: 'wrong' })
    const response = await ask()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toContain('<!doctype html>')
  })

  test('carrier slow: the answer comes late, and is the right one', async () => {
    const quick = await openSandbox({ slowMs: 20 })
    try {
      await putFaults(quick, { carrier: 'slow' })
      const started = performance.now()
      expect(await (await ask(ASKED, undefined, quick)).json()).toEqual({ result: 'match', carrier: 'Viettel' })
      expect(performance.now() - started).toBeGreaterThanOrEqual(19)
    } finally {
      await quick.close()
    }
  })

  test('a broken carrier still asks for the key first', async () => {
    await putFaults(sandbox, { carrier: 'wrong' })
    expect((await ask(ASKED, {})).status).toBe(401)
  })
})

describe('phones', () => {
  test('show messages under both forms of the number, after the last one seen', async () => {
    const peer = await connectPeer(sandbox)
    await peer.request('submit_sm', otpMessage({ short_message: 'one' }))
    await peer.request('submit_sm', otpMessage({ short_message: 'two' }))
    const all = await messagesOf(sandbox, '0971204118')
    expect(all.map(({ text }) => text)).toEqual(['one', 'two'])
    expect(new Date(all[0]!.receivedAt).toISOString()).toBe(all[0]!.receivedAt)
    expect(await messagesOf(sandbox, '+84971204118')).toEqual(all)
    expect((await messagesOf(sandbox, '+84971204118', all[0]!.id)).map(({ text }) => text)).toEqual(['two'])
  })

  test.each(['/phones/123/messages', '/phones/0971204118/messages?after=last', '/phones/0971204118/messages?since=1'])(
    'refuse %s',
    async (path) => {
      const response = await fetch(sandbox.url + path)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'SHAPE_INVALID' })
    },
  )
})

describe('the rest', () => {
  test('GET / tells what this is and where SMPP listens', async () => {
    const index = (await (await fetch(sandbox.url)).json()) as { smpp: unknown; endpoints: string[] }
    expect(index.smpp).toEqual({ ...sandbox.smpp, systemId: 'motcua' })
    expect(index.endpoints).toContain('POST /carriers/subscribers/match')
  })

  test('GET /people is the listing that the command prints', async () => {
    expect(await (await fetch(`${sandbox.url}/people`)).json()).toEqual(peopleListing())
  })

  test('an unknown path is a problem', async () => {
    const response = await fetch(`${sandbox.url}/admin`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('the accounts to take over are those of the people who have one', () => {
    expect(sandboxAccounts()).toHaveLength(PEOPLE.filter((one) => one.hasAccount).length)
    expect(sandboxAccounts()[0]).toEqual({
      idNumber: '048192005638',
      oldIdNumber: '201684957',
      fullName: 'Hồ Thị Thu Thủy',
      birthDate: '1992-08-30',
      phone: '+84935210784',
    })
  })
})

describe('closing', () => {
  test('settles with clients connected, answers outstanding and keep-alive open, and twice', async () => {
    const peer = await connectPeer(sandbox)
    await putFaults(sandbox, { carrier: 'slow', smsc: 'slow' })
    const outstanding = Promise.allSettled([ask(), peer.request('submit_sm', otpMessage())])
    // The link is served in order, so the slow message before it has been read.
    await peer.request('enquire_link')
    await sandbox.close()
    await sandbox.close()
    await peer.ended
    await outstanding
    await expect(fetch(sandbox.url)).rejects.toThrow()
  })

  test('a taken port is SANDBOX_UNAVAILABLE, and nothing stays behind', async () => {
    const taken = (part: string, port: number) => ({ code: 'SANDBOX_UNAVAILABLE', details: { part, port } })
    const httpPort = Number(new URL(sandbox.url).port)
    const host = '127.0.0.1'
    await expect(openSandbox({ listen: { host, port: httpPort } })).rejects.toMatchObject(taken('http', httpPort))
    await expect(openSandbox({ smpp: sandbox.smpp })).rejects.toMatchObject(taken('smpp', sandbox.smpp.port))
  })
})

test('logs no number, name, phone or text, whatever is asked and refused', async () => {
  let logged = ''
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk)
      done()
    },
  })
  const loud = await openSandbox({ log: pino({ level: 'trace' }, sink) })
  try {
    const peer = await connectPeer(loud)
    await peer.request('submit_sm', otpMessage())
    await peer.request('submit_sm', otpMessage({ destination_addr: '971204118' }))
    await messagesOf(loud, '0971204118')
    await ask(ASKED, undefined, loud)
    await ask({ ...ASKED, extra: 1 }, undefined, loud)
    await fetch(`${loud.url}/nowhere/0971204118`)
  } finally {
    await loud.close()
  }
  expect(logged).toContain('/phones/:phone/messages')
  for (const secret of ['971204118', '001190004127', 'Minh Châu', '123456', 'test-key', 'test-pw'])
    expect(logged).not.toContain(secret)
})
