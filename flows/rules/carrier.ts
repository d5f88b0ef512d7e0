export const CARRIERS = ['Viettel', 'VinaPhone', 'MobiFone', 'Vietnamobile', 'Gmobile', 'iTel', 'Wintel'] as const
export type Carrier = (typeof CARRIERS)[number]

/**
 * Who was given the range an E.164 number lies in, or null when the table does not say. A hint only: since 11/2018 numbers can be moved
 * to another carrier, so the carrier itself has the word. Source: domain.md §2.3.
 */
export function carrierHint(e164: string): Carrier | null {
  if (!/^\+84\d{9}$/.test(e164)) return null
  for (const [carrier, ranges] of RANGES) if (ranges.test(e164.slice(3))) return carrier
  return null
}

const RANGES: readonly (readonly [Carrier, RegExp])[] = [
  ['Viettel', /^(3[2-9]|86|9[678])/],
  ['VinaPhone', /^(8[1-5]|88|91|94)/],
  ['MobiFone', /^(7[06-9]|89|90|93)/],
  ['Vietnamobile', /^(52|56|58|92)/],
  ['Gmobile', /^(59|99[3-7])/],
  ['iTel', /^(87|99[89])/],
  ['Wintel', /^55/],
]
