import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../../central/db/embedded.ts'
import type { Measurement } from '../figure.ts'
import type { VerifyReport } from '../programs/verify.ts'
import type { VerifyKind } from '../programs/verify-packets.ts'
import { centralMigrations, type Programs } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { median } from '../statistics.ts'

const UNIT = 'packets/s'

/** Packets verified and decided on PostgreSQL, method by method: seal, station's signature, proof, account, decision. Registers answer at once; signers were seen before. */
export async function verifyFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-bench-verify-'))
  const postgres = await startEmbeddedPostgres(dir)
  const stop = () => void postgres.stop()
  process.once('exit', stop)
  try {
    const [perBlock, blocks] = quick ? [10, 1] : [300, 5]
    const args = [dir, postgres.url, centralMigrations, perBlock, blocks]
    const report = await runProgram<VerifyReport>(programs, 'verify', args)
    return (Object.keys(report) as VerifyKind[]).flatMap((kind): Measurement[] => {
      const { decided, commits, bare } = report[kind]
      const value = median(decided)
      const overCommits: Measurement = {
        figure: `verify.${kind}`,
        value,
        unit: UNIT,
        floor: median(commits),
        floorName: 'a bare PostgreSQL transaction of one row a packet, as many side by side',
        // A decision is about ten statements and three signatures or seals on one core beside the server.
        goal: { of: 'ratio', least: 0.05 },
      }
      if (!bare) return [overCommits]
      const floorName = 'node:crypto verify of the same signature alone'
      // Told beside the other: what a decision costs over the check that it rests on.
      return [
        overCommits,
        {
          figure: `verify.${kind}-over-signature`,
          value,
          unit: UNIT,
          floor: median(bare),
          floorName,
          goal: { of: 'ratio', least: 0.004 },
        },
      ]
    })
  } finally {
    process.off('exit', stop)
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
