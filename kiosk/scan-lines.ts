/** A scanner whose terminator is a line end hands on the three lines of a MRZ as three scans, some milliseconds apart. */
const NEXT_LINE_WITHIN_MS = 1_000
const MRZ_LINES = 3
/** One line of a TD1 MRZ (ICAO 9303-5 §4.2). */
const MRZ_LINE = /^\s*[A-Z0-9<]{30}\s*$/i

/**
 * Joins scans that are lines of one MRZ; everything else is handed on at once. A MRZ whose lines do not all come is handed on as it is, so that it is
 * refused and not swallowed. `after` is setTimeout for tests; it gives the function that cancels.
 */
export function createScanLines(
  take: (text: string) => void,
  after: (delayMs: number, run: () => void) => () => void = (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
): { push(text: string): void; stop(): void } {
  let lines: string[] = []
  let cancel = () => {}
  const handOn = () => {
    cancel()
    const text = lines.join('\n')
    lines = []
    if (text !== '') take(text)
  }
  return {
    push(text) {
      if (!MRZ_LINE.test(text)) {
        handOn()
        return take(text)
      }
      cancel()
      lines.push(text)
      if (lines.length === MRZ_LINES) return handOn()
      cancel = after(NEXT_LINE_WITHIN_MS, handOn)
    },
    stop() {
      cancel()
      lines = []
    },
  }
}
