import type { CardDifference, CardSource } from '../../../flows/rules/card-differences.ts'
import { type LetterDifference, letterDifferences } from '../../../flows/rules/letter-differences.ts'
import type { Ui } from '../ui.ts'
import { cardFieldText, isMrzSource } from './card-field-text.ts'

/** Two sources of one field, one letter under the other. */
export interface LetterRows {
  readonly left: { readonly source: CardSource; readonly text: string }
  readonly right: { readonly source: CardSource; readonly text: string }
  readonly columns: readonly LetterDifference[]
}

/** Pairs of sources, the most telling first. */
const PAIRS: readonly (readonly [CardSource, CardSource])[] = [
  ['qr', 'chip'],
  ['qr', 'mrz'],
  ['mrz', 'chip'],
  ['qr', 'chip-mrz'],
  ['chip', 'chip-mrz'],
  ['mrz', 'chip-mrz'],
  // What stands in the form, where the card agrees with itself.
  ['qr', 'typed'],
  ['chip', 'typed'],
  ['mrz', 'typed'],
  ['chip-mrz', 'typed'],
]

/** The two sources that show best why a field differs, laid letter by letter; null where fewer than two say something. Letter case never counts. */
export function letterRowsOf(ui: Ui, { field, values, grade }: CardDifference): LetterRows | null {
  const pairs = PAIRS.flatMap(([left, right]): readonly LetterRows[] => {
    const [a, b] = [values[left], values[right]]
    if (a === undefined || b === undefined) return []
    const [leftText, rightText] = [cardFieldText(ui, field, a), cardFieldText(ui, field, b)]
    return [
      {
        left: { source: left, text: leftText },
        right: { source: right, text: rightText },
        columns: letterDifferences(leftText.toUpperCase(), rightText.toUpperCase()),
      },
    ]
  })
  const tells = ({ left, right, columns }: LetterRows) =>
    grade === 'marks-differ'
      ? !isMrzSource(left.source) && !isMrzSource(right.source) && columns.some((column) => column.grade === 'marks')
      : columns.some((column) => column.grade === 'different')
  return pairs.find(tells) ?? pairs[0] ?? null
}

/** So many of the columns as fit, the first difference among them. */
export function columnsShown(columns: readonly LetterDifference[], cells: number): readonly LetterDifference[] {
  const first = Math.max(
    0,
    columns.findIndex(({ grade }) => grade !== 'same'),
  )
  const from = Math.max(0, Math.min(columns.length - cells, first - Math.floor(cells / 3)))
  return columns.slice(from, from + cells)
}
