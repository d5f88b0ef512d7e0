import { Fault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import { createSecrets, type Secrets } from '../base/secret.ts'
import type { StationKind } from '../base/terms.ts'
import type { OtpVerdict, PreCheck } from '../ports/central.port.ts'
import type { Decision, PacketDraft } from '../ports/packet.port.ts'
import type { PrintOutput } from '../print/print.flow.ts'
import type { FlowPorts } from '../provide/provide-visit.ts'
import { unmetPasswordRules } from '../rules/password.ts'
import { PORTAL_2022 } from '../rules/policy-sets.ts'
import type { ReceiptPrint } from '../visit/visit.flow.ts'

/** What the fakes shall answer, changed by a test as it goes, and what was asked of them. */
export interface FakeWorld {
  readonly ports: FlowPorts
  readonly secrets: Secrets
  readonly sealed: PacketDraft[]
  readonly otpRequests: { requestId: string; phone: string }[]
  readonly otpAttempts: { attemptId: string; code: string }[]
  readonly wiped: string[]
  /** What was put on paper, in order. */
  readonly printed: ReceiptPrint[]
  hasPrinter: boolean
  stationKind: StationKind
  isOnline: boolean
  /** How the next prints end; a promise that is never kept is a printer that hangs. */
  print: () => Promise<PrintOutput>
  captchaText: string
  code: string
  triesLeft: number
  resendAfterMs: number
  preCheck: PreCheck
  decision: Decision
  /** A fault that the named call raises until it is taken away. */
  readonly faults: Partial<
    Record<'open' | 'issue' | 'requestOtp' | 'verifyOtp' | 'preCheck' | 'accept' | 'seal' | 'deliver', FaultCode>
  >
  /** Moves the OTP countdown: its clock starts at 0 with each world. */
  tick(nowMs: number): void
}

export function createFakeWorld(): FakeWorld {
  let ids = 0
  let captchas = 0
  const tickers = new Set<(nowMs: number) => void>()
  let nowMs = 0
  const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`
  const secrets = createSecrets(newId)
  const raise = (call: keyof FakeWorld['faults']) => {
    const code = world.faults[call]
    if (code) throw new Fault(code)
  }
  const verdict = (code: string): OtpVerdict => {
    if (code === world.code) return { kind: 'proved', proof: 'a.b.c' }
    world.triesLeft -= 1
    return world.triesLeft > 0 ? { kind: 'wrong', triesLeft: world.triesLeft } : { kind: 'spent' }
  }
  const world: FakeWorld = {
    secrets,
    sealed: [],
    otpRequests: [],
    otpAttempts: [],
    wiped: [],
    printed: [],
    hasPrinter: false,
    stationKind: 'self-service',
    isOnline: true,
    print: async () => ({ kind: 'printed', code: null, copy: world.printed.length > 1 }),
    captchaText: 'ACE34',
    code: '200832',
    triesLeft: 5,
    resendAfterMs: 60_000,
    preCheck: { account: 'none', subscriber: 'match', carrier: 'Viettel' },
    decision: { state: 'accepted', ial: 2 },
    faults: {},
    tick: (at) => {
      nowMs = at
      for (const tell of tickers) tell(nowMs)
    },
    ports: {
      visit: {
        async open() {
          raise('open')
          return {
            visitId: newId(),
            packetId: newId(),
            today: '2026-11-22',
            policy: PORTAL_2022,
            hasPrinter: world.hasPrinter,
            stationKind: world.stationKind,
            isOnline: world.isOnline,
          }
        },
        async wipe(visitId) {
          secrets.wipe()
          world.wiped.push(visitId)
        },
      },
      captcha: {
        async issue() {
          raise('issue')
          return { captchaId: `captcha-${++captchas}`, pixels: ['#.', '.#'] }
        },
        check: async (_, answer) => answer === world.captchaText,
      },
      central: {
        async requestOtp(request) {
          world.otpRequests.push(request)
          raise('requestOtp')
          return {
            challengeId: newId(),
            maskedPhone: '097****456',
            lifetimeMs: 300_000,
            resendAfterMs: world.resendAfterMs,
            triesLeft: world.triesLeft,
          }
        },
        async verifyOtp({ attemptId, code }) {
          const text = secrets.redeem(code)
          world.otpAttempts.push({ attemptId, code: text })
          raise('verifyOtp')
          return verdict(text)
        },
        async preCheck() {
          raise('preCheck')
          return world.preCheck
        },
      },
      password: {
        async accept(password, about) {
          const text = secrets.redeem(password)
          raise('accept')
          const unmet = unmetPasswordRules(text, about)
          return unmet.length > 0
            ? { kind: 'refused', unmet }
            : { kind: 'accepted', hash: secrets.keep('$argon2id$fake') }
        },
      },
      packets: {
        async seal(draft) {
          raise('seal')
          secrets.redeem(draft.passwordHash)
          world.sealed.push(draft)
          return { packetId: draft.packetId, receiptNumber: 'K0001-000001', sequence: 1, sealedAt: 0 }
        },
        async deliver() {
          raise('deliver')
          return world.decision
        },
      },
      printReceipt(print) {
        world.printed.push(print)
        return world.print()
      },
      ticker: (tick) => {
        tickers.add(tick)
        tick(nowMs)
        return () => tickers.delete(tick)
      },
    },
  }
  return world
}
