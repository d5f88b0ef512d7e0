import type { Carrier } from './carrier.ts'

/**
 * Who issued a SIM: a carrier of Vietnam, `foreign` for a country code other than 452, null when the numbers do not tell. The IMSI has the
 * word (ITU-T E.212: country 3 digits, network 2); without one (a PIN guards it) the ICCID hints (ITU-T E.118: 89, country 84, issuer).
 * A virtual carrier may use its host's numbers. Source: domain.md §2.3, §4.5.
 */
export function homeNetwork(sim: { readonly iccid: string; readonly imsi: string | null }): Carrier | 'foreign' | null {
  if (sim.imsi !== null) {
    if (!/^\d{14,15}$/.test(sim.imsi)) return null
    return sim.imsi.startsWith('452') ? (CARRIER_OF_MNC[sim.imsi.slice(3, 5)] ?? null) : 'foreign'
  }
  if (!/^89\d{16,18}$/.test(sim.iccid)) return null
  return sim.iccid.startsWith('8984') ? (CARRIER_OF_MNC[sim.iccid.slice(4, 6)] ?? null) : 'foreign'
}

const CARRIER_OF_MNC: Readonly<Record<string, Carrier>> = {
  '01': 'MobiFone',
  '02': 'VinaPhone',
  '04': 'Viettel',
  '05': 'Vietnamobile',
  '07': 'Gmobile',
  '08': 'iTel',
  '09': 'Wintel',
}
