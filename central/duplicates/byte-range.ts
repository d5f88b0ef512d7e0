/** Bytes `from` to `to`, the end not included. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/**
 * One range of a Range header (RFC 9110 §14.1.2, §14.2) within `sizeBytes`: null for no header, or one that a server may pass over (another unit, several ranges, not well formed);
 * 'outside' when nothing of it lies within.
 */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | 'outside' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const suffix = Math.min(Number(last), sizeBytes)
    return suffix === 0 ? 'outside' : { from: sizeBytes - suffix, to: sizeBytes }
  }
  const from = Number(first)
  if (last !== '' && Number(last) < from) return null
  if (from >= sizeBytes) return 'outside'
  return { from, to: last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1) }
}
