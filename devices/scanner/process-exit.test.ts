import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

/** A program of its own, because only there can be seen whether anything keeps it alive. */
const program = (body: string) => `
  import pino from 'pino'
  const { createScannerDriver } = await import('./devices/scanner/driver.ts')
  const { createScannerSimulator } = await import('./devices/scanner/simulator.ts')
  const { openSerialPort } = await import('./devices/port/serial-port.ts')
  const log = pino({ enabled: false })
  const simulator = await createScannerSimulator({ simulate: true })
  const driver = createScannerDriver({ openPort: async () => openSerialPort({ path: simulator.path }), log })
  const told = (kind) => new Promise((resolve) => driver.subscribe((event) => event.kind === kind && resolve(event)))
  ${body}
  console.log('all stopped')
`

test.each([
  ['after a scan', `const scan = told('scanned'); await driver.start(); await simulator.fault('slow'); await scan`],
  ['in the middle of a card', `await driver.start(); await simulator.scan('half a card'.repeat(9))`],
  ['while the scanner is absent', `await simulator.stop(); await driver.start()`],
  ['right after the plug was pulled', `await driver.start(); await simulator.fault('unplug')`],
  ['during the first opening', `void driver.start()`],
])('a program ends by itself when the driver is stopped %s', async (_, body) => {
  const source = program(`${body}; await driver.stop(); await simulator.stop()`)
  expect(await run(source)).toMatchObject({ code: 0, signal: null, output: 'all stopped\n' })
})

/** Long enough for a slow machine; a program that is held up never ends, and is then ended with a signal. */
const RUN_LIMIT_MS = 15_000

function run(source: string): Promise<{ code: number | null; signal: string | null; output: string; errors: string }> {
  const cwd = new URL('../..', import.meta.url)
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], { cwd, timeout: RUN_LIMIT_MS })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, output, errors })))
}
