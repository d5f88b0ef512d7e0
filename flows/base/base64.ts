/** Bytes as base64 (RFC 4648 §4), so that context and output of a flow survive a snapshot in JSON. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** The bytes again. `text` comes from `toBase64`; anything that is not base64 throws as `atob` does. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
