/** What a printer says. */
export type PrinterMessage =
  /** One byte in answer to DLE EOT; to which question, only the order tells. */
  | { readonly kind: 'answer'; readonly byte: number }
  /** Four bytes it sent by itself. */
  | { readonly kind: 'automatic'; readonly bytes: readonly number[] }
  /** One byte in answer to GS r. */
  | { readonly kind: 'sensor'; readonly byte: number }
  /** The four characters given with GS ( H. */
  | { readonly kind: 'process'; readonly id: string }
  /** Nothing a printer says. For the log, and a sign of a wrong speed. */
  | { readonly kind: 'dropped'; readonly sizeBytes: number }

/**
 * Turns a stream of chunks, cut anywhere, into messages. Total: any bytes in any chunks, never throws, keeps at most six bytes. The kinds are told apart
 * by fixed bits (ESC/POS Command Reference, "Identifying transmission data"): 0xx1xx10 answer to DLE EOT · 0xx1xx00 first byte of an
 * automatic status, its other three 0xx0xxxx · 0000xxxx answer to GS r · 37h 22h … 00h process id · 11h and 13h XON and XOFF, which are passed over.
 */
export interface PrinterParser {
  push(chunk: Uint8Array): PrinterMessage[]
  /** The line has been silent: what was begun will not go on. Gives what the bytes after the false start are. */
  idle(): PrinterMessage[]
  /** The line is gone: what was begun will never be whole. */
  unplugged(): PrinterMessage[]
  /** True when idle() would say something. */
  readonly waiting: boolean
}

export function createPrinterParser(): PrinterParser {
  let kept: number[] = []
  /** Everything that is whole, off the front of `kept`; at the end of a line (`final`) what is not whole is a false start of one byte. */
  const take = (final: boolean): PrinterMessage[] => {
    const messages: PrinterMessage[] = []
    while (kept.length > 0) {
      const found = recognise(kept)
      if (found === 'more' && !final) break
      const { sizeBytes, message } = found === 'more' ? FALSE_START : found
      kept = kept.slice(sizeBytes)
      if (message?.kind === 'dropped') addDropped(messages)
      else if (message) messages.push(message)
    }
    return messages
  }
  return {
    push(chunk) {
      const messages: PrinterMessage[] = []
      for (const byte of chunk) {
        kept.push(byte)
        for (const message of take(false)) {
          if (message.kind === 'dropped') addDropped(messages, message.sizeBytes)
          else messages.push(message)
        }
      }
      return messages
    },
    idle: () => take(true),
    unplugged() {
      const sizeBytes = kept.length
      kept = []
      return sizeBytes > 0 ? [{ kind: 'dropped', sizeBytes }] : []
    },
    get waiting() {
      return kept.length > 0
    },
  }
}

const AUTOMATIC_BYTES = 4
const PROCESS_ID_BYTES = 7
const XON = 0x11
const XOFF = 0x13
const BLOCK = 0x37
const PROCESS_ID = 0x22

type Found = { readonly sizeBytes: number; readonly message: PrinterMessage | null }
const FALSE_START: Found = { sizeBytes: 1, message: { kind: 'dropped', sizeBytes: 1 } }

/** What stands at the front, or `more` when that is not known before more has come. */
function recognise(bytes: readonly number[]): Found | 'more' {
  const [first = 0] = bytes
  if (first === XON || first === XOFF) return { sizeBytes: 1, message: null }
  if ((first & 0x93) === 0x12) return { sizeBytes: 1, message: { kind: 'answer', byte: first } }
  if ((first & 0xf0) === 0) return { sizeBytes: 1, message: { kind: 'sensor', byte: first } }
  if ((first & 0x93) === 0x10) return automatic(bytes)
  return first === BLOCK ? processId(bytes) : FALSE_START
}

function automatic(bytes: readonly number[]): Found | 'more' {
  const group = bytes.slice(0, AUTOMATIC_BYTES)
  if (group.slice(1).some((byte) => (byte & 0x90) !== 0)) return FALSE_START
  if (group.length < AUTOMATIC_BYTES) return 'more'
  return { sizeBytes: AUTOMATIC_BYTES, message: { kind: 'automatic', bytes: group } }
}

function processId(bytes: readonly number[]): Found | 'more' {
  const [, flag = PROCESS_ID, ...rest] = bytes.slice(0, PROCESS_ID_BYTES)
  const id = rest.slice(0, 4)
  if (flag !== PROCESS_ID || id.some((byte) => byte < 0x20 || byte > 0x7e) || (rest[4] ?? 0) !== 0) return FALSE_START
  if (bytes.length < PROCESS_ID_BYTES) return 'more'
  return { sizeBytes: PROCESS_ID_BYTES, message: { kind: 'process', id: String.fromCharCode(...id) } }
}

/** Bytes dropped one after the other are told once. */
function addDropped(messages: PrinterMessage[], sizeBytes = 1): void {
  const last = messages.at(-1)
  if (last?.kind === 'dropped')
    messages[messages.length - 1] = { kind: 'dropped', sizeBytes: last.sizeBytes + sizeBytes }
  else messages.push({ kind: 'dropped', sizeBytes })
}
