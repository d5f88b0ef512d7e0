import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSecrets, type SecretHandle } from '../../flows/base/secret.ts'
import type { ModemView } from '../../flows/ports/modem.port.ts'
import { type Collected, collectEvents } from '../port/collect-events.ts'
import { openSerialPort } from '../port/serial-port.ts'
import { createModems, type Modems, type ModemsOptions } from './modems.ts'
import { SAMPLE_SIM } from './simulator/simulated-sim.ts'
import { createModemSimulator, type ModemFault, type ModemSimulator, type SentText } from './simulator.ts'

/** The real thing from end to end: simulator, kernel, serialport, drivers, with the system's own time. */
const PHONE = '+84821234088'
const CODE = '200832'
const TEXT = `Ma xac thuc cua Ong/Ba la ${CODE}, co hieu luc 5 phut. Khong cung cap ma cho bat ky ai.`

let simulator: ModemSimulator
let modems: Modems
let heard: Collected<readonly ModemView[]>
let sent: SentText[]
let logged: string
const secrets = createSecrets(randomUUID)

beforeEach(async () => {
  sent = []
  logged = ''
  simulator = await createModemSimulator({ simulate: true, onSent: (text) => sent.push(text) })
})

afterEach(async () => {
  await modems?.stop()
  await simulator.stop()
})

async function start(options: Partial<ModemsOptions> = {}) {
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(chunk, _, done) {
        logged += chunk
        done()
      },
    }),
  )
  modems = createModems({
    settings: { paths: ['the simulator'] },
    listPorts: async () => [],
    openPort: async () => openSerialPort({ path: simulator.path }),
    log,
    secrets,
    retryDelaysMs: [20],
    sendRetryDelaysMs: [10, 10, 10],
    replySilenceMs: 400,
    ...options,
  })
  heard = collectEvents(modems)
  await modems.start()
}
async function ready(options: Partial<ModemsOptions> = {}) {
  await start(options)
  await standing('ready')
}
/** Settles when the standing is so; at once when it is. */
async function standing(state: string, code: string | null = null) {
  while (modems.standing.state !== state || modems.standing.code !== code) await heard.next()
}
const message = (text = TEXT, reportWithinMs = 5_000, messageId: string = randomUUID()) => ({
  messageId,
  to: PHONE,
  text: secrets.keep(text),
  reportWithinMs,
})

describe('a modem that works', () => {
  test('names itself, its SIM, network and signal', async () => {
    await ready()
    expect(modems.modems).toEqual([
      {
        modemId: 'imei-861234050000017',
        name: 'Quectel EC25 (simulated)',
        sim: 'ready',
        network: 'home',
        operator: 'Viettel',
        signalDbm: -71,
      },
    ])
    expect(modems.standing).toEqual({ state: 'ready', code: null, name: 'Quectel EC25 (simulated)' })
  })

  test('sends a code and knows that it was delivered', async () => {
    await ready()
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
    expect(sent).toEqual([{ to: PHONE, text: TEXT }])
  })

  test('sends a long text in parts, one report for each, and letters with marks without them', async () => {
    await ready()
    const long = `Mã xác thực của Ông/Bà là ${CODE}. ${'Không cung cấp cho bất kỳ ai. '.repeat(8)}`
    expect(await modems.sendText(message(long))).toEqual({ kind: 'delivered' })
    const plain = long.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    expect(sent).toEqual([{ to: PHONE, text: plain }])
  })

  test('asks for the owner of the SIM', async () => {
    await ready()
    expect(await modems.askOwner({ replyWithinMs: 10_000 })).toContain('Ho ten: NGUYEN THI MAU')
    expect(sent).toEqual([{ to: '1414', text: 'TTTB' }])
  })

  test('reads who the SIM is, from its files', async () => {
    await ready()
    expect(await modems.identifySim()).toEqual({
      iccid: SAMPLE_SIM.iccid,
      imsi: SAMPLE_SIM.imsi,
      msisdn: SAMPLE_SIM.msisdn,
      providerName: SAMPLE_SIM.providerName,
    })
  })

  test('says nothing of a number that nobody wrote on the SIM', async () => {
    simulator.swapSim({ msisdn: null })
    await ready()
    expect(await modems.identifySim()).toMatchObject({ msisdn: null })
  })
})

