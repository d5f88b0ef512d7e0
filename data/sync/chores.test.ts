import pino from 'pino'
import { expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { runChores } from './chores.ts'
import { createSyncMemory } from './sync-memory.ts'
import { createTally } from './tally.ts'

const play = async (faults: readonly (Fault | null)[], signal?: AbortSignal) => {
  const [ran, tally, memory] = [[] as string[], createTally(), createSyncMemory()]
  const chores = faults.map((fault, at) => ({
    name: `chore ${at}`,
    async run() {
      ran.push(`chore ${at}`)
      if (fault) throw fault
    },
  }))
  const parts = { log: pino({ enabled: false }), memory, random: () => 0 }
  const through = await runChores(chores, parts, tally, signal)
  return { ran: ran.length, through, faults: tally.faults, restMs: memory.restMs }
}

test('each runs, whatever becomes of the one before, and each fault is counted', async () => {
  const faults = [
    new Fault('REFERENCE_INVALID'),
    new Fault('NOT_FOUND'),
    null,
    new Fault('LINE_DOWN', { reason: 'server' }),
  ]
  expect(await play([...faults, null])).toMatchObject({
    ran: 5,
    through: true,
    faults: { REFERENCE_INVALID: 1, NOT_FOUND: 1, LINE_DOWN: 1 },
  })
})

test.each<[string, Fault, object]>([
  ['nobody is there', new Fault('LINE_DOWN', { reason: 'unreachable' }), { LINE_DOWN: 1 }],
  ['a login page is', new Fault('CAPTIVE_PORTAL'), { CAPTIVE_PORTAL: 1 }],
  ['central asks for patience', new Fault('CENTRAL_BUSY', { retryAfterMs: 60_000 }), { CENTRAL_BUSY: 1 }],
  ['it was called off', new Fault('CANCELLED'), {}],
])('when %s, those behind wait for the next cycle', async (_what, fault, faults) => {
  expect(await play([null, fault, null])).toMatchObject({ ran: 2, through: false, faults })
})

test("central's wish for patience is remembered", async () => {
  const { restMs } = await play([new Fault('CENTRAL_BUSY', { retryAfterMs: 60_000 })])
  expect(restMs).toBeGreaterThan(59_000)
})

test('after the signal nothing begins', async () => {
  expect(await play([null], AbortSignal.abort())).toMatchObject({ ran: 0, through: false })
})
