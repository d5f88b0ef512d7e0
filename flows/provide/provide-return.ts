import { fromPromise } from 'xstate'
import type { Secrets } from '../base/secret.ts'
import { otpFlow } from '../otp/otp.flow.ts'
import { type OwnCodeAnswer, type OwnCodeInput, ownCodeFlow } from '../otp/own-code.flow.ts'
import type { CentralPort, OtpChallenge } from '../ports/central.port.ts'
import type { CallBack, ReturnPort, ReturnStanding } from '../ports/return.port.ts'
import { callBacksFlow } from '../return/call-backs.flow.ts'
import { type ReturnProof, returnFlow } from '../return/return.flow.ts'
import type { ReceiptRef } from '../rules/receipt-code.ts'
import { countdownBy, type Ticker } from './countdown.ts'
import { verifyKeeping } from './verify-keeping.ts'

export interface ReturnPorts {
  readonly returns: ReturnPort
  readonly central: CentralPort
  readonly secrets: Secrets
  readonly ticker: Ticker
}

/** The return visit, with its actors in place. */
export function provideReturn({ returns, central, secrets, ticker }: ReturnPorts): typeof returnFlow {
  const keeping = verifyKeeping(secrets, ({ phone: _, ...attempt }, signal) => central.verifyOtp(attempt, signal))
  return returnFlow.provide({
    actors: {
      lookUp: fromPromise<ReturnStanding, ReceiptRef>(({ input, signal }) => returns.lookUp(input, signal)),
      prove: fromPromise<ReturnStanding, ReturnProof>(({ input, signal }) => returns.prove(input, signal)),
      otp: otpFlow.provide({
        actors: {
          ...keeping.actors,
          requestOtp: fromPromise<OtpChallenge, { requestId: string; phone: string }>(({ input, signal }) =>
            returns.requestCode({ packetId: input.phone, requestId: input.requestId }, signal),
          ),
          // Nobody here knows the number that a code of the station's own would go to.
          ownCode: ownCodeFlow.provide({
            actors: {
              prepareCode: fromPromise<OwnCodeAnswer, OwnCodeInput>(async () => ({ kind: 'no-modem' })),
            },
          }),
          countdown: countdownBy(ticker),
        },
        actions: keeping.actions,
      }),
    },
  })
}

/** The call-back list, with its actors in place. */
export function provideCallBacks({ returns }: Pick<ReturnPorts, 'returns'>): typeof callBacksFlow {
  return callBacksFlow.provide({
    actors: {
      loadCallBacks: fromPromise<readonly CallBack[]>(({ signal }) => returns.callBacks(signal)),
      countWaiting: fromPromise<number>(() => returns.countWaiting()),
    },
  })
}
