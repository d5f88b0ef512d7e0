import qrcode from 'qrcode-terminal'
import type { DisplaySettings } from '../kiosk-props.ts'

/** ISO/IEC 18004 §9.1: four light modules around; cameras read it with less where there is no room for more. */
const QUIET_MODULES = [4, 2, 1] as const
/** Longer texts need more modules than any terminal has rows. */
const TEXT_MAX_LENGTH = 400

/** Modules of a QR code, true dark, without margin. Level L, smallest version that holds the text. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  let drawn = ''
  qrcode.generate(text, { small: true }, (lines) => {
    drawn = lines
  })
  const pairs = drawn
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => [...line].slice(1, -1))
  const size = pairs[0]?.length ?? 0
  const rows = pairs.flatMap((pair) => [
    pair.map((block) => block === ' ' || block === '▄'),
    pair.map((block) => block === ' ' || block === '▀'),
  ])
  return rows.slice(0, size)
}

/**
 * A QR code as lines of half blocks, black on white by explicit colours so that it scans on any theme. Without colours the light modules are
 * drawn, as on a dark screen. Null where the font has no half blocks: whole cells would be too large for 80×24; and where it does not fit into `room`.
 */
export function drawQr(
  text: string,
  display: DisplaySettings,
  room: { readonly columns: number; readonly rows: number } | null = null,
): readonly string[] | null {
  if (display.glyphs === 'ascii' || text.length > TEXT_MAX_LENGTH) return null
  const modules = qrModules(text)
  const size = modules.length
  const quiet = QUIET_MODULES.find((margin) => {
    const cells = size + 2 * margin
    return room === null || (cells <= room.columns && Math.ceil(cells / 2) <= room.rows)
  })
  if (quiet === undefined) return null
  const isDark = (row: number, column: number) => modules[row]?.[column] ?? false
  const lines: string[] = []
  for (let row = -quiet; row < size + quiet; row += 2) {
    let line = ''
    for (let column = -quiet; column < size + quiet; column++) {
      line += block(isDark(row, column), isDark(row + 1, column), display.colours === 'none')
    }
    lines.push(display.colours === 'none' ? line : `${BLACK_ON_WHITE}${line}${PLAIN}`)
  }
  return lines
}

const BLACK_ON_WHITE = '\u001b[38;5;16m\u001b[48;5;231m'
const PLAIN = '\u001b[39m\u001b[49m'

function block(upper: boolean, lower: boolean, lightIsDrawn: boolean): string {
  const up = upper !== lightIsDrawn
  const down = lower !== lightIsDrawn
  if (up && down) return '█'
  if (up) return '▀'
  return down ? '▄' : ' '
}
