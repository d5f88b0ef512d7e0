import type { Station } from './station.repo.ts'

/** A station as statements name it, there (data/statement/station-statements.ts) and here. */
export function placeOf({ name, stationCode }: Pick<Station, 'name' | 'stationCode'>): string {
  return `${name} (${stationCode})`
}

/** Whether a statement names this station. By its code: no two have the same, and a station that was paired twice may call itself otherwise than central does. */
export function isPlaceOf(place: string, { stationCode }: Pick<Station, 'stationCode'>): boolean {
  return place.endsWith(` (${stationCode})`)
}
