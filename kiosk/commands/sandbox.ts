import { randomBytes } from 'node:crypto'
import type { PersonLine } from '../../central/sandbox/people/listing.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Method } from '../../flows/base/terms.ts'
import { EXIT, runCommand } from '../exit.ts'
import { openLog } from '../log.ts'
import { untilStopped } from '../stopping.ts'
import type { CommonFlags } from './command-flags.ts'
import { FREE_LOOPBACK, readAddress } from './listen.ts'
import { settingsOf } from './settings-of.ts'

/** `motcua sandbox` runs the outside world until stopped; `motcua sandbox people` lists who lives there. */
export function sandboxCommand(flags: CommonFlags, action: string | undefined): Promise<number> {
  if (action === 'people') return runCommand(flags.json === true, async (output) => listPeople(output))
  return runCommand(flags.json === true, async (output) => {
    if (action !== undefined) throw new Fault('USAGE', { action })
    const settings = settingsOf(flags)
    const { startSandbox, SMPP_SYSTEM_ID } = await import('../../central/sandbox/sandbox.ts')
    const apiKey = process.env.MOTCUA_SANDBOX_API_KEY ?? randomBytes(16).toString('base64url')
    const smppPassword = process.env.MOTCUA_SANDBOX_SMPP_PASSWORD ?? randomBytes(6).toString('base64url')
    const sandbox = await startSandbox({
      listen: flags.listen ? readAddress('listen', flags.listen) : FREE_LOOPBACK,
      smpp: flags.smpp ? readAddress('smpp', flags.smpp) : FREE_LOOPBACK,
      apiKey,
      smppPassword,
      log: openLog(settings.dataDir, 'sandbox'),
    })
    output.json({ sandbox: sandbox.url, smpp: sandbox.smpp, systemId: SMPP_SYSTEM_ID, apiKey, smppPassword })
    output.text(`Môi trường mô phỏng: ${sandbox.url}, SMPP ${sandbox.smpp.host}:${sandbox.smpp.port}. Ctrl-C để dừng.`)
    await untilStopped({ stdinIsLeash: flags.leash === true })
    await sandbox.close()
    return EXIT.done
  })
}

async function listPeople(output: { text(line: string): void; json(value: unknown): void }): Promise<number> {
  const [{ peopleListing }, { PEOPLE }] = await Promise.all([
    import('../../central/sandbox/people/listing.ts'),
    import('../../central/sandbox/people/people.ts'),
  ])
  const people = peopleListing(PEOPLE)
  output.json(people)
  for (const person of people) {
    const body = person.organisation === null ? '' : `  ${person.organisation} (${person.taxCode})`
    output.text(`${person.idNumber.padEnd(12)}  ${person.phone}  ${person.fullName}${body}`)
    output.text(`    ${person.situation}`)
    output.text(`    ${endingsOf(person)}`)
  }
  return EXIT.done
}

/** One line of how each method ends that is open to this person and that they have something to try with. */
function endingsOf({ expected, expectedFaults }: PersonLine): string {
  return Object.entries(expected)
    .filter(([method, ending]) => ending !== null && expectedFaults[method as Method] !== 'METHOD_NOT_FOR_SUBJECT')
    .map(([method, ending]) => `${method}: ${expectedFaults[method as Method] ?? ending}`)
    .join(' · ')
}
