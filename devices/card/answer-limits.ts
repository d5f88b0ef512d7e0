/** Card capabilities in the historical bytes (ISO 7816-4 §12.1.2): compact object 73, third byte: "extended Lc and Le fields". */
const CAPABILITIES_TAG = 7
const EXTENDED_LENGTHS = 0x40
/** Category indicators of historical bytes that hold compact objects. */
const COMPACT = [0x00, 0x80]

/** Whether a card says of itself, in its answer to reset, that it takes long commands and gives long answers. */
export function saysExtendedLengths(atr: Uint8Array): boolean {
  const historical = historicalBytes(atr)
  if (!COMPACT.includes(historical[0] ?? -1)) return false
  for (let at = 1; at < historical.length; ) {
    const object = historical[at]!
    const length = object & 0x0f
    if (object >> 4 === CAPABILITIES_TAG) return length >= 3 && (historical[at + 3]! & EXTENDED_LENGTHS) !== 0
    at += 1 + length
  }
  return false
}

/** Whether an answer to reset is that of a contactless card, as readers put it together (PC/SC part 3 §3.1.3.2.3.1): 3B 8n 80 01. */
export function isContactless(atr: Uint8Array): boolean {
  return atr[0] === 0x3b && (atr[1] ?? 0) >> 4 === 8 && atr[2] === 0x80 && atr[3] === 0x01
}

/** ISO 7816-3 §8.2: T0 says which interface bytes follow, each TD which follow it, and how many historical bytes there are. */
function historicalBytes(atr: Uint8Array): Uint8Array {
  const count = (atr[1] ?? 0) & 0x0f
  let at = 1
  for (let format = atr[1] ?? 0; ; format = atr[at] ?? 0) {
    const present = [0x10, 0x20, 0x40, 0x80].filter((bit) => (format & bit) !== 0)
    at += present.length
    if ((format & 0x80) === 0) break
    if (at >= atr.length) return new Uint8Array(0)
  }
  return atr.subarray(at + 1, at + 1 + count)
}
