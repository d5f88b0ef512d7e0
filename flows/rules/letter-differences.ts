import { withoutMarks } from './name-text.ts'

/** One column of two texts laid side by side: a letter of each, null where one has none. `marks`: the same letter under other marks. */
export interface LetterDifference {
  readonly left: string | null
  readonly right: string | null
  readonly grade: 'same' | 'marks' | 'different'
}

/**
 * Lays two texts side by side, letter by letter, with as few differences as can be (edit distance; a differing mark counts half). Both in NFC; letters are
 * what a person sees as one. Longer texts than 400 letters are compared in their first 400.
 */
export function letterDifferences(a: string, b: string): readonly LetterDifference[] {
  const left = lettersOf(a)
  const right = lettersOf(b)
  const costs = costTable(left, right)
  const columns: LetterDifference[] = []
  let [i, j] = [left.length, right.length]
  while (i > 0 || j > 0) {
    const here = costs[i]?.[j]
    const paired = i > 0 && j > 0 && here === (costs[i - 1]?.[j - 1] ?? 0) + COSTS[gradeOf(left[i - 1], right[j - 1])]
    const takesLeft = paired || (i > 0 && here === (costs[i - 1]?.[j] ?? 0) + COSTS.different)
    const takesRight = paired || !takesLeft
    if (takesLeft) i -= 1
    if (takesRight) j -= 1
    const column = { left: takesLeft ? (left[i] ?? null) : null, right: takesRight ? (right[j] ?? null) : null }
    columns.push({ ...column, grade: paired ? gradeOf(left[i], right[j]) : 'different' })
  }
  return columns.reverse()
}

const MAX_LETTERS = 400
/** In halves, so that sums stay whole. A pair that differs is cheaper than one left out and one put in. */
const COSTS = { same: 0, marks: 1, different: 2 } as const

function lettersOf(text: string): readonly string[] {
  const segments = new Intl.Segmenter('vi').segment(text.normalize('NFC'))
  return [...segments].slice(0, MAX_LETTERS).map(({ segment }) => segment)
}

function gradeOf(a = '', b = ''): LetterDifference['grade'] {
  if (a === b) return 'same'
  const plain = (letter: string) => withoutMarks(letter).replace('đ', 'd')
  return plain(a) === plain(b) ? 'marks' : 'different'
}

function costTable(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = [[0, ...right.map((_, j) => (j + 1) * COSTS.different)]]
  for (const [i, letter] of left.entries()) {
    const above = rows[i] ?? []
    const row = [(i + 1) * COSTS.different]
    for (const [j, other] of right.entries()) {
      const paired = (above[j] ?? 0) + COSTS[gradeOf(letter, other)]
      row.push(Math.min(paired, (above[j + 1] ?? 0) + COSTS.different, (row[j] ?? 0) + COSTS.different))
    }
    rows.push(row)
  }
  return rows
}
