import { openStick } from './stick-files.ts'

/** What lies on a stick, by its names alone: nothing is read, nothing is believed. */
export interface StickContents {
  /** Whether any station or carrier has ever written to it. */
  readonly used: boolean
  /** Bundles that wait to be carried, by the code of their station. */
  readonly bundles: ReadonlyMap<string, number>
  /** Central's answers that wait to be brought home, by the code of the station. */
  readonly replies: ReadonlyMap<string, number>
}

/** Looks through a stick, to say why nothing came of it. Raises STICK_ABSENT, STICK_PULLED. */
export function stickContents(folder: string): StickContents {
  const stick = openStick(folder)
  const count = (kind: 'out' | 'in') => {
    const counts = new Map<string, number>()
    for (const { stationCode } of stick.list(kind)) counts.set(stationCode, (counts.get(stationCode) ?? 0) + 1)
    return counts
  }
  return { used: stick.used(), bundles: count('out'), replies: count('in') }
}
