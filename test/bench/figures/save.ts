import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from '../figure.ts'
import type { SaveReport } from '../programs/save.ts'
import { type Programs, storeMigrations } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { median } from '../statistics.ts'

/** A registration made durable: PacketPort.seal against sign, seal and commit with nothing around them; and what it takes on the disk. */
export async function saveFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-bench-save-'))
  try {
    const [perBlock, blocks] = quick ? [10, 1] : [200, 15]
    const report = await runProgram<SaveReport>(programs, 'save', [dir, storeMigrations, perBlock, blocks])
    return [
      {
        figure: 'save.durable',
        value: median(report.product),
        unit: 'records/s',
        floor: median(report.bare),
        floorName: 'bare ES256 sign + JWE + SQLite commit (WAL, synchronous=FULL)',
        goal: { of: 'ratio', least: 0.8 },
      },
      {
        figure: 'save.bytes',
        value: report.productBytes / report.records,
        unit: 'bytes/record',
        floor: report.sealedBytes / report.records,
        floorName: 'raw bytes of the sealed packet',
        goal: { of: 'ratio', most: 1.15 },
      },
    ]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
