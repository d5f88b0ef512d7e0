import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Modems, ModemsOptions } from './modems.ts'
import { SAMPLE_SIM } from './simulator/simulated-sim.ts'
import type { ModemFault, ModemSimulator, SentText } from './simulator.ts'
import { openModemBed, BED_PHONE as PHONE } from './testing/modem-bed.ts'

const CODE = '200832'
const TEXT = `Ma xac thuc cua Ong/Ba la ${CODE}, co hieu luc 5 phut. Khong cung cap ma cho bat ky ai.`

let bed: Awaited<ReturnType<typeof openModemBed>>
let simulator: ModemSimulator
let modems: Modems
let sent: SentText[]

beforeEach(async () => {
  bed = await openModemBed()
  ;({ simulator, sent } = bed)
})

afterEach(() => bed.close())

/** Another modem in place of the usual one. */
async function openOther(config: Parameters<typeof openModemBed>[0]) {
  await bed.close()
  bed = await openModemBed(config)
  ;({ simulator, sent } = bed)
}

async function start(options: Partial<ModemsOptions> = {}) {
  await bed.start(options)
  modems = bed.modems()
}
async function ready(options: Partial<ModemsOptions> = {}) {
  await start(options)
  await standing('ready')
}
const standing = (state: string, code: string | null = null) => bed.standing(state, code)
const message = (text = TEXT, reportWithinMs?: number, messageId?: string) =>
  bed.message(text, reportWithinMs, messageId)

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
    expect(bed.logged().match(/"command":"AT\+CMGS"/g)?.length).toBe(4)
    simulator.heal()
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
  })

  test('that the modem refused was not sent: its id is free again, the text it spent is not', async () => {
    await ready()
    await simulator.fault('cms-error', 42)
    const refused = message()
    await expect(modems.sendText(refused)).rejects.toMatchObject({ code: 'SMS_TEMPORARY' })
    simulator.heal()
    await expect(modems.sendText(refused)).rejects.toMatchObject({ code: 'SECRET_SPENT' })
    expect(await modems.sendText({ ...refused, text: bed.secrets.keep(TEXT) })).toEqual({ kind: 'delivered' })
    expect(sent.length).toBe(1)
  })

  test.each([21, 27, 8, 304, 512])('refused for good (%i) is SMS_REJECTED at once', async (number) => {
    await ready()
    await simulator.fault('cms-error', number)
    await expect(modems.sendText(message())).rejects.toMatchObject({ code: 'SMS_REJECTED', details: { number } })
    expect(bed.logged().match(/"command":"AT\+CMGS"/g)?.length).toBe(1)
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
    bed.secrets.discard(spent.text)
    await expect(modems.sendText(spent)).rejects.toMatchObject({ code: 'SECRET_SPENT' })
  })
})

describe('the answer of 1414', () => {
  test('in parts out of order, under a brandname, with marks', async () => {
    const text = `Họ tên: Nguyễn Thị Mẫu. ${'Thông tin khác. '.repeat(12)}Số GTTT: 046204001234.`
    await openOther({ ownerReply: { from: 'VIETTEL', texts: [text] } })
    await ready()
    await simulator.fault('reply-in-parts-out-of-order')
    expect(await modems.askOwner({ replyWithinMs: 10_000 })).toBe(text)
  })

  test('in several messages is joined; what a person writes meanwhile is not in it', async () => {
    const ownerReply = { from: '1414', texts: ['first', 'second'] }
    await openOther({ ownerReply })
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
    expect(bed.secrets.redeem(waiting.text)).toBe(TEXT)
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
  expect(bed.logged().length).toBeGreaterThan(1_000)
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
  expect(planted.filter((words) => bed.logged().includes(words))).toEqual([])
})
