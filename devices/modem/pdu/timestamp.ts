/**
 * Seven octets YY MM DD hh mm ss tz with swapped nibbles (TS 23.040 §9.2.3.11); tz counts quarter hours, its sign is bit 3. Gives milliseconds
 * since 1970 (UTC), or null for what is no time. Years are 2000 to 2099.
 */
export function readTimestamp(octets: Uint8Array): number | null {
  const [year, month, day, hour, minute, second] = Array.from(octets.subarray(0, 6), swappedDecimal)
  const zone = octets[6] ?? 0
  const quarters = swappedDecimal(zone & 0xf7)
  const parts = [year, month, day, hour, minute, second, quarters]
  if (parts.some((part) => part === undefined || Number.isNaN(part))) return null
  if (month! < 1 || month! > 12 || day! < 1 || day! > 31 || hour! > 23 || minute! > 59 || second! > 59) return null
  const offsetMs = (zone & 0x08 ? -1 : 1) * quarters * QUARTER_HOUR_MS
  return Date.UTC(2000 + year!, month! - 1, day!, hour!, minute!, second!) - offsetMs
}

/** The same seven octets, as a network in Vietnam (+7 hours) writes them. */
export function encodeTimestamp(atMs: number): Uint8Array {
  const local = new Date(atMs + VIETNAM_QUARTERS * QUARTER_HOUR_MS)
  const parts = [
    local.getUTCFullYear() % 100,
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
    VIETNAM_QUARTERS,
  ]
  return Uint8Array.from(parts, (part) => ((part % 10) << 4) | Math.floor(part / 10))
}

const QUARTER_HOUR_MS = 15 * 60_000
const VIETNAM_QUARTERS = 28

function swappedDecimal(octet: number): number {
  const tens = octet & 0x0f
  const units = octet >> 4
  return tens > 9 || units > 9 ? Number.NaN : tens * 10 + units
}
