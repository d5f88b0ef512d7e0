import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createPrinterSimulator, type PrinterSimulator } from '../../devices/printer/simulator.ts'
import { createSlipPainter } from '../../devices/printer/slip-raster.ts'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { leaveResult, walkKiosk } from '../harness/kiosk-walk.ts'
import type { RunningProcess } from '../harness/processes.ts'
import { motcuaTerminal, type Person, sandboxPeople, startUp, type Up } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

let folder: TempFolder
let up: Up
let servers: RunningProcess
let printer: PrinterSimulator
let people: Person[]
let terminal: Terminal | null = null

/** Nobody waits for paper longer than this before the screen has said how it stands. */
const TOLD_MS = 1_000

beforeAll(async () => {
  folder = await createTempFolder()
  people = (await sandboxPeople()).filter(({ expected, scan }) => expected.mobile === 'accepted' && scan !== null)
  ;({ up, process: servers } = await startUp(join(folder.path, 'data')))
})

afterEach(async () => {
  await terminal?.close()
  await printer?.stop()
})

afterAll(async () => {
  await servers?.stop('SIGTERM')
  await folder?.remove()
})

async function openKiosk(): Promise<Terminal> {
  printer = await createPrinterSimulator({ simulate: true, paper: 80 })
  const { place } = printer
  if (!place || !('port' in place)) throw new Error('the printer has no address')
  terminal = motcuaTerminal(['kiosk', '--data', up.data, '--printer', `tcp:${place.host}:${place.port}`], {
    cols: 100,
    rows: 30,
  })
  return terminal
}

/** A sentence may be wrapped beside the QR: its first words tell it. */
function beginning(sentence: string): string {
  return sentence.slice(0, 12)
}

function nextPerson(): Person {
  const person = people.pop()
  if (!person) throw new Error('not enough people')
  return person
}

test('a receipt comes by itself, a second one says that it is a copy, and nothing of the person stands on either', async () => {
  const kiosk = await openKiosk()
  await walkKiosk(kiosk, nextPerson(), 'result')
  await kiosk.waitFor(beginning(vi.result.paper.printed))
  kiosk.press('F3')
  await kiosk.waitFor(beginning(vi.result.paper.printedCopy))
  const [first, second] = printer.papers
  expect(printer.papers).toHaveLength(2)
  expect(printer.strayBytes).toBe(0)
  // The copy is the same paper under a band that only copies have.
  const band = await createSlipPainter(80).paint({ marks: ['BẢN SAO'], lines: [] })
  expect(second?.heightDots).toBeGreaterThan(first?.heightDots ?? 0)
  expect(Buffer.from(second?.bits ?? []).indexOf(Buffer.from(band.bits.subarray(0, 72 * 40)))).toBeGreaterThanOrEqual(0)
})

test('a printer without paper is told at once, blocks nobody, and prints when it has some again', async () => {
  const kiosk = await openKiosk()
  await walkKiosk(kiosk, nextPerson(), 'terms')
  await printer.fault('paper-out')
  await kiosk.waitFor(vi.troubles.paperOut, { timeoutMs: TOLD_MS * 2 })
  kiosk.press('Enter')
  const result = await kiosk.waitFor(vi.result.paper.paperOut)
  expect(result).toContain(vi.result.accepted.title)
  expect(result).toMatch(/K\d{4}-\d{6}/)
  await printer.fault('mended')
  kiosk.press('F3')
  await kiosk.waitFor(beginning(vi.result.paper.printed))
  expect(printer.papers).toHaveLength(1)
  await leaveResult(kiosk)
  await kiosk.waitFor(vi.welcome.question)
})

test('the plug is pulled while the receipt prints: the citizen has the number on the screen and goes on', async () => {
  const kiosk = await openKiosk()
  await walkKiosk(kiosk, nextPerson(), 'terms')
  await printer.fault('unplug-mid-job')
  kiosk.press('Enter')
  const result = await kiosk.waitFor(beginning(vi.result.paper.uncertain.qr))
  expect(result).toContain(vi.result.accepted.title)
  await leaveResult(kiosk)
  await kiosk.waitFor(vi.welcome.question)
  await kiosk.waitFor(vi.troubles.device.printer)
  await printer.fault('replug')
  await kiosk.waitGone(vi.troubles.lost)
})
