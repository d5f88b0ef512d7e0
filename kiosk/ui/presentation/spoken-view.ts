import type { VisitView } from '../../../flows/visit/visit-view.ts'

/** How often a countdown is told anew to who hears it: each time the whole screen is said. */
export const SPOKEN_STEP_MS = 30_000

/** The view for a screen that is heard: countdowns go in steps of half a minute, and are over when they are over. */
export function spokenView(view: VisitView): VisitView {
  const { otp, remote } = view
  return {
    ...view,
    otp: otp && { ...otp, elapsedMs: inSteps(otp.elapsedMs, otp.challenge?.lifetimeMs) },
    remote: remote && { ...remote, elapsedMs: inSteps(remote.elapsedMs, remote.transaction?.lifetimeMs) },
  }
}

function inSteps(elapsedMs: number, lifetimeMs: number = Number.POSITIVE_INFINITY): number {
  return elapsedMs >= lifetimeMs ? elapsedMs : elapsedMs - (elapsedMs % SPOKEN_STEP_MS)
}
