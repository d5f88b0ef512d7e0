/** A command APDU taken apart (ISO 7816-4 §5.1, cases 1 to 4, short and extended). */
export interface CommandApdu {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data: Uint8Array
  /** How many bytes are expected at most (256 or 65 536 for "all there is"); null when none are. */
  readonly le: number | null
}

const HEADER_BYTES = 4
const STATUS_BYTES = 2

/** Null when the lengths in the bytes contradict their number. */
export function parseCommandApdu(bytes: Uint8Array): CommandApdu | null {
  if (bytes.length < HEADER_BYTES) return null
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes
  const body = bodyOf(bytes.subarray(HEADER_BYTES))
  return body && { cla, ins, p1, p2, ...body }
}

export interface CommandParts {
  readonly data?: Uint8Array
  /** 1 to 256 short, up to 65 536 extended; left out when no data is expected. */
  readonly le?: number
}

/** Writes one command APDU; the extended form is used only where a length needs it. */
export function commandApdu(
  header: readonly [cla: number, ins: number, p1: number, p2: number],
  { data = new Uint8Array(0), le }: CommandParts = {},
): Uint8Array {
  const extended = data.length > 0xff || (le ?? 0) > 0x100
  const lc = data.length === 0 ? [] : extended ? [0, data.length >> 8, data.length & 0xff] : [data.length]
  const expected =
    le === undefined ? [] : extended ? [...(data.length === 0 ? [0] : []), (le >> 8) & 0xff, le & 0xff] : [le & 0xff]
  return Uint8Array.from([...header, ...lc, ...data, ...expected])
}

/** The two status bytes at the end of an answer, as one number; null when there are none. */
export function statusOf(answer: Uint8Array): number | null {
  if (answer.length < STATUS_BYTES) return null
  return (answer[answer.length - 2]! << 8) | answer[answer.length - 1]!
}

/** The answer without its status bytes. */
export function answerData(answer: Uint8Array): Uint8Array {
  return answer.subarray(0, Math.max(0, answer.length - STATUS_BYTES))
}

/** Data and status as a card gives them. */
export function answerApdu(status: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  return Uint8Array.from([...data, status >> 8, status & 0xff])
}

/** What may be logged of a command: header and length, never the data. */
export function headerText(command: Uint8Array): string {
  return [...command.subarray(0, HEADER_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

function bodyOf(body: Uint8Array): Pick<CommandApdu, 'data' | 'le'> | null {
  const none = new Uint8Array(0)
  if (body.length === 0) return { data: none, le: null }
  const first = body[0]!
  if (body.length === 1) return { data: none, le: first || 0x100 }
  if (first !== 0) {
    const data = body.subarray(1, 1 + first)
    if (body.length === 1 + first) return { data, le: null }
    return body.length === 2 + first ? { data, le: body[1 + first]! || 0x100 } : null
  }
  const length = word(body, 1)
  if (length === null) return null
  if (body.length === 3) return { data: none, le: length || 0x1_00_00 }
  const data = body.subarray(3, 3 + length)
  if (body.length === 3 + length) return { data, le: null }
  const le = word(body, 3 + length)
  return le !== null && body.length === 5 + length ? { data, le: le || 0x1_00_00 } : null
}

function word(bytes: Uint8Array, at: number): number | null {
  return bytes.length < at + 2 ? null : (bytes[at]! << 8) | bytes[at + 1]!
}
