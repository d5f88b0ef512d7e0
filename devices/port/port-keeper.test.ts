import pino from 'pino'
import { expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import type { BytePort } from './byte-port.ts'
import { createManualScheduler } from './manual-scheduler.ts'
import { createMemoryPair, type MemoryPeer } from './memory-port.ts'
import { CLOSE_LIMIT_MS, createPortKeeper, OPEN_LIMIT_MS, RETRY_DELAYS_MS, STEADY_AFTER_MS } from './port-keeper.ts'

/** A keeper over memory lines; `answers` are what the next openings give, and after them every opening gives a line. */
function keeperOver(answers: (() => Promise<BytePort>)[] = [], whenOpened: () => void = () => {}) {
  const scheduler = createManualScheduler()
  const said: string[] = []
  const opened: MemoryPeer[] = []
  let tries = 0
  const keeper = createPortKeeper({
    async openPort() {
      tries += 1
      const answer = answers.shift()
      if (answer) return answer()
      const { near, far } = createMemoryPair(`line ${opened.length}`)
      opened.push(far)
      return near
    },
    scheduler,
    log: pino({ enabled: false }),
    onOpened(port) {
      said.push(`opened ${port.name}`)
      whenOpened()
    },
    onData: (bytes) => said.push(`data ${bytes}`),
    onAbsent: (fault) => said.push(`absent ${fault.code}`),
    onLost: (fault) => said.push(`lost ${fault.code}`),
  })
  return {
    keeper,
    scheduler,
    said,
    opened,
    get tries() {
      return tries
    },
  }
}

const absent = () => Promise.reject(new Fault('PORT_ABSENT', { port: 'x' }))
const never = () => new Promise<BytePort>(() => {})

test('opens, hands on bytes, and closes', async () => {
  const { keeper, said, opened } = keeperOver()
  await keeper.start()
  await opened[0]!.write(Uint8Array.of(1, 2))
  await keeper.stop()
  await expect(opened[0]!.write(Uint8Array.of(3))).rejects.toMatchObject({ code: 'PORT_CLOSED' })
  expect(said).toEqual(['opened line 0', 'data 1,2'])
})

test('tries for ever, at the delays given, the last one again and again', async () => {
  const line = keeperOver(Array.from({ length: 50 }, () => absent))
  await line.keeper.start()
  expect(line.tries).toBe(1)
  let expected = 1
  for (const delayMs of [...RETRY_DELAYS_MS, 1_500, 1_500, 1_500]) {
    await line.scheduler.advance(delayMs - 1)
    expect(line.tries).toBe(expected)
    await line.scheduler.advance(1)
    expected += 1
    expect(line.tries).toBe(expected)
  }
  await line.keeper.stop()
  expect(line.scheduler.pending).toBe(0)
})

test('a device plugged in later is found, and every opening is a fresh port', async () => {
  const { keeper, scheduler, said, opened } = keeperOver([absent, absent])
  await keeper.start()
  await scheduler.advance(750)
  opened[0]!.unplug()
  await scheduler.advance(2_000)
  await opened[1]!.write(Uint8Array.of(9))
  expect(said).toEqual([
    'absent PORT_ABSENT',
    'absent PORT_ABSENT',
    'opened line 0',
    'lost PORT_LOST',
    'opened line 1',
    'data 9',
  ])
  await keeper.stop()
})

test('a device that falls off at once does not earn quick tries; one that stayed does', async () => {
  const line = keeperOver()
  await line.keeper.start()
  for (const delayMs of RETRY_DELAYS_MS) {
    line.opened.at(-1)!.unplug()
    await line.scheduler.advance(delayMs)
  }
  expect(line.tries).toBe(1 + RETRY_DELAYS_MS.length)
  await line.scheduler.advance(STEADY_AFTER_MS)
  line.opened.at(-1)!.unplug()
  await line.scheduler.advance(RETRY_DELAYS_MS[0]!)
  expect(line.tries).toBe(2 + RETRY_DELAYS_MS.length)
  await line.keeper.stop()
})

test('time that passes after the loss does not count as having stayed', async () => {
  const answers: (() => Promise<BytePort>)[] = []
  const line = keeperOver(answers)
  await line.keeper.start()
  answers.push(...Array.from({ length: 20 }, () => absent))
  line.opened[0]!.unplug()
  await line.scheduler.advance(RETRY_DELAYS_MS.reduce((sum, delayMs) => sum + delayMs))
  expect(line.tries).toBe(1 + RETRY_DELAYS_MS.length)
  await line.scheduler.advance(RETRY_DELAYS_MS.at(-1)! - 1)
  expect(line.tries).toBe(1 + RETRY_DELAYS_MS.length)
  await line.keeper.stop()
})

test('stopped by the one who is told that it opened: the port is closed and hands on nothing', async () => {
  let stopping: Promise<void> | undefined
  const { keeper, said, opened } = keeperOver([], () => {
    stopping = keeper.stop()
  })
  await keeper.start()
  await stopping
  await expect(opened[0]!.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'PORT_CLOSED' })
  expect(said).toEqual(['opened line 0'])
})

