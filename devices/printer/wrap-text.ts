/**
 * What may stand on paper: NFC, so that each Vietnamese letter is one glyph; control and format characters and every kind of space are one
 * space each, none at the ends.
 */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
}

/** Breaks at spaces into lines no wider than `width`; a word that is wider alone is broken between letters. At least one line. */
export function wrapText(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measure(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const letter of lettersOf(word)) {
      if (line !== '' && measure(line + letter) > width) {
        lines.push(line)
        line = ''
      }
      line += letter
    }
  }
  return [...lines, line]
}

/** As wrapText, in as few lines, with the lines about equally long: for headings. */
export function wrapEvenly(text: string, width: number, measure: (text: string) => number): readonly string[] {
  let best = wrapText(text, width, measure)
  for (let narrower = Math.max(...best.map(measure)) - 1; narrower > 0; ) {
    const lines = wrapText(text, narrower, measure)
    if (lines.length > best.length) break
    best = lines
    narrower = Math.max(...lines.map(measure)) - 1
  }
  return best
}

/** A letter and the marks that stand on it stay together. */
function lettersOf(word: string): readonly string[] {
  return word.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []
}
