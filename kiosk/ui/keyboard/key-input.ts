export type KeyName =
  | 'enter'
  | 'escape'
  | 'tab'
  | 'shift-tab'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'f1'
  | 'f2'
  | 'f3'
  | 'f4'
  | 'f5'
  | 'f6'
  | 'f7'
  | 'f8'
  | 'f9'
  | 'f10'
  | 'f11'
  | 'f12'
  | 'ctrl-c'

/** What the parser reads off the bytes of a terminal. Text comes in runs: one code point from a finger, many from a burst. */
export type RawKey =
  | { readonly kind: 'key'; readonly name: KeyName }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }

/** What screens hear, after keyboard-wedge scans have been told apart from typing. */
export type KeyInput =
  | RawKey
  /** One digit with silence after it: a choice in a menu, certainly no scan that has just begun. */
  | { readonly kind: 'choice'; readonly digit: number }
  /** The last text keys were the start of a card scan: a field that took them puts them out again. */
  | { readonly kind: 'scan-began' }
  /** A whole card scan, typed by a wedge or pasted. */
  | { readonly kind: 'scan'; readonly text: string }
