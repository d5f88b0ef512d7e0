import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SyncReport } from '../../../data/sync/engine.ts'
import type { Weather } from '../../harness/link/message-faults.ts'
import { FREE_LINK, type LinkShape } from '../../harness/link/pace.ts'
import { startLinkProxy } from '../../harness/link-proxy.ts'
import { createSeeded, type Seeded } from '../../harness/seeded.ts'
import { drawAct } from './acts.ts'
import { brokenPromises, type Known, readableTexts, unfinishedBusiness } from './invariants.ts'
import { beginLife, type Life } from './life.ts'
import type { KillPlan } from './moments.ts'
import { copyAsItIs } from './snapshot.ts'
import type { Truth } from './truth.ts'
import type { DriverWatch } from './watched-driver.ts'
import { type ChaosReport, newFolderName, type World } from './world.ts'

/** What every episode of a run shares. */
export interface Stage {
  readonly truth: Truth
  readonly driver: DriverWatch
  readonly root: string
  /** Folder of a station that is enrolled and has done nothing. */
  readonly template: string
  readonly report: ChaosReport
}

/** The longest life, by sort of moment; short ones are as likely as long ones (log-uniform). */
const LONGEST: Readonly<Record<KillPlan['among'], number>> = { all: 150, commit: 10, file: 16, central: 12 }
/** How often the kill is aimed at each sort. */
const AIMS: readonly KillPlan['among'][] = ['all', 'all', 'all', 'commit', 'commit', 'central']
/** A station without a key is about to write files of its own. */
const AIMS_AT_BIRTH: readonly KillPlan['among'][] = ['all', 'commit', 'file', 'file']
/** Some are switched off while nobody does anything. */
const IDLE_SHARE = 0.05
/** A moment that does not come, since nothing of its sort happens in a life, is not waited for. */
const ACTS_MOST = 10
/** Every so many episodes a station is born: made, enrolled and killed meanwhile. */
const BORN_EVERY = 4
const HEAL_RUNS = 10

/** A thin line in some of the lives: a packet takes 40 ms and an answer 12, which is long beside the moments at which lives end. */
const THIN: LinkShape = { kbitPerSecond: 512, latencyMs: 6, slowStart: true }
const THIN_SHARE = 0.1

const FOUL: Weather = {
  'drop-request': 0.06,
  'drop-answer': 0.1,
  duplicate: 0.08,
  reorder: 0.04,
  'truncate-answer': 0.06,
  portal: 0.04,
}

/**
 * The story of one station: it lives, is killed, and lives again from the files it left, `lives` times; then everything is well again and it
 * carries what it has. Gives the promises that were broken, each with the life in which it was seen; none when all were kept.
 */
export async function runEpisode(stage: Stage, seed: number, lives: number): Promise<string[]> {
  const chance = createSeeded(seed)
  stage.truth.forget()
  const line = await startLinkProxy(stage.truth.peer.url, { seed })
  const world: World = { ...stage, chance, line, machine: { offsetMs: 0 }, shown: new Map(), begun: new Set() }
  try {
    let dir = join(stage.root, newFolderName())
    if (seed % BORN_EVERY === 0) mkdirSync(dir)
    else copyAsItIs(stage.template, dir)
    for (let life = 1; life <= lives; life += 1) {
      const lived = await live(world, dir, chance.fork(`life ${life}`))
      if (lived.wrong.length > 0) return lived.wrong.map((words) => `life ${life}: ${words}`)
      rmSync(dir, { recursive: true, force: true })
      dir = lived.left
      const open = readableTexts(dir)
      if (open.length > 0) return open.map((words) => `life ${life}: ${words}`)
    }
    return await heal(world, dir)
  } finally {
    await line.close()
  }
}

