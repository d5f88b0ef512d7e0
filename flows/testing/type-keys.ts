/** Types keys as a person would, word by word, without a screen. */
import type { Typing } from '../rules/typing/typing.ts'

/** Stands for the Backspace key in vectors. */
export const BACKSPACE = '⌫'

/** The text after all keys. Backspace works in the word being typed; behind a finished word it takes a character of it away. */
export function typeKeys(typing: Typing, keys: string): string {
  let before = ''
  let word = typing.empty
  for (const key of keys) {
    if (key === BACKSPACE) {
      if (word.at === 0) before = before.slice(0, -1)
      word = typing.eraseLast(word)
    } else if (typing.takes(word, key)) {
      word = typing.typeKey(word, key)
    } else {
      before += typing.textOf(word) + key
      word = typing.empty
    }
  }
  return before + typing.textOf(word)
}
