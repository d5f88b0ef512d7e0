import type { KeyName, RawKey } from './key-input.ts'

/** Characters of a sequence or paste that has begun and not ended. */
export interface KeyParserState {
  readonly pending: string
  /** Text of a bracketed paste so far, or null outside one. */
  readonly pasted: string | null
}

export const KEY_PARSER_START: KeyParserState = { pending: '', pasted: null }

/** No terminal sends a longer key sequence; beyond it the bytes are noise and are dropped. */
const SEQUENCE_MAX_LENGTH = 32
/** Longer than any answer or card; the rest of a larger paste is dropped. */
const PASTE_MAX_LENGTH = 8_192

/**
 * Reads keys off decoded terminal input (ECMA-48 CSI and SS3, the Linux console's `ESC [ [ A`, bracketed paste). Total: every string gives keys,
 * in any split. A lone ESC stays pending until `flushKeys`, since a sequence may follow. Sequences that are no key of ours are dropped whole.
 */
export function parseKeys(state: KeyParserState, chunk: string): { keys: readonly RawKey[]; state: KeyParserState } {
  const keys: RawKey[] = []
  let input = state.pending + chunk
  let pasted = state.pasted
  while (input !== '') {
    if (pasted !== null) {
      const step = readPaste(pasted, input)
      if (step.done) keys.push({ kind: 'paste', text: step.pasted })
      pasted = step.done ? null : step.pasted
      input = step.rest
      if (!step.done) return { keys, state: { pending: input, pasted } }
      continue
    }
    if (input[0] === ESC) {
      const sequence = readSequence(input)
      if (sequence === null) return { keys, state: { pending: input, pasted } }
      input = input.slice(sequence.length)
      if (sequence.paste) pasted = ''
      else if (sequence.name) keys.push({ kind: 'key', name: sequence.name })
      continue
    }
    const run = TEXT_RUN.exec(input)?.[0]
    if (run) {
      keys.push({ kind: 'text', text: run })
      input = input.slice(run.length)
      continue
    }
    const name = CONTROL_KEYS[input[0] as string]
    if (name) keys.push({ kind: 'key', name })
    input = input.slice(input.startsWith('\r\n') ? 2 : 1)
  }
  return { keys, state: { pending: '', pasted } }
}

/** Gives what was pending once nothing more has come: a lone ESC is the key, an unfinished paste is what arrived, a torn sequence is nothing. */
export function flushKeys(state: KeyParserState): { keys: readonly RawKey[]; state: KeyParserState } {
  const keys: RawKey[] = []
  if (state.pasted !== null) keys.push({ kind: 'paste', text: state.pasted })
  else if (state.pending === ESC) keys.push({ kind: 'key', name: 'escape' })
  return { keys, state: KEY_PARSER_START }
}

const ESC = '\u001b'
const PASTE_START = `${ESC}[200~`
const PASTE_END = `${ESC}[201~`
const TEXT_RUN = /^[^\u0000-\u001f\u007f-\u009f]+/

const CONTROL_KEYS: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007f': 'backspace',
  '\u0003': 'ctrl-c',
}

/** Final parts as xterm, VTE, rxvt, PuTTY, tmux and the Linux console send them. */
const SEQUENCE_KEYS: Readonly<Record<string, KeyName>> = {
  OP: 'f1',
  OQ: 'f2',
  OR: 'f3',
  OS: 'f4',
  OM: 'enter',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  OH: 'home',
  OF: 'end',
  '[P': 'f1',
  '[Q': 'f2',
  '[R': 'f3',
  '[S': 'f4',
  '[[A': 'f1',
  '[[B': 'f2',
  '[[C': 'f3',
  '[[D': 'f4',
  '[[E': 'f5',
  '[11~': 'f1',
  '[12~': 'f2',
  '[13~': 'f3',
  '[14~': 'f4',
  '[15~': 'f5',
  '[17~': 'f6',
  '[18~': 'f7',
  '[19~': 'f8',
  '[20~': 'f9',
  '[21~': 'f10',
  '[23~': 'f11',
  '[24~': 'f12',
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  '[H': 'home',
  '[F': 'end',
  '[1~': 'home',
  '[7~': 'home',
  '[4~': 'end',
  '[8~': 'end',
  '[3~': 'delete',
  '[Z': 'shift-tab',
}

interface Sequence {
  readonly length: number
  readonly name: KeyName | null
  readonly paste: boolean
}

/** One sequence from its ESC on, or null while it may still grow. */
function readSequence(input: string): Sequence | null {
  if (input.length === 1) return null
  const second = input[1]
  if (second === 'O') return input.length === 2 ? null : known(input.slice(0, 3))
  if (second !== '[') return { length: 1, name: 'escape', paste: false }
  if (input[2] === '[') return input.length === 3 ? null : known(input.slice(0, 4))
  for (let end = 2; end < input.length; end++) {
    const code = input.charCodeAt(end)
    if (code >= 0x40 && code <= 0x7e) return known(input.slice(0, end + 1))
    // Not a byte of a control sequence (ECMA-48 §5.4): what came before is torn, this one starts anew.
    if (code < 0x20 || code > 0x3f || end > SEQUENCE_MAX_LENGTH) return { length: end, name: null, paste: false }
  }
  return null
}

function known(sequence: string): Sequence {
  // Modifiers (`ESC [ 1 ; 2 P`) do not change what a key does here.
  const body = sequence
    .slice(1)
    .replace(/^\[1;\d+(?=[A-Z])/, '[')
    .replace(/;\d+~$/, '~')
  return { length: sequence.length, name: SEQUENCE_KEYS[body] ?? null, paste: sequence === PASTE_START }
}

function readPaste(pasted: string, input: string): { done: boolean; pasted: string; rest: string } {
  const end = input.indexOf(PASTE_END)
  if (end >= 0) {
    return { done: true, pasted: capped(pasted + input.slice(0, end)), rest: input.slice(end + PASTE_END.length) }
  }
  // The end mark may be split between reads: what could be its beginning waits.
  const open = input.lastIndexOf(ESC)
  const held = open >= 0 && PASTE_END.startsWith(input.slice(open)) ? open : input.length
  return { done: false, pasted: capped(pasted + input.slice(0, held)), rest: input.slice(held) }
}

function capped(text: string): string {
  return text.slice(0, PASTE_MAX_LENGTH)
}
