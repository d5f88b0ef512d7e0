import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { hang, wrapTo } from '../draw/cells.ts'
import { TEXTS, wordsForFault } from '../text/texts.ts'
import type { Look } from '../theme.ts'
import { type DoctorFinding, gradeOf } from './doctor-finding.ts'
import { signOf } from './finding-signs.ts'
import { DOCTOR_WORDS } from './words.ts'

/**
 * One finding in full, in so many rows: state and code, what it says, the cause, the next step, the live test. Where the room is short the cause goes
 * first and then the end of what it says, which the list shows too; state, next step and test always stand.
 */
export function findingLines(look: Look, finding: DoctorFinding, columns: number, rows: number): readonly string[] {
  const { paint, glyphs } = look
  const { sign, meaning } = signOf(look, gradeOf(finding))
  const code = finding.code === null ? '' : ` ${glyphs.dot} ${finding.code}`
  const state = paint[meaning](paint.question(`${sign} ${stateWords(finding)}${code}`))
  const nextStep = finding.nextStep ? hang(DOCTOR_WORDS.nextStep, finding.nextStep, columns).split('\n') : []
  const test = paint.key(finding.test ? DOCTOR_WORDS.test(DOCTOR_WORDS.tests[finding.test]) : '')
  const standing = [state, ...nextStep, ...(test === '' ? [] : [test])]
  const says = wrapTo(finding.says, columns)
  const cause = causeLines(finding.code, columns)
  const room = Math.max(1, rows - standing.length)
  const said =
    says.length <= room
      ? says
      : [...says.slice(0, room - 1), `${(says[room - 1] ?? '').slice(0, columns - 1)}${glyphs.more}`]
  const causes = said.length + cause.length <= room ? cause : []
  return [state, ...said, ...causes, ...nextStep, ...(test === '' ? [] : [test])].slice(0, rows)
}

function stateWords(finding: DoctorFinding): string {
  const words = DOCTOR_WORDS.states[finding.state]
  return gradeOf(finding) === 'quiet' && finding.state !== 'off' ? DOCTOR_WORDS.notNeeded(words) : words
}

/** What a code means, where a citizen has words for it; for others the code itself and the next step say it. */
function causeLines(code: FaultCode | null, columns: number): readonly string[] {
  if (code === null) return []
  const { what, now } = wordsForFault(TEXTS.vi, code)
  return `${what} ${now}`.includes(code) ? [] : hang(DOCTOR_WORDS.cause, what, columns).split('\n')
}
