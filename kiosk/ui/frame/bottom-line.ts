import { cellsOf, padTo } from '../draw/cells.ts'
import { type Command, capOf } from '../keys.ts'
import type { Texts } from '../text/texts.ts'
import type { Look } from '../theme.ts'

export type HintName = keyof Texts['hints']

/** What Enter and Esc do on a screen, or null where they do nothing. */
export interface FooterHints {
  readonly next: HintName | null
  readonly back: HintName | null
}

/** Cells of each hint and the space after it: the next step is always in the same place. */
const SLOT_CELLS: Readonly<Record<'next' | 'back' | 'help', number>> = { next: 24, back: 14, help: 13 }

/** The bottom border: the keys that work on every screen. */
export function bottomLine(columns: number, look: Look, texts: Texts, hints: FooterHints): string {
  const [, , left, right] = look.glyphs.corners
  const hint = (command: Command, name: HintName | null) =>
    name ? `${look.paint.key(capOf(command))} ${texts.hints[name]}` : ''
  const slots =
    padTo(hint('next', hints.next), SLOT_CELLS.next) +
    padTo(hint('back', hints.back), SLOT_CELLS.back) +
    padTo(hint('help', 'help'), SLOT_CELLS.help) +
    hint('end', 'end')
  const fill = look.glyphs.horizontal.repeat(Math.max(0, columns - 4 - cellsOf(slots)))
  return `${left} ${slots} ${fill}${right}`
}

/** The same for a screen reader. */
export function bottomLineSpoken(texts: Texts, hints: FooterHints): string {
  const spoken = (command: Command, name: HintName | null) => (name ? [`${capOf(command)} ${texts.hints[name]}`] : [])
  return [
    ...spoken('next', hints.next),
    ...spoken('back', hints.back),
    ...spoken('help', 'help'),
    ...spoken('end', 'end'),
  ].join(', ')
}
