import { dirname, join } from 'node:path'
import { createSoftHsm } from '../../harness/softhsm.ts'
import type { Measurement } from '../figure.ts'
import type { TokenReport } from '../programs/token.ts'
import type { Programs } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { median } from '../statistics.ts'

const PIN = '12345678'

/** Signatures of a token through the child that runs its module, against pkcs11js called directly: in one login, and each with its own. */
export async function tokenFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const hsm = await createSoftHsm()
  try {
    await hsm.addToken({ label: 'bench', key: 'rsa-2048', pin: PIN })
    const child = join(dirname(programs.product), 'token-child.js')
    const [perBlock, blocks] = quick ? [5, 1] : [500, 9]
    const args = [hsm.modulePath, hsm.environment.SOFTHSM2_CONF, child, PIN, perBlock, blocks]
    const report = await runProgram<TokenReport>(programs, 'token', args)
    return [
      {
        figure: 'token.signatures',
        value: median(report.sign),
        unit: 'signatures/s',
        floor: median(report.bareSign),
        floorName: 'pkcs11js called directly, SoftHSM2 RSA-2048, one login',
        goal: { of: 'ratio', least: 0.9 },
      },
      {
        figure: 'token.whole-signatures',
        value: median(report.whole),
        unit: 'signatures/s',
        floor: median(report.bareWhole),
        floorName: 'pkcs11js called directly: session, login, find, sign, verify, logout for each',
        // About a millisecond goes to two trips between the processes and to looking, three times, that it still is the same token.
        goal: { of: 'ratio', least: 0.5 },
      },
    ]
  } finally {
    await hsm.remove()
  }
}