describe('a message', () => {
  test('repeated under its id is sent once, also while the first is on its way', async () => {
    await ready()
    const id = randomUUID()
    const both = await Promise.all([
      modems.sendText(message(TEXT, 5_000, id)),
      modems.sendText(message(TEXT, 5_000, id)),
    ])
    expect(both).toEqual([{ kind: 'delivered' }, { kind: 'delivered' }])
    expect(await modems.sendText(message(TEXT, 5_000, id))).toEqual({ kind: 'delivered' })
    expect(sent.length).toBe(1)
  })

  test('that was never sent may be sent under the same id later, with its secret still there', async () => {
    await simulator.fault('unplug')
    await start()
    const first = message()
    await expect(modems.sendText(first)).rejects.toMatchObject({ code: 'MODEM_ABSENT' })
    await simulator.fault('replug')
    await standing('ready')
    expect(await modems.sendText(first)).toEqual({ kind: 'delivered' })
  })

  test('without a report in time is unconfirmed', async () => {
    await ready()
    await simulator.fault('report-never')
    expect(await modems.sendText(message(TEXT, 50))).toEqual({ kind: 'unconfirmed' })
  })

  test('that the network gave up is undelivered', async () => {
    await ready()
    await simulator.fault('report-failed')
    expect(await modems.sendText(message())).toEqual({ kind: 'undelivered', code: 'SMS_NOT_DELIVERED' })
  })

  test('whose line broke after Ctrl-Z is unconfirmed and never sent again', async () => {
    await ready()
    await simulator.fault('lost-after-ctrl-z')
    const id = randomUUID()
    expect(await modems.sendText(message(TEXT, 5_000, id))).toEqual({ kind: 'unconfirmed' })
    await simulator.fault('replug')
    await standing('missing', 'MODEM_LOST')
    await standing('ready')
    expect(await modems.sendText(message(TEXT, 5_000, id))).toEqual({ kind: 'unconfirmed' })
    expect(sent.length).toBe(1)
  })

  test.each([42, 38, 500])('refused for a while (%i) is tried again, then SMS_TEMPORARY', async (number) => {
    await ready()
    await simulator.fault('cms-error', number)
    await expect(modems.sendText(message())).rejects.toMatchObject({ code: 'SMS_TEMPORARY', details: { number } })
    expect(logged.match(/"command":"AT\+CMGS"/g)?.length).toBe(4)
    simulator.heal()
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
  })

  test.each([21, 27, 8, 304, 512])('refused for good (%i) is SMS_REJECTED at once', async (number) => {
    await ready()
    await simulator.fault('cms-error', number)
    await expect(modems.sendText(message())).rejects.toMatchObject({ code: 'SMS_REJECTED', details: { number } })
    expect(logged.match(/"command":"AT\+CMGS"/g)?.length).toBe(1)
  })

  test('goes through when the memory is full: read messages make room', async () => {
    await ready()
    await simulator.fault('memory-full')
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
  })

  test('too long is refused before it is sent', async () => {
    await ready()
    await expect(modems.sendText(message('a'.repeat(6 * 153 + 1)))).rejects.toMatchObject({ code: 'SMS_TOO_LONG' })
    await expect(modems.sendText({ ...message(), to: 'nobody' })).rejects.toMatchObject({ code: 'SMS_REJECTED' })
    expect(sent).toEqual([])
  })

  test('called back before it was written is not sent', async () => {
    await ready()
    const stop = new AbortController()
    stop.abort()
    await expect(modems.sendText(message(), stop.signal)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(sent).toEqual([])
  })

  test('with a spent handle is refused', async () => {
    await ready()
    const spent = message()
    secrets.discard(spent.text)
    await expect(modems.sendText(spent)).rejects.toMatchObject({ code: 'SECRET_SPENT' })
  })
})

describe('the answer of 1414', () => {
  test('in parts out of order, under a brandname, with marks', async () => {
    const text = `Họ tên: Nguyễn Thị Mẫu. ${'Thông tin khác. '.repeat(12)}Số GTTT: 046204001234.`
    await simulator.stop()
    simulator = await createModemSimulator({ simulate: true, ownerReply: { from: 'VIETTEL', texts: [text] } })
    await ready()
    await simulator.fault('reply-in-parts-out-of-order')
    expect(await modems.askOwner({ replyWithinMs: 10_000 })).toBe(text)
  })

  test('in several messages is joined; what a person writes meanwhile is not in it', async () => {
    await simulator.stop()
    const ownerReply = { from: '1414', texts: ['first', 'second'] }
    simulator = await createModemSimulator({ simulate: true, ownerReply })
    await ready()
    const reply = modems.askOwner({ replyWithinMs: 10_000 })
    simulator.receive('+84911000111', 'a private message')
    expect(await reply).toBe('first\nsecond')
  })

  test('that never comes is OWNERSHIP_NO_REPLY', async () => {
    await ready()
    await simulator.fault('reply-never')
    await expect(modems.askOwner({ replyWithinMs: 100 })).rejects.toMatchObject({ code: 'OWNERSHIP_NO_REPLY' })
  })

  test('is not waited for when the person goes away, or the SIM does', async () => {
    await ready()
    await simulator.fault('reply-never')
    const stop = new AbortController()
    const asking = modems.askOwner({ replyWithinMs: 10_000 }, stop.signal)
    stop.abort()
    await expect(asking).rejects.toMatchObject({ code: 'CANCELLED' })
    const again = modems.askOwner({ replyWithinMs: 10_000 })
    again.catch(() => {})
    while (sent.length < 1) await new Promise((resolve) => setImmediate(resolve))
    await simulator.fault('sim-absent')
    await expect(again).rejects.toMatchObject({ code: 'SIM_ABSENT' })
  })
})

describe('the fault', () => {
  test.each<ModemFault>(['slow', 'split', 'garbage', 'echo-on'])('%s harms nothing', async (name) => {
    await simulator.fault(name)
    await ready()
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
    expect(sent).toEqual([{ to: PHONE, text: TEXT }])
  })

  test.each<[ModemFault, string, string]>([
    ['no-network', 'faulted', 'MODEM_NO_NETWORK'],
    ['registration-denied', 'faulted', 'MODEM_NO_NETWORK'],
    ['pin', 'faulted', 'SIM_PIN_REQUIRED'],
    ['puk', 'faulted', 'SIM_PUK_REQUIRED'],
    ['sim-absent', 'missing', 'SIM_ABSENT'],
  ])('%s is told as %s, %s, and is over when it is over', async (name, state, code) => {
    await ready()
    await simulator.fault(name)
    await standing(state, code)
    const waiting = message()
    await expect(modems.sendText(waiting)).rejects.toMatchObject({ code })
    expect(secrets.redeem(waiting.text)).toBe(TEXT)
    simulator.heal()
    await standing('ready')
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
  })

  test('unplug is told within a second, replug is ready within two, on another device node', async () => {
    await ready()
    const pulledMs = performance.now()
    await simulator.fault('unplug')
    await standing('missing', 'MODEM_LOST')
    expect(performance.now() - pulledMs).toBeLessThan(1_000)
    expect(modems.modems).toEqual([])
    await expect(modems.sendText(message())).rejects.toMatchObject({ code: 'MODEM_LOST' })
    const pluggedMs = performance.now()
    await simulator.fault('replug')
    await standing('ready')
    expect(performance.now() - pluggedMs).toBeLessThan(2_000)
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
  })

  test('hang is told within a second, and its end is noticed by itself', async () => {
    await ready()
    await simulator.fault('hang')
    const askedMs = performance.now()
    const sending = modems.sendText(message())
    sending.catch(() => {})
    await standing('faulted', 'MODEM_NOT_ANSWERING')
    expect(performance.now() - askedMs).toBeLessThan(1_000)
    await expect(sending).rejects.toMatchObject({ code: 'MODEM_NOT_ANSWERING' })
    simulator.heal()
    const healedMs = performance.now()
    await standing('ready')
    expect(performance.now() - healedMs).toBeLessThan(2_000)
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
    expect(sent.length).toBe(1)
  })
})

describe('the PIN of a SIM', () => {
  const withPin = (pin: string) => {
    let asked = 0
    const simPin = (): SecretHandle => {
      asked += 1
      return secrets.keep(pin)
    }
    return { simPin, asked: () => asked }
  }

  test('is never sent unless one is configured', async () => {
    await simulator.fault('pin')
    await start()
    await standing('faulted', 'SIM_PIN_REQUIRED')
    expect(logged).not.toMatch(/"command":"AT\+CPIN","end":"refused"/)
    expect(await modems.identifySim()).toMatchObject({ iccid: SAMPLE_SIM.iccid, imsi: null, msisdn: null })
  })

  test('that is configured opens the SIM', async () => {
    await simulator.fault('pin')
    await ready({ simPin: withPin(SAMPLE_SIM.pin).simPin })
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
  })

  test('that has one try left is never tried, right or wrong', async () => {
    await simulator.stop()
    simulator = await createModemSimulator({ simulate: true, pinTries: 1 })
    const kept = secrets.count
    await simulator.fault('pin')
    await start({ simPin: withPin(SAMPLE_SIM.pin).simPin })
    await standing('faulted', 'SIM_PIN_REQUIRED')
    simulator.heal()
    await standing('ready')
    expect(logged.match(/"command":"AT\+CPIN"/g)?.length).toBe(logged.match(/"command":"AT\+CGSN"/g)?.length)
    expect(secrets.count).toBe(kept)
  })

  test('that is wrong is sent once and never again, not after a replug either', async () => {
    await simulator.fault('pin')
    const pin = withPin('9999')
    await start({ simPin: pin.simPin })
    await standing('faulted', 'SIM_PIN_REQUIRED')
    await simulator.fault('replug')
    await standing('missing', 'MODEM_LOST')
    await standing('faulted', 'SIM_PIN_REQUIRED')
    expect(pin.asked()).toBe(1)
    expect(logged).not.toContain('9999')
  })
})

test('what the modem says by itself between any two lines harms nothing', async () => {
  await ready()
  simulator.interleave(['RING', '+CREG: 1', '^RSSI: 17', '+CUSD: 0,"46",15'])
  expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
  expect(await modems.askOwner({ replyWithinMs: 10_000 })).toContain('NGUYEN THI MAU')
  expect(await modems.identifySim()).toMatchObject({ iccid: SAMPLE_SIM.iccid, imsi: SAMPLE_SIM.imsi })
})

test('no log holds a text, a number, a code, an answer or a SIM', async () => {
  await simulator.fault('echo-on')
  await ready()
  await modems.sendText(message())
  const reply = await modems.askOwner({ replyWithinMs: 10_000 })
  simulator.receive('+84911000111', 'planted private words')
  const { iccid, imsi } = await modems.identifySim()
  await modems.stop()
  expect(logged.length).toBeGreaterThan(1_000)
  const planted = [
    CODE,
    PHONE.slice(-6),
    TEXT,
    reply,
    'NGUYEN',
    'planted',
    '911000111',
    iccid,
    imsi ?? iccid,
    '542A5508',
  ]
  expect(planted.filter((words) => logged.includes(words))).toEqual([])
})
