import type { DisplaySettings } from './kiosk-props.ts'
import { type Paint, paintOf } from './paints.ts'

export type { Meaning, Paint } from './paints.ts'

/** Signs of the screen, each with a form for consoles whose font lacks it. */
export interface Glyphs {
  readonly corners: readonly [topLeft: string, topRight: string, bottomLeft: string, bottomRight: string]
  readonly horizontal: string
  readonly vertical: string
  readonly pointer: string
  readonly check: string
  readonly open: string
  readonly cross: string
  readonly warning: string
  readonly online: string
  readonly offline: string
  readonly hidden: string
  readonly dot: string
  readonly about: string
  readonly more: string
  /** Stands where a thing is not used. */
  readonly unused: string
}

/** How things look on this terminal. */
export interface Look {
  readonly paint: Paint
  readonly glyphs: Glyphs
  readonly display: DisplaySettings
}

/** True where a person wants large text. */
export function isLarge({ display }: Pick<Look, 'display'>): boolean {
  return display.text === 'large'
}

/** Chooses colours and signs for the terminal. */
export function lookOf(display: DisplaySettings): Look {
  return {
    paint: paintOf(display),
    glyphs: display.glyphs === 'unicode' ? UNICODE : ASCII,
    display,
  }
}

const UNICODE: Glyphs = {
  corners: ['┌', '┐', '└', '┘'],
  horizontal: '─',
  vertical: '│',
  pointer: '▸',
  check: '✓',
  open: '○',
  cross: '✗',
  warning: '!',
  online: '●',
  offline: '○',
  hidden: '•',
  dot: '·',
  about: '≈',
  more: '…',
  unused: '–',
}

const ASCII: Glyphs = {
  corners: ['+', '+', '+', '+'],
  horizontal: '-',
  vertical: '|',
  pointer: '>',
  check: 'v',
  open: 'o',
  cross: 'x',
  warning: '!',
  online: '*',
  offline: 'o',
  hidden: '*',
  dot: '-',
  about: '~',
  more: '...',
  unused: '-',
}
