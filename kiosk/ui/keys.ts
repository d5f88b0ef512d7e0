import type { KeyInput, KeyName } from './keyboard/key-input.ts'

/** What a key means anywhere on the kiosk. Digits choose in menus and are text in fields; they are no command. */
export type Command =
  | 'next'
  | 'back'
  | 'help'
  | 'language'
  | 'renew'
  | 'reveal'
  | 'demoScan'
  | 'typing'
  | 'asPressed'
  | 'look'
  | 'end'
  | 'quit'
  | 'erase'
  | 'eraseAhead'
  | 'left'
  | 'right'
  | 'first'
  | 'last'
  | 'up'
  | 'down'
  | 'nextField'
  | 'previousField'
  | 'nextCitizen'
  | 'handOver'

/** Where the hint of a key stands: in the bottom border, in the top border, on the page that uses it, in the help alone, or nowhere. */
export type HintPlace = 'footer' | 'header' | 'page' | 'help' | 'none'

export interface KeyBinding {
  readonly command: Command
  readonly keys: readonly KeyName[]
  /** The key as it is printed on the keyboard and in hints. */
  readonly cap: string
  readonly hint: HintPlace
}

/** The one table of keys: footer, help, router and tests read it. product.md §8: nothing needs Tab, Ctrl or a mouse. */
export const KEYS: readonly KeyBinding[] = [
  { command: 'next', keys: ['enter'], cap: 'Enter', hint: 'footer' },
  { command: 'back', keys: ['escape'], cap: 'Esc', hint: 'footer' },
  { command: 'help', keys: ['f1'], cap: 'F1', hint: 'footer' },
  { command: 'end', keys: ['f10'], cap: 'F10', hint: 'footer' },
  { command: 'language', keys: ['f2'], cap: 'F2', hint: 'header' },
  { command: 'renew', keys: ['f3'], cap: 'F3', hint: 'page' },
  { command: 'reveal', keys: ['f4'], cap: 'F4', hint: 'page' },
  { command: 'demoScan', keys: ['f5'], cap: 'F5', hint: 'page' },
  { command: 'typing', keys: ['f6'], cap: 'F6', hint: 'page' },
  // Told of in the help of fields: a name that has no marks was given some.
  { command: 'asPressed', keys: ['f7'], cap: 'F7', hint: 'none' },
  // F11 belongs to desktop terminals, which leave full screen with it.
  { command: 'look', keys: ['f12'], cap: 'F12', hint: 'help' },
  { command: 'erase', keys: ['backspace'], cap: 'Backspace', hint: 'help' },
  { command: 'eraseAhead', keys: ['delete'], cap: 'Delete', hint: 'none' },
  { command: 'left', keys: ['left'], cap: '←', hint: 'none' },
  { command: 'right', keys: ['right'], cap: '→', hint: 'none' },
  { command: 'first', keys: ['home'], cap: 'Home', hint: 'none' },
  { command: 'last', keys: ['end'], cap: 'End', hint: 'none' },
  { command: 'up', keys: ['up'], cap: '↑', hint: 'none' },
  { command: 'down', keys: ['down'], cap: '↓', hint: 'none' },
  // The counter's, whose own words tell of them.
  { command: 'nextField', keys: ['tab'], cap: 'Tab', hint: 'none' },
  { command: 'previousField', keys: ['shift-tab'], cap: 'Shift-Tab', hint: 'none' },
  { command: 'nextCitizen', keys: ['f8'], cap: 'F8', hint: 'none' },
  { command: 'handOver', keys: ['f9'], cap: 'F9', hint: 'none' },
  // The technician's way out; citizens have none and are told of none.
  { command: 'quit', keys: ['ctrl-c'], cap: 'Ctrl-C', hint: 'none' },
]

/** The command a key stands for, or null when it is text or no key of ours. */
export function commandOf(input: KeyInput): Command | null {
  if (input.kind !== 'key') return null
  return KEYS.find((binding) => binding.keys.includes(input.name))?.command ?? null
}

/** The key of a command as it is printed in hints. */
export function capOf(command: Command): string {
  return KEYS.find((binding) => binding.command === command)?.cap ?? ''
}
