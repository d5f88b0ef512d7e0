import { describe, expect, test } from 'vitest'
import { fromPromise } from 'xstate'
import type { Officer } from '../flows/ports/staff.port.ts'
import type { VisitOpening } from '../flows/ports/visit.port.ts'
import { provideStaffSession } from '../flows/provide/provide-staff.ts'
import { PORTAL_2022 } from '../flows/rules/policy-sets.ts'
import { createFakeDevices } from '../flows/testing/fake-devices.ts'
import { createFakeStaff, FAKE_OFFICERS, FAKE_PIN } from '../flows/testing/fake-staff.ts'
import { scannerInput } from '../flows/visit/scanner-input.ts'
import { visitFlow } from '../flows/visit/visit.flow.ts'
import { startCounter } from './counter-store.ts'

const TODAY = '2026-11-22'
const CARD_QR = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'
const card = scannerInput(CARD_QR, TODAY)

/** A counter over a visit that opens at once and wipes when told to. */
function open(options: { readonly hangs?: boolean; readonly breaks?: boolean; readonly quietMs?: number } = {}) {
  const devices = createFakeDevices()
  const staff = createFakeStaff(devices.secrets)
  const wiped: string[] = []
  const openings: VisitOpening[] = []
  let goOn: (() => void) | null = null
  const flow = visitFlow.provide({
    actors: {
      openVisit: fromPromise<VisitOpening>(async () => {
        if (options.hangs) await new Promise<void>((resolve) => (goOn = resolve))
        if (options.breaks) throw new Error('no visit today')
        const opening = openingFor(`visit-${openings.length + 1}`, counter.officer())
        openings.push(opening)
        return opening
      }),
      wipeVisit: fromPromise<void, { visitId: string }>(async ({ input }) => void wiped.push(input.visitId)),
    },
    ...(options.quietMs === undefined ? {} : { delays: { resultUnread: 0, keysQuiet: options.quietMs } }),
  })
  const counter = startCounter({
    flow,
    session: provideStaffSession({ ...devices.ports, staff: staff.port }),
    language: 'vi',
  })
  const settle = async () => {
    for (let at = 0; at < 8; at++) await new Promise((done) => setImmediate(done))
  }
  return {
    counter,
    staff,
    wiped,
    openings,
    settle,
    goOn: () => goOn?.(),
    screen: () => counter.visit.getSnapshot().screen,
    async signIn(code: string, pin: string = FAKE_PIN) {
      await settle()
      counter.visit.send({ type: 'user.staffSignedIn', code, pin: devices.secrets.keep(pin) })
      await settle()
    },
    async send(...events: Parameters<typeof counter.visit.send>[0][]) {
      for (const event of events) {
        counter.visit.send(event)
        await settle()
      }
    },
  }
}

const openingFor = (visitId: string, officer: Officer | null): VisitOpening => ({
  visitId,
  packetId: visitId,
  today: TODAY,
  policy: PORTAL_2022,
  hasPrinter: false,
  stationKind: 'assisted',
  isOnline: true,
  canText: false,
  takesKeys: true,
  officer,
  hasCardReader: false,
  secondOfficer: 'never',
  nowMs: 0,
  clock: 'proven',
})

const served = async (options?: Parameters<typeof open>[0]) => {
  const run = open(options)
  await run.signIn('gdv01')
  return run
}

describe('nobody is signed in', () => {
  test('the view is the sign-in, and nothing reaches the visit', async () => {
    const run = open()
    await run.settle()
    expect(run.screen()).toBe('staff-sign-in')
    expect(run.counter.officer()).toBeNull()
    await run.send(card, { type: 'user.started' }, { type: 'user.confirmed' })
    run.counter.desk.nextCitizen()
    await run.settle()
    expect(run.screen()).toBe('staff-sign-in')
    expect(run.openings).toEqual([])
  })

  test('the language can be changed', async () => {
    const run = open()
    await run.send({ type: 'user.choseLanguage', language: 'en' })
    expect(run.counter.visit.getSnapshot().visit.language).toBe('en')
  })

  test('a wrong PIN is told with the tries left', async () => {
    const run = open()
    await run.signIn('gdv01', '111222')
    expect(run.counter.visit.getSnapshot().staffSession).toMatchObject({ problem: 'STAFF_PIN_WRONG', triesLeft: 4 })
  })

  test('a hand-over is none', async () => {
    const run = open()
    await run.settle()
    run.counter.desk.handOver()
    expect(run.screen()).toBe('staff-sign-in')
    expect(run.wiped).toEqual([])
  })
})

