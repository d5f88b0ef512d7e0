import { useStdin, useStdout } from 'ink'
import { useEffect } from 'react'
import type { KeyInput } from './keyboard/key-input.ts'
import { createKeyboard, type KeySource } from './keyboard/keyboard.ts'

const BRACKETED_PASTE_ON = '\u001b[?2004h'
const BRACKETED_PASTE_OFF = '\u001b[?2004l'

/** Reads the terminal's keys while the app stands, and gives the terminal back as it was. `route` must not change. */
export function useKeyboard(route: (key: KeyInput) => void): void {
  const { stdin } = useStdin()
  const { stdout } = useStdout()
  useEffect(() => {
    const keyboard = createKeyboard(stdin as KeySource)
    keyboard.subscribe(route)
    stdout.write(BRACKETED_PASTE_ON)
    return () => {
      stdout.write(BRACKETED_PASTE_OFF)
      keyboard.stop()
    }
  }, [stdin, stdout, route])
}
