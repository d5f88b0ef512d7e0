/** What the keys of a keyboard send. `xterm` is every desktop terminal; the bare Linux console differs in F1 to F5 (console_codes(4)). */
export type KeyDialect = 'xterm' | 'linux'

export type KeyName = keyof typeof XTERM

/** Gives the bytes a key sends; a single character sends itself, so `press('1')` works as `press('Enter')` does. */
export function keyBytes(key: KeyName | (string & {}), dialect: KeyDialect = 'xterm'): string {
  const named = (dialect === 'linux' ? { ...XTERM, ...LINUX } : XTERM) as Record<string, string>
  const bytes = named[key]
  if (bytes !== undefined) return bytes
  if ([...key].length !== 1) throw new Error(`no such key: ${key}`)
  return key
}

const XTERM = {
  Enter: '\r',
  Esc: '\x1b',
  Tab: '\t',
  'Shift-Tab': '\x1b[Z',
  Backspace: '\x7f',
  Delete: '\x1b[3~',
  Insert: '\x1b[2~',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
  Home: '\x1b[H',
  End: '\x1b[F',
  PageUp: '\x1b[5~',
  PageDown: '\x1b[6~',
  F1: '\x1bOP',
  F2: '\x1bOQ',
  F3: '\x1bOR',
  F4: '\x1bOS',
  F5: '\x1b[15~',
  F6: '\x1b[17~',
  F7: '\x1b[18~',
  F8: '\x1b[19~',
  F9: '\x1b[20~',
  F10: '\x1b[21~',
  F11: '\x1b[23~',
  F12: '\x1b[24~',
  'Ctrl-C': '\x03',
  'Ctrl-D': '\x04',
  'Ctrl-L': '\x0c',
  'Ctrl-Z': '\x1a',
}

const LINUX = { F1: '\x1b[[A', F2: '\x1b[[B', F3: '\x1b[[C', F4: '\x1b[[D', F5: '\x1b[[E' }
