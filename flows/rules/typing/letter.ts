/** What stands on or through a letter and makes another letter of it. */
export type Mark = 'none' | 'circumflex' | 'breve' | 'horn' | 'stroke'

export const TONES = ['level', 'acute', 'grave', 'hook', 'tilde', 'dot'] as const
/** Of a whole syllable: ngang, sắc, huyền, hỏi, ngã, nặng. */
export type Tone = (typeof TONES)[number]

/** How a letter came to stand as it does: by its own key, its horn added by the ươ repair, or as the ư that a lone w stands for. */
export type Origin = 'typed' | 'repaired' | 'lone-w'

/** One displayed letter of a word, without the word's tone. */
export interface Letter {
  /** Lower case: a to z; with VNI also a digit that a word has taken in. */
  readonly base: string
  readonly mark: Mark
  readonly upper: boolean
  readonly origin: Origin
}

/** The letter of a key that means nothing else. */
export function plainLetter(key: string): Letter {
  const base = key.toLowerCase()
  return { base, mark: 'none', upper: base !== key, origin: 'typed' }
}

/** True for the letters a syllable is built around; y is one in every place (domain.md §9.4). */
export function isVowel(letter: Letter | undefined): boolean {
  return letter !== undefined && 'aeiouy'.includes(letter.base)
}

/** The letter as one precomposed character; the tone is given for the letter that carries it. */
export function letterText({ base, mark, upper }: Letter, tone: Tone = 'level'): string {
  const text = mark === 'stroke' ? 'đ' : (base + MARK_SIGNS[mark] + TONE_SIGNS[tone]).normalize('NFC')
  return upper ? text.toUpperCase() : text
}

/** Reads one character, or null when it is no letter of Vietnamese or of the Latin alphabet. */
export function readLetter(character: string): { readonly letter: Letter; readonly tone: Tone } | null {
  const small = character.toLowerCase()
  const upper = small !== character
  if (small === 'đ') return { letter: { base: 'd', mark: 'stroke', upper, origin: 'typed' }, tone: 'level' }
  const [base = '', ...signs] = small.normalize('NFD')
  let mark: Mark = 'none'
  let tone: Tone = 'level'
  for (const sign of signs) {
    const asMark = MARKS.find((one) => MARK_SIGNS[one] === sign)
    const asTone = TONES.find((one) => TONE_SIGNS[one] === sign)
    if (asMark && mark === 'none' && MARKED_BASES[asMark].includes(base)) mark = asMark
    else if (asTone && tone === 'level' && 'aeiouy'.includes(base)) tone = asTone
    else return null
  }
  return /^[a-z]$/.test(base) ? { letter: { base, mark, upper, origin: 'typed' }, tone } : null
}

/** Tone order of domain.md §9.5. */
const TONE_SIGNS: Readonly<Record<Tone, string>> = {
  level: '',
  acute: '\u0301',
  grave: '\u0300',
  hook: '\u0309',
  tilde: '\u0303',
  dot: '\u0323',
}

const MARK_SIGNS = { none: '', circumflex: '\u0302', breve: '\u0306', horn: '\u031b', stroke: '' } as const
const MARKED_BASES = { circumflex: 'aeo', breve: 'a', horn: 'ou' } as const
const MARKS = ['circumflex', 'breve', 'horn'] as const
