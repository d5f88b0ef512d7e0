import { Writable } from 'node:stream'
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { PRINT_LIMIT_MS as FLOW_LIMIT_MS } from '../../flows/base/delays.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { createPrinterDriver, POLL_PAUSE_MS, PRINT_LIMIT_MS } from './driver.ts'
import { askStatus, type StatusQuestion } from './frame.ts'
import { jobOf } from './print-job.ts'
import { NOTHING_WRONG } from './printer-status.ts'
import { createSlipPainter } from './slip-raster.ts'
import { createMemoryPrinter, type MemoryPrinterOptions } from './testing/memory-printer.ts'
import { SAMPLE_SLIP, SHORT_SLIP } from './testing/sample-slips.ts'

async function started(options: MemoryPrinterOptions = {}) {
  const world = createMemoryPrinter(options)
  await world.start()
  /** Prints while the test's clock goes on in steps; the picture is drawn outside that clock. */
  const print = async (slip = SHORT_SLIP, signal?: AbortSignal) => {
    let ended = false
    const printing = world.driver.print(slip, signal).finally(() => {
      ended = true
    })
    while (!ended) await world.scheduler.advance(50)
    return printing
  }
  return { ...world, print }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const ready = { state: 'ready', code: null, name: 'memory' }
const faulted = (code: FaultCode) => ({ state: 'faulted', code, name: 'memory' })

test('no limit tears a slip that only comes slowly: a long one at 9600 baud fits, and the flow waits longer than the driver', async () => {
  const { lines } = SAMPLE_SLIP
  const raster = await createSlipPainter(80).paint({
    ...SAMPLE_SLIP,
    lines: [...lines, ...lines.slice(5), ...lines.slice(5)],
  })
  const settings = { answers: true, cutter: true, doneBy: 'sensor', serial: 1, unsupported: [] } as const
  const sizeBytes = jobOf(raster, settings).pieces.reduce((sum, piece) => sum + piece.length, 0)
  expect(sizeBytes).toBeGreaterThan(55_000)
  // Ten bits on the line for a byte.
  expect((sizeBytes * 10 * 1_000) / 9_600).toBeLessThan(PRINT_LIMIT_MS)
  expect(FLOW_LIMIT_MS).toBeGreaterThan(PRINT_LIMIT_MS)
})

test.each([58, 80] as const)('on %d mm what comes out is the picture of the slip, bit for bit', async (paper) => {
  const { driver, papers, mechanism, print } = await started({ paper })
  expect(driver.standing).toEqual(ready)
  expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'printed' })
  const raster = await createSlipPainter(paper).paint(SAMPLE_SLIP)
  expect(papers).toHaveLength(1)
  expect(papers[0]!.widthDots).toBe(raster.widthDots)
  expect(Buffer.from(papers[0]!.bits.subarray(0, raster.bits.length)).equals(raster.bits)).toBe(true)
  expect(mechanism.strayBytes).toBe(0)
  await driver.stop()
})

test('is printed too when the printer says it with a process id', async () => {
  const { driver, papers, print, sent } = await started({ doneBy: 'process-id' })
  expect([await print(), await print()]).toEqual([{ kind: 'printed' }, { kind: 'printed' }])
  expect(papers).toHaveLength(2)
  const ids = sent.map((bytes) => Buffer.from(bytes).toString('latin1')).filter((text) => text.includes('\u001d(H'))
  expect(ids.map((text) => text.slice(-4))).toEqual(['0001', '0002'])
  await driver.stop()
})

test('two slips asked for at once come out one after the other', async () => {
  const { driver, papers, print } = await started()
  expect(await Promise.all([print(SHORT_SLIP), print(SAMPLE_SLIP)])).toEqual([{ kind: 'printed' }, { kind: 'printed' }])
  expect(papers.map(({ heightDots }) => heightDots).sort((a, b) => a - b)[0]).toBeLessThan(100)
  expect(papers).toHaveLength(2)
  await driver.stop()
})

