import { createContext, use, useLayoutEffect } from 'react'
import type { KeyInput } from './keyboard/key-input.ts'

/** Takes a key and says whether it was its own; others fall to what Enter and Esc mean everywhere. */
export type KeyHandler = (key: KeyInput) => boolean

/** Where the router finds the one component that takes keys on this screen. */
export interface KeyTarget {
  current: KeyHandler | null
}

export const KeyTargetContext = createContext<KeyTarget>({ current: null })

/** Makes the handler the taker of this screen's keys, for as long as its component stands. */
export function useScreenKeys(handler: KeyHandler): void {
  const target = use(KeyTargetContext)
  useLayoutEffect(() => {
    target.current = handler
    return () => {
      if (target.current === handler) target.current = null
    }
  })
}
