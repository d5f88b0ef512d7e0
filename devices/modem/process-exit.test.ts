import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

/** A program of its own, because only there can be seen whether anything keeps it alive. */
const program = (body: string) => `
  import pino from 'pino'
  const { createSecrets } = await import('./flows/base/secret.ts')
  const { createModems } = await import('./devices/modem/modems.ts')
  const { createModemSimulator } = await import('./devices/modem/simulator.ts')
  const { openSerialPort } = await import('./devices/port/serial-port.ts')
  let ids = 0
  const secrets = createSecrets(() => String(++ids))
  const simulator = await createModemSimulator({ simulate: true })
  const make = (settings) => createModems({
    settings, secrets, log: pino({ enabled: false }),
    listPorts: async () => [{ path: 'simulator', vendorId: '2c7c', productId: '0125' }],
    openPort: async () => openSerialPort({ path: simulator.path }),
  })
  const ready = (modems) => new Promise((resolve) => {
    const look = () => modems.standing.state === 'ready' && resolve()
    modems.watch(look)
    look()
  })
  const message = () => ({ messageId: 'm', to: '+84821234088', text: secrets.keep('1'), reportWithinMs: 60000 })
  ${body}
  await modems.stop()
  await simulator.stop()
  console.log('all stopped')
`

const begun = 'const modems = make({}); await modems.start(); await ready(modems);'
test.each([
  ['after a message', `${begun} await modems.sendText(message())`],
  [
    'while a report is waited for',
    `${begun} await simulator.fault('report-never'); modems.sendText(message()).catch(() => {})`,
  ],
  [
    'while 1414 is waited for',
    `${begun} await simulator.fault('reply-never'); modems.askOwner({ replyWithinMs: 600 }).catch(() => {})`,
  ],
  ['between two tries', `${begun} await simulator.fault('cms-error'); modems.sendText(message()).catch(() => {})`],
  ['right after the plug was pulled', `${begun} await simulator.fault('unplug')`],
  ['while it hangs', `${begun} await simulator.fault('hang'); modems.sendText(message()).catch(() => {})`],
  ['during start-up', `const modems = make({ paths: ['simulator'] }); void modems.start()`],
])('a program ends by itself when the modems are stopped %s', async (_, body) => {
  expect(await run(program(body))).toMatchObject({ code: 0, signal: null, output: 'all stopped\n' })
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
