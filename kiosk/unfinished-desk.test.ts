import pino from 'pino'
import { describe, expect, test } from 'vitest'
import type { UnfinishedRegistrations } from '../data/unfinished/unfinished.ts'
import { Fault } from '../flows/base/fault.ts'
import type { Officer } from '../flows/ports/staff.port.ts'
import { provideStaffSession } from '../flows/provide/provide-staff.ts'
import { provideVisit } from '../flows/provide/provide-visit.ts'
import { createFakeWorld, type FakeWorld } from '../flows/testing/fake-ports.ts'
import { createFakeStaff, FAKE_OFFICERS, FAKE_PIN } from '../flows/testing/fake-staff.ts'
import { GOOD_ANSWERS, goodEvent } from '../flows/testing/visit-driver.ts'
import type { VisitScreen } from '../flows/visit/visit-view.ts'
import { startCounter } from './counter-store.ts'
import { createUnfinishedDesk } from './unfinished-desk.ts'

const BY_PHONE = { subject: 'citizen', method: 'mobile' } as const
const KEEP_AFTER_MS = 1

/** What survives a power cut: the registrations kept, by officer. */
function createKeptRows(): UnfinishedRegistrations & { readonly rows: Map<string, string> } {
  const rows = new Map<string, string>()
  return {
    rows,
    keep: async (staffId, text) => void rows.set(staffId, text),
    async of(staffId) {
      const text = rows.get(staffId)
      return text === undefined ? null : { savedAtMs: Date.parse('2026-11-22T02:41:00Z'), text }
    },
    forget: (staffId) => void rows.delete(staffId),
  }
}

/** One process of a counter; `receipts` are of packets its store has. */
function switchOn(kept: UnfinishedRegistrations, receipts: Readonly<Record<string, string>> = {}) {
  const world: FakeWorld = createFakeWorld()
  const staff = createFakeStaff(world.secrets)
  const officer = (): Officer | null => counter.officer()
  Object.defineProperty(world, 'officer', { get: officer })
  world.stationKind = 'assisted'
  const counter = startCounter({
    flow: provideVisit(world.ports),
    session: provideStaffSession({
      ...world.devices.ports,
      ticker: () => () => {},
      secrets: world.secrets,
      staff: staff.port,
    }),
    language: 'vi',
    unfinished: (visit) =>
      createUnfinishedDesk({
        visit,
        unfinished: kept,
        receiptOf: (packetId) => receipts[packetId] ?? null,
        log: pino({ enabled: false }),
        keepAfterMs: KEEP_AFTER_MS,
      }),
  })
  const settle = async () => {
    for (let at = 0; at < 8; at++) await new Promise((done) => setImmediate(done))
  }
  const view = () => counter.visit.getSnapshot()
  return {
    world,
    counter,
    settle,
    view,
    desk: () => counter.desk.getSnapshot(),
    async signIn(code: string) {
      await settle()
      counter.visit.send({ type: 'user.staffSignedIn', code, pin: world.secrets.keep(FAKE_PIN) })
      await settle()
    },
    async walkTo(screen: VisitScreen) {
      for (let step = 0; step < 60 && view().screen !== screen; step += 1) {
        const event = goodEvent(view(), world, BY_PHONE)
        if (event) counter.visit.send(event)
        await settle()
      }
      expect(view().screen).toBe(screen)
    },
    /** The process ends as at a power cut that leaves what was written. */
    async cut() {
      await counter.settled()
      counter.visit.stop()
    },
  }
}

/** What is kept after the power went while an officer stood on that screen. */
async function leftOn(screen: VisitScreen): Promise<ReturnType<typeof createKeptRows>> {
  const kept = createKeptRows()
  const counter = switchOn(kept)
  await counter.signIn(FAKE_OFFICERS.gdv01.code)
  await counter.walkTo(screen)
  await counter.cut()
  return kept
}

