import { startProcess } from '../harness/processes.ts'
import { nodeFlags, type ProgramName, type Programs, pinnedNode } from './programs.ts'

/** The longest program seals and pushes ten thousand packets on a machine that has other work too. */
const PROGRAM_WITHIN_MS = 300_000

/** Clients of the product, which run as the product does. */
const CLIENTS: readonly ProgramName[] = ['push', 'drainLink']
const flagsOf = (name: ProgramName) => (CLIENTS.includes(name) ? nodeFlags : [])

/** Runs a program of the bench to its end and gives the JSON line it prints. Rejects with what it wrote to stderr. */
export async function runProgram<Report>(
  programs: Programs,
  name: ProgramName,
  args: readonly (string | number)[],
  withinMs = PROGRAM_WITHIN_MS,
): Promise<Report> {
  const running = startProcess({
    command: pinnedNode,
    args: [...flagsOf(name), programs.path(name), ...args.map(String)],
  })
  const report = await running.firstJson<Report>({ timeoutMs: withinMs })
  const { code } = await running.exit
  if (code !== 0) throw new Error(`${name} ended with code ${code}: ${running.stderr()}`)
  return report
}
