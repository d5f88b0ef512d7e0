import { fromPromise } from 'xstate'
import type { Portraits } from '../base/portraits.ts'
import type { SecretHandle, Secrets } from '../base/secret.ts'
import { captchaFlow } from '../captcha/captcha.flow.ts'
import { closingFlow } from '../closing/closing.flow.ts'
import { provedFlow } from '../closing/proved.flow.ts'
import { deliveryFlow } from '../delivery/delivery.flow.ts'
import { formFlow } from '../form/form.flow.ts'
import { accountQuestionOf } from '../in-person/attestation.ts'
import { type InPersonContext, inPersonFlow } from '../in-person/in-person.flow.ts'
import { type KnownPersonInput, knownPersonFlow } from '../known/known-person.flow.ts'
import { mobileFlow, type PreCheckQuestion } from '../mobile/mobile.flow.ts'
import { canSend } from '../modem/send-code.flow.ts'
import { otpFlow } from '../otp/otp.flow.ts'
import { type OwnCodeAnswer, type OwnCodeInput, ownCodeFlow } from '../otp/own-code.flow.ts'
import { passwordFlow } from '../password/password.flow.ts'
import type { CaptchaChallenge, CaptchaPort } from '../ports/captcha.port.ts'
import type { CardPort } from '../ports/card.port.ts'
import type { CentralPort, OtpChallenge, PreCheck } from '../ports/central.port.ts'
import type { KnownPerson, KnownPersonPort } from '../ports/known-person.port.ts'
import type { ModemPort } from '../ports/modem.port.ts'
import type { CodeReport, OwnCodePort } from '../ports/own-code.port.ts'
import type { Decision, PacketDraft, PacketPort, SealedPacket } from '../ports/packet.port.ts'
import type { PasswordPort, PasswordVerdict } from '../ports/password.port.ts'
import type { AccountStanding, RemoteAnswer, RemotePort, RemoteRequest } from '../ports/remote.port.ts'
import type { StaffPort } from '../ports/staff.port.ts'
import type { StatementPort } from '../ports/statement.port.ts'
import type { TokenPort } from '../ports/token.port.ts'
import { remoteFlow } from '../remote/remote.flow.ts'
import { remoteRegistrationFlow } from '../remote/remote-registration.flow.ts'
import type { PasswordAbout } from '../rules/password.ts'
import {
  type SignatureAnswer,
  type SignatureQuestion,
  tokenRegistrationFlow,
} from '../token/token-registration.flow.ts'
import { countdownBy, type Ticker } from './countdown.ts'
import { provideReadCard, provideSendCode, provideTokenSign } from './provide-devices.ts'
import { provideStaffSession } from './provide-staff.ts'
import { verifyKeeping } from './verify-keeping.ts'

/** Everything the registrations need of the outside. */
export interface RegistrationPorts {
  readonly captcha: CaptchaPort
  readonly central: CentralPort
  /** The station's own codes, and the modem that carries them, for when central cannot be reached. */
  readonly codes: OwnCodePort
  readonly modem: ModemPort
  readonly remote: RemotePort
  readonly statements: StatementPort
  readonly password: PasswordPort
  readonly packets: PacketPort
  readonly people: KnownPersonPort
  readonly token: TokenPort
  readonly card: CardPort
  readonly staff: StaffPort
  readonly secrets: Secrets
  readonly portraits: Portraits
  readonly ticker: Ticker
}

/** The end of every registration, with its actors in place. */
export function provideClosing(ports: Pick<RegistrationPorts, 'password' | 'packets' | 'secrets'>): typeof closingFlow {
  return closingFlow.provide({
    actors: { password: providePassword(ports.password), delivery: provideDelivery(ports.packets) },
    actions: {
      discardHash: (_, { hash }) => {
        if (hash) ports.secrets.discard(hash)
      },
    },
  })
}

/** What follows a strong proof, with its actors in place. */
export function provideProved(
  ports: Pick<RegistrationPorts, 'captcha' | 'password' | 'packets' | 'people' | 'secrets'>,
): typeof provedFlow {
  return provedFlow.provide({
    actors: {
      form: provideForm(ports.captcha),
      closing: provideClosing(ports),
      knownPerson: provideKnownPerson(ports.people),
    },
  })
}

/** What this station knows of a person by itself, with its actor in place. */
export function provideKnownPerson(people: KnownPersonPort): typeof knownPersonFlow {
  return knownPersonFlow.provide({
    actors: { lookUp: fromPromise<KnownPerson, KnownPersonInput>(({ input }) => people.look(input)) },
  })
}

