import { fromPromise } from 'xstate'
import { Fault } from '../base/fault.ts'
import type { SecretHandle, Secrets } from '../base/secret.ts'
import type { StaffChallenge, StaffPort, StaffVerdict } from '../ports/staff.port.ts'
import type { TokenPort } from '../ports/token.port.ts'
import type { TokenAnswer } from '../staff/session-context.ts'
import { staffSessionFlow } from '../staff/staff-session.flow.ts'
import { countdownBy, type Ticker } from './countdown.ts'
import { provideTokenSign } from './provide-devices.ts'

/** Everything the sign-in of an officer needs of the outside. */
export interface StaffFlowPorts {
  readonly staff: StaffPort
  readonly token: TokenPort
  readonly secrets: Secrets
  readonly ticker: Ticker
}

/** The sign-in of an officer, with its actors in place. */
export function provideStaffSession(ports: StaffFlowPorts): typeof staffSessionFlow {
  const { staff, token, secrets, ticker } = ports
  return staffSessionFlow.provide({
    actors: {
      countAccounts: fromPromise<number>(async () => staff.count()),
      signIn: fromPromise<StaffVerdict, { code: string; pin: SecretHandle }>(({ input, signal }) =>
        staff.signIn(input, signal),
      ),
      challenge: fromPromise<StaffChallenge>(async () => staff.challenge()),
      tokenSign: provideTokenSign({ token, secrets, ticker }),
      signInByToken: fromPromise<StaffVerdict, { answer: TokenAnswer | null }>(async ({ input: { answer } }) => {
        if (!answer) throw new Fault('STAFF_TOKEN_WRONG')
        return staff.signInByToken(answer)
      }),
      countdown: countdownBy(ticker),
    },
    actions: {
      discardPin: (_, { pin }) => {
        if (pin) secrets.discard(pin)
      },
    },
  })
}
