import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../central/db/pool.ts'
import { buildFilter } from '../../central/duplicates/build-filter.ts'
import { DUPLICATE_DEFAULTS } from '../../central/duplicates/duplicate-settings.ts'
import { SERVER_KINDS, type TestServer } from '../../central/test/servers.ts'
import { startWorld, type World } from '../../central/test/world.ts'
import type { StationKind } from '../../flows/base/terms.ts'
import { FAKE_OFFICERS } from '../../flows/testing/fake-staff.ts'
import { GOOD_PASSWORD } from '../../flows/testing/visit-driver.ts'
import type { Answers } from '../../kiosk/headless/answers.ts'
import { register } from '../../kiosk/headless/register.ts'
import { readSettings, stationDir } from '../../kiosk/settings.ts'
import { startVisit } from '../../kiosk/visit-store.ts'
import { wireFlows } from '../../kiosk/wire-flows.ts'
import { openWiredStation, type WiredStation } from '../../kiosk/wire-station.ts'

/** The line is down: what a counter knows of people all the same (docs/decisions/0023-keyed-duplicate-index.md). Real central, real stations, the screen's own flows. */
const SILENT = pino({ enabled: false })
const PEOPLE = 300

let server: TestServer
let world: World | null = null
const closings: (() => void)[] = []

beforeAll(async () => {
  server = await (SERVER_KINDS[0] as (typeof SERVER_KINDS)[number]).start()
})

afterEach(async () => {
  for (const close of closings.splice(0)) close()
  await world?.close()
  world = null
})

afterAll(() => server.stop())

test('somebody who registered elsewhere is named to the officer; nobody else is; both registrations are taken', async () => {
  const counter = await paired('assisted')
  await accounts(0, PEOPLE)
  await sync(counter)
  await lineDown()
  const known = await registerAt(counter, numberOf(17))
  expect([known.outcome, known.warnings]).toEqual(['pending', ['ACCOUNT_MAYBE_EXISTS']])
  const stopped = await registerAt(counter, numberOf(18), { maybe: false })
  expect([stopped.outcome, stopped.faults, stopped.packetId]).toEqual(['refused', ['ACCOUNT_MAYBE_EXISTS'], null])
  // Strangers are let through as the filter lets them: about one of a hundred would be warned of, and here it is known who.
  const strangers = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, at) => {
      const claims = { idNumber: numberOf(PEOPLE + at) }
      return (await counter.people.look({ subject: 'citizen', claims })).kind === 'unknown'
        ? numberOf(PEOPLE + at)
        : null
    }),
  )
  const free = strangers.filter((number) => number !== null)
  expect(free.length).toBeGreaterThan(PEOPLE * 0.95)
  const unknown = await registerAt(counter, free[0] ?? '')
  expect([unknown.outcome, unknown.warnings]).toEqual(['pending', []])
  for (let at = 0; at < PEOPLE; at += 1) {
    const found = await counter.people.look({ subject: 'citizen', claims: { idNumber: numberOf(at) } })
    expect(found.kind).toBe(at === 17 ? 'sealed-here' : 'maybe-account')
  }
})

test('the same person twice at one counter while the line is down: the second time with the first receipt', async () => {
  const counter = await paired('assisted')
  await lineDown()
  const first = await registerAt(counter, numberOf(1))
  expect([first.outcome, first.warnings]).toEqual(['pending', []])
  const look = () => counter.people.look({ subject: 'citizen', claims: { idNumber: numberOf(1) } })
  expect(await look()).toMatchObject({ kind: 'sealed-here', receipt: { receiptNumber: first.receipt?.number } })
  const second = await registerAt(counter, numberOf(1))
  expect([second.outcome, second.warnings]).toEqual(['pending', ['ACCOUNT_MAYBE_EXISTS']])
  // After a start of the machine it is the same.
  counter.close()
  const again = open(counter.dir)
  const known = await again.people.look({ subject: 'citizen', claims: { idNumber: numberOf(1) } })
  expect(known).toMatchObject({ kind: 'sealed-here', receipt: { receiptNumber: second.receipt?.number } })
})

