import { type Letter, letterText, type Tone } from './letter.ts'
import { type Syllable, splitSyllable } from './syllable.ts'

const words = (text: string): readonly string[] => text.split(' ')

/** Nuclei with and without a coda after them (domain.md §9.4). */
const EITHER = words('a e ê i o ô ơ u ư y oa oe uê uy')
const CLOSED = words('ă â iê yê uô ươ oă uâ uyê oo')
const OPEN = words(
  'ia ua ưa uya ai ao au ay âu ây eo êu iu oi ôi ơi ui ưi ưu uơ iêu yêu oai oao oay oeo uôi ươi ươu uây uyu',
)

const ALL_CLOSED: readonly string[] = [...EITHER, ...CLOSED]
const BEFORE_C = words('a ă â e i o ô u ư oa oă oe iê uô ươ uâ oo')

/** Which nuclei stand before which coda. k closes names of places and peoples (Đắk). */
export const CODAS: Readonly<Record<string, readonly string[]>> = {
  m: ALL_CLOSED,
  n: ALL_CLOSED,
  p: ALL_CLOSED,
  t: ALL_CLOSED,
  c: BEFORE_C,
  ng: [...BEFORE_C, 'uy', 'ơ', 'yê'],
  ch: words('a e ê i oa uê uy'),
  nh: words('a e ê i oa uê uy y'),
  k: words('a ă â e ê i o ô ơ u ư iê'),
}

/** Every nucleus, and whether it needs or refuses a coda; for tests that go through all syllables. */
export const NUCLEI: Readonly<Record<'either' | 'closed' | 'open', readonly string[]>> = {
  either: EITHER,
  closed: CLOSED,
  open: OPEN,
}

/**
 * Whether the word is, or can still become, one Vietnamese syllable: a typed letter without a mark stands for its marked forms too, a nucleus without
 * coda may grow, a coda may be half typed. The onset is not looked at (Krông, Blôk, Kdăm are names). A word without nucleus is possible.
 */
export function isPossible(letters: readonly Letter[], syllable: Syllable = splitSyllable(letters)): boolean {
  if (!syllable.clean) return false
  const typed = letters.slice(syllable.nucleus, syllable.coda)
  if (typed.length === 0) return true
  const coda = codaOf(letters, syllable)
  if (coda === '') return ALL_NUCLEI.some((nucleus) => fits(typed, nucleus))
  return Object.entries(CODAS).some(
    ([whole, nuclei]) =>
      whole.startsWith(coda) && nuclei.some((nucleus) => nucleus.length === typed.length && fits(typed, nucleus)),
  )
}

/** Whether this tone can be heard on the word: after c, ch, k, p, t only sắc and nặng are. */
export function takesTone(letters: readonly Letter[], tone: Tone): boolean {
  const syllable = splitSyllable(letters)
  if (syllable.coda === syllable.nucleus || !isPossible(letters, syllable)) return false
  return tone === 'acute' || tone === 'dot' || !STOPS.includes(codaOf(letters, syllable))
}

const ALL_NUCLEI = [...EITHER, ...CLOSED, ...OPEN]
const STOPS = ['c', 'ch', 'k', 'p', 't']

function codaOf(letters: readonly Letter[], { coda, end }: Syllable): string {
  return letters
    .slice(coda, end)
    .map(({ base }) => base)
    .join('')
}

/** Whether the typed vowels are, or begin, this nucleus. */
function fits(typed: readonly Letter[], nucleus: string): boolean {
  return (
    typed.length <= nucleus.length &&
    typed.every((letter, at) => {
      const vowel = nucleus.charAt(at)
      return letter.mark === 'none' ? BASES[vowel] === letter.base : lower(letter) === vowel
    })
  )
}

const lower = (letter: Letter) => letterText({ ...letter, upper: false })

const BASES: Readonly<Record<string, string>> = Object.fromEntries(
  [...new Set(ALL_NUCLEI.join(''))].map((vowel) => [vowel, vowel.normalize('NFD').charAt(0)]),
)
