/** A value as JSON in UTF-8, in memory of its own that the caller may overwrite. */
export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