describe('a counter that was switched off in the middle of a registration', () => {
  test('offers it to the officer who began it, who goes on where it stood, to one receipt', async () => {
    const kept = await leftOn('password')
    const second = switchOn(kept)
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    expect(second.desk().unfinished).toMatchObject({
      kind: 'open',
      at: '09:41',
      note: { method: 'mobile', fullName: GOOD_ANSWERS.fullName, screen: 'password' },
    })
    second.counter.desk.takeUpUnfinished()
    await second.settle()
    expect(second.view().screen).toBe('password')
    expect(second.desk().unfinished).toBeNull()
    await second.walkTo('result')
    expect(second.world.sealed).toHaveLength(1)
    expect(second.world.otpRequests).toHaveLength(0)
    await second.counter.settled()
    expect(kept.rows.size).toBe(0)
    second.counter.visit.stop()
  })

  test('an Enter pressed before it is known whether anything was left begins no visit over it', async () => {
    const kept = await leftOn('form')
    let answer = () => {}
    const slow = {
      ...kept,
      of: (id: string) =>
        new Promise<Awaited<ReturnType<typeof kept.of>>>((done) => {
          answer = () => void kept.of(id).then(done)
        }),
    }
    const second = switchOn(slow)
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    second.counter.visit.send({ type: 'user.confirmed' })
    second.counter.desk.nextCitizen()
    await second.settle()
    expect(second.view().screen).toBe('welcome')
    answer()
    await second.settle()
    expect(second.desk().unfinished).toMatchObject({ kind: 'open' })
    second.counter.visit.stop()
  })

  test('shows it to no other officer', async () => {
    const kept = await leftOn('form')
    const second = switchOn(kept)
    await second.signIn(FAKE_OFFICERS.ks01.code)
    expect(second.desk().unfinished).toBeNull()
    second.counter.visit.stop()
  })

  test('takes no next citizen, and no card, before it is decided on; Delete wipes it', async () => {
    const kept = await leftOn('form')
    const second = switchOn(kept)
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    second.counter.desk.nextCitizen()
    second.counter.visit.send({ type: 'user.confirmed' })
    await second.settle()
    expect(second.view().screen).toBe('welcome')
    second.counter.desk.dropUnfinished()
    await second.counter.settled()
    expect(kept.rows.size).toBe(0)
    second.counter.desk.nextCitizen()
    await second.settle()
    expect(second.view().screen).toBe('subject')
    second.counter.visit.stop()
  })

  test('one whose packet was kept just before tells the receipt number, and is not done twice', async () => {
    const kept = createKeptRows()
    const first = switchOn(kept)
    await first.signIn(FAKE_OFFICERS.gdv01.code)
    await first.walkTo('terms')
    const { packetId = '' } = first.view().visit.opening ?? {}
    // The last that was kept: after the password nothing is, for its hash is a secret.
    await first.cut()
    const second = switchOn(kept, { [packetId]: 'K0007-000012' })
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    expect(second.desk().unfinished).toMatchObject({ kind: 'sealed', receiptNumber: 'K0007-000012' })
    second.counter.desk.takeUpUnfinished()
    await second.counter.settled()
    expect(second.desk().unfinished).toBeNull()
    expect(second.view().screen).toBe('welcome')
    expect(kept.rows.size).toBe(0)
    second.counter.visit.stop()
  })

  test.each([
    ['was kept by another program', async () => Promise.reject(new Fault('UNFINISHED_UNREADABLE'))],
    [
      'holds what no flow of this program can go on with',
      async () => ({
        savedAtMs: 0,
        text: JSON.stringify({
          note: { packetId: 'p', method: 'mobile', fullName: '', screen: 'form' },
          role: 'teller',
          visit: '{"status":"active","value":"nowhere","children":{},"context":{}}',
        }),
      }),
    ],
  ])('one that %s is told of, and the counter goes on', async (_, of) => {
    const kept = { ...createKeptRows(), of }
    const counter = switchOn(kept)
    await counter.signIn(FAKE_OFFICERS.gdv01.code)
    if (counter.desk().unfinished?.kind === 'open') counter.counter.desk.takeUpUnfinished()
    await counter.settle()
    expect(counter.desk().unfinished).toEqual({ kind: 'unreadable', code: 'UNFINISHED_UNREADABLE' })
    counter.counter.desk.takeUpUnfinished()
    await counter.settle()
    counter.counter.desk.nextCitizen()
    await counter.settle()
    expect(counter.view().screen).toBe('subject')
    counter.counter.visit.stop()
  })

  test('one begun in another role is not gone on with: nobody attests as what they were', async () => {
    const kept = await leftOn('form')
    const { staffId } = FAKE_OFFICERS.gdv01
    const row = JSON.parse(kept.rows.get(staffId) ?? '') as Record<string, unknown>
    expect(row.role).toBe('teller')
    kept.rows.set(staffId, JSON.stringify({ ...row, role: 'supervisor' }))
    const second = switchOn(kept)
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    expect(second.desk().unfinished).toEqual({ kind: 'unreadable', code: 'UNFINISHED_UNREADABLE' })
    expect(kept.rows.size).toBe(0)
    second.counter.desk.takeUpUnfinished()
    await second.settle()
    expect([second.view().screen, second.desk().unfinished]).toEqual(['welcome', null])
    second.counter.visit.stop()
  })

  test('forgets one that was taken up and ended in the same breath', async () => {
    const kept = await leftOn('form')
    const second = switchOn(kept)
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    second.counter.desk.takeUpUnfinished()
    second.counter.visit.send({ type: 'user.ended' })
    await second.settle()
    await second.counter.settled()
    expect(kept.rows.size).toBe(0)
    second.counter.visit.stop()
  })

  test('a slow disk does not bring back what was wiped while it wrote', async () => {
    const disk = Promise.withResolvers<void>()
    const { rows, ...others } = createKeptRows()
    const slow: UnfinishedRegistrations = {
      ...others,
      async keep(staffId, text) {
        await disk.promise
        await others.keep(staffId, text)
      },
    }
    const counter = switchOn(slow)
    await counter.signIn(FAKE_OFFICERS.gdv01.code)
    await counter.walkTo('form')
    const settled = counter.counter.settled()
    counter.counter.visit.send({ type: 'user.ended' })
    await counter.settle()
    disk.resolve()
    await settled
    await counter.counter.settled()
    expect(rows.size).toBe(0)
    counter.counter.visit.stop()
  })

  test('offers nothing to whoever took over while it was looked for', async () => {
    const kept = await leftOn('form')
    const disk = Promise.withResolvers<void>()
    const second = switchOn({
      ...kept,
      async of(staffId) {
        await disk.promise
        return kept.of(staffId)
      },
    })
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    second.counter.desk.handOver()
    await second.signIn(FAKE_OFFICERS.ks01.code)
    expect(second.counter.officer()?.staffId).toBe(FAKE_OFFICERS.ks01.staffId)
    disk.resolve()
    await second.settle()
    expect(second.desk().unfinished).toBeNull()
    second.counter.visit.stop()
  })

  test('keeps nothing of a visit that was wiped or handed over', async () => {
    const kept = createKeptRows()
    const counter = switchOn(kept)
    await counter.signIn(FAKE_OFFICERS.gdv01.code)
    await counter.walkTo('form')
    await counter.counter.settled()
    expect(kept.rows.size).toBe(1)
    counter.counter.visit.send({ type: 'user.ended' })
    await counter.settle()
    await counter.counter.settled()
    expect(kept.rows.size).toBe(0)
    counter.counter.visit.stop()
  })
})
