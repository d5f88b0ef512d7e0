import pino from 'pino'
import { expect, test } from 'vitest'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { createManualScheduler } from '../manual-scheduler.ts'
import type { PcscProcess } from './pcsc-process.ts'
import { startPcscWatch } from './pcsc-watch.ts'

test('a child that cannot be started is a trouble that is told and tried again, never an end of the program', async () => {
  const scheduler = createManualScheduler()
  const told: (FaultCode | null)[] = []
  let tries = 0
  const child: PcscProcess = {
    pid: 1,
    request: async () => ({ kind: 'done', value: [] as never }),
    gone: Promise.resolve(),
    kill: () => {},
  }
  const watch = startPcscWatch({
    startProcess() {
      tries += 1
      if (tries === 1) throw new Error('no file handle left')
      return child
    },
    tell: (_, code) => told.push(code),
    scheduler,
    clock: { now: () => 0 },
    log: pino({ enabled: false }),
  })
  await watch.first
  expect(told).toEqual(['PCSC_UNAVAILABLE'])
  expect(watch.process).toBeNull()
  await scheduler.advance(60_000)
  expect(tries).toBe(2)
  expect(watch.process).toBe(child)
  await watch.end()
})
