import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemScheduler } from '../port/scheduler.ts'
import { childPath } from './child-path.ts'
import { createModuleKeeper, RESTART_DELAYS_MS, STEADY_AFTER_MS } from './module-keeper.ts'
import { createTokenSimulator, type TokenSimulator } from './simulator.ts'

let simulator: TokenSimulator

beforeAll(async () => {
  simulator = await createTokenSimulator({ simulate: true })
})
afterAll(() => simulator.stop())

test('a module that fell, ran well for a while and falls again is back as quickly as the first time', async () => {
  const [first, second] = RESTART_DELAYS_MS
  const waits: number[] = []
  let stayed = () => {}
  let changed = Promise.withResolvers<void>()
  const keeper = createModuleKeeper({
    spec: { kind: 'simulated', folder: simulator.folder },
    name: 'simulated',
    childPath: childPath(),
    log: pino({ level: 'silent' }),
    scheduler: {
      after(delayMs, run) {
        if (delayMs === STEADY_AFTER_MS) stayed = run
        // The pause between two looks is as long as the second of these, but comes when all is well.
        if (keeper.trouble !== null && (delayMs === first || delayMs === second)) waits.push(delayMs)
        return systemScheduler.after(delayMs, run)
      },
    },
    onChange: () => changed.resolve(),
  })
  const troubleBecomes = async (code: string | null) => {
    while (keeper.trouble !== code) {
      await changed.promise
      changed = Promise.withResolvers<void>()
    }
  }
  await keeper.start()
  for (const isSteady of [false, true, false]) {
    if (isSteady) stayed()
    simulator.fault('crash-look')
    await troubleBecomes('TOKEN_MODULE_CRASHED')
    await troubleBecomes(null)
  }
  await keeper.stop()
  expect(waits).toEqual([first, first, second])
})

test('a machine that can start no process at this moment is a trouble, tried again later, and never a throw', async () => {
  const keeper = createModuleKeeper({
    spec: { kind: 'simulated', folder: simulator.folder },
    name: 'simulated',
    // node:child_process throws for this, as it does when no file handle is left.
    childPath: '\u0000',
    log: pino({ level: 'silent' }),
    scheduler: systemScheduler,
    onChange() {},
  })
  await keeper.start()
  expect(keeper.trouble).toBe('TOKEN_MODULE_CRASHED')
  await expect(keeper.exclusive(async () => 'done')).rejects.toMatchObject({ code: 'TOKEN_MODULE_CRASHED' })
  await keeper.stop()
})
