import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { DeviceStanding, DeviceState } from '../../flows/ports/device.port.ts'
import type { Registration } from './commands/network.ts'
import type { SimState } from './commands/sim-state.ts'

/** How far a driver has come with its modem. `silent`: it is there and does not answer. */
export type ModemPhase = 'off' | 'absent' | 'lost' | 'starting' | 'up' | 'silent'

/** What keeps a modem from sending now; null when nothing does. `why` is why its port did not open, or what was told before it started. */
export function obstacle(
  phase: ModemPhase,
  sim: SimState,
  network: Registration,
  why: FaultCode | null,
): FaultCode | null {
  switch (phase) {
    case 'off':
    case 'absent':
      return why ?? 'MODEM_ABSENT'
    case 'lost':
      return why ?? 'MODEM_LOST'
    case 'silent':
      return 'MODEM_NOT_ANSWERING'
    case 'starting':
      return why ?? 'MODEM_NOT_ANSWERING'
    case 'up':
      return CODE_OF_SIM[sim] ?? (network === 'home' || network === 'roaming' ? null : 'MODEM_NO_NETWORK')
  }
}

/** The same in the doctor's words. */
export function standingOf(phase: ModemPhase, code: FaultCode | null, name: string | null): DeviceStanding {
  if (phase === 'off') return { state: 'off', code: null, name }
  return { state: code === null ? 'ready' : stateOf(code), code, name }
}

/** Of several modems the one that can do most speaks for all. */
export function bestStanding(standings: readonly DeviceStanding[]): DeviceStanding {
  const rank = (standing: DeviceStanding) => ORDER.indexOf(standing.state)
  return standings.toSorted((a, b) => rank(a) - rank(b))[0] ?? { state: 'missing', code: 'MODEM_ABSENT', name: null }
}

const ORDER: readonly DeviceState[] = ['ready', 'faulted', 'needs-driver', 'missing', 'off']

const CODE_OF_SIM: Readonly<Partial<Record<SimState, FaultCode>>> = {
  absent: 'SIM_ABSENT',
  pin: 'SIM_PIN_REQUIRED',
  puk: 'SIM_PUK_REQUIRED',
  faulted: 'SIM_UNREADABLE',
  unknown: 'SIM_UNREADABLE',
}

function stateOf(code: FaultCode): DeviceState {
  // A modem without a SIM lacks something that can be put in; nothing of it is broken.
  return code === 'MODEM_ABSENT' || code === 'MODEM_LOST' || code === 'SIM_ABSENT' ? 'missing' : 'faulted'
}
