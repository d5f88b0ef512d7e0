import { useStdin, useStdout } from 'ink'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { KeyInput } from './keyboard/key-input.ts'
import { createKeyboard, type KeySource } from './keyboard/keyboard.ts'

const BRACKETED_PASTE_ON = '\u001b[?2004h'
const BRACKETED_PASTE_OFF = '\u001b[?2004l'

/**
 * Reads the terminal's keys while the app stands, and gives the terminal back as it was. A `route` that changes takes over without the keyboard being let
 * go: in the moment between, the terminal would echo a key into the screen.
 */
export function useKeyboard(route: (key: KeyInput) => void): void {
  const { stdin } = useStdin()
  const { stdout } = useStdout()
  const latest = useRef(route)
  useLayoutEffect(() => {
    latest.current = route
  }, [route])
  useEffect(() => {
    const keyboard = createKeyboard(stdin as KeySource)
    keyboard.subscribe((key) => latest.current(key))
    stdout.write(BRACKETED_PASTE_ON)
    return () => {
      stdout.write(BRACKETED_PASTE_OFF)
      keyboard.stop()
    }
  }, [stdin, stdout])
}
