import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import type { ModuleTrouble, SeenToken } from '../../flows/ports/token.port.ts'

/** How the device "token" stands, out of what is seen: the best there is counts, and of troubles the first that somebody can do something about. */
export function tokenStanding(
  tokens: readonly SeenToken[],
  troubles: readonly ModuleTrouble[],
  workingModules: readonly string[],
): DeviceStanding {
  const usable = tokens.find(({ certificates }) => certificates.length > 0)
  if (usable) return { state: 'ready', code: null, name: usable.module }
  const empty = tokens[0]
  if (empty) return { state: 'faulted', code: 'TOKEN_NO_CERTIFICATE', name: empty.module }
  // A module that fell may be the one whose token is plugged in: that it is started again is more than "no token".
  const fallen = troubles.find(({ code }) => !CANNOT_BE_LOADED.has(code))
  if (fallen) return { state: 'faulted', code: fallen.code, name: fallen.module }
  const working = workingModules[0]
  if (working !== undefined) return { state: 'missing', code: 'TOKEN_ABSENT', name: working }
  const unfit = troubles.find(({ code }) => code !== 'TOKEN_MODULE_MISSING') ?? troubles[0]
  return { state: 'needs-driver', code: unfit?.code ?? 'TOKEN_MODULE_MISSING', name: unfit?.module ?? null }
}

const CANNOT_BE_LOADED: ReadonlySet<string> = new Set([
  'TOKEN_MODULE_MISSING',
  'TOKEN_MODULE_ARCHITECTURE',
  'TOKEN_MODULE_INVALID',
])
