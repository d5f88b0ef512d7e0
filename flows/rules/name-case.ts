import { toCardCapitals } from './name.ts'

/** The name as people write it, a capital at the start of each part: "NGUYỄN THỊ MẪU" → "Nguyễn Thị Mẫu", "H'HEN NIÊ" → "H'Hen Niê". NFC. */
export function toNameCase(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/(^|[^\p{L}\p{M}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    .normalize('NFC')
}

/** True for a text whose letters are all capitals, as cards print names; false for one without letters. */
export function isInCapitals(text: string): boolean {
  return /\p{L}/u.test(text) && text.normalize('NFC') === toCardCapitals(text)
}

/** Capitals as printed on the card, or back from them to how people write. */
export function turnCapitals(text: string): string {
  return isInCapitals(text) ? toNameCase(text) : toCardCapitals(text)
}
