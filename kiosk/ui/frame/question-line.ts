import { cellsOf } from '../draw/cells.ts'
import { isLarge, type Look } from '../theme.ts'

/** The question of a page: bold, and in large text with a blank between its letters where the line is long enough for that. */
export function questionLine(look: Look, question: string, columns: number): string {
  const spaced = [...question.normalize('NFC')].join(' ')
  return look.paint.question(isLarge(look) && cellsOf(spaced) <= columns ? spaced : question)
}
