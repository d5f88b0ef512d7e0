import { draftOf } from '../../../data/testing/drafts.ts'
import { Fault } from '../../../flows/base/fault.ts'
import type { Seeded } from '../../harness/seeded.ts'
import type { Life } from './life.ts'
import { CLOCK_JUMPS_MS, uuidFrom, type World } from './world.ts'

/** One thing that happens at a station, or to it. Nothing it does after the kill counts. */
export type Act = (world: World, life: Life, chance: Seeded) => Promise<void>

const NO_PAGE_LIMIT = 4_294_967_294
/** A citizen who walks away from the screen, a service that is stopped. */
const LEAVES_WITHIN_MS = 60

/** A citizen registers; or one whose receipt never came tries again. */
const seal: Act = async (world, life, chance) => {
  for (let n = chance.int(3); n >= 0 && life.moments.killedAt === null; n -= 1) {
    const again = [...world.begun][0]
    const draft = draftOf(life.secrets, {
      packetId: again !== undefined && chance.chance(0.7) ? again : uuidFrom(chance),
    })
    world.begun.add(draft.packetId)
    try {
      const receipt = await life.station.packets.seal(draft)
      if (life.moments.killedAt !== null) return
      const before = world.shown.get(draft.packetId)
      if (before && before.sequence !== receipt.sequence) throw new Error(`two receipts for ${draft.packetId}`)
      world.begun.delete(draft.packetId)
      world.shown.set(draft.packetId, receipt)
    } catch (thrown) {
      if (life.moments.killedAt === null) countOrRaise(world.report.refusals, thrown, /^STORE_(FULL|READ_ONLY)$/)
      return
    }
  }
}

/** The sync job, one run. */
const sync: Act = async (world, life, chance) => {
  const which = chance.chance(0.8) ? 'all' : 'due'
  const signal = chance.chance(0.1)
    ? AbortSignal.any([life.signal, AbortSignal.timeout(chance.int(LEAVES_WITHIN_MS))])
    : life.signal
  await tolerate(world, life, async () => {
    const report = await (await life.station.createSync()).runOnce(signal, which)
    if (life.moments.killedAt !== null) return
    for (const [code, times] of Object.entries(report.faults)) {
      world.report.syncFaults[code] = (world.report.syncFaults[code] ?? 0) + times
    }
  })
}

/** A citizen waits at the screen for the decision, and goes when it takes long. */
const deliver: Act = async (world, life, chance) => {
  const packetId = [...world.shown.keys()].at(-1)
  if (packetId === undefined) return
  const leaves = AbortSignal.any([life.signal, AbortSignal.timeout(1 + chance.int(LEAVES_WITHIN_MS))])
  await tolerate(world, life, async () => {
    const decision = await life.station.packets.deliver(packetId, leaves)
    if (life.moments.killedAt !== null) return
    const truth = world.truth.states.get(packetId)
    if (decision.state !== 'pending' && decision.state !== truth)
      throw new Error(`${decision.state} shown, central says ${truth}`)
  })
}

const decide: Act = (world, _life, chance) => world.truth.decideSome(chance)

/** An empty battery, a slip of the hand. */
const jump: Act = async (world, _life, chance) => {
  world.machine.offsetMs = chance.pick(CLOCK_JUMPS_MS)
}

/** The disk has no page left for a while. */
const fullDisk: Act = async (world, life, chance) => {
  const { db } = life.station.store
  const unseen = (pragma: string) => life.moments.unseen(() => db.pragma(pragma, { simple: true }))
  const pages = Number(unseen('page_count'))
  unseen(`max_page_count = ${pages + chance.int(2)}`)
  await seal(world, life, chance)
  await sync(world, life, chance)
  if (life.moments.killedAt === null) unseen(`max_page_count = ${NO_PAGE_LIMIT}`)
}

/** The disk went read-only, as Linux makes it after an error. */
const readOnlyDisk: Act = async (world, life, chance) => {
  const { db } = life.station.store
  life.moments.unseen(() => db.pragma('query_only = ON'))
  await seal(world, life, chance)
  if (chance.chance(0.5)) await sync(world, life, chance)
  if (life.moments.killedAt === null) life.moments.unseen(() => db.pragma('query_only = OFF'))
}

/** The line is cut, or swallows everything, while the job runs; and is back. */
const badLine: Act = async (world, life, chance) => {
  await world.line.set(chance.pick(['cut', 'half-open', 'portal-page', 'portal-redirect']))
  const gone = AbortSignal.any([life.signal, AbortSignal.timeout(5 + chance.int(LEAVES_WITHIN_MS))])
  await tolerate(world, life, async () => void (await (await life.station.createSync()).runOnce(gone, 'all')))
  await world.line.set('up')
}

const WEIGHTS: readonly (readonly [act: Act, weight: number])[] = [
  [seal, 10],
  [sync, 8],
  [decide, 4],
  [deliver, 1],
  [jump, 1],
  [fullDisk, 1],
  [readOnlyDisk, 1],
  [badLine, 1],
]

export function drawAct(chance: Seeded): Act {
  const bag = WEIGHTS.flatMap(([act, weight]) => Array.from({ length: weight }, () => act))
  return chance.pick(bag)
}

/** What the station may raise while its disk is ill; and anything once it is killed. */
async function tolerate(world: World, life: Life, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (life.moments.killedAt === null)
      countOrRaise(world.report.refusals, thrown, /^(STORE_(FULL|READ_ONLY)|CANCELLED)$/)
  }
}

function countOrRaise(counts: Record<string, number>, thrown: unknown, allowed: RegExp): void {
  if (!(thrown instanceof Fault) || !allowed.test(thrown.code)) throw thrown
  counts[thrown.code] = (counts[thrown.code] ?? 0) + 1
}
