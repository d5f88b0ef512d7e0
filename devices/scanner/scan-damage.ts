/** Ways in which the bytes of a scan go wrong, for the simulator. Each gives new bytes and is the same at every call. */

/** The high bit of the third byte that is plain ASCII flips: never UTF-8 any more, since a byte with it cannot stand alone. */
export function flipBit(bytes: Uint8Array): Uint8Array {
  const places = [...bytes.keys()].filter((at) => bytes[at]! >= 0x20 && bytes[at]! < 0x7f)
  const place = places[2] ?? places[0]
  return bytes.map((byte, at) => (at === place ? byte | 0x80 : byte))
}

/** Cut in the middle of the last letter of several bytes; unchanged when there is none. */
export function cutLetter(bytes: Uint8Array): Uint8Array {
  const start = bytes.findLastIndex((byte) => byte >= 0xc0)
  return start < 0 ? bytes : bytes.slice(0, start + 1)
}

/** What a scanner set to another speed sends: bytes all over the range, none of them CR, LF, STX or ETX, and no UTF-8. */
export function garbage(sizeBytes: number): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, at) => 0x80 | ((at * 73 + 29) & 0x7f))
}

/** A plug being pulled: a few bytes that mean nothing. */
export const PLUG_NOISE = Uint8Array.of(0x00, 0xff, 0xfe)
