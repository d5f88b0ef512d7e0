/**
 * Check digit of machine-readable zones (ICAO 9303-3 §4.9): weights 7, 3, 1 repeating; digits count as themselves, A–Z as 10–35, '<' as 0; modulo 10.
 * `text` holds only these characters.
 */
export function icaoCheckDigit(text: string): string {
  const sum = [...text].reduce(
    (total, character, index) => total + characterValue(character) * (WEIGHTS[index % 3] ?? 0),
    0,
  )
  return String(sum % 10)
}

const WEIGHTS = [7, 3, 1]

function characterValue(character: string): number {
  return character === '<' ? 0 : Number.parseInt(character, 36)
}
