import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from '../figure.ts'
import type { DuplicatesReport } from '../programs/duplicates.ts'
import { type Programs, storeMigrations } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { median } from '../statistics.ts'

/** A province and more; a whole number of blocks. */
const PEOPLE = 10_240_000
const TABLE = 'a SQLite table of the same 16-byte marks'
/** What ten bits a key let through where they may lie anywhere, at the best number of bits (Bloom 1970): 0.6185 to the tenth. */
const UNBLOCKED_PERCENT = 0.819

/** A person looked up at a counter without the line: time, size, and whom it takes for somebody else. */
export async function duplicateFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-bench-duplicates-'))
  try {
    const [people, perBlock, blocks] = quick ? [51_200, 200, 3] : [PEOPLE, 5_000, 31]
    const report = await runProgram<DuplicatesReport>(programs, 'duplicates', [
      ...[dir, storeMigrations, people, perBlock, blocks],
    ])
    const table = median(report.table)
    return [
      {
        figure: 'duplicates.check',
        value: median(report.file),
        unit: 'µs',
        floor: table,
        floorName: `${TABLE}, hash and look`,
        goal: { of: 'value', most: 8 },
      },
      {
        figure: 'duplicates.whole-look',
        value: median(report.whole),
        unit: 'µs',
        floor: table,
        floorName: `${TABLE}, hash and look`,
        // Two hashes under two keys, the counter's own index, the file.
        goal: { of: 'ratio', most: 1.5 },
      },
      {
        figure: 'duplicates.filter',
        value: median(report.filter),
        unit: 'ns',
        floor: median(report.memory),
        floorName: 'one byte read anywhere in as much memory',
        goal: { of: 'value', most: 150 },
      },
      {
        figure: 'duplicates.bytes',
        value: report.filterBytes / report.people,
        unit: 'bytes/key',
        floor: report.tableBytes / report.people,
        floorName: TABLE,
        goal: { of: 'value', most: 1.25 },
      },
      {
        figure: 'duplicates.false',
        value: report.passed * 100,
        unit: '% of strangers',
        floor: UNBLOCKED_PERCENT,
        floorName: 'the same bits, not held together in blocks (formula)',
        goal: { of: 'value', most: 1.1 },
      },
      {
        figure: 'duplicates.memory',
        value: Math.max(0, report.grownMiB),
        unit: 'MiB',
        floor: report.filterBytes / 1_048_576,
        floorName: 'the filter held in memory',
        goal: { of: 'value', most: 8 },
      },
    ]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
