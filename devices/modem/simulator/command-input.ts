import { CTRL_Z, ESC } from '../frame.ts'

/** What the driver sent, as the modem's end takes it. */
export type ModemInput =
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'data'; readonly hex: string }
  | { readonly kind: 'aborted' }

/** Cuts what comes into commands, and into the message while `prompting`. */
export interface CommandInput {
  push(bytes: Uint8Array): readonly ModemInput[]
  /** The next bytes are a message, up to Ctrl-Z or ESC. */
  prompt(): void
  forget(): void
}

export function createCommandInput(): CommandInput {
  let kept = ''
  let prompting = false
  const take = () => {
    const text = kept
    kept = ''
    return text
  }
  return {
    push(bytes) {
      const inputs: ModemInput[] = []
      for (const byte of bytes) {
        if (prompting && (byte === CTRL_Z || byte === ESC)) {
          prompting = false
          const hex = take().trim()
          inputs.push(byte === ESC ? { kind: 'aborted' } : { kind: 'data', hex })
        } else if (!prompting && byte === CARRIAGE_RETURN) {
          // An AT may follow letters of a command that was given up.
          const text = /AT.*$/i.exec(take())?.[0]
          if (text) inputs.push({ kind: 'command', text })
        } else if (byte !== CTRL_Z && byte !== ESC) kept = (kept + String.fromCharCode(byte)).slice(-MAX_KEPT)
      }
      return inputs
    },
    prompt() {
      prompting = true
    },
    forget() {
      kept = ''
      prompting = false
    },
  }
}

const CARRIAGE_RETURN = 0x0d
const MAX_KEPT = 1024
