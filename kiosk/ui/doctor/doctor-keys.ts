import type { KeyInput, KeyName } from '../keyboard/key-input.ts'

/** What a key means in the doctor. On a test's own screens Enter and Esc belong to the test. */
export type DoctorCommand =
  | 'up'
  | 'down'
  | 'first'
  | 'last'
  | 'test'
  | 'look'
  | 'slip'
  | 'help'
  | 'leave'
  | 'stop'
  | 'quit'

export interface DoctorKey {
  readonly command: DoctorCommand
  readonly keys: readonly KeyName[]
  /** The key as it is printed on the keyboard; `plainCap` where the font lacks its sign. */
  readonly cap: string
  readonly plainCap?: string
}

/** The one table of keys of the doctor: footer, help, router and tests read it. */
export const DOCTOR_KEYS: readonly DoctorKey[] = [
  { command: 'up', keys: ['up'], cap: '↑ ↓', plainCap: '^ v' },
  { command: 'down', keys: ['down'], cap: '↓', plainCap: 'v' },
  { command: 'first', keys: ['home'], cap: 'Home' },
  { command: 'last', keys: ['end'], cap: 'End' },
  { command: 'test', keys: ['enter'], cap: 'Enter' },
  { command: 'look', keys: ['f5'], cap: 'F5' },
  { command: 'slip', keys: ['f6'], cap: 'F6' },
  { command: 'help', keys: ['f1'], cap: 'F1' },
  { command: 'stop', keys: ['f10'], cap: 'F10' },
  { command: 'leave', keys: ['escape'], cap: 'Esc' },
  { command: 'quit', keys: ['ctrl-c'], cap: 'Ctrl-C' },
]

/** The command a key stands for, or null when it is text or no key of ours. */
export function doctorCommandOf(input: KeyInput): DoctorCommand | null {
  if (input.kind !== 'key') return null
  return DOCTOR_KEYS.find(({ keys }) => keys.includes(input.name))?.command ?? null
}

/** The key of a command as it is printed in hints. */
export function doctorCapOf(command: DoctorCommand, glyphs: 'unicode' | 'ascii'): string {
  const key = DOCTOR_KEYS.find((each) => each.command === command)
  return (glyphs === 'ascii' ? key?.plainCap : undefined) ?? key?.cap ?? ''
}
