import type { AnyActorRef, AnyMachineSnapshot, SnapshotFrom } from 'xstate'
import type { AdviserContext } from '../adviser/adviser.flow.ts'
import { SCREENS, type Screen } from '../base/screens.ts'
import type { CaptchaContext } from '../captcha/captcha.flow.ts'
import type { DeliveryContext } from '../delivery/delivery.flow.ts'
import type { MobileContext } from '../mobile/mobile.flow.ts'
import type { OtpContext } from '../otp/otp.flow.ts'
import type { PasswordContext } from '../password/password.flow.ts'
import type { VisitContext, visitFlow } from './visit.flow.ts'

/** All a presentation may know of the visit at one instant: the screen, and the contexts of the flows that are running. */
export interface VisitView {
  readonly screen: Screen
  readonly visit: VisitContext
  readonly adviser: AdviserContext | null
  readonly mobile: MobileContext | null
  readonly captcha: CaptchaContext | null
  readonly otp: OtpContext | null
  readonly password: PasswordContext | null
  readonly delivery: DeliveryContext | null
  /** True during the last seconds before an unattended screen is wiped. */
  readonly inactivityWarned: boolean
}

/** Reads the view off a snapshot of the visit and of the flows it runs. */
export function viewOf(snapshot: SnapshotFrom<typeof visitFlow>): VisitView {
  const chain = runningFlows(snapshot)
  const contextOf = <T>(id: string) => (chain.find((flow) => flow.machine.id === id)?.context ?? null) as T | null
  return {
    screen: screenOf(chain),
    visit: snapshot.context,
    adviser: contextOf<AdviserContext>('adviser'),
    mobile: contextOf<MobileContext>('mobile'),
    captcha: contextOf<CaptchaContext>('captcha'),
    otp: contextOf<OtpContext>('otp'),
    password: contextOf<PasswordContext>('password'),
    delivery: contextOf<DeliveryContext>('delivery'),
    inactivityWarned: snapshot.matches({ presence: 'warned' }),
  }
}

/** The actors of the visit's flows, the innermost first: the order in which an event finds its taker. */
export function runningActors(visit: AnyActorRef): readonly AnyActorRef[] {
  return [...childFlows(visit.getSnapshot()).flatMap((child) => runningActors(child)), visit]
}

/** Snapshots of the flows under this one, the innermost first. */
export function runningFlows(snapshot: AnyMachineSnapshot): readonly AnyMachineSnapshot[] {
  return [...childFlows(snapshot).flatMap((child) => runningFlows(child.getSnapshot())), snapshot]
}

function childFlows(snapshot: AnyMachineSnapshot): readonly AnyActorRef[] {
  return (Object.values(snapshot.children) as readonly (AnyActorRef | undefined)[]).filter(
    (child): child is AnyActorRef => child !== undefined && isFlow(child),
  )
}

function isFlow(actor: AnyActorRef): boolean {
  const snapshot = actor.getSnapshot()
  return typeof snapshot === 'object' && snapshot !== null && 'machine' in snapshot && snapshot.status === 'active'
}

function screenOf(chain: readonly AnyMachineSnapshot[]): Screen {
  for (const flow of chain) {
    const screen = SCREENS.find((name) => flow.hasTag(name))
    if (screen) return screen
  }
  return 'opening'
}
