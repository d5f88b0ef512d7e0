import { Writable } from 'node:stream'
import pino from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ChipKey } from '../../flows/ports/card.port.ts'
import { TRANSMIT_LIMIT_MS } from '../port/pcsc/pcsc-readers.ts'
import type { SimulatedReaders } from '../port/pcsc/simulated-readers.ts'
import { createCardDriver } from './driver.ts'
import { createCitizenCardSimulator } from './simulator.ts'
import {
  bothKeys,
  canKey,
  loadReadingCode,
  mrzKey,
  SILENT,
  SIMULATE,
  started,
  startedReaders,
} from './testing/card-bed.ts'

beforeAll(loadReadingCode)

describe('a key that is not the card’s', () => {
  const wrong: readonly ChipKey[] = [
    { kind: 'can', can: '000000' },
    { kind: 'mrz', documentNumber: '000000000', birthDate: '000101', expiryDate: '300101' },
  ]
  test('is refused, each tried once, and the card is read afterwards', async () => {
    const { simulator, driver, counts } = await started()
    await expect(driver.readChip({ keys: wrong })).rejects.toMatchObject({
      code: 'CHIP_ACCESS_DENIED',
      details: { tried: 2 },
    })
    expect([counts.connections, counts.open]).toEqual([1, 0])
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({ access: 'pace-can' })
    await driver.stop()
  })

  test('is refused by basic access control too', async () => {
    const { simulator, driver } = await started({ faults: ['bac-only'] })
    await expect(driver.readChip({ keys: wrong })).rejects.toMatchObject({
      code: 'CHIP_ACCESS_DENIED',
      details: { tried: 1 },
    })
    expect(await driver.readChip({ keys: mrzKey(simulator) })).toMatchObject({ access: 'bac' })
    await driver.stop()
  })

  test('an access number for a card that knows none: the MRZ is asked for', async () => {
    const { simulator, driver } = await started({ faults: ['bac-only'] })
    const denied = { code: 'CHIP_ACCESS_DENIED', details: { tried: 0, needs: 'mrz' } }
    await expect(driver.readChip({ keys: canKey(simulator) })).rejects.toMatchObject(denied)
    await driver.stop()
  })

  test('none at all', async () => {
    const { driver } = await started()
    await expect(driver.readChip({ keys: [] })).rejects.toMatchObject({ code: 'CHIP_ACCESS_DENIED' })
    await driver.stop()
  })
})

describe('presence and standing', () => {
  test('follow the card and the reader', async () => {
    const { readers } = await startedReaders()
    readers.fault('unplug-reader')
    const simulator = await createCitizenCardSimulator(SIMULATE)
    const driver = createCardDriver({ readers, log: SILENT, anchors: async () => [] })
    const heard: unknown[] = []
    driver.subscribe((presence) => heard.push(presence))
    driver.watch(({ state, code }) => heard.push([state, code]))
    expect(driver.standing.state).toBe('off')
    await driver.start()
    readers.fault('replug-reader')
    readers.insert(simulator)
    readers.remove()
    readers.fault('unplug-reader')
    readers.fault('daemon-stop')
    readers.fault('replug-reader')
    readers.fault('daemon-start')
    await driver.stop()
    readers.insert(simulator)
    expect(heard).toEqual([
      ['missing', 'READER_ABSENT'],
      ['ready', null],
      'empty',
      'present',
      'empty',
      ['missing', 'READER_LOST'],
      'no-reader',
      ['needs-driver', 'PCSC_UNAVAILABLE'],
      ['ready', null],
      'empty',
      ['off', null],
      'no-reader',
    ])
  })

  test('a listener that throws silences nobody', async () => {
    const { driver, readers, simulator } = await started()
    const heard: string[] = []
    driver.subscribe(() => {
      throw new Error('broken screen')
    })
    const leave = driver.subscribe((presence) => heard.push(presence))
    readers.remove()
    leave()
    readers.insert(simulator)
    expect(heard).toEqual(['empty'])
    await driver.stop()
  })

  test.each([
    ['no card', (readers: SimulatedReaders) => readers.remove(), 'CARD_ABSENT'],
    ['the reader unplugged', (readers: SimulatedReaders) => readers.fault('unplug-reader'), 'READER_LOST'],
    ['no daemon', (readers: SimulatedReaders) => readers.fault('daemon-stop'), 'PCSC_UNAVAILABLE'],
    ['held by another program', (readers: SimulatedReaders) => readers.fault('busy'), 'CARD_BUSY'],
  ] as const)('%s: %s', async (_, act, code) => {
    const { driver, readers, simulator } = await started()
    act(readers)
    await expect(driver.readChip({ keys: canKey(simulator) })).rejects.toMatchObject({ code })
    await driver.stop()
  })

  test('a driver that was not started has no reader', async () => {
    const { driver, simulator } = await started()
    await driver.stop()
    await expect(driver.readChip({ keys: canKey(simulator) })).rejects.toMatchObject({ code: 'READER_ABSENT' })
  })
})

describe('another card', () => {
  const foreign = (atr: string) => ({
    atr: Uint8Array.from(Buffer.from(atr, 'hex')),
    reset() {},
    answer: async () => Uint8Array.of(0x6a, 0x82),
  })

  test('laid on a contactless reader: CHIP_NOT_CITIZEN_CARD, every time', async () => {
    const { driver, readers, simulator } = await started()
    readers.insert(foreign('3b8180018080'))
    for (let time = 0; time < 2; time += 1) {
      await expect(driver.readChip({ keys: bothKeys(simulator) })).rejects.toMatchObject({
        code: 'CHIP_NOT_CITIZEN_CARD',
      })
    }
    expect(driver.presence).toBe('present')
    await driver.stop()
  })

  test('that sticks in a contact reader, as a USB token does, is asked once and then left alone', async () => {
    const { driver, readers, simulator } = await started()
    readers.insert(foreign('3bda18ff81b1fe751f030031f573c001600090001c'))
    await expect(driver.readChip({ keys: bothKeys(simulator) })).rejects.toMatchObject({
      code: 'CHIP_NOT_CITIZEN_CARD',
    })
    expect(driver.presence).toBe('empty')
    readers.remove()
    readers.insert(simulator)
    expect(driver.presence).toBe('present')
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({ access: 'pace-can' })
    await driver.stop()
  })
})

test('nothing of the card reaches the log, at any level, on any path', async () => {
  let written = ''
  const sink = new Writable({
    write(chunk, _, done) {
      written += chunk
      done()
    },
  })
  const log = pino({ level: 'trace' }, sink)
  const planted: string[] = []
  for (const fault of [
    'forged-dg1',
    'copied',
    'wrong-can',
    'no-extended-length',
    'garbage',
    'mute',
    'pulled',
  ] as const) {
    const { simulator, driver, scheduler } = await started({ faults: [fault], afterApdus: 9 }, log)
    const { can, mrz } = simulator.card
    const reading = driver.readChip({ keys: bothKeys(simulator) }).catch(() => ({ details: null }))
    await scheduler.advance(TRANSMIT_LIMIT_MS)
    const { details } = await reading
    simulator.behave([])
    await driver.readChip({ keys: [{ kind: 'can', can: '918273' }] }).catch(() => {})
    planted.push(
      can,
      ...Object.values(mrz),
      '918273',
      ...Object.values(details ?? {}).filter((text) => typeof text === 'string'),
    )
    await driver.stop()
  }
  expect(written).toContain('chip not read')
  for (const text of planted.filter(({ length }) => length > 3)) expect(written).not.toContain(text)
})