describe('somebody is signed in', () => {
  test('visits are opened for that officer', async () => {
    const run = await served()
    expect(run.screen()).toBe('welcome')
    await run.send(card)
    expect(run.screen()).toBe('subject')
    expect(run.openings[0]?.officer).toEqual(FAKE_OFFICERS.gdv01)
  })

  test('a technician is known and registers nobody', async () => {
    const run = open()
    await run.signIn('kt01')
    expect(run.counter.desk.getSnapshot().officer).toEqual(FAKE_OFFICERS.kt01)
    expect(run.counter.officer()).toBeNull()
    await run.send(card, { type: 'user.started' })
    run.counter.desk.nextCitizen()
    await run.settle()
    expect(run.screen()).toBe('welcome')
    expect(run.openings).toEqual([])
    run.counter.desk.handOver()
    await run.settle()
    expect(run.screen()).toBe('staff-sign-in')
  })

  test('the next citizen begins from nothing, and not in the middle of a visit', async () => {
    const run = await served()
    run.counter.desk.nextCitizen()
    await run.settle()
    expect(run.screen()).toBe('subject')
    await run.send({ type: 'user.choseSubject', subject: 'citizen' })
    run.counter.desk.nextCitizen()
    await run.settle()
    expect(run.screen()).toBe('method')
    expect(run.wiped).toEqual([])
  })

  test('a next citizen wished for before the result takes a key is forgotten, and does not come after a later Enter', async () => {
    const run = await served({ breaks: true, quietMs: 10 })
    await run.send({ type: 'user.started' })
    expect(run.counter.visit.getSnapshot()).toMatchObject({ screen: 'result', leaving: 'held' })
    run.counter.desk.nextCitizen()
    expect(run.screen()).toBe('result')
    await expect.poll(() => run.counter.visit.getSnapshot().leaving).toBe('free')
    await run.send({ type: 'user.confirmed' })
    await run.settle()
    expect(run.screen()).toBe('welcome')
  })
})

describe('hand-over', () => {
  test('at rest is done at once', async () => {
    const run = await served()
    run.counter.desk.handOver()
    await run.settle()
    expect(run.screen()).toBe('staff-sign-in')
    expect(run.counter.desk.getSnapshot().officer).toBeNull()
  })

  test('asks while a visit stands, and changes nothing when the officer stays', async () => {
    const run = await served()
    await run.send(card)
    run.counter.desk.handOver()
    expect(run.counter.desk.getSnapshot().isAsking).toBe(true)
    expect(run.screen()).toBe('subject')
    run.counter.desk.stay()
    expect(run.counter.desk.getSnapshot().isAsking).toBe(false)
    await run.send({ type: 'user.choseSubject', subject: 'citizen' })
    expect(run.screen()).toBe('method')
    expect(run.wiped).toEqual([])
  })

  test('meant, it wipes the visit; the next officer sees nothing of it', async () => {
    const run = await served()
    await run.send(card)
    run.counter.desk.handOver()
    run.counter.desk.handOver()
    await run.settle()
    expect(run.wiped).toEqual(['visit-1'])
    expect(run.screen()).toBe('staff-sign-in')
    await run.signIn('gdv02')
    const { visit } = run.counter.visit.getSnapshot()
    expect(visit).toMatchObject({ opening: null, card: null, subject: null })
    await run.send({ type: 'user.started' })
    expect(run.openings.at(-1)?.officer).toEqual(FAKE_OFFICERS.gdv02)
  })

  test('while a visit is still being opened, nobody signs in before it is gone', async () => {
    const run = await served({ hangs: true })
    await run.send({ type: 'user.started' })
    expect(run.screen()).toBe('opening')
    run.counter.desk.handOver()
    run.counter.desk.handOver()
    await run.signIn('gdv02')
    expect(run.screen()).toBe('opening')
    expect(run.counter.desk.getSnapshot().officer).toBeNull()
    run.goOn()
    await run.settle()
    expect(run.wiped).toEqual(['visit-1'])
    expect(run.openings[0]?.officer).toBeNull()
    expect(run.screen()).toBe('staff-sign-in')
  })
})
