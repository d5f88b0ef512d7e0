import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { METHODS, type Method, SUBJECTS, type Subject } from '../../flows/base/terms.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { prospectOf } from '../../flows/rules/offline.ts'
import { PORTAL_2022 } from '../../flows/rules/policy-sets.ts'
import type { Answers } from '../../kiosk/headless/answers.ts'
import { registerOnce } from '../../kiosk/headless/register-once.ts'
import { findSandboxPerson, readSandboxToken } from '../../kiosk/headless/sandbox-people.ts'
import { readSandboxMessages } from '../../kiosk/headless/sandbox-phone.ts'
import type { Settings } from '../../kiosk/settings.ts'
import { createSoftHsm, softHsmModule } from '../harness/softhsm.ts'
import { answersOf, endOf, personCalled } from './every-method/answers-of.ts'
import { type Country, openCountry, type Portal, packetAt, sync } from './every-method/country.ts'

const DECIDED_WITHIN_MS = 30_000
const SOON = { retryDelaysMs: [500] }

let country: Country
let alone: Portal
let counter: Portal
beforeAll(async () => {
  country = await openCountry()
  alone = await country.openPortal({ lanes: 1, verification: SOON })
  counter = await country.openPortal({ lanes: 1, kind: 'assisted', verification: SOON })
}, 120_000)
afterAll(async () => {
  await alone?.close()
  await counter?.close()
  await country?.close()
})

/** One registration while central is away. */
interface Case {
  readonly subject: Subject
  readonly method: Method
  readonly person: string
  readonly with?: 'modem' | 'reader'
  readonly offline: string
  /** How it stands when the line is back; null where nothing was kept. */
  readonly later: string | null
}

const COMES_BACK = { offline: 'pending OTP_DEFERRED', later: 'waiting-for-citizen OTP_DEFERRED' }
const FINISHES = { offline: 'pending LINE_DOWN', later: 'accepted' }
const NEEDS_LINE = { offline: 'faulted LINE_DOWN', later: null }

/** product.md §2, last column: every open cell, and those with a device once more with it. People who have no account and are somebody else in each line. */
const CASES: readonly Case[] = [
  { subject: 'citizen', method: 'mobile', person: 'own-name-gmobile', ...COMES_BACK },
  { subject: 'citizen', method: 'mobile', person: 'own-name-vietnamobile', with: 'modem', ...FINISHES },
  { subject: 'citizen', method: 'social-insurance', person: 'birth-day-unknown', ...COMES_BACK },
  { subject: 'citizen', method: 'social-insurance', person: 'card-empty-old-number', with: 'modem', ...FINISHES },
  { subject: 'citizen', method: 'vnpost', person: 'own-name-viettel', ...NEEDS_LINE },
  { subject: 'citizen', method: 'usb-token', person: 'own-name-viettel', ...FINISHES },
  { subject: 'citizen', method: 'sim-pki', person: 'card-2024-eleven-fields', ...NEEDS_LINE },
  // Its token stands for the SIM: to the reader both are keys with a certificate.
  { subject: 'citizen', method: 'sim-pki', person: 'card-2024-eleven-fields', with: 'reader', ...FINISHES },
  { subject: 'citizen', method: 'remote-signing', person: 'card-2024-cancelled-number', ...NEEDS_LINE },
  { subject: 'citizen', method: 'in-person', person: 'over-ninety', ...FINISHES },
  { subject: 'enterprise', method: 'usb-token', person: 'enterprise-limited', ...FINISHES },
  { subject: 'enterprise', method: 'sim-pki', person: 'enterprise-household', ...NEEDS_LINE },
  { subject: 'enterprise', method: 'sim-pki', person: 'enterprise-household', with: 'reader', ...FINISHES },
  { subject: 'enterprise', method: 'remote-signing', person: 'enterprise-cooperative', ...NEEDS_LINE },
  { subject: 'enterprise', method: 'in-person', person: 'enterprise-branch', ...FINISHES },
  { subject: 'agency', method: 'usb-token', person: 'agency-commune', ...FINISHES },
  { subject: 'agency', method: 'in-person', person: 'agency-department', ...FINISHES },
]

/** What the table of offline.ts promises, as an end of a registration. */
const PROMISED = {
  now: FINISHES,
  'now-by-modem': FINISHES,
  'now-in-reader': FINISHES,
  'return-once': COMES_BACK,
  'needs-line': NEEDS_LINE,
}

const portalOf = ({ method }: Case) => (method === 'in-person' ? counter : alone)
const stationOf = (one: Case): Settings => {
  const [station] = portalOf(one).stations
  if (!station) throw new Error('no station')
  return one.with === 'modem' ? { ...station, devices: { ...station.devices, modem: { kind: 'simulated' } } } : station
}

function answersFor(one: Case): Answers {
  const answers = answersOf(personCalled(one.person), one.method)
  return one.with === 'reader' ? { ...answers, reader: true } : answers
}

