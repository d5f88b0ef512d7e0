/** A counter for tests of what it keeps over a power cut: one process after another over the same kept rows. */
import pino from 'pino'
import { expect } from 'vitest'
import type { UnfinishedRegistrations } from '../../data/unfinished/unfinished.ts'
import type { Officer } from '../../flows/ports/staff.port.ts'
import { provideStaffSession } from '../../flows/provide/provide-staff.ts'
import { provideVisit } from '../../flows/provide/provide-visit.ts'
import { createFakeWorld, type FakeWorld } from '../../flows/testing/fake-ports.ts'
import { createFakeStaff, FAKE_OFFICERS, FAKE_PIN } from '../../flows/testing/fake-staff.ts'
import { goodEvent } from '../../flows/testing/visit-driver.ts'
import type { VisitScreen } from '../../flows/visit/visit-view.ts'
import { startCounter } from '../counter-store.ts'
import type { SealedPaper } from '../ui/counter-mode.ts'
import type { KeptAbout } from '../unfinished-aside.ts'
import { createUnfinishedDesk } from '../unfinished-desk.ts'

const BY_PHONE = { subject: 'citizen', method: 'mobile' } as const
const KEEP_AFTER_MS = 1
export const SAVED_AT_MS = Date.parse('2026-11-22T02:41:00Z')

/** What survives a power cut: the registrations kept, by officer. */
export function createKeptRows(): UnfinishedRegistrations & { readonly rows: Map<string, string> } {
  const rows = new Map<string, string>()
  return {
    rows,
    keep: async (staffId, text) => void rows.set(staffId, text),
    async of(staffId) {
      const text = rows.get(staffId)
      return text === undefined ? null : { savedAtMs: SAVED_AT_MS, text }
    },
    forget: (staffId) => void rows.delete(staffId),
  }
}

/** One process of a counter; `receipts` are of packets its store has. */
export function switchOn(
  kept: UnfinishedRegistrations,
  receipts: Readonly<Record<string, string>> = {},
  { nowMs = SAVED_AT_MS, paper = 'no-printer' }: { nowMs?: number; paper?: SealedPaper } = {},
) {
  const printed: KeptAbout[] = []
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
        receipts: {
          of(packetId) {
            const receiptNumber = receipts[packetId]
            return receiptNumber === undefined ? null : { packetId, receiptNumber, sealedAt: SAVED_AT_MS }
          },
          paperOf: () => paper,
          async print(_, about) {
            printed.push(about)
            return 'printed'
          },
        },
        nowMs: () => nowMs,
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
    printed,
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
export async function leftOn(screen: VisitScreen): Promise<ReturnType<typeof createKeptRows>> {
  const kept = createKeptRows()
  const counter = switchOn(kept)
  await counter.signIn(FAKE_OFFICERS.gdv01.code)
  await counter.walkTo(screen)
  await counter.cut()
  return kept
}
