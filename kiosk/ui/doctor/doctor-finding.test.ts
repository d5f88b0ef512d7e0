import { expect, test } from 'vitest'
import { type Finding, isFine } from '../../doctor/finding.ts'
import { type DoctorFinding, gradeOf, troublesIn } from './doctor-finding.ts'

const STATES = ['ready', 'missing', 'needs-driver', 'faulted', 'off'] as const

test('the screen counts as trouble what makes the command fail, and nothing else', () => {
  for (const state of STATES) {
    for (const needed of [true, false]) {
      const finding: Finding = { part: 'token', state, code: null, says: '', nextStep: null, needed, test: null }
      const shown: DoctorFinding = finding
      expect(troublesIn([shown]) === 0, `${state}, needed: ${needed}`).toBe(isFine(finding))
      expect(['good', 'quiet'].includes(gradeOf(shown))).toBe(isFine(finding))
    }
  }
})
