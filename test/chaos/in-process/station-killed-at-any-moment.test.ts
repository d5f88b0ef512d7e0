import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStation } from '../../../data/station.ts'
import { MIGRATIONS } from '../../../data/testing/station-fixture.ts'
import { systemClock } from '../../../flows/base/clock.ts'
import { createSecrets } from '../../../flows/base/secret.ts'
import { runEpisode, type Stage } from './episode.ts'
import { startTruth } from './truth.ts'
import { startDriverWatch } from './watched-driver.ts'
import { createReport } from './world.ts'

/** `CHAOS_SEED=n` starts elsewhere, `CHAOS_RUNS=n` runs so many stations: with the seed of one that failed and 1, that one alone. */
const SEED = Number(process.env.CHAOS_SEED ?? 20_221_111)
const STATIONS = Number(process.env.CHAOS_RUNS ?? 52)
const LIVES = 20
const KILLS_LEAST = 1_000
/** With fewer the lives were too short to lose anything. */
const PACKETS_LEAST = 500

let stage: Stage

beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'motcua-chaos-'))
  const truth = await startTruth()
  const template = join(root, 'template')
  const station = openStation({
    dir: template,
    migrationsDir: MIGRATIONS,
    clock: systemClock,
    newId: randomUUID,
    log: pino({ enabled: false }),
    secrets: createSecrets(randomUUID),
  })
  await station.enroll({ centralUrl: truth.peer.url, code: 'ABCD-2345', name: 'Quầy 1', kind: 'self-service' })
  station.close()
  stage = { truth, driver: startDriverWatch(), root, template, report: createReport() }
})

afterAll(async () => {
  stage.driver.stop()
  await stage.truth.peer.close()
  rmSync(stage.root, { recursive: true, force: true })
})

describe('a station killed at any moment keeps its promises', () => {
  test.each(Array.from({ length: STATIONS }, (_, at) => SEED + at))(
    `CHAOS_SEED=%i CHAOS_RUNS=1: ${LIVES} kills`,
    async (seed) => {
      expect(await runEpisode(stage, seed, LIVES)).toEqual([])
    },
  )

  test.runIf(STATIONS * LIVES >= KILLS_LEAST)(
    'needs a whole run: it was killed everywhere, and had something to lose',
    () => {
      const { report } = stage
      process.stdout.write(`chaos from seed ${SEED}: ${JSON.stringify(report)}\n`)
      expect(report.kills).toBeGreaterThanOrEqual(KILLS_LEAST)
      for (const kind of [
        'clock',
        'identifier',
        'statement',
        'before-commit',
        'inside-commit',
        'after-commit',
        'central',
        'file',
        'idle',
      ]) {
        expect(report.killedAt).toHaveProperty(kind)
      }
      expect(report.packets).toBeGreaterThan(PACKETS_LEAST)
      expect(report.refusals).toMatchObject({ STORE_FULL: expect.any(Number), STORE_READ_ONLY: expect.any(Number) })
      expect(report.syncFaults).toMatchObject({ LINE_DOWN: expect.any(Number), CAPTIVE_PORTAL: expect.any(Number) })
    },
  )
})
