import { Fault } from '../flows/base/fault.ts'
import type { StationKind } from '../flows/base/terms.ts'

/**
 * Refuses what only an assisted counter may do. Central says at pairing what a machine is for, whatever the settings say here; practice is for either. Raises CONFIG_INVALID
 * (setting kind).
 */
export function assistedOnly(kind: StationKind | undefined, training: boolean): void {
  if (training || kind === 'assisted') return
  throw new Fault('CONFIG_INVALID', { setting: 'kind', paired: kind ?? 'unknown', needed: 'assisted' })
}
