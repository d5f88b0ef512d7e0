import { setTimeout as delay } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { WorkLocks } from '../db/work-lock.ts'
import type { VerificationSettings } from '../options.ts'
import { currentPolicy } from '../reference/policy.repo.ts'
import { checkChain } from './chain.ts'
import { checkTimes } from './clock-check.ts'
import { type DecideParts, decidePacket } from './decide.ts'
import { type DuePacket, giveBack, nextDueAt, putOffRest, takeDue } from './decision.repo.ts'
import { INTERACTIVE_MAX } from './ingest.ts'
import type { IngestGauge } from './ingest-gauge.ts'
import { type Intake, openIntake, openIntakes, settleIntake, undecidedOfIntake } from './packet.repo.ts'

const QUEUE = 'verify-packets'
const PRIORITY = { interactive: 1, bulk: 0 } as const
/** Two workers never take a bulk batch, so that a citizen who waits is not behind ten thousand packets of a village. */
const INTERACTIVE_WORKERS = 2
const BOSS_CONNECTIONS = 4
/** Wake-ups in this process come at once; polling only finds what another central or an earlier run left. */
const POLL_SECONDS = 2
const JOB_RETRIES = 5
const JOB_EXPIRES_SECONDS = 300
/** A batch this old should have been taken up; the sweep asks for it again. Asking twice does no harm. */
const LOST_AFTER_MS = 10_000
/** All centrals together ask for a batch again no oftener than this. */
const ASK_AGAIN_SECONDS = 30
const SWEEP_MAX = 500
/** Packets whose next try is due are taken for this long: should the process that took them die, another finds them due then. */
const LEASE_MS = 30_000
const STOP_WITHIN_MS = 10_000
const SEND_AGAIN_MS = [200, 1_000, 3_000] as const
/** A register that failed so often in one batch is away: the rest of the batch is put off without asking it. */
const PUT_OFFS_TO_STOP = 3

interface Job {
  readonly intakeId: string
}

