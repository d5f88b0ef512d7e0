import { mkdtemp, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ScannerEvent } from '../../flows/ports/scanner.port.ts'
import { type Collected, collectEvents } from '../port/collect-events.ts'
import { openSerialPort } from '../port/serial-port.ts'
import { createScannerDriver, type ScannerDriver } from './driver.ts'
import { SAMPLE_CARD_2021, SAMPLE_CARD_2024 } from './sample-cards.ts'
import { createScannerSimulator, type ScannerFault, type ScannerSimulator } from './simulator.ts'

/** The real thing from end to end: simulator, kernel, serialport, driver, with the system's own time. */
let simulator: ScannerSimulator
let driver: ScannerDriver
let heard: Collected<ScannerEvent>

beforeEach(async () => {
  simulator = await createScannerSimulator({ simulate: true, aimIdentifier: ']Q1' })
  driver = createScannerDriver({
    openPort: async () => openSerialPort({ path: simulator.path }),
    log: pino({ enabled: false }),
    retryDelaysMs: [10],
  })
  heard = collectEvents(driver)
  await driver.start()
})

afterEach(async () => {
  await driver.stop()
  await simulator.stop()
})

const ready = { kind: 'state', state: 'ready', code: null }
const lost = { kind: 'state', state: 'lost', code: 'SCANNER_LOST' }
const scanned = (text: string) => ({ kind: 'scanned', text })

/** All that was told up to the scan of the second card, which is sent last: what a fault said, and that it left nothing behind. */
async function toldBeforeNextCard(): Promise<ScannerEvent[]> {
  await simulator.scan(SAMPLE_CARD_2024)
  await heard.next((event) => event.kind === 'scanned' && event.text === SAMPLE_CARD_2024)
  return heard.events.slice(1, -1)
}

test('both sample cards', async () => {
  await simulator.scan(SAMPLE_CARD_2021)
  expect(await toldBeforeNextCard()).toEqual([scanned(SAMPLE_CARD_2021)])
})

describe('the fault', () => {
  test.each<ScannerFault>(['split', 'slow', 'double'])('%s gives the card once', async (name) => {
    await simulator.fault(name, SAMPLE_CARD_2021)
    expect(await toldBeforeNextCard()).toEqual([scanned(SAMPLE_CARD_2021)])
  })

  test('unterminated gives the card after the silence', async () => {
    await simulator.fault('unterminated', SAMPLE_CARD_2021)
    expect(await heard.next((event) => event.kind === 'scanned')).toEqual(scanned(SAMPLE_CARD_2021))
    expect(await toldBeforeNextCard()).toEqual([scanned(SAMPLE_CARD_2021)])
  })

  test.each<[ScannerFault, string]>([
    ['damaged', 'SCAN_DAMAGED'],
    ['truncated', 'SCAN_DAMAGED'],
    ['garbage', 'SCAN_DAMAGED'],
  ])('%s is answered %s', async (name, code) => {
    await simulator.fault(name)
    expect(await heard.next((event) => event.kind === 'refused')).toEqual({ kind: 'refused', code })
    expect(await toldBeforeNextCard()).toEqual([{ kind: 'refused', code }])
  })

  test('flood is answered SCAN_TOO_LONG, and the scanner can be read again once it is over', async () => {
    await simulator.fault('flood')
    await heard.next((event) => event.kind === 'refused')
    // Its end is a scan swallowed with it: the flood had no end of its own.
    await simulator.scan(SAMPLE_CARD_2021)
    const told = await toldBeforeNextCard()
    expect(told[0]).toEqual({ kind: 'refused', code: 'SCAN_TOO_LONG' })
  })

  test('unplug is lost and no scan, replug is ready again on another device node', async () => {
    const before = simulator.path
    await simulator.fault('unplug')
    expect(await heard.next((event) => event.kind === 'state' && event.state !== 'ready')).toEqual(lost)
    expect(() => simulator.path).toThrow(expect.objectContaining({ code: 'PORT_ABSENT' }))
    await expect(simulator.scan(SAMPLE_CARD_2021)).rejects.toMatchObject({ code: 'PORT_ABSENT' })
    await simulator.fault('replug')
    await heard.next((event) => event.kind === 'state' && event.state === 'ready')
    expect(await toldBeforeNextCard()).toEqual([lost, ready])
    expect(before).toMatch(/^\/dev\//)
  })

  test('replug without unplug, as a plug that wobbles', async () => {
    await simulator.fault('replug')
    await heard.next((event) => event.kind === 'state' && event.state === 'lost')
    await heard.next((event) => event.kind === 'state' && event.state === 'ready')
    expect(await toldBeforeNextCard()).toEqual([lost, ready])
  })
})

test('noise right before a card spoils at most that reading, and it has an answer all the same', async () => {
  await simulator.fault('noise')
  await simulator.scan(SAMPLE_CARD_2021)
  const answer = await heard.next((event) => event.kind !== 'state')
  expect([{ kind: 'refused', code: 'SCAN_DAMAGED' }, scanned(SAMPLE_CARD_2021)]).toContainEqual(answer)
  expect(await toldBeforeNextCard()).toEqual([answer])
})

test('stop closes the line: nothing has it open any more', async () => {
  await driver.stop()
  const again = await openSerialPort({ path: simulator.path })
  await again.close()
  expect(driver.state).toBe('off')
})

describe('configuration', () => {
  test.each([undefined, {}, { simulate: false }, { simulate: 'yes' }])('%j makes no simulator', async (config) => {
    await expect(createScannerSimulator(config as undefined)).rejects.toMatchObject({
      code: 'SIMULATOR_NOT_CONFIGURED',
    })
  })

  test('a link keeps one name through unplugging', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scanner-'))
    const linkPath = join(folder, 'scanner')
    const linked = await createScannerSimulator({ simulate: true, linkPath })
    expect(linked.path).toBe(linkPath)
    await linked.fault('unplug')
    await expect(readlink(linkPath)).rejects.toMatchObject({ code: 'ENOENT' })
    await linked.fault('replug')
    expect(await readlink(linkPath)).toMatch(/^\/dev\//)
    await linked.stop()
    await rm(folder, { recursive: true })
  })
})
