import { Writable } from 'node:stream'
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import { createManualScheduler } from '../port/manual-scheduler.ts'
import { answerApdu } from '../port/pcsc/apdu.ts'
import type { CardReaders, VirtualCard } from '../port/pcsc/card-readers.ts'
import { createSimulatedReaders } from '../port/pcsc/simulated-readers.ts'
import { createSimDriver } from './driver.ts'
import type { SimulatedSim } from './simulated-sim.ts'
import { createSimSimulator } from './simulator.ts'

const silent = pino({ enabled: false })
const viettel = { iccid: '8984048000123456789', imsi: '452040123456789', msisdn: null, providerName: 'Viettel' }
const transmitLimitMs = 5_000

async function withReader(log = silent) {
  const scheduler = createManualScheduler()
  const readers = createSimulatedReaders({ simulate: true }, { log, scheduler, transmitLimitMs })
  await readers.start()
  return { readers, scheduler, driver: createSimDriver({ readers, log }) }
}

async function withSim(options: SimulatedSim = {}, log = silent) {
  const parts = await withReader(log)
  const sim = createSimSimulator(options)
  parts.readers.insert(sim)
  return { ...parts, sim }
}

describe.each(['usim', 'gsm'] as const)('a %s card', (variant) => {
  test('says who it is', async () => {
    const { driver, sim } = await withSim({ variant })
    expect(await driver.identifySim()).toEqual(viettel)
    expect(sim.pinTried).toBe(false)
  })

  test.each(['+84821234088', '0821234088'])('with its own number written as %s gives it in E.164', async (msisdn) => {
    const { driver } = await withSim({ variant, msisdn })
    expect(await driver.identifySim()).toMatchObject({ msisdn: '+84821234088' })
  })

  test('behind a PIN says no subscription and no number, and the PIN is not tried', async () => {
    const { driver, sim } = await withSim({ variant, pinGuarded: true, msisdn: '+84821234088' })
    expect(await driver.identifySim()).toEqual({ ...viettel, imsi: null })
    expect(sim.pinTried).toBe(false)
  })

  test.each(['iccid', 'imsi'] as const)('whose %s is damaged is unreadable', async (damaged) => {
    const { driver } = await withSim({ variant, damaged })
    await expect(driver.identifySim()).rejects.toMatchObject({ code: 'SIM_UNREADABLE', details: { file: damaged } })
  })

  test('whose own number is damaged only does not say it', async () => {
    const { driver } = await withSim({ variant, damaged: 'msisdn' })
    expect(await driver.identifySim()).toEqual(viettel)
  })

  test('without a provider name, or with one in Vietnamese letters', async () => {
    const { driver, readers } = await withSim({ variant, providerName: null })
    expect(await driver.identifySim()).toMatchObject({ providerName: null })
    readers.insert(createSimSimulator({ variant, providerName: 'Mạng Ý' }))
    expect(await driver.identifySim()).toMatchObject({ providerName: 'Mạng Ý' })
  })
})

test.each([
  ['knows no files', 0x6a82, 'SIM_NOT_A_SIM'],
  ['knows no such command', 0x6d00, 'SIM_NOT_A_SIM'],
  ['knows no such class', 0x6e00, 'SIM_NOT_A_SIM'],
  ['says yes to everything', 0x9000, 'SIM_UNREADABLE'],
])('a card that %s (%i) is %s', async (_, status, code) => {
  const { readers, driver } = await withReader()
  readers.insert(cardOf(async () => answerApdu(status)))
  await expect(driver.identifySim()).rejects.toMatchObject({ code })
})

test('a token beside it that another program holds does not hide the SIM', async () => {
  const parts = ['Token', 'SIM'].map((name) => createSimulatedReaders({ simulate: true, name }, { log: silent }))
  const [token, slot] = parts as [(typeof parts)[0], (typeof parts)[0]]
  await Promise.all(parts.map((one) => one.start()))
  token.insert(cardOf(async () => answerApdu(0x6a82)))
  token.fault('busy')
  const readers: CardReaders = {
    ...slot,
    code: null,
    get readers() {
      return [...token.readers, ...slot.readers]
    },
    connect: (name, signal) => (name === 'Token' ? token : slot).connect(name, signal),
  }
  const driver = createSimDriver({ readers, log: silent })
  await expect(driver.identifySim()).rejects.toMatchObject({ code: 'CARD_BUSY' })
  slot.insert(createSimSimulator())
  expect(await driver.identifySim()).toEqual(viettel)
})

