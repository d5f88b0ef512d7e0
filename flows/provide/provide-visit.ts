import { fromCallback, fromPromise } from 'xstate'
import type { ClockEvent } from '../base/events.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { CitizenClaims } from '../base/terms.ts'
import { captchaFlow } from '../captcha/captcha.flow.ts'
import { deliveryFlow } from '../delivery/delivery.flow.ts'
import { mobileFlow } from '../mobile/mobile.flow.ts'
import { otpFlow } from '../otp/otp.flow.ts'
import { passwordFlow } from '../password/password.flow.ts'
import type { CaptchaChallenge, CaptchaPort } from '../ports/captcha.port.ts'
import type { CentralPort, OtpChallenge, OtpVerdict, PreCheck } from '../ports/central.port.ts'
import type { Decision, PacketDraft, PacketPort, SealedPacket } from '../ports/packet.port.ts'
import type { PasswordPort, PasswordVerdict } from '../ports/password.port.ts'
import type { VisitOpening, VisitPort } from '../ports/visit.port.ts'
import type { PrintOutput } from '../print/print.flow.ts'
import type { PasswordAbout } from '../rules/password.ts'
import { type ReceiptPrint, visitFlow } from '../visit/visit.flow.ts'

/** Everything the flows need of the outside. */
export interface FlowPorts {
  readonly visit: VisitPort
  readonly captcha: CaptchaPort
  readonly central: CentralPort
  readonly password: PasswordPort
  readonly packets: PacketPort
  readonly ticker: Ticker
  /** Puts a receipt on paper and tells how that ended; called only where the visit's opening says there is a printer. */
  readonly printReceipt: (print: ReceiptPrint) => Promise<PrintOutput>
}

/** Calls back at once and then each second with a clock that never jumps, in milliseconds. The function given back stops it. */
export type Ticker = (tick: (nowMs: number) => void) => () => void

/** Waits of the visit, when settings or tests want others. */
export interface VisitDelays {
  readonly inactivityWarning?: number
  readonly inactivityGrace?: number
}

/** The visit with its actors in place: the one spot where ports and flows meet. */
export function provideVisit(ports: FlowPorts, delays: VisitDelays = {}): typeof visitFlow {
  return visitFlow.provide({
    delays: { ...delays },
    actors: {
      openVisit: fromPromise<VisitOpening>(() => ports.visit.open()),
      wipeVisit: fromPromise<void, { visitId: string }>(({ input }) => ports.visit.wipe(input.visitId)),
      printReceipt: fromPromise<PrintOutput, ReceiptPrint>(({ input }) => ports.printReceipt(input)),
      mobile: provideMobile(ports),
    },
  })
}

function provideMobile(ports: FlowPorts): typeof mobileFlow {
  return mobileFlow.provide({
    actors: {
      captcha: provideCaptcha(ports.captcha),
      otp: provideOtp(ports.central, ports.ticker),
      password: providePassword(ports.password),
      delivery: provideDelivery(ports.packets),
      preCheck: fromPromise<PreCheck, { challengeId: string; claims: CitizenClaims }>(({ input, signal }) =>
        ports.central.preCheck(input, signal),
      ),
    },
  })
}

function provideCaptcha(captcha: CaptchaPort): typeof captchaFlow {
  return captchaFlow.provide({
    actors: {
      issueCaptcha: fromPromise<CaptchaChallenge>(() => captcha.issue()),
      checkCaptcha: fromPromise<boolean, { captchaId: string; answer: string }>(({ input }) =>
        captcha.check(input.captchaId, input.answer),
      ),
    },
  })
}

function provideOtp(central: CentralPort, ticker: Ticker): typeof otpFlow {
  return otpFlow.provide({
    actors: {
      requestOtp: fromPromise<OtpChallenge, { requestId: string; phone: string }>(({ input, signal }) =>
        central.requestOtp(input, signal),
      ),
      verifyOtp: fromPromise<OtpVerdict, { challengeId: string; attemptId: string; code: SecretHandle }>(
        ({ input, signal }) => central.verifyOtp(input, signal),
      ),
      countdown: fromCallback<ClockEvent>(({ sendBack }) =>
        ticker((nowMs) => sendBack({ type: 'clock.ticked', nowMs })),
      ),
    },
  })
}

function providePassword(password: PasswordPort): typeof passwordFlow {
  return passwordFlow.provide({
    actors: {
      acceptPassword: fromPromise<PasswordVerdict, { password: SecretHandle; about: PasswordAbout }>(
        ({ input, signal }) => password.accept(input.password, input.about, signal),
      ),
    },
  })
}

function provideDelivery(packets: PacketPort): typeof deliveryFlow {
  return deliveryFlow.provide({
    actors: {
      sealPacket: fromPromise<SealedPacket, { draft: PacketDraft }>(({ input, signal }) =>
        packets.seal(input.draft, signal),
      ),
      deliverPacket: fromPromise<Decision, { packetId: string }>(({ input, signal }) =>
        packets.deliver(input.packetId, signal),
      ),
    },
  })
}
