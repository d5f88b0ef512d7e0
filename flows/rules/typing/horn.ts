import { type Change, made, undone, withMark } from './change.ts'
import type { Letter } from './letter.ts'
import { vowelsBack } from './marks.ts'
import { isPossible } from './possible.ts'
import { splitSyllable } from './syllable.ts'
import type { Word } from './word.ts'

/**
 * Sets a horn or breve, or takes one back: first on the pair uo, which bears two horns where something follows, then on a vowel marked already, then on
 * the last vowel that can bear one and leaves the word possible. `marks` is what the key can set. Null when there is nothing to set.
 * Source: domain.md §9.4 rule 4.
 */
export function hornOrBreve(word: Word, marks: readonly ('horn' | 'breve')[]): Change | null {
  const pair = marks.includes('horn') ? hornPair(word) : null
  if (pair) return pair
  const { letters } = word
  const places = vowelsBack(word)
  const marked = places.find((at) => marks.some((mark) => letters[at]?.mark === mark))
  if (marked !== undefined) return takeBack(word, marked)
  for (const at of places) {
    const mark = marks.find((one) => BEARERS[one].includes(letters[at]?.base ?? ' '))
    const next = mark && withMark(letters, at, mark)
    if (next && isPossible(next)) return made(next)
  }
  return null
}

/**
 * ươ is written with both horns wherever something follows it: mends a pair of which one letter has its horn (duwoi → dươi). A horn that o gets here can
 * still be asked for by its key without being taken back.
 */
export function mendPair(letters: readonly Letter[]): readonly Letter[] {
  const pair = pairOf(letters)
  if (!pair?.isFollowed || pair.o.mark === 'circumflex') return letters
  const horns = [pair.u, pair.o].filter(({ mark }) => mark === 'horn').length
  if (horns !== 1) return letters
  const both = bothHorned(letters, pair.at)
  return pair.o.mark === 'horn' ? both : both.with(pair.at + 1, { ...pair.o, mark: 'horn', origin: 'repaired' })
}

const BEARERS = { horn: 'ou', breve: 'a' } as const

interface Pair {
  /** Place of the u. */
  readonly at: number
  readonly u: Letter
  readonly o: Letter
  readonly isFollowed: boolean
}

function pairOf(letters: readonly Letter[]): Pair | null {
  const { nucleus, coda, end } = splitSyllable(letters)
  for (let at = nucleus; at + 1 < coda; at += 1) {
    const [u, o] = [letters[at], letters[at + 1]]
    if (u?.base === 'u' && o?.base === 'o') return { at, u, o, isFollowed: end > at + 2 }
  }
  return null
}

function hornPair({ letters, at }: Word): Change | null {
  const pair = pairOf(letters)
  if (!pair || pair.at + 1 >= at) return null
  const { u, o, isFollowed } = pair
  const isBoth = u.mark === 'horn' && o.mark === 'horn'
  if (isBoth && o.origin === 'repaired') return made(letters.with(pair.at + 1, { ...o, origin: 'typed' }))
  if (isBoth || (o.mark === 'horn' && !isFollowed)) {
    return undone(withMark(withMark(letters, pair.at, 'none'), pair.at + 1, 'none'))
  }
  const next = isFollowed || u.mark === 'horn' ? bothHorned(letters, pair.at) : withMark(letters, pair.at + 1, 'horn')
  return isPossible(next) ? made(next) : null
}

function bothHorned(letters: readonly Letter[], at: number): readonly Letter[] {
  return withMark(withMark(letters, at, 'horn'), at + 1, 'horn')
}

function takeBack({ letters, at }: Word, marked: number): Change {
  const letter = letters[marked]
  if (letter?.origin === 'lone-w' && marked === at - 1) {
    return { kind: 'undone', letters: letters.with(marked, { ...letter, base: 'w', mark: 'none' }), types: false }
  }
  return undone(withMark(letters, marked, 'none'))
}
