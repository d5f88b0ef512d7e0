import { startTerminal } from '../../harness/terminal.ts'
import { type Programs, pinnedNode } from '../programs.ts'
import { fillBase, type OpenField } from './typing.ts'

/** Opens the bare form of floors/form.tsx on its second field. */
export async function openForm(programs: Programs, maxFps: 30 | 120): Promise<OpenField> {
  const terminal = startTerminal({ command: pinnedNode, args: [programs.path('form'), String(maxFps)] })
  await terminal.waitFor('Tab ô kế tiếp')
  return fillBase({ terminal, base: 'Zq' })
}
