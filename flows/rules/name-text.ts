/**
 * A name in the one form everything here works on: NFC, blanks of every kind collapsed to one, none at the ends, ’ and its kin as ', and the eth or
 * African D that Windows-1252 systems hand out for Đ as Đ (the glyphs are the same).
 */
export function tidyName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[’‘ʼ´`＇]/g, "'")
    .replace(/[‐‑]/g, '-')
    .replace(/[ÐƉ]/g, 'Đ')
    .replace(/[ðɖ]/g, 'đ')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * The name as people search for it: no marks, đ as d, lower case, blanks collapsed ("Đỗ  Thị Hòa" → "do thi hoa"). Source: domain.md §9.2.
 */
export function searchKey(text: string): string {
  // Tidied once more: marks may have been all that a word had.
  return tidyName(withoutMarks(tidyName(text)).replaceAll('đ', 'd'))
}

/** Lower case without U+0300–U+036F; đ stays, since it is a letter and not a mark. */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
}
