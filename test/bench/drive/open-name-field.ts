import type { TypingChoice } from '../../../flows/rules/typing/choices.ts'
import { vi } from '../../../kiosk/ui/text/vi.ts'
import { digitOf } from '../../harness/kiosk-walk.ts'
import { startTerminal, type Terminal } from '../../harness/terminal.ts'
import { nodeFlags, pinnedNode } from '../programs.ts'
import { fillBase, type OpenField } from './typing.ts'

/** No person's: the province is a real one, the number is nobody's. */
const ID_NUMBER = '046204001234'

/** Opens the kiosk on a paired station and goes by its keys to the name field, the longest answer it takes. */
export async function openNameField(product: string, dataDir: string): Promise<OpenField> {
  return fillBase({ terminal: await openEmptyNameField(product, dataDir), base: 'Zq' })
}

/** The same field with nothing in it; `typing` as the kiosk's option has it. */
export async function openEmptyNameField(
  product: string,
  dataDir: string,
  typing: TypingChoice = 'telex',
): Promise<Terminal> {
  const args = [...nodeFlags, product, 'kiosk', '--data', dataDir, '--typing', typing]
  const terminal = startTerminal({ command: pinnedNode, args })
  try {
    await walk(terminal)
    return terminal
  } catch (error) {
    await terminal.close()
    throw error
  }
}

async function walk(terminal: Terminal): Promise<void> {
  await terminal.waitFor(vi.welcome.question)
  terminal.press('Enter')
  await terminal.waitFor(vi.subject.question)
  terminal.press('1')
  await terminal.waitFor(vi.method.question)
  terminal.press(digitOf(await terminal.waitFor(vi.methods.mobile), 'mobile'))
  await terminal.waitFor(vi.conditions.question)
  terminal.press('Enter')
  await terminal.waitFor(vi.fields.idNumber.question)
  await terminal.type(ID_NUMBER)
  terminal.press('Enter')
  await terminal.waitFor(vi.fields.fullName.question)
}
