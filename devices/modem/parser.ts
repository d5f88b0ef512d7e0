/** The longest line is a status report or a message read as PDU, 2 · (13 + 164) letters; names and lists stay far below this too. */
export const MAX_LINE_BYTES = 2048

export type AtToken =
  | { readonly kind: 'line'; readonly text: string }
  /** `> ` at the beginning of a line: the modem waits for the message (TS 27.005 §4.3). */
  | { readonly kind: 'prompt' }
  /** For the log only. */
  | { readonly kind: 'dropped'; readonly sizeBytes: number; readonly reason: 'garbage' | 'overflow' | 'unplugged' }

/** Turns a stream of chunks, cut anywhere, into lines and prompts. Total: any bytes in any chunks, never throws, bounded memory. */
export interface AtParser {
  push(chunk: Uint8Array): AtToken[]
  /** The line is gone: what is there will never be whole. */
  unplugged(): AtToken[]
  /** Never more than MAX_LINE_BYTES. */
  readonly keptBytes: number
}

/**
 * A line ends with CR, LF or any mix of them. A line with a byte that no modem writes is dropped whole, and the next one is read: answers begin
 * with a line end of their own, so garbage never takes the answer with it.
 */
export function createAtParser(): AtParser {
  const kept = new Uint8Array(MAX_LINE_BYTES)
  let used = 0
  let lost = 0
  let spoilt = false

  const take = (): { text: string; sizeBytes: number; spoilt: boolean; lost: number } => {
    const line = { text: String.fromCharCode(...kept.subarray(0, used)).trim(), sizeBytes: used + lost, spoilt, lost }
    kept.fill(0, 0, used)
    used = 0
    lost = 0
    spoilt = false
    return line
  }
  const endLine = (): AtToken[] => {
    const line = take()
    if (line.lost > 0) return [{ kind: 'dropped', sizeBytes: line.sizeBytes, reason: 'overflow' }]
    if (line.spoilt) return [{ kind: 'dropped', sizeBytes: line.sizeBytes, reason: 'garbage' }]
    return line.text === '' ? [] : [{ kind: 'line', text: line.text }]
  }
  const keep = (byte: number): AtToken[] => {
    if (IGNORED.has(byte)) return []
    if (byte < SPACE || byte > TILDE) spoilt = true
    if (used === MAX_LINE_BYTES) {
      lost += used
      kept.fill(0)
      used = 0
    }
    kept[used] = byte
    used += 1
    if (used !== 2 || lost > 0 || kept[0] !== GREATER || kept[1] !== SPACE) return []
    take()
    return [{ kind: 'prompt' }]
  }
  return {
    push(chunk) {
      const tokens: AtToken[] = []
      for (const byte of chunk) tokens.push(...(byte === CR || byte === LF ? endLine() : keep(byte)))
      return tokens
    },
    unplugged() {
      const { sizeBytes } = take()
      return sizeBytes > 0 ? [{ kind: 'dropped', sizeBytes, reason: 'unplugged' }] : []
    },
    get keptBytes() {
      return used
    },
  }
}

const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20
const TILDE = 0x7e
const GREATER = 0x3e
/** NUL is what some modems send while they start; the others are the echo of what ends or aborts a message. */
const IGNORED: ReadonlySet<number> = new Set([0x00, 0x1a, 0x1b])