describe('standing', () => {
  test.each([
    ['paperOut', 'PRINTER_PAPER_OUT'],
    ['coverOpen', 'PRINTER_COVER_OPEN'],
    ['offline', 'PRINTER_OFFLINE'],
    ['error', 'PRINTER_ERROR'],
  ] as const)('%s is told within a second, and so is its end; nothing is printed meanwhile', async (what, code) => {
    for (const automaticStatus of [true, false]) {
      const { driver, mechanism, scheduler, standings, print, papers } = await started({
        mechanism: { automaticStatus },
      })
      mechanism.set({ [what]: true })
      await scheduler.advance(1_000)
      expect(driver.standing).toEqual(faulted(code))
      expect(await print()).toEqual({ kind: 'not-printed', code })
      mechanism.set(NOTHING_WRONG)
      await scheduler.advance(1_000)
      expect(standings).toEqual([ready, faulted(code), ready])
      expect(await print()).toEqual({ kind: 'printed' })
      expect(papers).toHaveLength(1)
      await driver.stop()
    }
  })

  test('a roll nearly at its end is a note and no fault', async () => {
    const { driver, mechanism, scheduler, standings, print } = await started()
    mechanism.set({ paperLow: true })
    await scheduler.advance(1_000)
    expect([driver.paperLow, driver.standing, standings.length]).toEqual([true, ready, 2])
    expect(await print()).toEqual({ kind: 'printed' })
    await driver.stop()
  })

  test('a printer that hangs is told within a second, and well again within a second', async () => {
    const { driver, scheduler, printer, standings, print } = await started()
    printer.hung = true
    await scheduler.advance(1_000)
    expect(driver.standing).toEqual(faulted('PRINTER_NOT_ANSWERING'))
    expect(await print()).toEqual({ kind: 'not-printed', code: 'PRINTER_NOT_ANSWERING' })
    printer.hung = false
    await scheduler.advance(1_000)
    expect(standings).toEqual([ready, faulted('PRINTER_NOT_ANSWERING'), ready])
    await driver.stop()
  })

  test('a line that speaks nonsense is a printer that does not answer', async () => {
    const { driver, scheduler, device, printer } = await started()
    printer.mute = true
    const { near } = { near: device() }
    near.subscribe((event) => {
      if (event.kind === 'data') void near.write(Uint8Array.of(0xff, 0x95, 0xfe))
    })
    await scheduler.advance(1_000)
    expect(driver.standing).toEqual(faulted('PRINTER_NOT_ANSWERING'))
    await driver.stop()
  })

  test('a spark on the line is told to nobody', async () => {
    const { driver, scheduler, device, standings } = await started()
    await device().write(Uint8Array.of(0x00, 0xff, 0xfe))
    await scheduler.advance(3_000)
    expect(standings).toEqual([ready])
    await driver.stop()
  })

  test('questions a small printer does not answer are found out once and then left out', async () => {
    const { driver, scheduler, sent, print } = await started({ mechanism: { questions: [1, 4] } })
    expect(driver.standing).toEqual(ready)
    await scheduler.advance(2_000)
    sent.length = 0
    await scheduler.advance(2 * POLL_PAUSE_MS)
    expect(sent.map((bytes) => bytes[2])).toEqual([1, 4, 1, 4])
    expect(await print()).toEqual({ kind: 'printed' })
    await driver.stop()
  })

  test.each<[FaultCode, string, FaultCode]>([
    ['PORT_ABSENT', 'missing', 'PRINTER_ABSENT'],
    ['PORT_DENIED', 'faulted', 'PORT_DENIED'],
    ['PORT_BUSY', 'faulted', 'PORT_BUSY'],
    ['PORT_UNUSABLE', 'faulted', 'PORT_UNUSABLE'],
  ])('a line that does not open with %s is %s with %s, until it opens', async (refusal, state, code) => {
    const world = createMemoryPrinter({ refusals: [refusal] })
    await world.driver.start()
    expect(world.driver.standing).toEqual({ state, code, name: 'memory' })
    expect(await world.driver.print(SHORT_SLIP)).toEqual({ kind: 'not-printed', code })
    await world.scheduler.advance(2_000)
    expect(world.driver.standing).toEqual(ready)
    await world.driver.stop()
  })

  test('a listener that breaks silences nobody', async () => {
    const world = createMemoryPrinter()
    world.driver.watch(() => {
      throw new Error('broken')
    })
    const heard: string[] = []
    const stop = world.driver.watch(({ state }) => heard.push(state))
    await world.start()
    stop()
    await world.driver.stop()
    expect(heard).toEqual(['ready'])
    expect(world.driver.standing).toEqual({ state: 'off', code: null, name: null })
  })
})