test('a machine that people use by themselves fetches nothing, keeps nothing and tells nothing', async () => {
  const kiosk = await paired('self-service')
  await accounts(0, 20)
  await sync(kiosk)
  await lineDown()
  const first = await registerAt(kiosk, numberOf(3), {}, 'self-service')
  const second = await registerAt(kiosk, numberOf(3), {}, 'self-service')
  expect([first.warnings, second.warnings, second.outcome]).toEqual([[], [], 'pending'])
  expect(await kiosk.people.look({ subject: 'citizen', claims: { idNumber: numberOf(3) } })).toEqual({
    kind: 'unknown',
  })
  const dir = stationDir(kiosk.dir)
  expect(readdirSync(dir).filter((name) => name.startsWith('person-'))).toEqual([])
  expect(kiosk.station.store.db.prepare('SELECT count(*) FROM sealed_person').pluck().get()).toBe(0)
})

test('a copy of the filter alone is no use: its key is sealed to the counter', async () => {
  const [counter, other] = [await paired('assisted'), await paired('assisted')]
  await accounts(0, 20)
  await sync(counter)
  const path = join(stationDir(counter.dir), 'person-filter.bin')
  expect(existsSync(path)).toBe(true)
  writeFileSync(join(stationDir(other.dir), 'person-filter.bin'), readFileSync(path))
  const person = { subject: 'citizen', claims: { idNumber: numberOf(1) } } as const
  expect(await counter.people.look(person)).toEqual({ kind: 'maybe-account' })
  expect(await other.people.look(person)).toEqual({ kind: 'unknown' })
})

type Counter = WiredStation & { readonly dir: string }

function open(dir: string): Counter {
  const station = openWiredStation(readSettings({}, {}, dir), 'test')
  let isOpen = true
  const close = () => {
    if (isOpen) station.close()
    isOpen = false
  }
  closings.push(close)
  return { ...station, close, dir }
}

async function paired(kind: StationKind): Promise<Counter> {
  world ??= await startWorld(server, { duplicates: { checkEveryMs: 0 } })
  const { central } = world
  const dir = mkdtempSync(join(tmpdir(), 'known-'))
  closings.push(() => rmSync(dir, { recursive: true, force: true }))
  const station = open(dir)
  const { code } = await central.admin.createEnrollmentCode()
  await station.station.enroll({ centralUrl: central.url, code, name: 'Quầy thử', kind })
  return station
}

/** Accounts of the earlier portal, and a filter that knows them. */
async function accounts(from: number, to: number): Promise<void> {
  const { central, databaseUrl, now } = world as World
  await central.admin.importAccounts(
    Array.from({ length: to - from }, (_, at) => ({
      idNumber: numberOf(from + at),
      fullName: 'Nguyễn Thị Thử',
      birthDate: '2004-02-29',
    })),
  )
  const database = await openDatabase(databaseUrl, SILENT)
  try {
    expect(await buildFilter({ database, clock: { now }, settings: DUPLICATE_DEFAULTS })).toBe('built')
  } finally {
    await database.close()
  }
}

async function sync({ station }: Counter): Promise<void> {
  const report = await (await station.createSync()).runOnce()
  expect(report.outcome).toBe('finished')
}

async function lineDown(): Promise<void> {
  await world?.central.close()
}

/** One registration by phone with the screen's own flows; the code cannot be sent, so it waits for the citizen. */
async function registerAt(
  counter: Counter,
  idNumber: string,
  over: Partial<Answers> = {},
  kind: StationKind = 'assisted',
) {
  const { gdv01 } = FAKE_OFFICERS
  const officer = kind === 'assisted' ? gdv01 : null
  const { flow, captcha } = wireFlows(counter, counter.secrets, counter.newId, {
    stationKind: kind,
    officer: () => officer,
  })
  const visit = startVisit(flow, 'vi')
  try {
    const answers: Answers = {
      subject: 'citizen',
      method: 'mobile',
      idNumber,
      fullName: 'Nguyễn Thị Thử',
      birthDate: '2004-02-29',
      phone: '0971234456',
      password: GOOD_PASSWORD,
      consent: true,
      captcha: { from: 'sandbox' },
      ...over,
    }
    const peekCaptcha = (captchaId: string) => captcha.peek(captchaId)
    return await register({ visit, secrets: counter.secrets, answers, sandbox: null, peekCaptcha })
  } finally {
    visit.stop()
  }
}

function numberOf(at: number): string {
  return `046204${String(at).padStart(6, '0')}`
}
