import type { StationIdentity } from '../../data/store/station.repo.ts'

/** A station as commands show it to machines. */
export function shown({ stationId, stationCode, name }: StationIdentity) {
  return { stationId, stationCode, name }
}
