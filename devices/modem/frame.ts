/** What one line from a modem is, as far as it can be told without knowing what was asked (TS 27.007 §5.7, TS 27.005 §3.2.5). */
export type AtLine =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly error: AtError }
  /** Information, something unsolicited, an echo, a PDU, or noise: exchange.ts tells them apart. */
  | { readonly kind: 'text'; readonly text: string }

/** `cme` comes from the equipment (TS 27.007 §9.2), `cms` from the message service (TS 27.005 §3.2.5). `number` is null when it gave words or none. */
export interface AtError {
  readonly family: 'plain' | 'cme' | 'cms'
  readonly number: number | null
}

export const ESC = 0x1b
export const CTRL_Z = 0x1a

/** Reads one line, its end removed. Total. NO CARRIER and its kin belong to calls, which nobody makes here: they are text. */
export function decodeLine(line: string): AtLine {
  if (line === 'OK') return { kind: 'ok' }
  if (line === 'ERROR' || line === 'COMMAND NOT SUPPORT')
    return { kind: 'error', error: { family: 'plain', number: null } }
  const found = /^\+CM([ES]) ERROR:\s*(.*)$/.exec(line)
  if (!found) return { kind: 'text', text: line }
  const words = found[2]!.trim()
  const number = /^\d{1,4}$/.test(words) ? Number(words) : (NUMBER_OF_WORDS[words.toLowerCase()] ?? null)
  return { kind: 'error', error: { family: found[1] === 'E' ? 'cme' : 'cms', number } }
}

/** The bytes of a command: its text and CR, which also ends whatever half a command lay before it. */
export function encodeCommand(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\r`)
}

/** The bytes that answer the prompt: the PDU in hexadecimal and Ctrl-Z. They hold the text of the message: wipe them. */
export function encodePduData(pdu: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(pdu.length * 2 + 1)
  pdu.forEach((octet, at) => {
    bytes[2 * at] = HEX.charCodeAt(octet >> 4)
    bytes[2 * at + 1] = HEX.charCodeAt(octet & 0x0f)
  })
  bytes[bytes.length - 1] = CTRL_Z
  return bytes
}

/** The name of a command, all that a log may hold of it: what follows = may be a PIN or a number. */
export function commandName(text: string): string {
  return /^AT[+^]?[A-Z]*/.exec(text)?.[0] ?? 'AT'
}

/** The values of an information line: `+CPMS: "ME",0,23` gives ME, 0, 23. Quotes protect commas; a value left out is empty. */
export function fieldsOf(line: string): readonly string[] {
  const values = /^[+^*#]?[A-Z0-9]+:\s*(.*)$/.exec(line)?.[1] ?? line
  return [...values.matchAll(/(?:^|,)\s*(?:"([^"]*)"?|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted ?? bare?.trim() ?? '',
  )
}

const HEX = '0123456789ABCDEF'
// CMEE=2 in the modem's own memory is known to survive until start-up has set 1 (TS 27.007 §9.2.1).
const NUMBER_OF_WORDS: Readonly<Record<string, number>> = {
  'sim not inserted': 10,
  'sim pin required': 11,
  'sim puk required': 12,
  'sim failure': 13,
  'sim busy': 14,
}
