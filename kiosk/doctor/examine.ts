import type { Settings } from '../settings.ts'
import type { StationDevices } from '../station-devices.ts'
import { deviceFindings } from './device-findings.ts'
import type { Finding } from './finding.ts'
import { lineFindings } from './line-findings.ts'
import { stationFindings } from './station-findings.ts'

/** Looks at everything once: store, line and devices at the same time. The devices are running already. */
export async function examine(settings: Settings, devices: StationDevices): Promise<readonly Finding[]> {
  const line = await lineFindings(settings)
  return [...stationFindings(settings), ...line, ...deviceFindings(devices, settings.devices)]
}
