import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDelays, type Delays } from '../../sandbox/delays.ts'
import { createFaultSwitches, type FaultSwitches } from '../../sandbox/fault-switches.ts'
import { insuranceRoute } from '../../sandbox/http/insurance.route.ts'
import { createHttp, type SandboxHttp } from '../../sandbox/http/server.ts'
import { createInsuranceRegister } from '../../sandbox/insurance/insurance-register.ts'
import type { Insured } from '../../sandbox/insurance/insured.ts'
import { createInsuranceClient, type InsuranceOptions } from './insurance-client.ts'

const API_KEY = 'insurance-key'
const silentLog = pino({ enabled: false })
const CHAU: Insured = {
  insuranceNumber: '0118273645',
  idNumber: '001190004127',
  oldIdNumber: '012704418',
  fullName: 'Nguyễn Thị Minh Châu',
  birthDate: '1990-08-15',
}
const PERSONAL: Insured = {
  insuranceNumber: '048192005638',
  idNumber: '048192005638',
  fullName: 'HO THI THU THUY',
  birthDate: '1992-00-00',
}

let http: SandboxHttp
let switches: FaultSwitches
let delays: Delays
let url: string
beforeEach(async () => {
  http = createHttp(silentLog)
  switches = createFaultSwitches()
  delays = createDelays()
  const register = createInsuranceRegister([CHAU, PERSONAL])
  insuranceRoute(http, { register, switches, delays, apiKey: API_KEY, slowMs: 60_000 })
  url = await http.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  delays.cancelAll()
  await http.close()
})

const client = (options: Partial<InsuranceOptions> = {}, log = silentLog) =>
  createInsuranceClient({ url, apiKey: API_KEY, patience: { retries: 0 }, ...options }, log)

describe('against the register', () => {
  test('a match gives the numbers of the register', async () => {
    expect(await client().match(CHAU)).toEqual({ result: 'match', idNumber: '001190004127', oldIdNumber: '012704418' })
  })

  test('a 12-digit insurance number, a register in ASCII and an unknown birthday', async () => {
    const claims = { ...PERSONAL, fullName: 'Hồ Thị Thu Thủy', birthDate: '1992-08-30' }
    expect(await client().match(claims)).toEqual({ result: 'match', idNumber: '048192005638' })
  })

  test('the ID number given is that of the register, not the one typed', async () => {
    const answer = await client().match({ ...CHAU, idNumber: '012704418' })
    expect(answer).toMatchObject({ result: 'match', idNumber: '001190004127' })
  })

  test('what differs is named, and nothing the register holds', async () => {
    const answer = await client().match({ ...CHAU, fullName: 'Người Lạ', birthDate: '1991-08-15' })
    expect(answer).toEqual({ result: 'mismatch', fields: ['fullName', 'birthDate'] })
  })

  test('nobody under this number', async () => {
    expect(await client().match({ ...CHAU, insuranceNumber: '9999999999' })).toEqual({ result: 'unknown' })
  })

  test.each([
    ['a wrong key', () => client({ apiKey: 'nope' })],
    ['an address where nobody listens', () => client({ url: 'http://127.0.0.1:1' })],
  ])('%s is unavailable, never unknown', async (_, make) => {
    expect(await make().match(CHAU)).toEqual({ result: 'unavailable' })
  })
})

describe('faults of the register', () => {
  test.each(['down', 'wrong'] as const)('%s is unavailable, and over when it is over', async (insurance) => {
    const one = client()
    switches.set({ insurance })
    expect(await one.match(CHAU)).toEqual({ result: 'unavailable' })
    switches.set({ insurance: 'none' })
    expect(await one.match(CHAU)).toMatchObject({ result: 'match' })
  })

  test('slow is unavailable after the limit', async () => {
    switches.set({ insurance: 'slow' })
    expect(await client({ patience: { retries: 0, timeoutMs: 30 } }).match(CHAU)).toEqual({ result: 'unavailable' })
  })

  test('a register that fails in a row is left alone', async () => {
    const one = client({ patience: { retries: 0, failuresToOpen: 2 } })
    switches.set({ insurance: 'down' })
    await one.match(CHAU)
    await one.match(CHAU)
    switches.set({ insurance: 'none' })
    expect(await one.match(CHAU)).toEqual({ result: 'unavailable' })
    expect(await client().match(CHAU)).toMatchObject({ result: 'match' })
  })
})

describe('another server in its place', () => {
  const problem = (code: string) => JSON.stringify({ type: 'about:blank', title: code, status: 404, code })
  const json = (status: number, body: string): RequestListener => {
    return (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }
  test.each<[string, RequestListener]>([
    ['200 with a page', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>login')],
    ['a redirect to a page', (_, response) => response.writeHead(302, { location: '/login' }).end()],
    ['200 with half a JSON', json(200, '{"insuranceNumber":')],
    ['200 with null', json(200, 'null')],
    ['200 with a field missing', json(200, JSON.stringify({ ...CHAU, birthDate: undefined }))],
    ['200 with a number in place of a text', json(200, JSON.stringify({ ...CHAU, idNumber: 1 }))],
    ['200 with an ID number of 11 digits', json(200, JSON.stringify({ ...CHAU, idNumber: '00119000412' }))],
    ['200 with a date of another form', json(200, JSON.stringify({ ...CHAU, birthDate: '15/08/1990' }))],
    ['the record of another number', json(200, JSON.stringify({ ...CHAU, insuranceNumber: '0118273646' }))],
    ['404 with a page', (_, response) => response.writeHead(404).end('not here')],
    ['404 with another code', json(404, problem('NOT_FOUND'))],
    ['200 with the code of the unknown', json(200, problem('INSURANCE_UNKNOWN'))],
    ['503', json(503, problem('INSURANCE_UNAVAILABLE'))],
    ['204', (_, response) => response.writeHead(204).end()],
    [
      'a cut in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{"insuranceNumber"')
        response.destroy()
      },
    ],
  ])('%s is unavailable', async (_, listener) => {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      expect(await client({ url: at }).match(CHAU)).toEqual({ result: 'unavailable' })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})

test('the route wants the key, a number, and tells an unknown one as a problem', async () => {
  const ask = (number: string, key = API_KEY) =>
    fetch(`${url}/insurance/records/${number}`, { headers: { 'x-api-key': key } })
  expect((await ask('0118273645', 'nope')).status).toBe(401)
  expect((await ask('123')).status).toBe(400)
  const unknown = await ask('9999999999')
  expect(unknown.status).toBe(404)
  expect(await unknown.json()).toMatchObject({ code: 'INSURANCE_UNKNOWN' })
  expect(await (await ask('0118273645')).json()).toEqual(CHAU)
})

test('logs no number, name or key, whatever is answered', async () => {
  let logged = ''
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk)
      done()
    },
  })
  const loud = client({}, pino({ level: 'trace' }, sink))
  switches.set({ insurance: 'down' })
  await loud.match(CHAU)
  switches.set({ insurance: 'wrong' })
  await loud.match(CHAU)
  expect(logged).not.toBe('')
  for (const secret of ['0118273645', '001190004127', '012704418', 'Châu', '1990-08-15', API_KEY])
    expect(logged).not.toContain(secret)
})
