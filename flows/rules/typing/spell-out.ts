import type { Keying } from './choices.ts'
import { type Letter, type Mark, readLetter, type Tone } from './letter.ts'

/**
 * A text as its keys are pressed, tone last: "Nguyễn Thị" → "Nguyeenx Thij" in Telex, "Nguye6n4 Thi5" in VNI. All ASCII for Vietnamese; letters of other
 * languages lose their marks. Takes NFC. For consoles whose font lacks the letters.
 */
export function spellOut(text: string, keying: Keying): string {
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => spellWord(word, keying))
}

function spellWord(word: string, keying: Keying): string {
  const read = [...word].map((character) => ({
    character,
    ...(readLetter(character) ?? { letter: null, tone: 'level' as const }),
  }))
  // A tone goes behind the whole syllable; two tones are two syllables, which only their places keep apart.
  const isOne = read.filter(({ tone }) => tone !== 'level').length === 1
  const keys = TONE_KEYS[keying]
  const last = isOne ? read.map(({ tone }) => keys[tone]).join('') : ''
  return (
    read.reduce((before, { character, letter, tone }) => {
      const spelled = letter
        ? letterKeys(letter, keying, before)
        : character.normalize('NFD').replace(/[^\0-\x7f]/g, '')
      return before + spelled + (isOne ? '' : keys[tone])
    }, '') + last
  )
}

function letterKeys({ base, mark, upper }: Letter, keying: Keying, before: string): string {
  // Telex: the second o of oo would be the hat of the first.
  const isSecondO = keying === 'telex' && mark === 'none' && base === 'o' && /o$/i.test(before)
  const plain = upper ? base.toUpperCase() : base
  if (isSecondO) return plain + base
  if (mark === 'none') return plain
  return (
    plain + (keying === 'telex' && (mark === 'circumflex' || mark === 'stroke') ? base : MARK_KEYS[keying](mark, base))
  )
}

const MARK_KEYS: Readonly<Record<Keying, (mark: Mark, base: string) => string>> = {
  telex: () => 'w',
  vni: (mark) => ({ none: '', circumflex: '6', horn: '7', breve: '8', stroke: '9' })[mark],
}

const TONE_KEYS: Readonly<Record<Keying, Readonly<Record<Tone, string>>>> = {
  telex: { level: '', acute: 's', grave: 'f', hook: 'r', tilde: 'x', dot: 'j' },
  vni: { level: '', acute: '1', grave: '2', hook: '3', tilde: '4', dot: '5' },
}
