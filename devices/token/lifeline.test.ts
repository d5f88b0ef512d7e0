import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { descendantsOf, stillAlive } from '../../test/harness/process-list.ts'
import { createTokenSimulator, type TokenSimulator } from './simulator.ts'

let simulator: TokenSimulator

beforeAll(async () => {
  simulator = await createTokenSimulator({ simulate: true })
})
afterAll(() => simulator.stop())

/** A program of its own that has a token open and says when it is ready. */
function program(folder: string, body: string): string {
  return `
    import pino from 'pino'
    const { createTokenDriver } = await import('./devices/token/driver.ts')
    const { createSecrets } = await import('./flows/base/secret.ts')
    const secrets = createSecrets(() => 'one')
    const driver = createTokenDriver({
      find: async () => ({ modules: [], troubles: [] }),
      simulatedFolder: ${JSON.stringify(folder)},
      secrets,
      log: pino({ enabled: false }),
    })
    await driver.start()
    const sign = () => driver.sign({
      signatureId: 'one', certificateId: driver.tokens[0].certificates[0].certificateId,
      data: Buffer.from('x'), pin: secrets.keep('12345678'),
    })
    ${body}
  `
}

function run(source: string) {
  const cwd = new URL('../..', import.meta.url)
  return spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

test.each([
  ['while nothing happens', () => {}, `console.log('ready'); setInterval(() => {}, 1000)`],
  [
    'while the module hangs in C_Sign',
    () => simulator.fault('hang'),
    // The armed fault is used up by the hang itself.
    `void sign(); const { existsSync } = await import('node:fs')
     while (existsSync(driverFolder + '/fault-hang')) await new Promise((resolve) => setImmediate(resolve))
     console.log('ready'); setInterval(() => {}, 1000)`,
  ],
])('the child dies with a parent that is killed, %s', async (_, arm, body) => {
  arm()
  const source = program(simulator.folder, `const driverFolder = ${JSON.stringify(simulator.folder)}; ${body}`)
  const parent = run(source)
  await once(createInterface({ input: parent.stdout }), 'line')
  const children = await descendantsOf(parent.pid!)
  expect(children.length).toBeGreaterThan(0)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  await expect.poll(() => stillAlive(children), { timeout: 5_000, interval: 20 }).toEqual([])
})

test.each([
  ['after a signature', `await sign(); await driver.stop()`],
  ['at once', `await driver.stop()`],
])('a program ends by itself when the driver is stopped %s', async (_, body) => {
  const child = run(program(simulator.folder, `${body}; console.log('all stopped')`))
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  const [code] = await once(child, 'close')
  expect([code, ...lines]).toEqual([0, 'all stopped'])
})
