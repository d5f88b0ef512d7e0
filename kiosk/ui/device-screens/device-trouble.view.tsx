import { Text } from 'ink'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { hang } from '../draw/cells.ts'
import { Problem } from '../frame/problem.view.tsx'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'

export interface DeviceTroubleProps {
  readonly ui: Ui
  /** What the person is to put right. */
  readonly problem: FaultCode | null
  /** What happened to the device; nobody did anything wrong. */
  readonly notice: FaultCode | null
}

/** What is not right and what to do now; what happened to the device where nothing else is wrong. */
export function DeviceTrouble({ ui, problem, notice }: DeviceTroubleProps) {
  if (problem !== null || notice === null) return <Problem ui={ui} code={problem} />
  const { what, now } = wordsForFault(ui.texts, notice)
  return <Text>{ui.look.paint.attention(hang(ui.look.glyphs.warning, `${what} ${now}`, ui.area.textColumns))}</Text>
}
