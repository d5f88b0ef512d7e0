import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { stationDir } from '../../../kiosk/settings.ts'
import { vi } from '../../../kiosk/ui/text/vi.ts'
import { startTerminal } from '../../harness/terminal.ts'
import { seenAt } from '../drive/seen-at.ts'
import type { Measurement } from '../figure.ts'
import { interleave } from '../interleave.ts'
import { pairOffline } from '../programs/paired-station.ts'
import { nodeFlags, type Programs, pinnedNode, storeMigrations } from '../programs.ts'
import { median } from '../statistics.ts'

/** The first rounds fill the disk's cache, as on a kiosk that was started before. */
const WARM_UPS = 2
/** How long the first run takes at the most, on a machine that has other work too. */
const FIRST_RUN_WITHIN_MS = 60_000

/**
 * Process start to the first frame, and to the first key answered: the key is pressed before the program listens, so a frame that is painted
 * early and deaf does not count twice.
 */
export async function startFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-bench-start-'))
  try {
    pairOffline({ dir: stationDir(dataDir), migrationsDir: storeMigrations })
    const kiosk = [...nodeFlags, programs.product, 'kiosk', '--data', dataDir]
    await startAndQuit(kiosk)
    const runs = await interleave(
      {
        firstFrame: () => timeTo(kiosk, vi.welcome.question),
        ink: () => timeTo([programs.path('hello')], 'Xin chào từ Ink'),
        answered: () => timeTo(kiosk, vi.subject.question, 'Enter'),
        node: () => timeTo(['-e', 'console.log("Xin chào từ Node")'], 'Xin chào từ Node'),
      },
      quick ? 2 : 15,
      quick ? 0 : WARM_UPS,
    )
    const [firstFrame, ink, answered, node] = [
      median(runs.firstFrame),
      median(runs.ink),
      median(runs.answered),
      median(runs.node),
    ]
    const unit = 'ms'
    const bareInk = 'bare bundled Ink program, first frame'
    const bareNode = 'node -e console.log'
    return [
      {
        figure: 'start.first-frame',
        value: firstFrame,
        unit,
        floor: ink,
        floorName: bareInk,
        goal: { of: 'ratio', most: 1.3 },
      },
      {
        figure: 'start.first-frame-over-node',
        value: firstFrame,
        unit,
        floor: node,
        floorName: bareNode,
        goal: { of: 'ratio', most: 1.15 },
      },
      {
        figure: 'start.first-key',
        value: answered,
        unit,
        floor: ink,
        floorName: bareInk,
        goal: { of: 'ratio', most: 1.3 },
      },
      {
        figure: 'start.first-key-over-node',
        value: answered,
        unit,
        floor: node,
        floorName: bareNode,
        goal: { of: 'ratio', most: 3 },
      },
    ]
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Gives the ms from the start of Node with these arguments to the text on the screen, a key pressed at once when one is named. */
async function timeTo(args: readonly string[], text: string, key?: 'Enter'): Promise<number> {
  const startMs = performance.now()
  const terminal = startTerminal({ command: pinnedNode, args })
  try {
    const seen = seenAt(terminal, (screen) => screen.includes(text))
    if (key !== undefined) terminal.press(key)
    return (await seen) - startMs
  } finally {
    await terminal.close()
  }
}

/** Node writes compiled code to its cache when the program ends by itself; the runs that are timed are killed. */
async function startAndQuit(args: readonly string[]): Promise<void> {
  const terminal = startTerminal({ command: pinnedNode, args })
  try {
    await terminal.waitFor(vi.welcome.question, { timeoutMs: FIRST_RUN_WITHIN_MS })
    terminal.press('Ctrl-C')
    await terminal.exit
  } finally {
    await terminal.close()
  }
}
