import { createContext, use, useLayoutEffect } from 'react'
import type { HintName } from './frame/bottom-line.ts'
import type { KeyInput } from './keyboard/key-input.ts'
import type { Command } from './keys.ts'

/** Takes a key and says whether it was its own; others fall to what Enter and Esc mean everywhere. */
export type KeyHandler = (key: KeyInput) => boolean

/** Where the router finds the one component that takes keys on this screen. */
export interface KeyTarget {
  current: KeyHandler | null
  /** Keys of this page alone, with what they do: the help tells of them too. */
  extras?: readonly PageKey[]
}

export type PageKey = readonly [Command, HintName]

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

/** Says which keys a page has of its own, for as long as it stands. */
export function usePageKeys(extras: readonly PageKey[]): void {
  const target = use(KeyTargetContext)
  useLayoutEffect(() => {
    target.extras = extras
    return () => {
      if (target.extras === extras) target.extras = []
    }
  })
}