describe('the plug', () => {
  test('pulled is told at once; put in again it is ready within two seconds', async () => {
    const { driver, device, scheduler, standings, print } = await started()
    device().unplug()
    expect(driver.standing).toEqual({ state: 'missing', code: 'PRINTER_LOST', name: 'memory' })
    expect(await driver.print(SHORT_SLIP)).toEqual({ kind: 'not-printed', code: 'PRINTER_LOST' })
    await scheduler.advance(2_000)
    expect(standings.map(({ state }) => state)).toEqual(['ready', 'missing', 'ready'])
    expect(await print()).toEqual({ kind: 'printed' })
    await driver.stop()
  })

  test('pulled in the middle of a slip: uncertain, and it is not printed again by itself', async () => {
    const { driver, device, mechanism, print, papers, scheduler } = await started()
    mechanism.afterRows(100, () => device().unplug())
    expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'uncertain', code: 'PRINTER_LOST' })
    await scheduler.advance(10_000)
    expect(driver.standing).toEqual(ready)
    expect(papers).toHaveLength(0)
    await driver.stop()
  })
})

describe('in the middle of a slip', () => {
  test('the roll ends: uncertain at once', async () => {
    const { driver, mechanism, print } = await started()
    mechanism.afterRows(100, () => mechanism.set({ paperOut: true }))
    expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'uncertain', code: 'PRINTER_PAPER_OUT' })
    expect(driver.standing).toEqual(faulted('PRINTER_PAPER_OUT'))
    await driver.stop()
  })

  test('the roll ends on a printer that tells nothing by itself: uncertain with the reason', async () => {
    const { driver, mechanism, print } = await started({ mechanism: { automaticStatus: false } })
    mechanism.afterRows(100, () => mechanism.set({ paperOut: true }))
    expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'uncertain', code: 'PRINTER_PAPER_OUT' })
    await driver.stop()
  })

  test('it hangs: uncertain within six seconds', async () => {
    const { driver, mechanism, print, printer, scheduler, ink } = await started()
    mechanism.afterRows(100, () => {
      printer.hung = true
    })
    expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'uncertain', code: 'PRINTER_NOT_ANSWERING' })
    expect(scheduler.elapsedMs - ink.atMs).toBeLessThanOrEqual(6_000)
    expect(driver.standing).toEqual(faulted('PRINTER_NOT_ANSWERING'))
    await driver.stop()
  })

  test('the program ends: uncertain, and stop does not wait for the printer', async () => {
    const { driver, mechanism, print, printer } = await started()
    mechanism.afterRows(100, () => {
      printer.hung = true
      void driver.stop()
    })
    expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'uncertain', code: 'PRINTER_LOST' })
  })

  test('it is cancelled: what is out is cut off, and the next slip is whole', async () => {
    const { driver, mechanism, print, papers } = await started()
    const cancel = new AbortController()
    mechanism.afterRows(100, () => cancel.abort())
    expect(await print(SAMPLE_SLIP, cancel.signal)).toEqual({ kind: 'uncertain', code: 'CANCELLED' })
    expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'printed' })
    const whole = await createSlipPainter(80).paint(SAMPLE_SLIP)
    expect(papers[0]!.heightDots).toBeLessThan(whole.heightDots)
    expect(Buffer.from(papers[1]!.bits.subarray(0, whole.bits.length)).equals(whole.bits)).toBe(true)
    await driver.stop()
  })
})

