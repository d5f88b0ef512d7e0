/**
 * Text without a character beyond ASCII, for consoles whose font has no Vietnamese letters: marks taken away, đ as d, other letters and signs as their
 * nearest plain one, and `?` where there is none. As many cells as before, so that nothing on the screen moves. Takes NFC and NFD.
 */
export function plainLetters(text: string): string {
  return text.replace(BEYOND_ASCII, (run) => [...run.normalize('NFD').replace(/\p{M}/gu, '')].map(nearest).join(''))
}

/** The same, but for the signs of frames, bars and pictures: where the font has those, and lacks the letters alone. */
export function plainWords(text: string): string {
  return text.replace(BEYOND_ASCII, (run) =>
    [...run.normalize('NFD').replace(/\p{M}/gu, '')]
      .map((letter) => (/\p{L}/u.test(letter) ? nearest(letter) : letter))
      .join(''),
  )
}

const BEYOND_ASCII = /[^\0-\x7f]+/g

function nearest(letter: string): string {
  return letter <= '\x7f' ? letter : (NEAREST[letter] ?? '?')
}

/** Letters that do not come apart into a plain one and marks, and signs. One for one: a cell stays a cell. */
const NEAREST: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  Ɖ: 'D',
  ɖ: 'd',
  ƀ: 'b',
  Ƀ: 'B',
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  ı: 'i',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '·': '-',
  '•': '*',
  '←': '<',
  '→': '>',
  '↑': '^',
  '↓': 'v',
  '…': '.',
  '×': 'x',
  '\u00a0': ' ',
}
