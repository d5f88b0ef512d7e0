import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../central/db/embedded.ts'
import { type LinkProxy, startLinkProxy } from '../harness/link-proxy.ts'
import { type LoneCentral, startLoneCentral } from '../harness/lone-central.ts'
import { type RunningProcess, startProcess } from '../harness/processes.ts'
import { checkout, motcua, motcuaJson } from '../harness/product.ts'
import { createSeeded, type Seeded } from '../harness/seeded.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import { readableTexts } from './in-process/invariants.ts'
import { lookAtStation, type StationLook } from './look-at-station.ts'

/** `CHAOS_SEED=n` starts elsewhere. Which line and which request is the moment comes from the seed; where the other process then stands, from the machine. */
const SEED = Number(process.env.CHAOS_SEED ?? 20_221_111)
const ROUNDS = 22
/** Central takes longest to come back. */
const CENTRAL_EVERY = 3
const KILLS_LEAST = 50
/** Citizens whose receipts came out before a sealing process is killed, at most. */
const RECEIPTS_MOST = 12
/** More than it ever gets to: it never ends by itself. */
const CITIZENS = 5_000

let folder: TempFolder
let database: EmbeddedPostgres
let central: LoneCentral
let line: LinkProxy
let data: string
let kills = 0
/** Receipts that came out of a sealing process before it was killed. */
const shown = new Set<string>()

beforeAll(async () => {
  folder = await createTempFolder()
  data = join(folder.path, 'kiosk')
  database = await startEmbeddedPostgres(join(folder.path, 'database'))
  central = await startLoneCentral(join(folder.path, 'central'), database.url)
  line = await startLinkProxy(central.url, { seed: SEED })
  const code = await central.enrollmentCode()
  const pairing = ['--central', line.url, '--code', code, '--name', 'Máy thử']
  const { value } = await motcuaJson('enroll', '--data', data, ...pairing)
  expect(value).toMatchObject({ enrolled: 'now' })
})

afterAll(async () => {
  await line?.close()
  await central?.close()
  await database?.stop()
  await folder?.remove()
})

const stationDir = () => join(data, 'station')
const look = (): Promise<StationLook> => lookAtStation(stationDir(), database.url, shown)

/** A process that seals one packet after the other and says each; killed right after it said the n-th. */
async function sealAndKill(afterPackets: number): Promise<void> {
  const program = join(checkout, 'data', 'testing', 'seal-child.ts')
  const sealing = startProcess({
    command: process.execPath,
    args: [program, stationDir(), String(CITIZENS)],
    cwd: checkout,
  })
  await untilLines(sealing, afterPackets)
  await kill(sealing)
  for (const packetId of sealing.lines) shown.add(packetId)
}

/** The sync job; killed in the middle of its n-th request: before central has it, or when central has answered and the job does not know yet. */
async function syncAndKill(chance: Seeded): Promise<void> {
  const watching = motcua('sync', '--watch', '--json', '--data', data, '--central', line.url)
  const before = Array.from({ length: chance.int(4) }, () => null)
  const happened = new Promise<void>((resolve) => {
    const run = async () => resolve()
    line.plan('/v1', ...before, { kind: 'interlude', when: chance.pick(['request-came', 'answer-came']), run })
  })
  await Promise.race([happened, watching.exit])
  await kill(watching)
  line.unplan()
}

/** Central dies while a batch is on its way, and comes back. */
async function killCentral(chance: Seeded): Promise<void> {
  const watching = motcua('sync', '--watch', '--json', '--data', data, '--central', line.url)
  const when = chance.pick(['request-came', 'answer-came'] as const)
  await new Promise<void>((resolve) => {
    const run = async () => {
      await central.kill()
      kills += 1
      resolve()
    }
    line.plan('/v1/packets', { kind: 'interlude', when, run })
  })
  await kill(watching)
  await central.start()
}

async function kill(running: RunningProcess): Promise<void> {
  const { signal } = await running.stop('SIGKILL')
  expect(signal, running.stderr()).toBe('SIGKILL')
  kills += 1
}

async function untilLines(running: RunningProcess, count: number): Promise<void> {
  if (count > 0) await running.firstJson().catch(() => undefined)
  await expect.poll(() => running.lines.length, { interval: 1, timeout: 30_000 }).toBeGreaterThanOrEqual(count)
}

describe('kiosk, sync job and central killed with -9 at random moments', () => {
  const chance = createSeeded(SEED)

  test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    `round %i from CHAOS_SEED=${SEED}: nothing lost, nothing twice, nothing readable`,
    async (round) => {
      const luck = chance.fork(`round ${round}`)
      // Something is there to be sent before the job starts, and more comes while it runs.
      await Promise.all([sealAndKill(1 + luck.int(RECEIPTS_MOST)), syncAndKill(luck)])
      if (round % CENTRAL_EVERY === 0) await killCentral(luck)
      expect((await look()).wrong).toEqual([])
      expect(readableTexts(stationDir())).toEqual([])
    },
  )

  test('left in peace, everything is at central once and shows what central says', async () => {
    expect(kills).toBeGreaterThanOrEqual(KILLS_LEAST)
    expect(shown.size).toBeGreaterThan(ROUNDS)
    await expect.poll(syncOnce, { interval: 200, timeout: 60_000 }).toEqual([])
    const { wrong, packets, atCentral } = await look()
    expect(wrong).toEqual([])
    expect(atCentral).toBe(packets)
    expect(packets).toBeGreaterThanOrEqual(shown.size)
  })
})

/** What is still open after one run of the job: packets that wait, and packets that do not show central's word. */
async function syncOnce(): Promise<readonly string[]> {
  await motcuaJson('sync', '--once', '--data', data, '--central', line.url)
  return (await look()).open
}
