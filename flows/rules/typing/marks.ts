import { type Change, made, undone, withMark } from './change.ts'
import { isPossible } from './possible.ts'
import { splitSyllable } from './syllable.ts'
import type { Word } from './word.ts'

/** Places of the nucleus's vowels left of the cursor, from right to left: a mark goes to the last vowel that can bear it. */
export function vowelsBack({ letters, at }: Word): readonly number[] {
  const { nucleus, coda } = splitSyllable(letters)
  const last = Math.min(coda, at) - 1
  return Array.from({ length: Math.max(0, last - nucleus + 1) }, (_, step) => last - step)
}

/**
 * Sets the hat on the last vowel of these bases that leaves the word possible, or takes one back; null when there is none to set. ô after ư drops that
 * horn (buơc → buôc). Source: domain.md §9.4 rule 3.
 */
export function circumflex(word: Word, bases: string): Change | null {
  const { letters } = word
  const places = vowelsBack(word).filter((at) => bases.includes(letters[at]?.base ?? ' '))
  const hatted = places.find((at) => letters[at]?.mark === 'circumflex')
  if (hatted !== undefined) return undone(withMark(letters, hatted, 'none'))
  for (const at of places) {
    const before = letters[at - 1]
    const afterHorn = letters[at]?.base === 'o' && before?.base === 'u' && before.mark === 'horn'
    const hat = withMark(letters, at, 'circumflex')
    const next = afterHorn ? withMark(hat, at - 1, 'none') : hat
    if (isPossible(next)) return made(next)
  }
  return null
}

/**
 * Strokes the d just typed, or the d that is the whole onset of a possible syllable (Doongd → Đông), or takes the stroke back; null when there is
 * none. Source: domain.md §9.4 rule 5.
 */
export function stroke({ letters, at }: Word): Change | null {
  const { nucleus, coda } = splitSyllable(letters)
  const isOnset = at > 0 && letters[0]?.base === 'd' && nucleus === 1 && coda > nucleus && isPossible(letters)
  const place = letters[at - 1]?.base === 'd' ? at - 1 : isOnset ? 0 : null
  if (place === null) return null
  return letters[place]?.mark === 'stroke'
    ? undone(withMark(letters, place, 'none'))
    : made(withMark(letters, place, 'stroke'))
}
