import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Method } from '../../flows/base/terms.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { canSend } from '../../flows/modem/send-code.flow.ts'
import type { ModemPort } from '../../flows/ports/modem.port.ts'
import type { Officer, StaffPort } from '../../flows/ports/staff.port.ts'
import type { TokenPort } from '../../flows/ports/token.port.ts'
import { mayDo } from '../../flows/rules/roles.ts'
import type { Settings } from '../settings.ts'
import { startVisit } from '../visit-store.ts'
import { wireFlows } from '../wire-flows.ts'
import { wireStaff } from '../wire-staff.ts'
import { openKeptStation, openPairedStation, type WiredStation } from '../wire-station.ts'
import type { Answers } from './answers.ts'
import { type RegisterResult, register } from './register.ts'
import { refusedBy } from './register-result.ts'
import { findSandboxPerson, readSandboxToken, type SandboxPerson } from './sandbox-people.ts'

/** Nobody stands at a screen, so nothing is wiped for standing still. */
const NOBODY_TO_WARN = { inactivityWarning: 24 * 3_600_000 }
const MODEM_WAIT_MS = 10_000
const CONFIRMED_ELSEWHERE: readonly Method[] = ['vnpost', 'vneid', 'sim-pki', 'remote-signing']

/**
 * One registration at the station of these settings, through the screen's own flows: its devices are opened before and closed after. An officer who cannot sign in is a
 * refusal: STAFF_PIN_WRONG, STAFF_LOCKED, STAFF_ROLE. Raises STATION_NOT_ENROLLED, the faults of opening the store, SANDBOX_UNAVAILABLE, SANDBOX_NO_CODE.
 */
export async function registerOnce(settings: Settings, answers: Answers): Promise<RegisterResult> {
  // Practice makes its own station; a real one is never made by a registration.
  const station = settings.training ? openPairedStation(settings, 'register') : openKeptStation(settings, 'register')
  const closing: (() => Promise<void> | void)[] = [() => station.close()]
  try {
    const person = await personOf(settings, answers, station)
    const token = await openToken(settings, answers, person, station)
    if (token) closing.push(token.stop)
    const modem = await openModem(settings, answers, station)
    if (modem) closing.push(modem.stop)
    const staff = wireStaff(station)
    const served = await servedBy(staff, answers, station)
    if ('code' in served) return refusedBy([served.code], answers.method, [])
    const { flow, captcha } = wireFlows(station, station.secrets, station.newId, {
      delays: NOBODY_TO_WARN,
      stationKind: station.station.identity?.kind ?? settings.stationKind,
      staff,
      officer: () => served.officer,
      secondOfficer: settings.secondOfficer,
      ...(token ? { token: Promise.resolve(token.port) } : {}),
      ...(modem ? { modem: Promise.resolve(modem.port) } : {}),
      stationCodes: settings.stationCodes,
    })
    const visit = startVisit(flow, answers.language ?? settings.language)
    closing.push(() => visit.stop())
    return await register({
      visit,
      secrets: station.secrets,
      answers: completed(answers, person),
      sandbox: settings.sandbox,
      person,
      pin: token?.pin ?? null,
      lastText: modem?.lastText ?? (() => null),
      peekCaptcha: captcha.peek,
    })
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

/** Who this is in the sandbox, when something is to come from there that only its people have. */
async function personOf(
  { sandbox }: Settings,
  answers: Answers,
  { station }: WiredStation,
): Promise<SandboxPerson | null> {
  const { method, confirm, pin } = answers
  const needsPhone = CONFIRMED_ELSEWHERE.includes(method) && typeof confirm === 'object'
  const needsToken = signsHere(answers) && typeof pin === 'object'
  if (!needsPhone && !needsToken) return null
  if (sandbox === null) throw new Fault('SANDBOX_UNAVAILABLE')
  return findSandboxPerson(sandbox, answers, dayInVietnam(station.time.now()))
}

/** The answers with what is known of this person of the sandbox: the provider they go to. */
function completed(answers: Answers, person: SandboxPerson | null): Answers {
  return answers.signingProvider === undefined && person?.remoteProvider
    ? { ...answers, signingProvider: person.remoteProvider }
    : answers
}

/** A key that is plugged in here: a USB token, or a SIM in the reader. */
function signsHere({ method, reader }: Answers): boolean {
  return method === 'usb-token' || (method === 'sim-pki' && reader === true)
}

interface OpenModem {
  readonly port: ModemPort
  /** The last message it sent, when it is the practice modem; null before, and of a real one. */
  readonly lastText: () => string | null
  readonly stop: () => Promise<void>
}

/** The modem that the settings name, for a code of the station's own; looking for one that may be there would hold up every registration. */
async function openModem({ devices }: Settings, { method }: Answers, station: WiredStation): Promise<OpenModem | null> {
  const { modem } = devices
  const isByPhone = method === 'mobile' || method === 'social-insurance'
  if (!isByPhone || modem.kind === 'off' || modem.kind === 'auto') return null
  const { wireModem } = await import('../wire-modem.ts')
  let last: string | null = null
  const onSent = ({ text }: { text: string }) => {
    last = text
  }
  const wired = await wireModem(modem, { log: station.log, secrets: station.secrets, onSent })
  await wired.start()
  await untilItCanSend(wired)
  return { port: wired, lastText: () => last, stop: () => wired.stop() }
}

/** Its SIM and its network are known some seconds after the port is open; later than that it counts as not there. */
function untilItCanSend(modem: ModemPort): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(limit)
      end()
      resolve()
    }
    const limit = setTimeout(() => done(), MODEM_WAIT_MS)
    const end = modem.subscribe((modems) => {
      if (canSend(modems)) done()
    })
    if (canSend(modem.modems)) done()
  })
}

interface OpenToken {
  readonly port: TokenPort
  readonly pin: string
  readonly stop: () => Promise<void>
}

/** The sandbox's token in a simulated slot, or what the settings name; null for a method without one. */
async function openToken(
  { sandbox, devices }: Settings,
  answers: Answers,
  person: SandboxPerson | null,
  { log, secrets }: WiredStation,
): Promise<OpenToken | null> {
  const { pin } = answers
  if (!signsHere(answers) || pin === undefined) return null
  const given = typeof pin === 'string' ? null : await readSandboxToken(sandbox ?? '', person)
  if (typeof pin !== 'string' && !given) return null
  const setting = given ? ({ kind: 'simulated' } as const) : devices.token
  if (setting.kind === 'off') return null
  const { wireToken } = await import('../wire-token.ts')
  const wired = await wireToken(setting, { log, secrets, ...(given ? { inserted: given } : {}) })
  await wired.start()
  return { port: wired, pin: given?.pin ?? String(pin), stop: wired.stop }
}

/** Who serves: the officer of the answers at an assisted counter, nobody at a machine that people use by themselves. */
async function servedBy(
  staff: StaffPort,
  { officer }: Answers,
  { station, secrets }: WiredStation,
): Promise<{ readonly officer: Officer | null } | { readonly code: FaultCode }> {
  if (officer === undefined || station.identity?.kind !== 'assisted') return { officer: null }
  const verdict = await staff.signIn({ code: officer.code, pin: secrets.keep(officer.pin) })
  switch (verdict.kind) {
    case 'wrong':
      return { code: 'STAFF_PIN_WRONG' }
    case 'locked':
      return { code: 'STAFF_LOCKED' }
    case 'signed-in':
      return mayDo(verdict.officer.role, 'register') ? { officer: verdict.officer } : { code: 'STAFF_ROLE' }
  }
}
