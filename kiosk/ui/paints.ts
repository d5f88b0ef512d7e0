import type { DisplaySettings } from './kiosk-props.ts'

/** What a colour says; screens name meanings, never colours. Colour never alone carries a meaning. */
export type Meaning = 'question' | 'good' | 'bad' | 'attention' | 'quiet' | 'key' | 'answer' | 'focus'

export type Paint = Readonly<Record<Meaning, (text: string) => string>>

/** The colours of a terminal. SGR is written here, so that neither environment nor pipe decides what a screen shows. */
export function paintOf({ colours, contrast = 'normal' }: DisplaySettings): Paint {
  return (contrast === 'high' ? HIGH : NORMAL)[colours]
}

const STYLES = /\u001b\[[\d;]*m/g
const WEIGHTS = /\u001b\[(?:1|22)m/g

const sgr = (on: string, off: string) => (text: string) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`)
const plain = (text: string) => text
/** Bold to its end: bold inside would end it early, and leave red or brown alone on a bare console. */
const bold = (text: string) => sgr('1', '22')(text.replace(WEIGHTS, ''))
/** Nothing inside keeps a colour or weight of its own: on a bare console bold in reverse video is grey on grey. */
const alone = (paint: (text: string) => string) => (text: string) => paint(text.replace(STYLES, ''))
const reverse = alone(sgr('7', '27'))

/**
 * True colours are of middle lightness, 4.5:1 and more on a black and on a white ground (WCAG 2.2 §1.4.3). Of the sixteen, red and brown are too dark on a
 * bare console's black unless bold makes them bright.
 */
const NORMAL: Readonly<Record<DisplaySettings['colours'], Paint>> = {
  true: {
    question: bold,
    good: sgr('38;2;33;135;60', '39'),
    bad: sgr('38;2;216;57;48', '39'),
    attention: sgr('38;2;156;108;0', '39'),
    quiet: sgr('38;2;118;118;118', '39'),
    key: sgr('38;2;35;119;205', '39'),
    answer: bold,
    focus: plain,
  },
  '16': {
    question: bold,
    good: sgr('32', '39'),
    bad: (text) => bold(sgr('31', '39')(text)),
    attention: (text) => bold(sgr('33', '39')(text)),
    quiet: plain,
    key: sgr('36', '39'),
    answer: bold,
    focus: plain,
  },
  none: {
    question: plain,
    good: plain,
    bad: plain,
    attention: plain,
    quiet: plain,
    key: plain,
    answer: plain,
    focus: plain,
  },
}

const highOf = (yellow: (text: string) => string): Paint => ({
  question: alone(bold),
  good: alone(bold),
  bad: reverse,
  attention: alone(yellow),
  quiet: plain,
  key: alone(yellow),
  answer: alone(bold),
  focus: reverse,
})

/** White, bright yellow and reverse video on the black that presentation/ground.ts lays; nothing dimmed. 7:1 and more (WCAG 2.2 §1.4.6). */
const HIGH: Readonly<Record<DisplaySettings['colours'], Paint>> = {
  true: highOf((text) => bold(sgr('38;2;255;255;0', '39')(text))),
  '16': highOf((text) => bold(sgr('33', '39')(text))),
  none: highOf(bold),
}
