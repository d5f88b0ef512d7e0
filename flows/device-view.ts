import type { AnyMachineSnapshot } from 'xstate'
import { DEVICE_SCREENS, type DeviceScreen } from './base/device-screens.ts'
import type { ReadCardContext } from './card/read-card.flow.ts'
import type { OwnershipContext } from './modem/ownership.flow.ts'
import type { SendCodeContext } from './modem/send-code.flow.ts'
import type { PrintContext } from './print/print.flow.ts'
import { runningFlows } from './running-flows.ts'
import type { TokenSignContext } from './token/sign-context.ts'

/** All a presentation may know of the device flow that runs at one instant, alone or as a child of another flow. */
export interface DeviceView {
  /** Null while no device flow stands on a screen of its own. */
  readonly screen: DeviceScreen | null
  readonly tokenSign: TokenSignContext | null
  readonly readCard: ReadCardContext | null
  readonly ownership: OwnershipContext | null
  readonly sendCode: SendCodeContext | null
  readonly print: PrintContext | null
}

/** Reads the view off a snapshot of a device flow, or of any flow that may be running one. */
export function deviceViewOf(snapshot: AnyMachineSnapshot): DeviceView {
  const chain = runningFlows(snapshot)
  const contextOf = <T>(id: string) => (chain.find((flow) => flow.machine.id === id)?.context ?? null) as T | null
  return {
    screen: screenOf(chain),
    tokenSign: contextOf<TokenSignContext>('tokenSign'),
    readCard: contextOf<ReadCardContext>('readCard'),
    ownership: contextOf<OwnershipContext>('ownership'),
    sendCode: contextOf<SendCodeContext>('sendCode'),
    print: contextOf<PrintContext>('print'),
  }
}

function screenOf(chain: readonly AnyMachineSnapshot[]): DeviceScreen | null {
  for (const flow of chain) {
    const screen = DEVICE_SCREENS.find((name) => flow.hasTag(name))
    if (screen) return screen
  }
  return null
}
