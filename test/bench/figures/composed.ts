import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TypingChoice } from '../../../flows/rules/typing/choices.ts'
import { stationDir } from '../../../kiosk/settings.ts'
import type { Terminal } from '../../harness/terminal.ts'
import { shownComposed, shownPlain, TELEX_KEYS, typeInto } from '../drive/composing.ts'
import { openEmptyNameField } from '../drive/open-name-field.ts'
import type { Measurement } from '../figure.ts'
import { interleave } from '../interleave.ts'
import { pairOffline } from '../programs/paired-station.ts'
import { type Programs, storeMigrations } from '../programs.ts'
import { percentile } from '../statistics.ts'

/** Faster than any hand: what composing costs shows where keys come fast, and turns are short, so that the machine's other work hits both alike. */
const PAUSE_MS = 20
/** 27 keys a round: the 99th percentile stands on some 650 of each. */
const ROUNDS = 24
/** Composing may cost this much of a key's way to the screen, ms. */
const MORE_MS_MAX = 2
const PLAIN = 'the same keys in the same field with --typing off'

/** The same keys in the name field of two kiosks, one composing Vietnamese and one not. */
export async function composedFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-bench-typing-'))
  const opened: Terminal[] = []
  const open = async (typing: TypingChoice) => {
    const dir = join(dataDir, typing)
    pairOffline({ dir: stationDir(dir), migrationsDir: storeMigrations })
    const terminal = await openEmptyNameField(programs.product, dir, typing)
    opened.push(terminal)
    return terminal
  }
  try {
    const [telex, off] = [await open('telex'), await open('off')]
    const [composed, plain] = [shownComposed(TELEX_KEYS), shownPlain(TELEX_KEYS)]
    const pauseMs = quick ? 0 : PAUSE_MS
    const runs = await interleave(
      {
        composed: () => typeInto(telex, TELEX_KEYS, composed, pauseMs),
        plain: () => typeInto(off, TELEX_KEYS, plain, pauseMs),
      },
      quick ? 1 : ROUNDS,
      quick ? 0 : 1,
    )
    const line = (p: 50 | 99): Measurement => ({
      figure: `keys.composed-p${p}`,
      value: percentile(runs.composed.flat(), p),
      unit: 'ms',
      floor: percentile(runs.plain.flat(), p),
      floorName: PLAIN,
      goal: { of: 'difference', most: MORE_MS_MAX },
    })
    return [line(50), line(99)]
  } finally {
    for (const terminal of opened) await terminal.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
