import { Writable } from 'node:stream'
import fc from 'fast-check'
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { collectEvents } from '../port/collect-events.ts'
import { createManualScheduler } from '../port/manual-scheduler.ts'
import { createMemoryPair, type MemoryPeer } from '../port/memory-port.ts'
import { RETRY_DELAYS_MS } from '../port/port-keeper.ts'
import {
  createScannerDriver,
  DOUBLE_READ_WINDOW_MS,
  IDLE_STRETCH_MS,
  IDLE_STRETCHES,
  REFUSAL_WINDOW_MS,
} from './driver.ts'
import { encodeScan } from './frame.ts'
import { SAMPLE_CARD_2021, SAMPLE_CARD_2024 } from './sample-cards.ts'
import { cutLetter, flipBit, garbage, PLUG_NOISE } from './scan-damage.ts'

/** A driver over memory lines, with the device's end of the newest one; `refusals` are the codes the first openings fail with. */
async function started(refusals: FaultCode[] = [], log = pino({ enabled: false })) {
  const scheduler = createManualScheduler()
  const opened: MemoryPeer[] = []
  const driver = createScannerDriver({
    async openPort() {
      const code = refusals.shift()
      if (code) throw new Fault(code)
      const { near, far } = createMemoryPair()
      opened.push(far)
      return near
    },
    scheduler,
    log,
  })
  const heard = collectEvents(driver)
  await driver.start()
  return { driver, scheduler, heard, events: heard.events, device: () => opened.at(-1)! }
}

const ready = { kind: 'state', state: 'ready', code: null }
const lost = { kind: 'state', state: 'lost', code: 'SCANNER_LOST' }
const scanned = (text: string) => ({ kind: 'scanned', text })
const damaged = { kind: 'refused', code: 'SCAN_DAMAGED' }
const silenceMs = IDLE_STRETCH_MS * IDLE_STRETCHES

test('tells ready, then both sample cards, each at once', async () => {
  const { device, events, driver } = await started()
  expect(driver.state).toBe('ready')
  await device().write(encodeScan(SAMPLE_CARD_2021))
  await device().write(encodeScan(SAMPLE_CARD_2024, { terminator: 'crlf', aimIdentifier: ']Q1' }))
  expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021), scanned(SAMPLE_CARD_2024)])
  await driver.stop()
})

test('reads a card that comes byte by byte', async () => {
  const { device, events, driver } = await started()
  const bytes = encodeScan(SAMPLE_CARD_2021)
  device().sendInChunks(bytes, Array(bytes.length).fill(1))
  expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021)])
  await driver.stop()
})

describe('silence', () => {
  test('leaves time to draw within 200 ms of the last byte', () => {
    expect(silenceMs).toBeLessThanOrEqual(150)
  })

  test('ends a scan without terminator, and no pause shorter than it does', async () => {
    const { device, events, driver, scheduler } = await started()
    const bytes = new TextEncoder().encode(SAMPLE_CARD_2021)
    for (let from = 0; from < bytes.length; from += 20) {
      await device().write(bytes.subarray(from, from + 20))
      await scheduler.advance(silenceMs - 1)
    }
    expect(events).toEqual([ready])
    await scheduler.advance(1)
    expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021)])
    await driver.stop()
  })

  test('that only seems so because this program was busy does not cut a scan: bytes that waited are read before the second stretch', async () => {
    const { device, events, driver, scheduler } = await started()
    const bytes = encodeScan(SAMPLE_CARD_2021)
    await device().write(bytes.subarray(0, 50))
    // The program stood still: the first wait falls due long overdue, and what came meanwhile is read right after it.
    await scheduler.advance(IDLE_STRETCH_MS)
    await device().write(bytes.subarray(50))
    expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021)])
    await driver.stop()
  })

  test('answers any bytes within the limit, with a scan or a refusal, unless they are noise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 5, maxLength: 60 }), fc.array(fc.nat(9)), async (bytes, sizes) => {
        const { device, events, driver, scheduler } = await started()
        // A letter first and no end: bytes that no rule may take for noise.
        const tried = Uint8Array.from([0x41, ...bytes.map((byte) => Math.max(byte, 0x20)), 0x41])
        device().sendInChunks(tried, sizes)
        await scheduler.advance(silenceMs)
        expect(events.length).toBe(2)
        expect(events[1]!.kind).toMatch(/^(scanned|refused)$/)
        await driver.stop()
      }),
      { seed: 20221209, numRuns: 100 },
    )
  })
})

