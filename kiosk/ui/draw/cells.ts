/** Cells a text takes in a terminal. All texts here are Latin letters and narrow signs: a cell each, combining marks none. */
export function cellsOf(text: string): number {
  return [...text.normalize('NFC').replace(MARKS_AND_STYLES, '')].length
}

/** Fills with blanks on the right. */
export function padTo(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)))
}

/** Puts one text at the left end of a line and one at the right. */
export function spread(left: string, right: string, cells: number): string {
  return left + ' '.repeat(Math.max(1, cells - cellsOf(left) - cellsOf(right))) + right
}

/** Cuts plain text to so many cells, the cut shown by `more`. */
export function cutTo(text: string, cells: number, more: string): string {
  const letters = [...text.normalize('NFC')]
  if (letters.length <= cells) return text
  return `${letters.slice(0, Math.max(0, cells - more.length)).join('')}${more}`
}

const MARKS_AND_STYLES = /\p{M}|\u001b\[[\d;]*m/gu

/** Breaks text between words into lines of so many cells; a longer word is cut. Ink's own wrapping leaves blanks at the start of lines. */
export function wrapTo(text: string, cells: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (cellsOf(longer) <= cells) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const letters = [...word]
    while (letters.length > cells) lines.push(letters.splice(0, cells).join(''))
    line = letters.join('')
  }
  return [...lines, line]
}

/** Wraps text behind a sign or number, the further lines under the first. */
export function hang(sign: string, text: string, cells: number): string {
  const indent = cellsOf(sign) + 1
  return wrapTo(text, cells - indent)
    .map((line, at) => (at === 0 ? `${sign} ${line}` : `${' '.repeat(indent)}${line}`))
    .join('\n')
}
