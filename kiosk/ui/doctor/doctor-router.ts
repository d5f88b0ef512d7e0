import { scannerInput } from '../../../flows/visit/scanner-input.ts'
import type { KeyInput } from '../keyboard/key-input.ts'
import type { LiveStore } from '../live-store.ts'
import type { KeyTarget } from '../screen-keys.ts'
import { type DoctorCommand, doctorCommandOf } from './doctor-keys.ts'
import type { DoctorProps } from './doctor-props.ts'
import { type Selection, type SelectionAction, selectedIndex } from './selection.reducer.ts'

export type DoctorRouterParts = Pick<
  DoctorProps,
  'findings' | 'test' | 'look' | 'printSlip' | 'startTest' | 'endTest' | 'send' | 'quit'
> & {
  readonly selection: LiveStore<Selection | null, SelectionAction>
  /** Whether the help is open. */
  readonly help: LiveStore<boolean, boolean>
  readonly target: KeyTarget
  /** The station's date, YYYY-MM-DD. */
  readonly today: () => string
}

/** Decides what a key does: the way out; the help, which any key closes; then the running test and its screen; then the list. */
export function createDoctorRouter(parts: DoctorRouterParts): (key: KeyInput) => void {
  const { help } = parts
  return (key) => {
    const command = doctorCommandOf(key)
    if (command === 'quit') return parts.quit()
    if (help.read()) {
      // What follows a digit's text is the same key once more.
      if (key.kind !== 'choice') help.dispatch(false)
      return
    }
    if (command === 'help') return help.dispatch(true)
    const test = parts.test.getSnapshot()
    if (test === null) return takeListKey(command, parts)
    if (key.kind === 'scan') return parts.send(scannerInput(key.text, parts.today()))
    if (test.kind === 'flow') return takeFlowKey(key, command, parts)
    const isOver = test.state !== 'running'
    if (command === 'leave' || command === 'stop' || (command === 'test' && isOver)) parts.endTest()
  }
}

function takeListKey(command: DoctorCommand | null, parts: DoctorRouterParts): void {
  const { findings } = parts.findings.getSnapshot()
  switch (command) {
    case 'up':
    case 'down':
    case 'first':
    case 'last':
      parts.selection.dispatch({ type: 'moved', to: command, findings })
      break
    case 'test': {
      const finding = findings[selectedIndex(findings, parts.selection.read())]
      if (finding?.test) parts.startTest(finding.test, finding)
      break
    }
    case 'look':
      parts.look()
      break
    case 'slip':
      parts.printSlip()
      break
    case 'leave':
      parts.quit()
  }
}

function takeFlowKey(key: KeyInput, command: DoctorCommand | null, { target, send, endTest }: DoctorRouterParts): void {
  if (command === 'stop') {
    endTest()
    return
  }
  if (target.current?.(key)) return
  if (command === 'test') send({ type: 'user.confirmed' })
  if (command === 'leave') send({ type: 'user.wentBack' })
}