describe('damage', () => {
  test.each([
    ['a flipped bit', flipBit(encodeScan(SAMPLE_CARD_2021))],
    ['a cut letter', cutLetter(encodeScan(SAMPLE_CARD_2021))],
    ['the wrong speed', garbage(64)],
  ])('by %s is answered SCAN_DAMAGED, and the next scan is read', async (_, bytes) => {
    const { device, events, driver, scheduler } = await started()
    await device().write(bytes)
    await scheduler.advance(silenceMs)
    await device().write(encodeScan(SAMPLE_CARD_2021))
    expect(events).toEqual([ready, damaged, scanned(SAMPLE_CARD_2021)])
    await driver.stop()
  })

  test('in many pieces has one answer; a new try has its own', async () => {
    const { device, events, driver, scheduler } = await started()
    const pieces = Uint8Array.from([...garbage(20), 13, ...garbage(20), 13, ...garbage(20), 13])
    await device().write(pieces)
    await scheduler.advance(REFUSAL_WINDOW_MS)
    await device().write(pieces)
    expect(events).toEqual([ready, damaged, damaged])
    await driver.stop()
  })

  test('by too many bytes is answered SCAN_TOO_LONG once', async () => {
    const { device, events, driver, scheduler } = await started()
    for (let chunk = 0; chunk < 100; chunk += 1) await device().write(garbage(1_000))
    await scheduler.advance(silenceMs)
    expect(events).toEqual([ready, { kind: 'refused', code: 'SCAN_TOO_LONG' }])
    await driver.stop()
  })
})

describe('double reads', () => {
  test('a card held before the scanner counts once, as long as it is read again and again', async () => {
    const { device, events, driver, scheduler } = await started()
    for (let second = 0; second < 10; second += 1) {
      await device().write(encodeScan(SAMPLE_CARD_2021))
      await scheduler.advance(1_000)
    }
    expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021)])
    await driver.stop()
  })

  test('the same card shown again later is told again', async () => {
    const { device, events, driver, scheduler } = await started()
    await device().write(encodeScan(SAMPLE_CARD_2021))
    await scheduler.advance(DOUBLE_READ_WINDOW_MS)
    await device().write(encodeScan(SAMPLE_CARD_2021))
    expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021), scanned(SAMPLE_CARD_2021)])
    await driver.stop()
  })

  test('another card is told at once, and so is a good read right after a bad one', async () => {
    const { device, events, driver } = await started()
    await device().write(flipBit(encodeScan(SAMPLE_CARD_2021)))
    await device().write(encodeScan(SAMPLE_CARD_2021))
    await device().write(encodeScan(SAMPLE_CARD_2024))
    expect(events).toEqual([ready, damaged, scanned(SAMPLE_CARD_2021), scanned(SAMPLE_CARD_2024)])
    await driver.stop()
  })
})

describe('the plug', () => {
  test('put in with noise: nothing is told of it, and the card after it is whole', async () => {
    const { device, events, driver, scheduler } = await started()
    await device().write(PLUG_NOISE)
    await scheduler.advance(silenceMs)
    await device().write(encodeScan(SAMPLE_CARD_2021))
    expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021)])
    await driver.stop()
  })

  test('pulled with noise is no scan: the only answer is lost', async () => {
    const { device, events, driver, scheduler } = await started()
    await device().write(PLUG_NOISE)
    device().unplug()
    await scheduler.advance(silenceMs)
    expect(events).toEqual([ready, lost])
    expect(driver.state).toBe('lost')
    await driver.stop()
  })

  test('pulled in the middle of a card: the half of it is no scan, nor the beginning of the next one', async () => {
    const { device, events, driver, scheduler } = await started()
    await device().write(encodeScan(SAMPLE_CARD_2021).subarray(0, 60))
    device().unplug()
    await scheduler.advance(RETRY_DELAYS_MS[0]!)
    await device().write(encodeScan(SAMPLE_CARD_2024))
    expect(events).toEqual([ready, lost, ready, scanned(SAMPLE_CARD_2024)])
    await driver.stop()
  })

  test('put back: the same card is told anew', async () => {
    const { device, events, driver, scheduler } = await started()
    await device().write(encodeScan(SAMPLE_CARD_2021))
    device().unplug()
    await scheduler.advance(RETRY_DELAYS_MS[0]!)
    await device().write(encodeScan(SAMPLE_CARD_2021))
    expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021), lost, ready, scanned(SAMPLE_CARD_2021)])
    await driver.stop()
  })

  test('put back: a bad reading is answered anew', async () => {
    const { device, events, driver, scheduler } = await started()
    await device().write(flipBit(encodeScan(SAMPLE_CARD_2021)))
    device().unplug()
    await scheduler.advance(RETRY_DELAYS_MS[0]!)
    await device().write(flipBit(encodeScan(SAMPLE_CARD_2021)))
    expect(events).toEqual([ready, damaged, lost, ready, damaged])
    await driver.stop()
  })

  test('never there, then there: absent is told once, then ready', async () => {
    const { events, driver, scheduler } = await started(['PORT_ABSENT', 'PORT_ABSENT', 'PORT_ABSENT'])
    expect(driver.state).toBe('absent')
    await scheduler.advance(10_000)
    expect(events).toEqual([{ kind: 'state', state: 'absent', code: 'SCANNER_ABSENT' }, ready])
    await driver.stop()
  })

  test('there, but not ours to use: the reason is told, and each new reason again', async () => {
    const { events, driver, scheduler } = await started(['PORT_ABSENT', 'PORT_DENIED', 'PORT_DENIED', 'PORT_BUSY'])
    await scheduler.advance(10_000)
    expect(events).toEqual([
      { kind: 'state', state: 'absent', code: 'SCANNER_ABSENT' },
      { kind: 'state', state: 'absent', code: 'PORT_DENIED' },
      { kind: 'state', state: 'absent', code: 'PORT_BUSY' },
      ready,
    ])
    await driver.stop()
  })

  test('lost stays lost while it cannot be opened again', async () => {
    const refusals: FaultCode[] = []
    const { device, events, driver, scheduler } = await started(refusals)
    refusals.push('PORT_ABSENT', 'PORT_ABSENT')
    device().unplug()
    await scheduler.advance(10_000)
    expect(events).toEqual([ready, lost, ready])
    await driver.stop()
  })
})