describe('print', () => {
  test('cancelled before it begins prints nothing, also while it waits for its turn', async () => {
    const { driver, print, papers } = await started()
    expect(await driver.print(SHORT_SLIP, AbortSignal.abort())).toEqual({ kind: 'not-printed', code: 'CANCELLED' })
    const cancel = new AbortController()
    const first = print(SAMPLE_SLIP)
    const second = print(SHORT_SLIP, cancel.signal)
    cancel.abort()
    expect(await second).toEqual({ kind: 'not-printed', code: 'CANCELLED' })
    expect(await first).toEqual({ kind: 'printed' })
    expect(papers).toHaveLength(1)
    await driver.stop()
  })

  test('given up while its picture is drawn: no question is asked for it, whose answer would be taken for another one', async () => {
    const { driver, print, sent, scheduler } = await started()
    const cancel = new AbortController()
    const printing = print(SHORT_SLIP, cancel.signal)
    cancel.abort()
    expect(await printing).toEqual({ kind: 'not-printed', code: 'CANCELLED' })
    await scheduler.advance(2 * POLL_PAUSE_MS)
    const [, ...asked] = sent.map(hex)
    expect(asked.length).toBeGreaterThan(4)
    expect(asked).toEqual(asked.map((_, at) => hex(askStatus(((at % 4) + 1) as StatusQuestion))))
    await driver.stop()
  })

  test('of a slip that is too long says so and sends nothing', async () => {
    const { driver, print, sent } = await started()
    const long = { marks: [], lines: Array(1_000).fill({ kind: 'text', text: 'x' }) }
    expect(await print(long)).toEqual({ kind: 'not-printed', code: 'PRINT_TOO_LONG' })
    expect(sent.every((bytes) => bytes.length <= askStatus(1).length)).toBe(true)
    await driver.stop()
  })

  test('before start says that there is no printer', async () => {
    const { driver } = createMemoryPrinter()
    expect(await driver.print(SHORT_SLIP)).toEqual({ kind: 'not-printed', code: 'PRINTER_ABSENT' })
  })

  test('settles within its limit, whatever the printer does', async () => {
    const { driver, print, mechanism, printer, scheduler, ink } = await started({ printLimitMs: 2_000 })
    mechanism.afterRows(100, () => {
      printer.hung = true
    })
    expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'uncertain', code: 'PRINTER_NOT_ANSWERING' })
    expect(scheduler.elapsedMs - ink.atMs).toBeLessThanOrEqual(2_100)
    await driver.stop()
  })

  test('on a line with one direction prints, and never claims that it did', async () => {
    const { driver, print, papers, sent, printer } = await started({ answers: false })
    printer.mute = true
    expect(driver.standing).toEqual(ready)
    expect(await print(SAMPLE_SLIP)).toEqual({ kind: 'uncertain', code: 'PRINTER_NOT_ANSWERING' })
    expect(papers).toHaveLength(1)
    const asked = Buffer.concat(sent).includes(Buffer.from([0x10, 0x04]))
    expect([asked, driver.standing]).toEqual([false, ready])
    await driver.stop()
  })
})

test('nothing of what is printed is in the log', async () => {
  let logged = ''
  const destination = new Writable({
    write(chunk, _, done) {
      logged += chunk
      done()
    },
  })
  const { driver, print, device } = await started({ log: pino({ level: 'trace' }, destination) })
  await device().write(Uint8Array.of(0xff))
  await print(SAMPLE_SLIP)
  await driver.stop()
  expect(logged).toContain('"outcome":"printed"')
  expect(logged).not.toMatch(/K0007|MOTCUA|Tân Phú|BIÊN NHẬN/)
})

test('start and stop can be repeated, and stop twice is harmless', async () => {
  const world = createMemoryPrinter()
  for (const _ of [1, 2]) {
    await world.start()
    await world.driver.start()
    expect(world.driver.standing).toEqual(ready)
    await world.driver.stop()
    await world.driver.stop()
  }
  expect(world.scheduler.pending).toBe(0)
})

test('a line that never opens does not hold up the program', async () => {
  const { scheduler } = createMemoryPrinter()
  const driver = createPrinterDriver({
    openPort: () => new Promise(() => {}),
    log: pino({ enabled: false }),
    paper: 80,
    scheduler,
  })
  const startedUp = driver.start()
  await scheduler.advance(6_000)
  await startedUp
  expect(driver.standing.state).not.toBe('ready')
  const stopped = driver.stop()
  await scheduler.advance(2_000)
  await stopped
})
