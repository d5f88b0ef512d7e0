import type { Look, Meaning } from '../theme.ts'
import type { FindingGrade } from './doctor-finding.ts'

/** The sign of a grade and what it says in colour; the sign alone carries it. */
export function signOf({ glyphs }: Look, grade: FindingGrade): { readonly sign: string; readonly meaning: Meaning } {
  switch (grade) {
    case 'good':
      return { sign: glyphs.check, meaning: 'good' }
    case 'bad':
      return { sign: glyphs.cross, meaning: 'bad' }
    case 'attention':
      return { sign: glyphs.warning, meaning: 'attention' }
    case 'quiet':
      return { sign: glyphs.unused, meaning: 'quiet' }
  }
}
