import type { SyncEngine } from '../../data/sync/engine.ts'
import type { SyncReport } from '../../data/sync/report.ts'
import { Fault } from '../../flows/base/fault.ts'
import { damageSignal } from '../damage-signal.ts'
import { type CommandOutput, EXIT, exitCodeOf, runCommand } from '../exit.ts'
import { createServiceNotices } from '../service-notices.ts'
import { untilStopped } from '../stopping.ts'
import { openKeptStation, type WiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'
import { statusLine, syncFaultWords, syncLines } from './sync-words.ts'

/** How long one run waits for another sync job on this store to end its cycle. */
const TURN_WAIT_MS = 60_000

/**
 * `motcua sync`: one whole cycle (push, decisions, reference data, count with central), after the cycle of whoever is at it. `--watch`: until stopped; a
 * kiosk beside it makes room. Exit code: 0 all is there and counted; 75 something waits for the line or for its turn; 1 somebody has to look.
 */
export function syncCommand(flags: CommonFlags): Promise<number> {
  return runCommand(
    flags.json === true,
    async (output) => {
      if (flags.once === true && flags.watch === true) throw new Fault('USAGE', { together: '--once, --watch' })
      const wired = openKeptStation(settingsOf(flags), 'sync')
      const abort = new AbortController()
      void untilStopped({ stdinIsLeash: false }).then(() => abort.abort())
      try {
        const engine = await wired.station.createSync()
        if (flags.watch === true) return await watchSafely(wired, engine, output, abort)
        const report = await engine.runOnce(abort.signal, 'all', { waitMs: TURN_WAIT_MS })
        tell(output, report)
        return exitOf(report)
      } finally {
        wired.close()
      }
    },
    syncFaultWords,
  )
}

/** Beside the sync job the hourly copies; a store that is found damaged ends both, for the next start to restore. Raises STORE_DAMAGED then. */
async function watchSafely(
  { station }: WiredStation,
  engine: SyncEngine,
  output: CommandOutput,
  abort: AbortController,
): Promise<number> {
  const damaged = damageSignal(station.safety, abort.signal)
  const signal = AbortSignal.any([abort.signal, damaged])
  const keeping = station.createSafekeeping().then(({ start }) => start(signal))
  try {
    const code = await watch(engine, output, signal)
    if (damaged.aborted) throw new Fault('STORE_DAMAGED', { reason: 'restart' })
    return code
  } finally {
    abort.abort()
    await keeping
  }
}

/** As a service (docs/systemd): tells its manager that it is ready, how it stands, and that it lives. */
async function watch(engine: SyncEngine, output: CommandOutput, signal: AbortSignal): Promise<number> {
  const notices = createServiceNotices(process.env)
  notices.ready('Đang bắt đầu gửi nhận')
  try {
    await engine.watch(signal, {
      as: 'service',
      onReport(report) {
        tell(output, report)
        notices.status(statusLine(report))
      },
    })
    return EXIT.done
  } finally {
    await notices.stopping()
  }
}

function tell(output: CommandOutput, report: SyncReport): void {
  output.json(report)
  for (const line of syncLines(report)) output.text(line)
}

/** What waits for the line is worth another try, whatever else there is; what only a person can mend is not. */
export function exitOf(report: SyncReport): number {
  // A job that reads exit codes alone must not take a packet that waits for a person for one that went.
  if (report.outcome === 'finished') return report.held > 0 ? EXIT.failed : EXIT.done
  if (report.outcome === 'running-elsewhere' || report.left > 0) return EXIT.tryAgain
  const codes = Object.keys(report.faults) as (keyof SyncReport['faults'])[]
  return codes.some((code) => exitCodeOf(code) === EXIT.failed) ? EXIT.failed : EXIT.tryAgain
}
