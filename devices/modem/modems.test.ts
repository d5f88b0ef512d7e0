import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { createSecrets } from '../../flows/base/secret.ts'
import { collectEvents } from '../port/collect-events.ts'
import type { ListedPort } from '../port/list-ports.ts'
import { openSerialPort } from '../port/serial-port.ts'
import { createModems, type ModemSettings } from './modems.ts'
import { createModemSimulator, type ModemSimulator, type ModemSimulatorConfig } from './simulator.ts'
import { mayBeModem } from './usb-vendors.ts'

/** Ports of a machine: the names are the test's, what hangs on them are simulators. */
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const QUECTEL = { vendorId: '2c7c', productId: '0125' }
const [FIRST, SECOND] = ['861234050000017', '861234050000025']

function machine(settings: ModemSettings = {}) {
  const secrets = createSecrets(randomUUID)
  const plugged = new Map<
    string,
    { readonly usb: { vendorId: string; productId: string }; readonly at: ModemSimulator | null }
  >()
  const opened: string[] = []
  const modems = createModems({
    settings,
    listPorts: async (): Promise<readonly ListedPort[]> => [...plugged].map(([path, { usb }]) => ({ path, ...usb })),
    async openPort(path) {
      opened.push(path)
      const there = plugged.get(path)
      if (!there?.at) throw new Fault('PORT_ABSENT', { port: path })
      return openSerialPort({ path: there.at.path })
    },
    log: pino({ enabled: false }),
    secrets,
    retryDelaysMs: [20],
    replySilenceMs: 200,
  })
  const heard = collectEvents(modems)
  stops.push(() => modems.stop())
  return {
    modems,
    opened,
    secrets,
    async plugIn(path: string, config: Omit<ModemSimulatorConfig, 'simulate'> = {}, usb = QUECTEL) {
      const simulator = await createModemSimulator({ simulate: true, ...config })
      plugged.set(path, { usb, at: simulator })
      stops.push(() => simulator.stop())
      return simulator
    },
    moveTo(from: string, to: string) {
      plugged.set(to, plugged.get(from)!)
      plugged.delete(from)
    },
    async until(condition: () => boolean) {
      while (!condition()) await heard.next()
    },
  }
}

describe('a modem with several ports', () => {
  test('is used by the first that takes messages, and is one modem', async () => {
    const { modems, plugIn, until } = machine()
    await plugIn('/dev/ttyUSB0', { imei: FIRST, deaf: true })
    await plugIn('/dev/ttyUSB2', { imei: FIRST })
    await plugIn('/dev/ttyUSB3', { imei: FIRST })
    await modems.start()
    await until(() => modems.standing.state === 'ready')
    expect(modems.modems.map(({ modemId }) => modemId)).toEqual([`imei-${FIRST}`])
  })

  test('is found again under another name within two seconds', async () => {
    const { modems, plugIn, moveTo, until } = machine()
    const simulator = await plugIn('/dev/ttyUSB2', { imei: FIRST })
    await modems.start()
    await until(() => modems.standing.state === 'ready')
    await simulator.fault('unplug')
    await until(() => modems.standing.code === 'MODEM_LOST')
    moveTo('/dev/ttyUSB2', '/dev/ttyUSB5')
    await simulator.fault('replug')
    const pluggedMs = performance.now()
    await until(() => modems.standing.state === 'ready')
    expect(performance.now() - pluggedMs).toBeLessThan(2_000)
    expect(modems.modems.map(({ modemId }) => modemId)).toEqual([`imei-${FIRST}`])
  })
})

test('a modem that is plugged in later is found', async () => {
  const { modems, plugIn, until } = machine()
  await modems.start()
  expect(modems.standing).toEqual({ state: 'missing', code: 'MODEM_ABSENT', name: null })
  await expect(modems.identifySim()).rejects.toMatchObject({ code: 'MODEM_ABSENT' })
  await plugIn('/dev/ttyUSB2', { imei: FIRST })
  await until(() => modems.standing.state === 'ready')
})

test('what is no modem by its ids is never written to', async () => {
  const { modems, plugIn, opened } = machine()
  await plugIn('/dev/ttyACM0', {}, { vendorId: '1234', productId: '5678' })
  await plugIn('/dev/ttyACM1', {}, { vendorId: '1546', productId: '01a8' })
  await modems.start()
  expect(opened).toEqual([])
  expect(mayBeModem({ path: '', vendorId: '12d1', productId: '1506' })).toBe(true)
})

describe('two modems', () => {
  const twoSims = async (settings: ModemSettings) => {
    const sent: string[] = []
    const { plugIn, until, modems, secrets } = machine(settings)
    const first = await plugIn('/dev/ttyUSB2', { imei: FIRST, onSent: ({ to }) => sent.push(`first ${to}`) })
    const sim = { imsi: '452010099999999', operator: 'MobiFone' }
    await plugIn('/dev/ttyUSB6', { imei: SECOND, sim, onSent: ({ to }) => sent.push(`second ${to}`) })
    await modems.start()
    await until(() => modems.modems.filter(({ network }) => network === 'home').length === 2)
    const message = () => ({
      messageId: randomUUID(),
      to: '+84821234088',
      text: secrets.keep('1'),
      reportWithinMs: 2_000,
    })
    return { first, sent, modems, until, message }
  }

  test('work at the same time, each with its own part', async () => {
    const { modems, sent, message } = await twoSims({ sender: `imei-${FIRST}`, visitor: `imei-${SECOND}` })
    const [outcome, reply, sim] = await Promise.all([
      modems.sendText(message()),
      modems.askOwner({ replyWithinMs: 5_000 }),
      modems.identifySim(),
    ])
    expect(outcome).toEqual({ kind: 'delivered' })
    expect(reply).toContain('Chu thue bao')
    expect(sim.imsi).toBe('452010099999999')
    expect(sent.toSorted()).toEqual(['first +84821234088', 'second 1414'])
  })

  test('stand in for each other unless one is named', async () => {
    const { first, modems, sent, until, message } = await twoSims({})
    await first.fault('unplug')
    await until(() => modems.modems.length === 1)
    expect(modems.standing.state).toBe('ready')
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
    expect(sent).toEqual(['second +84821234088'])
  })

  test('do not when one is named: a code never goes from another SIM', async () => {
    const { first, modems, sent, until, message } = await twoSims({ sender: `imei-${FIRST}` })
    await first.fault('unplug')
    await until(() => modems.modems.length === 1)
    await expect(modems.sendText(message())).rejects.toMatchObject({ code: 'MODEM_LOST' })
    expect(sent).toEqual([])
  })
})

test('a named port that may not be used is told with its reason', async () => {
  const modems = createModems({
    settings: { paths: ['/dev/modem'] },
    listPorts: async () => [],
    openPort: async () => Promise.reject(new Fault('PORT_DENIED')),
    log: pino({ enabled: false }),
    secrets: createSecrets(randomUUID),
  })
  stops.push(() => modems.stop())
  await modems.start()
  expect(modems.standing).toMatchObject({ state: 'faulted', code: 'PORT_DENIED' })
  await expect(modems.askOwner({ replyWithinMs: 1 })).rejects.toMatchObject({ code: 'MODEM_ABSENT' })
})

test.each([undefined, {}, { simulate: false }])('%j makes no simulator', async (config) => {
  await expect(createModemSimulator(config as undefined)).rejects.toMatchObject({ code: 'SIMULATOR_NOT_CONFIGURED' })
})
