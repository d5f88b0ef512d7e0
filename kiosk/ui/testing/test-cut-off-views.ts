/** A code that cannot be judged or sent again now, for tests and pictures of the screens. */
import type { SecretHandle } from '../../../flows/base/secret.ts'
import type { OtpContext } from '../../../flows/otp/otp.flow.ts'
import type { VisitContext } from '../../../flows/visit/visit-context.ts'
import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'

/** What stands in a context for digits that were typed. */
export const TYPED_CODE = 'secret:typed' as SecretHandle

/** The states of the page on which a code meets a line that is away. */
export function cutOffViews(make: {
  readonly viewAt: (screen: VisitScreen, changes?: Partial<VisitView>) => VisitView
  readonly visit: (screen: VisitScreen, changes?: Partial<VisitContext>) => VisitContext
  readonly otp: (changes?: Partial<OtpContext>) => OtpContext
}): readonly (readonly [name: string, view: VisitView])[] {
  const { viewAt, visit, otp } = make
  const at = (changes: Partial<OtpContext>, errand: Partial<VisitView> = {}) =>
    viewAt('line-down', { otp: otp({ problem: 'LINE_DOWN', ...changes }), ...errand })
  const typed = { code: TYPED_CODE, unanswered: 1 }
  const onReturn = { visit: visit('return-found') }
  return [
    ['code typed, line away', at(typed)],
    ['code typed, line away again', at({ ...typed, unanswered: 3, problem: 'CAPTIVE_PORTAL' })],
    ['code typed, expired meanwhile', at({ ...typed, elapsedMs: 300_000 })],
    ['code typed, cannot be left', at({ ...typed, mayDefer: false })],
    ['no message, none to send again', at({})],
    ['return, code typed, line away', at(typed, onReturn)],
    ['another code just sent', at({ challenge: null, problem: 'OTP_RESEND_TOO_SOON' })],
    ['return, another code just sent', at({ challenge: null, problem: 'OTP_RESEND_TOO_SOON' }, onReturn)],
  ]
}
