/** How wide a text is in one font. */
export interface FontMetrics {
  /** Whether the font has a glyph for the letter (one code point). */
  has(letter: string): boolean
  /** The sum of the advances in dots, without kerning: the text is drawn without it. */
  widthDots(text: string, sizeDots: number): number
}

/** Reads the advances out of a TrueType file: tables head, hhea, hmtx and a cmap of format 4 (OpenType 1.9). Raises RangeError for other bytes. */
export function readFontMetrics(file: Uint8Array): FontMetrics {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const tables = readTables(view)
  const table = (tag: string) => {
    const offset = tables.get(tag)
    if (offset === undefined) throw new RangeError(`no ${tag} in this font`)
    return offset
  }
  const unitsPerEm = view.getUint16(table('head') + 18)
  const advances = view.getUint16(table('hhea') + 34)
  const hmtx = table('hmtx')
  const glyphOf = readCharacterMap(view, table('cmap'))
  const advanceUnits = (codePoint: number) => view.getUint16(hmtx + 4 * Math.min(glyphOf(codePoint), advances - 1))
  return {
    has: (letter) => glyphOf(letter.codePointAt(0) ?? 0) !== 0,
    widthDots(text, sizeDots) {
      let units = 0
      for (const letter of text) units += advanceUnits(letter.codePointAt(0) ?? 0)
      return (units * sizeDots) / unitsPerEm
    },
  }
}

function readTables(view: DataView): ReadonlyMap<string, number> {
  const tables = new Map<string, number>()
  for (let at = 0; at < view.getUint16(4); at += 1) {
    const record = 12 + 16 * at
    const tag = [0, 1, 2, 3].map((byte) => String.fromCharCode(view.getUint8(record + byte))).join('')
    tables.set(tag, view.getUint32(record + 8))
  }
  return tables
}

/** OpenType 1.9, cmap, "Format 4: Segment mapping to delta values". Gives 0 for a letter the font does not have. */
function readCharacterMap(view: DataView, cmap: number): (codePoint: number) => number {
  const subtables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, at) => cmap + view.getUint32(cmap + 8 + 8 * at),
  )
  const start = subtables.find((subtable) => view.getUint16(subtable) === 4)
  if (start === undefined) throw new RangeError('no character map of format 4 in this font')
  const doubled = view.getUint16(start + 6)
  const ends = start + 14
  const starts = ends + doubled + 2
  const deltas = starts + doubled
  const ranges = deltas + doubled
  return (codePoint) => {
    if (codePoint > 0xffff) return 0
    for (let at = 0; at < doubled; at += 2) {
      if (codePoint > view.getUint16(ends + at)) continue
      const first = view.getUint16(starts + at)
      if (codePoint < first) return 0
      const delta = view.getUint16(deltas + at)
      const range = view.getUint16(ranges + at)
      if (range === 0) return (codePoint + delta) & 0xffff
      const glyph = view.getUint16(ranges + at + range + 2 * (codePoint - first))
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    return 0
  }
}
