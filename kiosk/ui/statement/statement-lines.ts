import { wrapTo } from '../draw/cells.ts'
import type { Look } from '../theme.ts'

/**
 * What a key is to sign as rows of a screen: letter by letter as it is signed, but for what a terminal would obey and for signs that a plain font lacks.
 */
export function statementLines(text: string, columns: number, { glyphs }: Look): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) =>
      line
        .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
        .replaceAll('·', glyphs.dot)
        .replace(/[\u2010-\u2015]/g, '-'),
    )
    .flatMap((line) => wrapTo(line, columns))
}
