import { Text } from 'ink'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { hang } from '../draw/cells.ts'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'

/** What is not right with the answer and what to do, under the answer; nothing where all is well. */
export function Problem({ ui, code }: { readonly ui: Ui; readonly code: FaultCode | null }) {
  if (code === null) return null
  const { what, now } = wordsForFault(ui.texts, code)
  return <Text>{ui.look.paint.bad(hang(ui.look.glyphs.cross, `${what} ${now}`, ui.area.textColumns))}</Text>
}
