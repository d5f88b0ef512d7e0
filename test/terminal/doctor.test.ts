import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createPrinterSimulator, type PrinterSimulator } from '../../devices/printer/simulator.ts'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { descendantsOf, stillAlive } from '../harness/process-list.ts'
import type { RunningProcess } from '../harness/processes.ts'
import { motcuaTerminal, motcuaWith, startUp, type Up } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

interface Look {
  readonly ready: boolean
  readonly findings: readonly { part: string; state: string; code: string | null; nextStep: string | null }[]
}

/** A machine whose PC/SC daemon does not run, whatever runs on this one. */
const NO_PCSC = { PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm' }
/** "message ≤ 1 s": with the time to draw and to read it off the terminal. */
const TOLD_MS = 2_000

let folder: TempFolder
let up: Up
let servers: RunningProcess
let terminal: Terminal | null = null
let printer: PrinterSimulator | null = null

beforeAll(async () => {
  folder = await createTempFolder()
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

const look = async (env: Readonly<Record<string, string>>, ...flags: string[]) => {
  const run = motcuaWith(env, 'doctor', '--json', '--data', up.data, ...flags)
  const value = await run.firstJson<Look>()
  return { ...value, exitCode: (await run.exit).code }
}
const findingOf = ({ findings }: Look, part: string) => findings.find((finding) => finding.part === part)

test('without a PC/SC daemon the doctor says so and what to do; a kiosk that does not need it is ready all the same', async () => {
  const found = await look(NO_PCSC)
  expect(findingOf(found, 'readers')).toMatchObject({ state: 'needs-driver', code: 'PCSC_UNAVAILABLE' })
  expect(findingOf(found, 'readers')?.nextStep).toContain('pcscd')
  expect(found).toMatchObject({ ready: true, exitCode: 0 })
  terminal = motcuaTerminal(['kiosk', '--data', up.data], { env: NO_PCSC })
  await terminal.waitFor(vi.welcome.question)
})

test('a module, modem or printer that the settings name and that is not there is named, and the station is not ready', async () => {
  const named = ['--token', '/opt/vendor/pkcs11.so', '--modem', '/dev/ttyUSB99', '--printer', 'tcp:127.0.0.1:9']
  const found = await look(NO_PCSC, ...named)
  expect(findingOf(found, 'token')).toMatchObject({ state: 'needs-driver', code: 'TOKEN_MODULE_MISSING' })
  expect(findingOf(found, 'modem')).toMatchObject({ state: 'missing' })
  expect(findingOf(found, 'printer')).toMatchObject({ state: 'missing', code: 'PRINTER_ABSENT' })
  for (const part of ['token', 'modem', 'printer']) expect(findingOf(found, part)?.nextStep).toMatch(/\p{L}{3}/u)
  expect(found).toMatchObject({ ready: false, exitCode: 1 })
})

test('on the screen a plug that is pulled shows at once and is forgotten when it is back; leaving leaves no process', async () => {
  printer = await createPrinterSimulator({ simulate: true, paper: 80 })
  const { place } = printer
  if (!place || !('port' in place)) throw new Error('the printer has no address')
  const flags = ['--printer', `tcp:${place.host}:${place.port}`, '--token', 'simulated']
  terminal = motcuaTerminal(['doctor', '--data', up.data, ...flags], { env: NO_PCSC })
  const printerLine = (words: string) => new RegExp(`Máy in phiếu.*${words}`)
  await terminal.waitFor(printerLine('sẵn sàng'))
  const children = await descendantsOf(terminal.pid)
  expect(children.length).toBeGreaterThan(0)
  await printer.fault('paper-out')
  await terminal.waitFor(printerLine('đang hỏng'), { timeoutMs: TOLD_MS })
  await printer.fault('mended')
  await terminal.waitFor(printerLine('sẵn sàng'), { timeoutMs: TOLD_MS })
  await printer.fault('unplug')
  await terminal.waitFor(printerLine('chưa cắm'), { timeoutMs: TOLD_MS })
  await printer.fault('replug')
  await terminal.waitFor(printerLine('sẵn sàng'), { timeoutMs: 2 * TOLD_MS })
  terminal.press('F6')
  await terminal.waitFor('Máy in báo đã in xong')
  expect(printer.papers).toHaveLength(1)
  terminal.press('Enter')
  await terminal.waitFor(printerLine('sẵn sàng'))
  terminal.press('Esc')
  expect((await terminal.exit).code).toBe(0)
  expect(terminal.alternateBuffer()).toBe(false)
  await expect.poll(() => stillAlive(children)).toEqual([])
})
