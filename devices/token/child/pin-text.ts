/** CK_UNAVAILABLE_INFORMATION as 32 bits, and zero, which some tokens give: no limit known. */
const UNKNOWN: ReadonlySet<number> = new Set([0, 0xffffffff])

/**
 * May this PIN be given to the token at all? Printable ASCII (domain.md §3.5), within the lengths of CK_TOKEN_INFO. A PIN that cannot be right
 * is not spent as a try.
 */
export function isPinFor(pin: Uint8Array, token: { readonly minPinLen: number; readonly maxPinLen: number }): boolean {
  const least = UNKNOWN.has(token.minPinLen) ? 1 : token.minPinLen
  const most = UNKNOWN.has(token.maxPinLen) ? Number.POSITIVE_INFINITY : token.maxPinLen
  return pin.length >= least && pin.length <= most && pin.every((byte) => byte >= 0x20 && byte <= 0x7e)
}
