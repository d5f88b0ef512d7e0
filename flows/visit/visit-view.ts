import type { AnyMachineSnapshot, SnapshotFrom } from 'xstate'
import type { AdviserContext } from '../adviser/adviser.flow.ts'
import { DEVICE_SCREENS, type DeviceScreen } from '../base/device-screens.ts'
import { SCREENS, type Screen } from '../base/screens.ts'
import { STAFF_SCREENS, type StaffScreen } from '../base/staff-screens.ts'
import type { CaptchaContext } from '../captcha/captcha.flow.ts'
import type { ProvedContext } from '../closing/proved.flow.ts'
import type { DeliveryContext } from '../delivery/delivery.flow.ts'
import { type DeviceView, deviceViewOf } from '../device-view.ts'
import type { FormContext } from '../form/form.flow.ts'
import type { InPersonContext } from '../in-person/in-person.flow.ts'
import type { KnownPersonContext } from '../known/known-person.flow.ts'
import type { MobileContext } from '../mobile/mobile.flow.ts'
import type { OtpContext } from '../otp/otp.flow.ts'
import type { PasswordContext } from '../password/password.flow.ts'
import type { RemoteContext } from '../remote/remote.flow.ts'
import type { RemoteRegistrationContext } from '../remote/remote-registration.flow.ts'
import type { CallBacksContext } from '../return/call-backs.flow.ts'
import type { ReturnContext } from '../return/return.flow.ts'
import { runningFlows } from '../running-flows.ts'
import type { StaffSessionContext } from '../staff/staff-session.flow.ts'
import type { TokenRegistrationContext } from '../token/token-registration.flow.ts'
import type { visitFlow } from './visit.flow.ts'
import type { VisitContext } from './visit-context.ts'

/** Where a visit can stand: a screen of its own, before a device, or before the second officer. */
export type VisitScreen = Screen | DeviceScreen | StaffScreen

/** All a presentation may know of the visit at one instant: the screen, and the contexts of the flows that are running. */
export interface VisitView {
  readonly screen: VisitScreen
  readonly visit: VisitContext
  readonly adviser: AdviserContext | null
  readonly form: FormContext | null
  readonly mobile: MobileContext | null
  readonly remote: RemoteContext | null
  readonly remoteRegistration: RemoteRegistrationContext | null
  readonly tokenRegistration: TokenRegistrationContext | null
  readonly inPerson: InPersonContext | null
  readonly proved: ProvedContext | null
  readonly knownPerson: KnownPersonContext | null
  readonly staffSession: StaffSessionContext | null
  readonly device: DeviceView
  readonly captcha: CaptchaContext | null
  readonly otp: OtpContext | null
  readonly password: PasswordContext | null
  readonly delivery: DeliveryContext | null
  readonly returning: ReturnContext | null
  readonly callBacks: CallBacksContext | null
  /** True during the last seconds before an unattended screen is wiped. */
  readonly inactivityWarned: boolean
  /** How a result is left: by no key yet, by the next one, or not before it is answered whether its number was kept. Elsewhere it says nothing. */
  readonly leaving: 'held' | 'free' | 'asked'
}

/** Reads the view off a snapshot of the visit and of the flows it runs. */
export function viewOf(snapshot: SnapshotFrom<typeof visitFlow>): VisitView {
  const chain = runningFlows(snapshot)
  const contextOf = <T>(id: string) => (chain.find((flow) => flow.machine.id === id)?.context ?? null) as T | null
  return {
    screen: screenOf(chain),
    visit: snapshot.context,
    adviser: contextOf<AdviserContext>('adviser'),
    form: contextOf<FormContext>('form'),
    mobile: contextOf<MobileContext>('mobile'),
    remote: contextOf<RemoteContext>('remote'),
    remoteRegistration: contextOf<RemoteRegistrationContext>('remoteRegistration'),
    tokenRegistration: contextOf<TokenRegistrationContext>('tokenRegistration'),
    inPerson: contextOf<InPersonContext>('inPerson'),
    proved: contextOf<ProvedContext>('proved'),
    knownPerson: contextOf<KnownPersonContext>('knownPerson'),
    staffSession: contextOf<StaffSessionContext>('staffSession'),
    device: deviceViewOf(snapshot),
    captcha: contextOf<CaptchaContext>('captcha'),
    otp: contextOf<OtpContext>('otp'),
    password: contextOf<PasswordContext>('password'),
    delivery: contextOf<DeliveryContext>('delivery'),
    returning: contextOf<ReturnContext>('return'),
    callBacks: contextOf<CallBacksContext>('callBacks'),
    inactivityWarned: snapshot.matches({ presence: 'warned' }),
    leaving: leavingOf(snapshot),
  }
}

function leavingOf(snapshot: SnapshotFrom<typeof visitFlow>): VisitView['leaving'] {
  const isIn = (leaving: 'free' | 'asking' | 'asked') => snapshot.matches({ path: { result: { leaving } } })
  return isIn('free') ? 'free' : isIn('asking') || isIn('asked') ? 'asked' : 'held'
}

const ALL_SCREENS: readonly VisitScreen[] = [...SCREENS, ...DEVICE_SCREENS, ...STAFF_SCREENS]

function screenOf(chain: readonly AnyMachineSnapshot[]): VisitScreen {
  for (const flow of chain) {
    const screen = ALL_SCREENS.find((name) => flow.hasTag(name))
    if (screen) return screen
  }
  return 'opening'
}
