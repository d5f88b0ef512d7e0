import type { DisplaySettings } from '../kiosk-props.ts'
import { groundOf, OFF_GROUND, onGround } from './ground.ts'
import { plainLetters, plainWords } from './plain-letters.ts'

/** What a frame becomes on its way to this terminal: letters its font has, on the ground that is wanted. Pure. */
export function presented(output: string, display: DisplaySettings): string {
  const ground = groundOf(display)
  const written = display.letters === 'plain' ? plainOf(output, display) : output
  return ground ? onGround(written, ground) : written
}

/**
 * The terminal's output with everything on it as the display says at that moment: the one place all frames pass, after every component. What is spoken
 * keeps its letters: a speech synthesiser reads "Nguyen" as another name. The stream itself is left as it is.
 */
export function presentedOutput(
  stdout: NodeJS.WriteStream,
  display: () => DisplaySettings,
  { isSpoken }: { readonly isSpoken: boolean } = { isSpoken: false },
): NodeJS.WriteStream {
  let wasOnGround = false
  const write = (output: string | Uint8Array, ...rest: never[]): boolean => {
    if (isSpoken || typeof output !== 'string') return stdout.write(output, ...rest)
    const now = display()
    const isOnGround = groundOf(now) !== null
    const before = wasOnGround && !isOnGround ? OFF_GROUND : ''
    wasOnGround = isOnGround
    return stdout.write(before + presented(output, now), ...rest)
  }
  return new Proxy(stdout, {
    get(target, name) {
      if (name === 'write') return write
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function plainOf(output: string, { glyphs }: DisplaySettings): string {
  return glyphs === 'ascii' ? plainLetters(output) : plainWords(output)
}