export interface Verification {
  /** Asks for a batch to be verified. Returns at once and never raises: the sweep finds what is lost here. */
  request(intake: Intake): void
  /** Takes up again batches whose job was lost, and packets whose next try is due. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts verification: one pg-boss job a batch, holding its id alone. The jobs are the motor, not the memory: what waits for a decision stands in
 * `intake` and `packet_wait`, and the sweep at start and from time to time takes up whatever no job covers. Several centrals may run it on one database: a job goes to one of them, a
 * batch and a due packet are looked at by one at a time, and what two did all the same is decided once by the packet's row.
 */
export async function startVerification(
  parts: DecideParts & {
    readonly settings: VerificationSettings
    readonly gauge: IngestGauge
    readonly locks: WorkLocks
    readonly log: Logger
    readonly databaseUrl: string
  },
): Promise<Verification> {
  const { log, settings, database, clock } = parts
  const boss = new PgBoss({
    connectionString: parts.databaseUrl,
    max: BOSS_CONNECTIONS,
    application_name: 'motcua-central-jobs',
    schedule: false,
    openTelemetry: { enabled: false },
  })
  boss.on('error', (err) => log.warn({ err }, 'job queue'))
  await boss.start()
  await boss.createQueue(QUEUE, { retryLimit: JOB_RETRIES, retryBackoff: true, expireInSeconds: JOB_EXPIRES_SECONDS })

  const workers: string[] = []
  const wake = () => {
    for (const worker of workers) boss.notifyWorker(worker)
  }
  let stopping = false
  let retryTimer: NodeJS.Timeout | undefined

  const send = async ({ intakeId, size }: Intake, once: { singletonKey?: string; singletonSeconds?: number } = {}) => {
    const priority = size <= INTERACTIVE_MAX ? PRIORITY.interactive : PRIORITY.bulk
    await boss.send(QUEUE, { intakeId } satisfies Job, { priority, ...once })
    wake()
  }
  /** A database that restarted right after the batch was written is back in a second: nobody has to wait for the sweep. */
  const sendSurely = async (intake: Intake) => {
    for (const waitMs of SEND_AGAIN_MS) {
      try {
        return await send(intake)
      } catch (err) {
        if (stopping) return
        log.warn({ err }, 'job not queued')
        await delay(waitMs)
      }
    }
    await send(intake)
  }
  const isAway = (putOffs: number) => putOffs >= PUT_OFFS_TO_STOP * settings.concurrency
  const decideAll = async (packetIds: readonly string[]) => {
    const { policy } = await currentPolicy(database.pool)
    const isBulk = packetIds.length > INTERACTIVE_MAX
    let putOffs = 0
    await eachOf(packetIds, settings.concurrency, async (packetId) => {
      if (stopping || isAway(putOffs)) return
      if (isBulk) await parts.gauge.quiet()
      putOffs = (await decidePacket(parts, policy, packetId)) === 'put-off' ? putOffs + 1 : 0
    })
    return isAway(putOffs)
  }
  const judgeTimes = async (stationId: string, packetIds: readonly string[]) => {
    for (const { sequence, details } of await checkTimes(database, stationId, packetIds, clock.now()))
      log.warn({ stationId, sequence, ...details }, 'clock of a station')
  }
  const verifyIntake = async (intakeId: string) => {
    const intake = await openIntake(database.pool, intakeId)
    if (!intake) return
    const { stationId } = intake
    const packetIds = await undecidedOfIntake(database.pool, intakeId)
    if (packetIds.length > INTERACTIVE_MAX) await parts.gauge.lull()
    if (packetIds.length > 0) {
      for (const finding of await checkChain(database, stationId, intake.packetIds, clock.now()))
        log.warn({ stationId, ...finding }, 'station chain')
      const away = await decideAll(packetIds)
      if (away) await putOffRest(database.pool, intakeId, clock.now() + settings.retryDelaysMs[0]!)
    }
    await judgeTimes(stationId, intake.packetIds)
    // A batch left in the middle by stop() stays open; the next start finds it.
    if (!stopping) await settleIntake(database.pool, intakeId, clock.now())
    await plan()
  }
  const retryDue = async () => {
    const leasedUntilMs = clock.now() + LEASE_MS
    const due = await takeDue(database.pool, clock.now(), leasedUntilMs, SWEEP_MAX)
    if (due.length > 0) {
      const packetIds = due.map(({ packetId }) => packetId)
      try {
        await decideAll(packetIds)
      } finally {
        await giveBack(database.pool, packetIds, leasedUntilMs, clock.now() + settings.retryDelaysMs[0]!)
      }
      for (const [stationId, ids] of byStation(due)) await judgeTimes(stationId, ids)
    }
    await plan()
  }
  /** Wakes up for the next try that comes due; a later call replaces an earlier one. */
  const plan = async () => {
    const nextAtMs = await nextDueAt(database.pool)
    clearTimeout(retryTimer)
    if (nextAtMs === null || stopping) return
    retryTimer = setTimeout(() => void guarded(retryDue), Math.max(1, nextAtMs - clock.now())).unref()
  }
  const sweep = async () => {
    for (const intake of await openIntakes(database.pool, clock.now() - LOST_AFTER_MS, SWEEP_MAX)) {
      await send(intake, { singletonKey: intake.intakeId, singletonSeconds: ASK_AGAIN_SECONDS })
    }
    await retryDue()
  }
  const running = new Set<Promise<void>>()
  const guarded = (work: () => Promise<void>) => {
    const run = work()
      .catch((err) => void (stopping || log.error({ err }, 'verification')))
      .finally(() => running.delete(run))
    running.add(run)
    return run
  }

  for (let at = 0; at <= INTERACTIVE_WORKERS; at++) {
    const options = {
      pollingIntervalSeconds: POLL_SECONDS,
      ...(at < INTERACTIVE_WORKERS ? { minPriority: PRIORITY.interactive } : {}),
    }
    const worker = await boss.work<Job>(QUEUE, options, async ([job]) => {
      if (!job) return
      try {
        const { intakeId } = job.data
        // Most of those asked for twice are done by now.
        if (await openIntake(database.pool, intakeId))
          await parts.locks.alone(`intake ${intakeId}`, () => verifyIntake(intakeId))
      } finally {
        // One wake-up may stand for several jobs.
        wake()
      }
    })
    workers.push(worker)
  }
  for (const intake of await openIntakes(database.pool, clock.now(), SWEEP_MAX)) {
    // Whoever asked before may have been killed with the job in hand; who asks twice finds the batch taken, or done.
    await send(intake)
  }
  await plan()
  const sweepTimer = setInterval(() => void guarded(sweep), settings.sweepEveryMs).unref()

  return {
    request: (intake) => void guarded(() => sendSurely(intake)),
    sweep: () => guarded(sweep),
    async stop() {
      stopping = true
      clearInterval(sweepTimer)
      clearTimeout(retryTimer)
      await Promise.all(running)
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS })
    },
  }
}

function byStation(packets: readonly DuePacket[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const { packetId, stationId } of packets) groups.set(stationId, [...(groups.get(stationId) ?? []), packetId])
  return groups
}

/** Runs the work on every item, so many side by side. The first failure ends it when those under way are done. */
async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]()
  let failed = false
  const lane = async () => {
    for (const item of queue) {
      if (failed) return
      try {
        await work(item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, lane))
  const failure = lanes.find((one) => one.status === 'rejected')
  if (failure) throw failure.reason
}
