/** GSM default alphabet (TS 23.038 §6.2.1), one character a byte here; the escape to the extension table is a blank. */
const ALPHABET =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const PADDING = 0xff

/**
 * Text of a SIM file (TS 102 221 annex A): the default alphabet unpacked, or UCS-2 as `80`, or with a base as `81` and `82`; padded with FF.
 * Gives it trimmed and free of control characters; null when nothing is left.
 */
export function decodeSimText(bytes: Uint8Array): string | null {
  const text = textOf(bytes).replace(/\p{C}/gu, '').trim()
  return text === '' ? null : text
}

function textOf(bytes: Uint8Array): string {
  const [coding = PADDING, count = 0] = bytes
  switch (coding) {
    case 0x80:
      return wide(bytes.subarray(1))
    case 0x81:
      return based(bytes.subarray(3, 3 + count), (bytes[2] ?? 0) << 7)
    case 0x82:
      return based(bytes.subarray(4, 4 + count), ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0))
    default:
      return narrow(bytes)
  }
}

function wide(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const unit = (bytes[at]! << 8) | bytes[at + 1]!
    if (unit === 0xffff) break
    text += String.fromCharCode(unit)
  }
  return text.isWellFormed() ? text : ''
}

function based(bytes: Uint8Array, base: number): string {
  return [...bytes].map((byte) => (byte < 0x80 ? narrow([byte]) : String.fromCharCode(base + (byte & 0x7f)))).join('')
}

function narrow(bytes: Iterable<number>): string {
  const whole = [...bytes]
  const end = whole.indexOf(PADDING)
  return (end < 0 ? whole : whole.slice(0, end)).map((byte) => ALPHABET[byte] ?? '').join('')
}
