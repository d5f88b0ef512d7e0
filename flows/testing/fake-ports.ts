import { Fault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Portraits } from '../base/portraits.ts'
import type { SecondOfficer } from '../base/registration.ts'
import type { Secrets } from '../base/secret.ts'
import type { Ial, StationKind } from '../base/terms.ts'
import type { AccountQuestion, CentralPort, OtpVerdict, PreCheck } from '../ports/central.port.ts'
import type { KnownPerson } from '../ports/known-person.port.ts'
import type { Decision, PacketDraft } from '../ports/packet.port.ts'
import type { AccountStanding } from '../ports/remote.port.ts'
import type { Officer } from '../ports/staff.port.ts'
import type { PrintOutput } from '../print/print.flow.ts'
import type { FlowPorts } from '../provide/provide-visit.ts'
import { unmetPasswordRules } from '../rules/password.ts'
import type { PolicySet } from '../rules/policy.ts'
import { PORTAL_2022 } from '../rules/policy-sets.ts'
import type { ReceiptPrint } from '../visit/visit-context.ts'
import { createFakeCodes, type FakeCodes } from './fake-codes.ts'
import { createFakeDevices, type FakeDevices } from './fake-devices.ts'
import { createFakeRemote, type FakeRemote } from './fake-remote.ts'
import { createFakeReturns, type FakeReturns } from './fake-returns.ts'
import { createFakeStaff, type FakeStaff } from './fake-staff.ts'
import type { FakeStatements } from './fake-statements.ts'
import { SAMPLE_NOW_MS } from './sample-devices.ts'

/** What the fakes shall answer, changed by a test as it goes, and what was asked of them. */
export interface FakeWorld {
  readonly ports: FlowPorts
  readonly secrets: Secrets
  readonly portraits: Portraits
  readonly devices: FakeDevices
  readonly staff: FakeStaff
  readonly remote: FakeRemote
  readonly returns: FakeReturns
  readonly statements: FakeStatements
  /** The station's own codes; the modem that carries them is `devices.modem`. */
  readonly codes: FakeCodes
  readonly sealed: PacketDraft[]
  readonly otpRequests: { requestId: string; phone: string }[]
  readonly otpAttempts: { attemptId: string; code: string }[]
  readonly preChecks: Parameters<CentralPort['preCheck']>[0][]
  readonly accountsAsked: AccountQuestion[]
  readonly peopleAsked: Parameters<FlowPorts['people']['look']>[0][]
  readonly wiped: string[]
  /** What was put on paper, in order. */
  readonly printed: ReceiptPrint[]
  hasPrinter: boolean
  stationKind: StationKind
  isOnline: boolean
  canText: boolean
  takesKeys: boolean
  /** The day of the visits to come, YYYY-MM-DD, and the matrix in force then. */
  today: string
  policy: PolicySet
  officer: Officer | null
  hasCardReader: boolean
  secondOfficer: SecondOfficer
  clock: 'proven' | 'unproven'
  /** How the next prints end; a promise that is never kept is a printer that hangs. */
  print: () => Promise<PrintOutput>
  captchaText: string
  code: string
  triesLeft: number
  resendAfterMs: number
  preCheck: PreCheck
  /** What an officer hears of an account. */
  account: AccountStanding
  /** What this station knows of everybody by itself. */
  known: KnownPerson
  /** Central's word; null accepts at the level that the evidence carries. */
  decision: Decision | null
  /** A fault that the named call raises until it is taken away. */
  readonly faults: Partial<
    Record<
      'open' | 'issue' | 'requestOtp' | 'verifyOtp' | 'preCheck' | 'askAccount' | 'accept' | 'seal' | 'deliver',
      FaultCode
    >
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
  const devices = createFakeDevices()
  const { secrets, portraits, statements } = devices
  const staff = createFakeStaff(secrets)
  const remote = createFakeRemote()
  const challenge = () => ({
    challengeId: newId(),
    maskedPhone: '097****456',
    lifetimeMs: 300_000,
    resendAfterMs: world.resendAfterMs,
    triesLeft: world.triesLeft,
  })
  const returns = createFakeReturns(challenge)
  const codes = createFakeCodes(secrets)
  // A station without a modem, unless a test plugs one in.
  devices.modem.become([], 'MODEM_ABSENT')
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
    portraits,
    devices,
    staff,
    remote,
    returns,
    statements,
    codes,
    sealed: [],
    otpRequests: [],
    otpAttempts: [],
    preChecks: [],
    accountsAsked: [],
    peopleAsked: [],
    wiped: [],
    printed: [],
    hasPrinter: false,
    stationKind: 'self-service',
    isOnline: true,
    canText: false,
    takesKeys: true,
    today: '2026-11-22',
    policy: PORTAL_2022,
    officer: null,
    hasCardReader: true,
    secondOfficer: 'on-differences',
    clock: 'proven',
    print: async () => ({ kind: 'printed', code: null, copy: world.printed.length > 1 }),
    captchaText: 'ACE34',
    code: '200832',
    triesLeft: 5,
    resendAfterMs: 60_000,
    preCheck: { account: 'none', subscriber: 'match', insurance: 'match', carrier: 'Viettel' },
    account: { state: 'none' },
    known: { kind: 'unknown' },
    decision: null,
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
            today: world.today,
            policy: world.policy,
            hasPrinter: world.hasPrinter,
            stationKind: world.stationKind,
            isOnline: world.isOnline,
            canText: world.canText,
            takesKeys: world.takesKeys,
            officer: world.officer,
            hasCardReader: world.hasCardReader,
            secondOfficer: world.secondOfficer,
            nowMs: SAMPLE_NOW_MS,
            clock: world.clock,
          }
        },
        async wipe(visitId) {
          secrets.wipe()
          portraits.wipe()
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
          return challenge()
        },
        async verifyOtp({ attemptId, code }) {
          const text = secrets.redeem(code)
          world.otpAttempts.push({ attemptId, code: text })
          raise('verifyOtp')
          return verdict(text)
        },
        async preCheck(question) {
          world.preChecks.push(question)
          raise('preCheck')
          return world.preCheck
        },
        async askAccount(question) {
          world.accountsAsked.push(question)
          raise('askAccount')
          return world.account
        },
      },
      codes: codes.port,
      modem: devices.ports.modem,
      remote: remote.port,
      returns: returns.port,
      statements: statements.port,
      token: devices.ports.token,
      card: devices.ports.card,
      staff: staff.port,
      secrets,
      portraits,
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
      people: {
        async look(person) {
          world.peopleAsked.push(person)
          return world.known
        },
      },
      packets: {
        async seal(draft) {
          raise('seal')
          if (draft.passwordHash) secrets.redeem(draft.passwordHash)
          world.sealed.push(draft)
          return { packetId: draft.packetId, receiptNumber: 'K0001-000001', sequence: 1, sealedAt: 0 }
        },
        async deliver() {
          raise('deliver')
          return world.decision ?? { state: 'accepted', ial: levelOf(world), raised: false }
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

/** The level that the packet sealed last reaches: what a strong proof is worth, else that of a code. */
function levelOf({ sealed, remote }: FakeWorld): Ial {
  const kinds = sealed.at(-1)?.evidence.map(({ kind }) => kind) ?? []
  if (kinds.includes('signature') || kinds.includes('officer')) return 3
  return kinds.includes('sign-in') ? remote.ial : 2
}
