import type { Measurement } from '../figure.ts'
import type { SignaturesReport } from '../programs/signatures.ts'
import type { Programs } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { median } from '../statistics.ts'

const KINDS = { rsa: 'RSA-2048', ec: 'P-256' } as const

/** Signed statements checked by central: signature, statement, chain, holder, revocation from the cache; against the signatures alone. No network, no database. */
export async function signatureFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const [perBlock, blocks] = quick ? [10, 1] : [1_000, 11]
  const report = await runProgram<SignaturesReport>(programs, 'signatures', [perBlock, blocks])
  return (['rsa', 'ec'] as const).flatMap((kind): Measurement[] => {
    const { seen, bareSeen, fresh, bareFresh } = report[kind]
    return [
      {
        figure: `signatures.${kind}-seen`,
        value: median(seen),
        unit: 'checks/s',
        floor: median(bareSeen),
        floorName: `node:crypto verify of the same ${KINDS[kind]} signature, key in hand`,
        goal: { of: 'ratio', least: 0.5 },
      },
      {
        figure: `signatures.${kind}-fresh`,
        value: median(fresh),
        unit: 'checks/s',
        floor: median(bareFresh),
        floorName: `node:crypto: the ${KINDS[kind]} key read, the three signatures verified`,
        // Half of the rest is two certificates' and two answers' worth of reading; held so that it does not grow.
        goal: { of: 'ratio', least: 0.25 },
      },
    ]
  })
}