describe('without the line', () => {
  test('the cases are the whole matrix, and promise what the table promises', () => {
    const open = PORTAL_2022.cells.filter(({ allowed }) => allowed).map(({ subject, method }) => `${subject} ${method}`)
    expect(new Set(CASES.map(({ subject, method }) => `${subject} ${method}`))).toEqual(new Set(open))
    for (const one of CASES) {
      const reach = { isOnline: false, canText: one.with === 'modem', takesKeys: one.with === 'reader' }
      const prospect = prospectOf(one.method, reach)
      if (prospect === 'online') throw new Error('the line is down')
      expect({ offline: one.offline, later: one.later }, `${one.method} ${one.with}`).toEqual(PROMISED[prospect])
    }
  })

  test('a cell that is shut stays shut', async () => {
    await alone.stopCentral()
    const ends: string[] = []
    for (const subject of SUBJECTS)
      for (const method of METHODS) {
        const cell = PORTAL_2022.cells.find((one) => one.subject === subject && one.method === method)
        if (cell?.allowed) continue
        const one: Case = { subject, method, person: PERSON_OF[subject], offline: '', later: null }
        ends.push(`${subject} ${method}: ${endOf(await registerOnce(stationOf(one), answersFor(one)))}`)
      }
    expect(ends.length).toBeGreaterThan(5)
    expect(ends.filter((end) => !end.endsWith(': refused METHOD_NOT_FOR_SUBJECT'))).toEqual([])
    await alone.startCentral()
  }, 120_000)

  test('each ends as the matrix has it; when the line is back central takes what was finished', async () => {
    await alone.stopCentral()
    await counter.stopCentral()
    const kept: { readonly one: Case; readonly packetId: string }[] = []
    const ends: Record<string, string> = {}
    for (const one of CASES) {
      const result = await registerOnce(stationOf(one), answersFor(one))
      ends[nameOf(one)] = endOf(result)
      if (result.outcome === 'pending' && result.packetId !== null) kept.push({ one, packetId: result.packetId })
    }
    expect(ends).toEqual(Object.fromEntries(CASES.map((one) => [nameOf(one), one.offline])))

    await alone.startCentral()
    await counter.startCentral()
    const later: Record<string, unknown> = {}
    const look = async () => {
      for (const portal of [alone, counter]) for (const station of portal.stations) await sync(station)
      for (const { one, packetId } of kept) {
        const packet = await packetAt(stationOf(one), packetId)
        later[nameOf(one)] = packet && [packet.state, packet.reason].filter(Boolean).join(' ')
      }
      return later
    }
    const expected = Object.fromEntries(
      CASES.filter(({ later: end }) => end !== null).map((one) => [nameOf(one), one.later]),
    )
    await expect.poll(look, { timeout: DECIDED_WITHIN_MS, interval: 500 }).toEqual(expected)

    // Who holds the number is told of the account, once; who came by another way is not.
    const texted = CASES.filter(({ with: by }) => by === 'modem').map(({ person }) => personCalled(person).phone)
    const told = async (phone: string) =>
      (await messagesTo(phone)).filter(({ text }) => text.includes('dang ky tai khoan dich vu cong')).length
    await expect
      .poll(() => Promise.all(texted.map(told)), { timeout: DECIDED_WITHIN_MS, interval: 500 })
      .toEqual(texted.map(() => 1))
    expect(await told(personCalled('own-name-gmobile').phone)).toBe(0)
    for (const phone of texted) expect(logsOf(alone)).not.toContain(phone.replace(/^0/, ''))
  }, 240_000)
})

describe.skipIf(softHsmModule === null)(
  'a signing SIM in the reader, through a PKCS#11 module (needs softhsm2 and opensc)',
  () => {
    test('signs without the line, and central takes it as sim-pki', async () => {
      const hsm = await createSoftHsm()
      // As a technician sets it for the module's children.
      vi.stubEnv('SOFTHSM2_CONF', hsm.environment.SOFTHSM2_CONF)
      try {
        const one: Case = {
          subject: 'citizen',
          method: 'sim-pki',
          person: 'own-name-wintel-apostrophe',
          with: 'reader',
          ...FINISHES,
        }
        const answers = answersFor(one)
        const somebody = await findSandboxPerson(alone.sandbox, answers, dayInVietnam(Date.now()))
        const token = await readSandboxToken(alone.sandbox, somebody)
        const [certificate] = token?.certificates ?? []
        if (!token || !certificate) throw new Error('nothing to sign with')
        await hsm.importToken({ ...token, label: 'SIM in the reader', certificate })
        await alone.stopCentral()
        const station = stationOf(one)
        const devices = { ...station.devices, token: { kind: 'modules', paths: [hsm.modulePath] } as const }
        const result = await registerOnce({ ...station, devices }, { ...answers, pin: token.pin })
        expect(endOf(result)).toBe(one.offline)
        await alone.startCentral()
        const later = async () => {
          await sync(station)
          return result.packetId === null ? null : packetAt(station, result.packetId)
        }
        await expect.poll(later, { timeout: DECIDED_WITHIN_MS, interval: 500 }).toMatchObject({ state: 'accepted' })
      } finally {
        vi.unstubAllEnvs()
        await hsm.remove()
      }
    }, 120_000)
  },
)

const PERSON_OF = { citizen: 'own-name-viettel', enterprise: 'enterprise-limited', agency: 'agency-commune' } as const

const nameOf = ({ subject, method, with: by }: Case) => [subject, method, by].filter(Boolean).join(' ')

/** Everything the stations wrote to their logs. */
function logsOf(portal: Portal): string {
  const folders = portal.stations.map(({ dataDir }) => dataDir)
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
  )
  const logs = files.filter((file) => file.endsWith('.log'))
  if (logs.length === 0) throw new Error('no log was written')
  return logs.map((file) => readFileSync(file, 'utf8')).join('')
}

async function messagesTo(phone: string): Promise<readonly { readonly text: string }[]> {
  return readSandboxMessages(alone.sandbox, `+84${phone.replace(/\D/g, '').replace(/^0|^84/, '')}`)
}
