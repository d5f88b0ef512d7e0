import { describe, expect, test } from 'vitest'
import { gateVisit } from './room-gate.ts'
import { QUIET_STATUS, settable } from './ui/testing/test-terminal.tsx'
import { CARD, viewAt } from './ui/testing/test-views.ts'
import type { VisitStore } from './visit-store.ts'

type VisitEvent = Parameters<VisitStore['send']>[0]

/** The types of the events that came through. */
function through(screen: Parameters<typeof viewAt>[0], noRoom: 'STORE_FULL' | null, events: readonly VisitEvent[]) {
  const sent: string[] = []
  const visit: VisitStore = {
    ...settable(viewAt(screen)),
    send: (event) => void sent.push(event.type),
    stop: () => {},
  }
  const gated = gateVisit(visit, settable({ ...QUIET_STATUS, noRoom }))
  for (const event of events) gated.send(event)
  return sent
}

const BEGINNING: readonly VisitEvent[] = [
  { type: 'user.started' },
  { type: 'user.confirmed' },
  { type: 'user.choseSubject', subject: 'citizen' },
  { type: 'user.choseMethod', method: 'mobile' },
  { type: 'user.askedAdvice' },
  { type: 'scanner.scanned', card: CARD },
]
const ELSE: readonly VisitEvent[] = [
  { type: 'user.active' },
  { type: 'user.choseReturn' },
  { type: 'user.wentBack' },
  { type: 'user.ended' },
  { type: 'user.choseLanguage', language: 'en' },
]

describe('without room for one more packet', () => {
  test.each(['welcome', 'subject', 'method', 'conditions'] as const)('nothing is begun from %s', (screen) => {
    expect(through(screen, 'STORE_FULL', BEGINNING)).toEqual([])
  })

  test('a return visit and every way out stay open', () => {
    expect(through('welcome', 'STORE_FULL', ELSE)).toEqual(ELSE.map(({ type }) => type))
  })

  test.each(['field', 'review', 'otp-entry', 'result', 'return-found'] as const)(
    'whoever has typed or come back already goes on from %s',
    (screen) => {
      expect(through(screen, 'STORE_FULL', BEGINNING)).toEqual(BEGINNING.map(({ type }) => type))
    },
  )
})

test('with room everything passes', () => {
  expect(through('welcome', null, BEGINNING)).toEqual(BEGINNING.map(({ type }) => type))
})
