/** What vpcd asks of a card (vsmartcard, vpcd protocol): a control byte, or a command APDU. */
export type VpcdRequest =
  | { readonly kind: 'power-off' }
  | { readonly kind: 'power-on' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'atr' }
  | { readonly kind: 'command'; readonly apdu: Uint8Array }
  /** A length no APDU has, or a control byte that is not defined. */
  | { readonly kind: 'unknown'; readonly sizeBytes: number }

const LENGTH_BYTES = 2
const CONTROLS: readonly (Exclude<VpcdRequest['kind'], 'command' | 'unknown'> | undefined)[] = [
  'power-off',
  'power-on',
  'reset',
  undefined,
  'atr',
]

/** One message with its length before it (2 bytes, big-endian), in one piece: two writes would wait for one another (Nagle). */
export function encodeVpcd(payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(LENGTH_BYTES + payload.length)
  new DataView(frame.buffer).setUint16(0, payload.length)
  frame.set(payload, LENGTH_BYTES)
  return frame
}

/** Cuts a stream into requests. TCP neither loses nor garbles, so there is nothing to find again; one message is at most 64 KiB. */
export function createVpcdParser(): (bytes: Uint8Array) => VpcdRequest[] {
  let held = new Uint8Array(0)
  return (bytes) => {
    const joined = new Uint8Array(held.length + bytes.length)
    joined.set(held)
    joined.set(bytes, held.length)
    const requests: VpcdRequest[] = []
    let at = 0
    while (joined.length - at >= LENGTH_BYTES) {
      const length = (joined[at]! << 8) | joined[at + 1]!
      const end = at + LENGTH_BYTES + length
      if (joined.length < end) break
      requests.push(requestOf(joined.slice(at + LENGTH_BYTES, end)))
      at = end
    }
    held = joined.slice(at)
    return requests
  }
}

function requestOf(payload: Uint8Array): VpcdRequest {
  // ISO 7816-4 §5.1: the shortest command is its header of four bytes.
  if (payload.length >= 4) return { kind: 'command', apdu: payload }
  const kind = payload.length === 1 ? CONTROLS[payload[0]!] : undefined
  return kind ? { kind } : { kind: 'unknown', sizeBytes: payload.length }
}