/** The registration by phone, with its actors in place. */
export function provideMobile(ports: RegistrationPorts): typeof mobileFlow {
  return mobileFlow.provide({
    actors: {
      form: provideForm(ports.captcha),
      closing: provideClosing(ports),
      otp: provideOtp(ports),
      knownPerson: provideKnownPerson(ports.people),
      preCheck: fromPromise<PreCheck, PreCheckQuestion>(({ input, signal }) => ports.central.preCheck(input, signal)),
    },
  })
}

/** The registration proved at another screen, with its actors in place. */
export function provideRemoteRegistration(ports: RegistrationPorts): typeof remoteRegistrationFlow {
  return remoteRegistrationFlow.provide({
    actors: {
      form: provideForm(ports.captcha),
      proved: provideProved(ports),
      remote: provideRemote(ports.remote, ports.ticker),
    },
  })
}

/** The registration signed by a key plugged in here, with its actors in place. */
export function provideTokenRegistration(ports: RegistrationPorts): typeof tokenRegistrationFlow {
  return tokenRegistrationFlow.provide({
    actors: {
      proved: provideProved(ports),
      tokenSign: provideTokenSign(ports),
      finishStatement: fromPromise<{ cmsBase64: string }, { statementId: string; signatureBase64: string }>(
        ({ input }) => ports.statements.finish(input),
      ),
      checkSignature: fromPromise<SignatureAnswer, SignatureQuestion>(({ input, signal }) =>
        ports.remote.checkSignature(input, signal),
      ),
    },
  })
}

/** The registration for which an officer stands, with its actors in place. */
export function provideInPerson(ports: RegistrationPorts): typeof inPersonFlow {
  return inPersonFlow.provide({
    actors: {
      form: provideForm(ports.captcha),
      proved: provideProved(ports),
      readCard: provideReadCard(ports),
      staffSession: provideStaffSession(ports),
      askAccount: fromPromise<AccountStanding, InPersonContext>(({ input, signal }) =>
        ports.central.askAccount(accountQuestionOf(input), signal),
      ),
    },
    actions: {
      discardPortrait: (_, { handle }) => {
        if (handle) ports.portraits.discard(handle)
      },
    },
  })
}

/** The waiting for an answer from another screen, with its actors in place. */
export function provideRemote(remote: RemotePort, ticker: Ticker): typeof remoteFlow {
  return remoteFlow.provide({
    actors: {
      startRemote: fromPromise(({ input, signal }: { input: RemoteRequest; signal: AbortSignal }) =>
        remote.start(input, signal),
      ),
      pollRemote: fromPromise<RemoteAnswer, { transactionId: string }>(({ input, signal }) =>
        remote.poll(input.transactionId, signal),
      ),
      countdown: countdownBy(ticker),
    },
  })
}

function provideForm(captcha: CaptchaPort): typeof formFlow {
  return formFlow.provide({ actors: { captcha: provideCaptcha(captcha) } })
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

/** The proof of a phone by a code, with its actors in place. */
export function provideOtp(
  ports: Pick<RegistrationPorts, 'central' | 'codes' | 'modem' | 'secrets' | 'ticker'>,
): typeof otpFlow {
  const { central, codes, secrets, ticker } = ports
  // A code is judged by whoever sent it, however the line stands by now.
  const keeping = verifyKeeping(secrets, async ({ phone, ...attempt }, signal) => {
    return (await codes.judge({ ...attempt, phone })) ?? central.verifyOtp(attempt, signal)
  })
  return otpFlow.provide({
    actors: {
      ...keeping.actors,
      requestOtp: fromPromise<OtpChallenge, { requestId: string; phone: string }>(({ input, signal }) =>
        central.requestOtp(input, signal),
      ),
      ownCode: provideOwnCode(ports),
      countdown: countdownBy(ticker),
    },
    actions: keeping.actions,
  })
}

function provideOwnCode(ports: Pick<RegistrationPorts, 'codes' | 'modem' | 'secrets'>): typeof ownCodeFlow {
  const { codes, modem } = ports
  return ownCodeFlow.provide({
    actors: {
      prepareCode: fromPromise<OwnCodeAnswer, OwnCodeInput>(async ({ input }) =>
        canSend(modem.modems) ? codes.prepare(input) : { kind: 'no-modem' },
      ),
      settleCode: fromPromise<void, { challengeId: string; report: CodeReport }>(({ input }) => codes.settle(input)),
      sendCode: provideSendCode(ports),
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
