import type { Letter, Mark } from './letter.ts'

/** What a mark key did: made a change, or took one back, after which the key is a letter and is typed too unless it already stands there. */
export type Change =
  | { readonly kind: 'made'; readonly letters: readonly Letter[] }
  | { readonly kind: 'undone'; readonly letters: readonly Letter[]; readonly types: boolean }

/** A change that stands. */
export const made = (letters: readonly Letter[]): Change => ({ kind: 'made', letters })

/** A change taken back; the key is typed behind it. */
export const undone = (letters: readonly Letter[]): Change => ({ kind: 'undone', letters, types: true })

/** The same letters with another mark on one of them. */
export function withMark(letters: readonly Letter[], at: number, mark: Mark): readonly Letter[] {
  return letters.map((letter, index) => (index === at ? { ...letter, mark, origin: 'typed' as const } : letter))
}
