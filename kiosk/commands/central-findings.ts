import type { AdminFinding } from '../../central/admin/central-admin.ts'
import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT } from '../exit.ts'
import type { Settings } from '../settings.ts'
import { askCentral } from './ask-central.ts'
import type { CommonFlags } from './command-flags.ts'
import { findingWords } from './finding-words.ts'
import { momentWords } from './outbox-words.ts'

const STATION = /^K\d{4,6}$/
/**
 * `motcua central findings [--station K0001] [--all]`: what central noticed about stations' packets, newest first; nothing was refused for it, somebody has to look. Raises USAGE for what is no station's code.
 */
export async function tellFindings(flags: CommonFlags, settings: Settings, output: CommandOutput): Promise<number> {
  const query = new URLSearchParams(flags.all === true ? {} : { open: '1' })
  if (flags.station !== undefined) {
    if (!STATION.test(String(flags.station))) throw new Fault('USAGE', { station: String(flags.station) })
    query.set('station', String(flags.station))
  }
  const answer = (await askCentral(settings, 'GET', `/admin/v1/findings?${query}`)) as {
    readonly findings: readonly AdminFinding[]
  }
  output.json(answer)
  output.text(answer.findings.length === 0 ? 'Không có điều gì cần xem.' : `${answer.findings.length} điều cần xem:`)
  for (const finding of answer.findings) output.text(`  ${lineOf(finding)}`)
  return EXIT.done
}

function lineOf(finding: AdminFinding): string {
  const { station, sequence, foundAtMs } = finding
  const receipt = sequence === 0 ? station : `${station}-${String(sequence).padStart(6, '0')}`
  return `${receipt}  ${momentWords(foundAtMs)}  ${findingWords(finding)}`
}
