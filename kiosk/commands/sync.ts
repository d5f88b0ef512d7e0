import type { SyncReport } from '../../data/sync/engine.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { untilStopped } from '../stopping.ts'
import { openPairedStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

/** `motcua sync`: one cycle (push, decisions, reference data), or `--watch`. 75 while something still waits for the line. */
export function syncCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const wired = openPairedStation(settingsOf(flags), 'sync')
    try {
      const engine = await wired.station.createSync()
      if (flags.watch !== true) return print(output, await engine.runOnce(undefined, 'all'))
      const abort = new AbortController()
      void untilStopped({ stdinIsLeash: false }).then(() => abort.abort())
      await engine.watch(abort.signal, (report) => print(output, report))
      return EXIT.done
    } finally {
      wired.close()
    }
  })
}

function print(output: CommandOutput, report: SyncReport): number {
  output.json(report)
  output.text(
    `Đã gửi ${report.sent}, trung tâm đã nhận ${report.received}, có kết quả ${report.decided}, ` +
      `còn chờ ${report.left}, cần người xem ${report.held}.`,
  )
  for (const [code, count] of Object.entries(report.faults)) output.text(`  ${code}: ${count} lần (xem docs/faults.md)`)
  if (report.outcome === 'running-elsewhere') output.text('Một tiến trình đồng bộ khác đang chạy trên máy này.')
  return report.outcome === 'finished' ? EXIT.done : EXIT.tryAgain
}
