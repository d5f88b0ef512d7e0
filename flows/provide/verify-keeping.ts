import { fromPromise } from 'xstate'
import type { Secrets } from '../base/secret.ts'
import type { OtpTry } from '../otp/otp.flow.ts'
import type { OtpVerdict } from '../ports/central.port.ts'

/**
 * The actor of a code typed back, and the action that wipes it. Whoever judges the code redeems a copy: with the line away the flow's own ticket still stands for the digits, and the same
 * try is made again. Raises what `verify` raises, and SECRET_SPENT for a ticket of another process.
 */
export function verifyKeeping(
  secrets: Pick<Secrets, 'copy' | 'discard'>,
  verify: (attempt: OtpTry, signal: AbortSignal) => Promise<OtpVerdict>,
) {
  return {
    actors: {
      verifyOtp: fromPromise<OtpVerdict, OtpTry>(async ({ input, signal }) => {
        const code = secrets.copy(input.code)
        try {
          return await verify({ ...input, code }, signal)
        } finally {
          secrets.discard(code)
        }
      }),
    },
    actions: {
      discardCode: (_: unknown, { code }: { code: OtpTry['code'] | null }) => {
        if (code) secrets.discard(code)
      },
    },
  }
}
