import type { Change } from './change.ts'
import type { Keying, ToneStyle } from './choices.ts'
import { hornOrBreve, mendPair } from './horn.ts'
import { workingKeys, workOf } from './keying.ts'
import { isVowel, type Letter, plainLetter } from './letter.ts'
import { circumflex, stroke } from './marks.ts'
import { takesTone } from './possible.ts'
import { splitSyllable } from './syllable.ts'
import { emptyWord, eraseLast, textOf, type Word, wordOf } from './word.ts'

/** Vietnamese composed from plain keys, word by word. All functions are pure and total; their cost grows with the word alone. */
export interface Typing {
  readonly empty: Word
  /** True when the key (one character) belongs to the word; any other ends it. Digits do where VNI has a letter left of the cursor. */
  takes(word: Word, key: string): boolean
  /** The word after a key that it takes. */
  typeKey(word: Word, key: string): Word
  /** The word after Backspace. */
  eraseLast(word: Word): Word
  /** The word as its keys were pressed, every further key of it a letter; a word not typed here stays as it is. */
  restore(word: Word): Word
  /** A word that stands there already, the cursor `at` units from its start; null when it is none to compose in. */
  wordOf(text: string, at: number): Word | null
  textOf(word: Word): string
}

/**
 * Makes the rules of one keying and tone style. A key does its work where the syllable stays possible, undoes it when pressed once more, and is a letter
 * otherwise; no letter is ever lost. The case of letters is never changed. Source: domain.md §9.4, rules 1 to 6.
 */
export function createTyping(keying: Keying, style: ToneStyle): Typing {
  return {
    empty: emptyWord(style),
    takes: (word, key) => /^[A-Za-z]$/.test(key) || (keying === 'vni' && word.at > 0 && /^\d$/.test(key)),
    typeKey(word, key) {
      const small = key.toLowerCase()
      const next = word.locked.includes(small) ? append(word, key) : work(word, keying, key)
      const isAtEnd = word.at === word.letters.length
      return { ...next, keys: word.keys === null || !isAtEnd ? null : word.keys + key }
    },
    eraseLast,
    restore(word) {
      if (word.keys === null || word.keys === '') return word
      const letters = [...word.keys].map(plainLetter)
      return { ...word, letters, at: letters.length, tone: 'level', locked: workingKeys(keying) }
    },
    wordOf: (text, at) => wordOf(text, at, style),
    textOf,
  }
}

function work(word: Word, keying: Keying, key: string): Word {
  const small = key.toLowerCase()
  const asked = workOf(keying, small)
  switch (asked?.kind) {
    case undefined:
      return append(word, key)
    case 'tone':
      if (!hasNucleusBehind(word) || !takesTone(word.letters, asked.tone)) return append(word, key)
      if (word.tone !== asked.tone) return { ...word, tone: asked.tone }
      return append(locked({ ...word, tone: 'level' }, small), key)
    case 'level':
      return word.tone === 'level' || !hasNucleusBehind(word) ? append(word, key) : { ...word, tone: 'level' }
    case 'circumflex':
      return applied(word, key, circumflex(word, asked.bases))
    case 'stroke':
      return applied(word, key, stroke(word))
    case 'horn': {
      const change = hornOrBreve(word, asked.marks)
      if (change || !asked.alone || word.letters.some(isVowel)) return applied(word, key, change)
      return insert(word, { base: 'u', mark: 'horn', upper: small !== key, origin: 'lone-w' })
    }
  }
}

function applied(word: Word, key: string, change: Change | null): Word {
  if (change === null) return append(word, key)
  const next = { ...word, letters: change.letters }
  if (change.kind === 'made') return next
  const after = locked(next, key.toLowerCase())
  return change.types ? append(after, key) : after
}

function append(word: Word, key: string): Word {
  return insert(word, plainLetter(key))
}

function insert(word: Word, letter: Letter): Word {
  const letters = word.letters.toSpliced(word.at, 0, letter)
  const mends = !/[w7]/.test(word.locked)
  return { ...word, letters: mends ? mendPair(letters) : letters, at: word.at + 1 }
}

function locked(word: Word, key: string): Word {
  return { ...word, locked: word.locked + key }
}

/** A tone is asked for behind the vowel it goes on; before it the key begins a syllable (T|uân, r: Truân). */
function hasNucleusBehind({ letters, at }: Word): boolean {
  return splitSyllable(letters).nucleus < at
}