test('an opening that hangs is given up and tried again; the port it gives too late is closed', async () => {
  const late = createMemoryPair('late')
  let give = (_: BytePort) => {}
  const { keeper, scheduler, said } = keeperOver([() => new Promise((resolve) => (give = resolve))])
  const started = keeper.start()
  await scheduler.advance(OPEN_LIMIT_MS)
  await started
  await scheduler.advance(RETRY_DELAYS_MS[0]!)
  expect(said).toEqual(['absent TIMED_OUT', 'opened line 0'])
  give(late.near)
  await scheduler.settle()
  await expect(late.far.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'PORT_CLOSED' })
  await keeper.stop()
})

test('stop settles while an opening hangs, and a port that comes later is closed and not told', async () => {
  const late = createMemoryPair('late')
  let give = (_: BytePort) => {}
  const { keeper, scheduler, said } = keeperOver([() => new Promise((resolve) => (give = resolve))])
  void keeper.start()
  await scheduler.settle()
  const stopping = keeper.stop()
  await scheduler.advance(CLOSE_LIMIT_MS)
  await stopping
  give(late.near)
  await scheduler.settle()
  await expect(late.far.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'PORT_CLOSED' })
  expect(said).toEqual([])
  expect(scheduler.pending).toBe(0)
})

test('stop settles when the port never finishes closing', async () => {
  const { near } = createMemoryPair()
  const { keeper, scheduler } = keeperOver([async () => ({ ...near, close: () => new Promise<void>(() => {}) })])
  await keeper.start()
  const stopping = keeper.stop()
  await scheduler.advance(CLOSE_LIMIT_MS)
  await stopping
})

test('stop before start, stop twice, start twice and start again after stop are all harmless', async () => {
  const line = keeperOver([absent])
  await line.keeper.stop()
  await Promise.all([line.keeper.start(), line.keeper.start()])
  expect(line.tries).toBe(1)
  await Promise.all([line.keeper.stop(), line.keeper.stop()])
  await line.scheduler.advance(60_000)
  expect(line.tries).toBe(1)
  await line.keeper.start()
  expect(line.said).toEqual(['absent PORT_ABSENT', 'opened line 0'])
  await line.keeper.stop()
})

test('start settles after a failing first try, whatever was thrown', async () => {
  const { keeper, said } = keeperOver([
    () => {
      throw 'not even an error'
    },
  ])
  await keeper.start()
  expect(said).toEqual(['absent INTERNAL'])
  await keeper.stop()
})

test('a start that hangs ends with the stop', async () => {
  const { keeper, scheduler } = keeperOver([never])
  const started = keeper.start()
  await scheduler.settle()
  const stopping = keeper.stop()
  await scheduler.advance(CLOSE_LIMIT_MS)
  await Promise.all([started, stopping])
  expect(scheduler.pending).toBe(0)
})
