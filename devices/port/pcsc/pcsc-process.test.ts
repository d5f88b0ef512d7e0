import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, test } from 'vitest'
import { runningProcesses } from '../../../test/harness/process-list.ts'
import { createManualScheduler } from '../manual-scheduler.ts'
import { BINDING_MISSING, type PcscRequest, type RawReader } from './pcsc-messages.ts'
import type { PcscOutcome, PcscProcess } from './pcsc-process.ts'
import { pcscChildPath } from './pcsc-process.ts'
import { createPcscReaders, TRANSMIT_LIMIT_MS } from './pcsc-readers.ts'
import { POLL_MS, SILENT_MS } from './pcsc-watch.ts'

const log = pino({ enabled: false })
const PRESENT: RawReader = { name: 'A', state: 0x1_0022, atr: Uint8Array.of(0x3b, 0) }

/** Children that answer as the test says; `asked` are all requests, `killed` how many children were ended. */
function scripted(answer: (request: PcscRequest) => PcscOutcome<never> | Promise<PcscOutcome<never>>) {
  const asked: PcscRequest[] = []
  let killed = 0
  const startProcess = (): PcscProcess => {
    const gone = Promise.withResolvers<void>()
    return {
      pid: 1,
      gone: gone.promise,
      request: (request) => {
        asked.push(request)
        return Promise.resolve(answer(request))
      },
      kill() {
        killed += 1
        gone.resolve()
      },
    }
  }
  return { startProcess, asked, killed: () => killed }
}

const done = (value: unknown): PcscOutcome<never> => ({ kind: 'done', value: value as never })
const never = new Promise<PcscOutcome<never>>(() => {})

test('a machine without the binding says so, goes on living, and looks again later', async () => {
  const scheduler = createManualScheduler()
  let installed = false
  const child = scripted(() => (installed ? done([PRESENT]) : { kind: 'refused', words: BINDING_MISSING }))
  const readers = createPcscReaders({ log, scheduler, startProcess: child.startProcess })
  await readers.start()
  expect(readers.code).toBe('PCSC_BINDING_MISSING')
  await expect(readers.connect('A')).rejects.toMatchObject({ code: 'PCSC_BINDING_MISSING' })
  installed = true
  await scheduler.advance(10_000)
  expect(readers.code).toBeNull()
  await readers.stop()
  expect(scheduler.pending).toBe(0)
})

test('the real child says the same when the package cannot be loaded', async () => {
  const readers = createPcscReaders({ log, binding: 'no-such-binding' })
  await readers.start()
  expect(readers.code).toBe('PCSC_BINDING_MISSING')
  await readers.stop()
})

test('a child that is silent is told as unavailable, and its late answer is taken', async () => {
  const scheduler = createManualScheduler()
  let answer: Promise<PcscOutcome<never>> = Promise.resolve(done([PRESENT]))
  const child = scripted(() => answer)
  const readers = createPcscReaders({ log, scheduler, startProcess: child.startProcess })
  await readers.start()
  const late = Promise.withResolvers<PcscOutcome<never>>()
  answer = late.promise
  await scheduler.advance(POLL_MS + SILENT_MS)
  expect(readers).toMatchObject({ code: 'PCSC_UNAVAILABLE', readers: [] })
  late.resolve(done([PRESENT]))
  await scheduler.settle()
  expect(readers).toMatchObject({ code: null, readers: [{ name: 'A' }] })
  await readers.stop()
})

test('a child that never answers again is replaced', async () => {
  const scheduler = createManualScheduler()
  const child = scripted(() => never)
  const readers = createPcscReaders({ log, scheduler, startProcess: child.startProcess })
  void readers.start()
  await scheduler.advance(60_000)
  expect(child.killed()).toBeGreaterThan(3)
  expect(readers.code).toBe('PCSC_UNAVAILABLE')
  await readers.stop()
  expect(scheduler.pending).toBe(0)
})

test('children that die at once are started again, ever more slowly', async () => {
  const scheduler = createManualScheduler()
  const child = scripted(() => ({ kind: 'gone' }))
  const readers = createPcscReaders({ log, scheduler, startProcess: child.startProcess })
  await readers.start()
  await scheduler.advance(30_000)
  expect(child.asked.length).toBeGreaterThan(15)
  expect(child.asked.length).toBeLessThan(30)
  expect(readers.code).toBe('PCSC_UNAVAILABLE')
  await readers.stop()
})

