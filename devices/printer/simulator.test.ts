import { mkdtemp, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import { type Collected, collectEvents } from '../port/collect-events.ts'
import { openFilePort } from '../port/file-port.ts'
import { openSerialPort } from '../port/serial-port.ts'
import { createPrinterDriver, type PrinterDriver } from './driver.ts'
import { createPrinterSimulator, type PrinterFault, type PrinterSimulator } from './simulator.ts'
import { createSlipPainter } from './slip-raster.ts'
import { SAMPLE_SLIP, SHORT_SLIP } from './testing/sample-slips.ts'

/** The real thing from end to end: simulator, kernel, port, driver, with the system's own time. */
let simulator: PrinterSimulator
let driver: PrinterDriver
let heard: Collected<DeviceStanding>

describe.each(['tcp', 'serial'] as const)('over %s', (line) => {
  beforeEach(async () => {
    simulator = await createPrinterSimulator({ simulate: true, paper: 80, line })
    driver = createPrinterDriver({
      openPort: () => simulator.openPort(),
      log: pino({ enabled: false }),
      paper: 80,
      retryDelaysMs: [10],
    })
    heard = collectEvents({ subscribe: (listener: (standing: DeviceStanding) => void) => driver.watch(listener) })
    await driver.start()
  })

  afterEach(async () => {
    await driver.stop()
    await simulator.stop()
  })

  const entered = (code: FaultCode | null) => heard.next((standing) => standing.code === code)

  test('what comes out is the picture of the slip, bit for bit', async () => {
    const came = collectEvents(simulator)
    expect(await driver.print(SAMPLE_SLIP)).toEqual({ kind: 'printed' })
    const paper = await came.next()
    const raster = await createSlipPainter(80).paint(SAMPLE_SLIP)
    expect(Buffer.from(paper.bits.subarray(0, raster.bits.length)).equals(raster.bits)).toBe(true)
    expect([simulator.papers.length, simulator.strayBytes]).toEqual([1, 0])
  })

  test.each<[PrinterFault, FaultCode]>([
    ['paper-out', 'PRINTER_PAPER_OUT'],
    ['cover-open', 'PRINTER_COVER_OPEN'],
    ['offline', 'PRINTER_OFFLINE'],
    ['error', 'PRINTER_ERROR'],
    ['hang', 'PRINTER_NOT_ANSWERING'],
    ['never-answers', 'PRINTER_NOT_ANSWERING'],
    ['garbage', 'PRINTER_NOT_ANSWERING'],
  ])('%s is told and nothing is printed; mended, it prints', async (fault, code) => {
    await entered(null)
    await simulator.fault(fault)
    await entered(code)
    expect(await driver.print(SHORT_SLIP)).toEqual({ kind: 'not-printed', code })
    await simulator.fault('mended')
    await entered(null)
    expect(await driver.print(SHORT_SLIP)).toEqual({ kind: 'printed' })
    expect(simulator.papers).toHaveLength(1)
  })

  test.each<[PrinterFault, FaultCode]>([
    ['paper-out-mid-job', 'PRINTER_PAPER_OUT'],
    ['unplug-mid-job', 'PRINTER_LOST'],
    // Five seconds of real time: once is enough.
    ...(line === 'tcp' ? ([['half-job-then-dead', 'PRINTER_NOT_ANSWERING']] as [PrinterFault, FaultCode][]) : []),
  ])('%s leaves it uncertain, and nothing is printed twice', async (fault, code) => {
    await simulator.fault(fault)
    expect(await driver.print(SAMPLE_SLIP)).toEqual({ kind: 'uncertain', code })
    // What was on its way when the plug was pulled may come out all the same.
    expect(simulator.papers.length).toBeLessThanOrEqual(fault === 'unplug-mid-job' ? 1 : 0)
  })

  test('unplugged is lost, plugged in again ready within two seconds', async () => {
    await simulator.fault('unplug')
    await entered('PRINTER_LOST')
    await expect(simulator.openPort()).rejects.toMatchObject({ code: 'PORT_ABSENT' })
    const beforeMs = performance.now()
    await simulator.fault('replug')
    await entered(null)
    expect(performance.now() - beforeMs).toBeLessThan(2_000)
    expect(await driver.print(SHORT_SLIP)).toEqual({ kind: 'printed' })
  })

  test('a slow one, noise and a roll nearly at its end are no fault', async () => {
    await simulator.fault('noise')
    await simulator.fault('paper-low')
    await simulator.fault('slow')
    expect(await driver.print(SHORT_SLIP)).toEqual({ kind: 'printed' })
    expect(driver.paperLow).toBe(true)
  })
})

test('a small printer, without knife, automatic status and half the questions, over a device file', async () => {
  const small = await createPrinterSimulator({
    simulate: true,
    paper: 58,
    line: 'serial',
    automaticStatus: false,
    questions: [1, 4],
  })
  const place = small.place!
  if (!('path' in place)) throw new Error('no path')
  // Makes the pseudo-terminal raw, as a printer's device file is.
  await (await openSerialPort(place)).close()
  const usb = createPrinterDriver({ openPort: () => openFilePort(place), log: pino({ enabled: false }), paper: 58 })
  await usb.start()
  expect(usb.standing).toEqual({ state: 'ready', code: null, name: place.path })
  expect(await usb.print(SAMPLE_SLIP)).toEqual({ kind: 'printed' })
  expect(small.papers).toHaveLength(1)
  await usb.stop()
  await small.stop()
})

describe('configuration', () => {
  test.each([undefined, {}, { simulate: false }, { simulate: 'yes' }])('%j makes no simulator', async (config) => {
    await expect(createPrinterSimulator(config as undefined)).rejects.toMatchObject({
      code: 'SIMULATOR_NOT_CONFIGURED',
    })
  })

  test('a link keeps one name through unplugging', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'printer-'))
    const linkPath = join(folder, 'printer')
    const linked = await createPrinterSimulator({ simulate: true, paper: 58, line: 'serial', linkPath })
    expect(linked.place).toEqual({ path: linkPath })
    await linked.fault('unplug')
    expect(linked.place).toBeNull()
    await linked.fault('replug')
    expect(await readlink(linkPath)).toMatch(/^\/dev\//)
    await linked.stop()
    await rm(folder, { recursive: true })
  })

  test('a network printer is found under its number again after it was unplugged', async () => {
    const network = await createPrinterSimulator({ simulate: true, paper: 80 })
    const before = network.place
    await network.fault('unplug')
    await network.fault('replug')
    expect(network.place).toEqual(before)
    await network.stop()
  })
})
