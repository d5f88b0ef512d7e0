import type { DisplaySettings } from '../kiosk-props.ts'

/** What stands under and between everything painted, as parameters of SGR. */
export interface Ground {
  readonly letters: string
  readonly behind: string
}

const GROUNDS: Readonly<Record<'true' | '16', Ground>> = {
  true: { letters: '38;2;255;255;255', behind: '48;2;0;0;0' },
  // Without the bold bit: reverse video on a bare console swaps colours but not brightness, and grey on grey would be left.
  '16': { letters: '37', behind: '40' },
}

/** White on black where high contrast is wanted, whatever the terminal's own colours are; null where those stay, and where there are no colours. */
export function groundOf({ colours, contrast }: DisplaySettings): Ground | null {
  return contrast === 'high' && colours !== 'none' ? GROUNDS[colours] : null
}

/** Output laid on a ground: it begins there, and whatever goes back to the terminal's own colours goes back to the ground's. What draws nothing is as it was. */
export function onGround(output: string, { letters, behind }: Ground): string {
  if (output.replace(CONTROLS, '') === '') return output
  const back: Readonly<Record<string, string>> = { '39': letters, '49': behind }
  const laid = output.replace(BACK_TO_DEFAULT, (_, code: string) => {
    const parameters = back[code]
    return parameters ? `\u001b[${parameters}m` : `\u001b[0;${letters};${behind}m`
  })
  return `\u001b[${letters};${behind}m${laid}`
}

/** The terminal's own colours again. */
export const OFF_GROUND = '\u001b[39;49m'

/** Sequences that move, erase or switch, and ends of lines (ECMA-48 §5.4). */
const CONTROLS = /\u001b\[[\d;?]*[A-Za-z]|[\r\n]/g
const BACK_TO_DEFAULT = /\u001b\[(39|49|0|)m/g