describe('what goes wrong', () => {
  test('no card, no reader, no daemon', async () => {
    const { readers, driver } = await withReader()
    await expect(driver.identifySim()).rejects.toMatchObject({ code: 'CARD_ABSENT' })
    readers.fault('unplug-reader')
    await expect(driver.identifySim()).rejects.toMatchObject({ code: 'READER_ABSENT' })
    readers.fault('daemon-stop')
    await expect(driver.identifySim()).rejects.toMatchObject({ code: 'PCSC_UNAVAILABLE' })
  })

  test.each([0, 1, 2, 3, 5, 8])('the card pulled after %i commands, and put back', async (after) => {
    const { readers, driver, sim } = await withSim()
    readers.fault('pull-card-in-exchange', { after })
    await expect(driver.identifySim()).rejects.toMatchObject({ code: 'CARD_REMOVED' })
    readers.insert(sim)
    expect(await driver.identifySim()).toEqual(viettel)
  })

  test('the reader pulled, or the daemon stopped, during a command', async () => {
    for (const [fault, back, code] of [
      ['unplug-reader', 'replug-reader', 'READER_LOST'],
      ['daemon-stop', 'daemon-start', 'PCSC_UNAVAILABLE'],
    ] as const) {
      const { readers, driver, scheduler } = await withSim()
      readers.fault('slow', { slowMs: 100 })
      const reading = expect(driver.identifySim()).rejects.toMatchObject({ code })
      await scheduler.advance(150)
      readers.fault(fault)
      await reading
      readers.fault('well')
      readers.fault(back)
      expect(await driver.identifySim()).toEqual(viettel)
    }
  })

  test('a mute card is told at the limit, and one that recovers is read', async () => {
    const { readers, driver, scheduler } = await withSim()
    readers.fault('mute-card')
    const reading = expect(driver.identifySim()).rejects.toMatchObject({ code: 'CARD_MUTE' })
    await scheduler.advance(transmitLimitMs)
    await reading
    readers.fault('well')
    expect(await driver.identifySim()).toEqual(viettel)
  })

  test('a slow card is read all the same', async () => {
    const { readers, driver, scheduler } = await withSim()
    readers.fault('slow', { slowMs: 300 })
    const reading = driver.identifySim()
    await scheduler.advance(60_000)
    expect(await reading).toEqual(viettel)
  })

  test.each([
    [0, 'CARD_MUTE'],
    [1, 'CARD_MUTE'],
    [2, 'SIM_NOT_A_SIM'],
    [40, 'SIM_NOT_A_SIM'],
  ])('garbage of %i bytes is %s', async (garbageBytes, code) => {
    const { readers, driver } = await withSim()
    readers.fault('garbage', { garbageBytes })
    await expect(driver.identifySim()).rejects.toMatchObject({ code })
  })

  test('a card another program holds', async () => {
    const { readers, driver } = await withSim()
    readers.fault('busy')
    await expect(driver.identifySim()).rejects.toMatchObject({ code: 'CARD_BUSY' })
  })

  test('cancelling, before and during', async () => {
    const { driver, readers, scheduler } = await withSim()
    await expect(driver.identifySim(AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
    readers.fault('slow', { slowMs: 300 })
    const stop = new AbortController()
    const reading = expect(driver.identifySim(stop.signal)).rejects.toMatchObject({ code: 'CANCELLED' })
    await scheduler.advance(400)
    stop.abort()
    await reading
    readers.fault('well')
    expect(await driver.identifySim()).toEqual(viettel)
  })
})

test("the citizen's card on a contactless reader is left alone", async () => {
  const { readers, driver } = await withReader()
  let asked = 0
  readers.insert({
    ...cardOf(async () => {
      asked += 1
      return answerApdu(0x9000)
    }),
    atr: Uint8Array.from([0x3b, 0x88, 0x80, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0x09]),
  })
  await expect(driver.identifySim()).rejects.toMatchObject({ code: 'CARD_ABSENT' })
  expect(asked).toBe(0)
})

test('it stands as its reader does, and tells every change', async () => {
  const { readers, driver } = await withReader()
  const name = readers.readerName
  const told: DeviceStanding[] = []
  const end = driver.watch((standing) => told.push(standing))
  expect(driver.standing).toEqual({ state: 'ready', code: null, name })
  readers.fault('unplug-reader')
  readers.fault('replug-reader')
  readers.insert(createSimSimulator())
  readers.fault('daemon-stop')
  readers.fault('daemon-start')
  end()
  readers.fault('unplug-reader')
  expect(told).toEqual([
    { state: 'missing', code: 'READER_LOST', name },
    { state: 'ready', code: null, name },
    { state: 'needs-driver', code: 'PCSC_UNAVAILABLE', name },
    { state: 'ready', code: null, name },
  ])
})

test('nothing the SIM says is in the log', async () => {
  let logged = ''
  const stream = new Writable({
    write(chunk, _, done) {
      logged += chunk
      done()
    },
  })
  const { driver } = await withSim(
    { msisdn: '+84821234088' },
    // Four digits are found in many a time and process number.
    pino({ level: 'trace', base: null, timestamp: false }, stream),
  )
  const identity = await driver.identifySim()
  expect(logged).toContain('apdu')
  for (const value of [identity.iccid, identity.imsi!, '821234088', '8408', '98484008', '4928', '2143']) {
    expect(logged.toLowerCase()).not.toContain(value)
  }
})

function cardOf(answer: VirtualCard['answer']): VirtualCard {
  return { atr: Uint8Array.from([0x3b, 0x00]), reset() {}, answer }
}