/** One life: opened, looked at, worked with until it is killed. */
async function live(world: World, dir: string, chance: Seeded): Promise<{ wrong: string[]; left: string }> {
  const among = chance.pick(existsSync(join(dir, 'station-key.json')) ? AIMS : AIMS_AT_BIRTH)
  const plan = { among, at: Math.floor(Math.exp(chance.next() * Math.log(LONGEST[among]))) }
  const { life, remains, end } = beginLife(world, dir, plan, chance.fork('station'))
  let wrong: string[] = []
  try {
    if (life) {
      wrong = life.moments.unseen(() => brokenPromises(knownTo(world), life.station))
      if (wrong.length === 0) wrong = await work(world, life, chance)
    }
    const { dir: left, killedAt } = remains()
    world.report.kills += 1
    world.report.killedAt[killedAt] = (world.report.killedAt[killedAt] ?? 0) + 1
    return { wrong, left }
  } finally {
    end()
  }
}

/** Gives what is wrong after an act: what that lost, the job's count with central may put right in the next one, and nobody would have seen it. */
async function work(world: World, life: Life, chance: Seeded): Promise<string[]> {
  world.line.weather(chance.chance(0.5) ? FOUL : null)
  world.line.shape(chance.fork('line').chance(THIN_SHARE) ? THIN : FREE_LINK)
  if (!life.station.identity && !(await enrolled(world, life))) return []
  const acts = chance.chance(IDLE_SHARE) ? chance.int(4) : ACTS_MOST
  for (let act = 0; act < acts && life.moments.killedAt === null; act += 1) {
    const together = chance.chance(0.3) ? 2 : 1
    const drawn = Array.from(
      { length: together },
      (_, at) => [drawAct(chance), chance.fork(`act ${act} ${at}`)] as const,
    )
    await Promise.all(drawn.map(([happen, luck]) => happen(world, life, luck)))
    if (life.moments.killedAt !== null) break
    const wrong = life.moments.unseen(() => brokenPromises(knownTo(world), life.station))
    if (wrong.length > 0) return wrong
  }
  return []
}

async function enrolled(world: World, life: Life): Promise<boolean> {
  try {
    await life.station.enroll({
      centralUrl: world.line.url,
      code: 'ABCD-2345',
      name: 'Quầy 1',
      kind: 'self-service',
      signal: life.signal,
    })
    return true
  } catch {
    // Killed, or the line is bad: the next life tries again.
    return false
  }
}

/** The line is good, the clock is right, and nobody is killed any more. */
async function heal(world: World, dir: string): Promise<string[]> {
  await world.line.set('up')
  world.line.weather(null)
  world.line.shape(FREE_LINK)
  world.machine.offsetMs = 0
  const { life, end } = beginLife(
    world,
    dir,
    { among: 'all', at: Number.POSITIVE_INFINITY },
    world.chance.fork('healed'),
  )
  if (!life) throw new Error('killed without a kill')
  try {
    const { station } = life
    const wrong = brokenPromises(knownTo(world), station)
    if (wrong.length > 0) return wrong.map((words) => `after the last life: ${words}`)
    if (!station.identity && !(await enrolled(world, life))) return ['cannot be enrolled over a good line']
    const engine = await station.createSync()
    await engine.runOnce()
    await world.truth.decideAll(world.chance)
    let report = await engine.runOnce()
    for (let run = 0; run < HEAL_RUNS && !isDone(report); run += 1) report = await engine.runOnce()
    world.report.packets += world.truth.taken.size
    const open = [...brokenPromises(knownTo(world), station), ...(await unfinishedBusiness(world.truth, station))]
    if (!isDone(report)) open.push(`not finished: ${JSON.stringify(report)}`)
    return open.map((words) => `healed: ${words}`)
  } finally {
    end()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** This central has no reference data to give, and says so. */
function isDone({ left, held, faults }: SyncReport): boolean {
  return left === 0 && held === 0 && Object.keys(faults).every((code) => code === 'NOT_FOUND')
}

function knownTo({ truth, shown }: World): Known {
  return { taken: truth.taken, states: truth.states, violations: truth.violations, shown }
}