test('after the machine slept the child begins with a new context', async () => {
  const scheduler = createManualScheduler()
  let wallMs = 0
  const child = scripted(() => done([PRESENT]))
  const clock = { now: () => wallMs + scheduler.elapsedMs }
  const readers = createPcscReaders({ log, scheduler, clock, startProcess: child.startProcess })
  await readers.start()
  await scheduler.advance(POLL_MS)
  wallMs += 3_600_000
  await scheduler.advance(POLL_MS)
  await scheduler.advance(POLL_MS)
  expect(child.asked.map((request) => request.kind === 'list' && request.fresh)).toEqual([false, false, true, false])
  await readers.stop()
})

test('a card that hangs while it is connected is mute, and the child that waits for it is replaced', async () => {
  const scheduler = createManualScheduler()
  const child = scripted((request) => (request.kind === 'connect' ? never : done([PRESENT])))
  const readers = createPcscReaders({ log, scheduler, startProcess: child.startProcess })
  await readers.start()
  const connecting = expect(readers.connect('A')).rejects.toMatchObject({ code: 'CARD_MUTE' })
  await scheduler.advance(TRANSMIT_LIMIT_MS)
  await connecting
  expect(child.killed()).toBe(1)
  await readers.stop()
})

test.each([
  ['Sharing violation', 'CARD_BUSY'],
  ['Card was removed', 'CARD_ABSENT'],
  ['Unknown reader', 'READER_ABSENT'],
  ['Card is unresponsive', 'CARD_MUTE'],
  ['PC/SC service not running', 'PCSC_UNAVAILABLE'],
  ['words nobody knows', 'CARD_MUTE'],
])('a connection refused with "%s" is %s', async (words, code) => {
  const scheduler = createManualScheduler()
  const child = scripted((request) => (request.kind === 'connect' ? { kind: 'refused', words } : done([PRESENT])))
  const readers = createPcscReaders({ log, scheduler, startProcess: child.startProcess })
  await readers.start()
  const connecting = expect(readers.connect('A')).rejects.toMatchObject({ code })
  await scheduler.advance(2_000)
  await connecting
  await readers.stop()
})

test('bundled, the child stands beside the chunks', () => {
  expect(pcscChildPath('file:///app/dist/chunk-A1.js')).toBe('/app/dist/pcsc-child.js')
})

test.each(['await readers.start(); await readers.stop()', 'void readers.start(); await readers.stop()'])(
  'a program ends by itself: %s',
  async (body) => {
    const source = `
      import pino from 'pino'
      const { createPcscReaders } = await import('./devices/port/pcsc/pcsc-readers.ts')
      const readers = createPcscReaders({ log: pino({ enabled: false }) })
      ${body}
      console.log('all stopped')`
    const cwd = new URL('../../..', import.meta.url)
    const program = spawn(process.execPath, ['--input-type=module', '--eval', source], { cwd, timeout: 15_000 })
    let output = ''
    program.stdout.on('data', (chunk) => {
      output += chunk
    })
    const code = await new Promise((resolve) => program.on('close', resolve))
    expect({ code, output }).toEqual({ code: 0, output: 'all stopped\n' })
  },
)

test('a child that waits for a mute card goes with its parent, however that ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pcsc-'))
  const silence = join(folder, 'silence')
  const binding = join(folder, 'binding.mjs')
  spawnSync('mkfifo', [silence])
  // A read of an empty pipe holds a pool thread, as a transmit to a mute card does.
  await writeFile(
    binding,
    `import { readFile } from 'node:fs/promises'
    const card = { atr: null, protocol: 2, transmit: () => readFile(${JSON.stringify(silence)}) }
    export class Context { listReaders() { return [{ name: 'A', connect: async () => card }] } close() {} }`,
  )
  const source = `
    const { startPcscProcess } = await import('./devices/port/pcsc/pcsc-process.ts')
    const child = startPcscProcess(${JSON.stringify(binding)})
    const { value } = await child.request({ kind: 'connect', readerName: 'A' })
    void child.request({ kind: 'transmit', line: value.line, command: new Uint8Array(5) })
    // Answered after the one before it was begun.
    await child.request({ kind: 'list', fresh: false })
    console.log(child.pid)`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: new URL('../../..', import.meta.url),
    timeout: 15_000,
  })
  const pid = Number(String((await once(parent.stdout, 'data'))[0]))
  parent.kill('SIGKILL')
  await once(parent, 'close')
  await expect.poll(async () => (await runningProcesses()).some((one) => one.pid === pid)).toBe(false)
  await rm(folder, { recursive: true })
})