describe('stop', () => {
  test('ends all waiting, closes the port, tells off, and nothing after it', async () => {
    const { device, events, driver, scheduler } = await started()
    await device().write(encodeScan(SAMPLE_CARD_2021))
    await device().write(new TextEncoder().encode(SAMPLE_CARD_2024))
    await driver.stop()
    await scheduler.advance(60_000)
    expect(scheduler.pending).toBe(0)
    expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021), { kind: 'state', state: 'off', code: null }])
    await expect(device().write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'PORT_CLOSED' })
  })

  test('by a listener, between two scans of one chunk, is obeyed at once', async () => {
    const { device, events, driver } = await started()
    driver.subscribe((event) => {
      if (event.kind === 'scanned') void driver.stop()
    })
    await device().write(Uint8Array.from([...encodeScan(SAMPLE_CARD_2021), ...encodeScan(SAMPLE_CARD_2024)]))
    expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021), { kind: 'state', state: 'off', code: null }])
  })

  test('can be followed by a start', async () => {
    const { device, events, driver } = await started()
    await driver.stop()
    await driver.start()
    await device().write(encodeScan(SAMPLE_CARD_2021))
    expect(events.slice(2)).toEqual([ready, scanned(SAMPLE_CARD_2021)])
    await driver.stop()
  })
})

test('a listener that throws silences neither the others nor the driver', async () => {
  const scheduler = createManualScheduler()
  const { near, far } = createMemoryPair()
  const driver = createScannerDriver({ openPort: async () => near, scheduler, log: pino({ enabled: false }) })
  driver.subscribe(() => {
    throw new Error('broken screen')
  })
  const { events } = collectEvents(driver)
  await driver.start()
  await far.write(encodeScan(SAMPLE_CARD_2021))
  expect(events).toEqual([ready, scanned(SAMPLE_CARD_2021)])
  await driver.stop()
})

test('a listener that left hears no more', async () => {
  const { device, heard, events, driver } = await started()
  heard.stop()
  await device().write(encodeScan(SAMPLE_CARD_2021))
  expect(events).toEqual([ready])
  await driver.stop()
})

test('no part of a card reaches the log, at any level, on any path', async () => {
  let written = ''
  const sink = new Writable({
    write(chunk, _, done) {
      written += chunk
      done()
    },
  })
  const { device, driver, scheduler } = await started([], pino({ level: 'trace' }, sink))
  const bytes = encodeScan(SAMPLE_CARD_2021)
  driver.subscribe((event) => {
    if (event.kind === 'scanned') throw new Error(event.text)
  })
  for (const sent of [bytes, bytes, flipBit(bytes), cutLetter(bytes), Uint8Array.of(0x30, 0x33)]) {
    await device().write(sent)
    await scheduler.advance(silenceMs)
  }
  await device().write(bytes.subarray(0, 60))
  device().unplug()
  await driver.stop()
  expect(written).not.toBe('')
  for (const part of [...SAMPLE_CARD_2021.split('|'), 'Nguy', '0381']) expect(written).not.toContain(part)
})
