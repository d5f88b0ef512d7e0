import type { DisplaySettings } from './kiosk-props.ts'

/** What a colour says; screens name meanings, never colours. Colour never alone carries a meaning. */
export type Meaning = 'question' | 'good' | 'bad' | 'attention' | 'quiet' | 'key' | 'answer'

export type Paint = Readonly<Record<Meaning, (text: string) => string>>

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

/** Chooses colours and signs for the terminal. SGR is written here, so that neither environment nor pipe decides what a screen shows. */
export function lookOf(display: DisplaySettings): Look {
  return {
    paint: PAINTS[display.colours],
    glyphs: display.glyphs === 'unicode' ? UNICODE : ASCII,
    display,
  }
}

const sgr = (on: string, off: string) => (text: string) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`)
const plain = (text: string) => text
const bold = sgr('1', '22')

/** True colours are of middle lightness: readable on a dark and on a light ground. */
const PAINTS: Readonly<Record<DisplaySettings['colours'], Paint>> = {
  true: {
    question: bold,
    good: sgr('38;2;40;160;70', '39'),
    bad: sgr('38;2;222;70;60', '39'),
    attention: sgr('38;2;190;130;0', '39'),
    quiet: sgr('38;2;128;128;128', '39'),
    key: sgr('38;2;50;130;220', '39'),
    answer: bold,
  },
  '16': {
    question: bold,
    good: sgr('32', '39'),
    bad: sgr('31', '39'),
    attention: sgr('33', '39'),
    quiet: plain,
    key: sgr('36', '39'),
    answer: bold,
  },
  none: { question: plain, good: plain, bad: plain, attention: plain, quiet: plain, key: plain, answer: plain },
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
