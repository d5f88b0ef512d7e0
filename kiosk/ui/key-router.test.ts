import { describe, expect, test } from 'vitest'
import type { PersonEvent, ScannerInput, StationEvent } from '../../flows/base/events.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import { createKeyRouter } from './key-router.ts'
import type { KeyInput, KeyName } from './keyboard/key-input.ts'
import { createLiveStore } from './live-store.ts'
import type { KeyTarget } from './screen-keys.ts'
import { CARD_QR, TODAY, viewAt } from './testing/test-views.ts'

function router(view: VisitView, takesKeys = false) {
  const sent: (PersonEvent | ScannerInput | StationEvent)[] = []
  const taken: KeyInput[] = []
  const calls: string[] = []
  const help = createLiveStore((_: string | null, next: string | null) => next, null)
  const target: KeyTarget = {
    current: (key) => {
      taken.push(key)
      return takesKeys
    },
  }
  const now = { view }
  const route = createKeyRouter({
    visit: {
      getSnapshot: () => now.view,
      subscribe: () => ({ unsubscribe: () => {} }),
      send: (event) => void sent.push(event),
      stop: () => {},
    },
    help,
    target,
    demoScan: () => void calls.push('demo scan'),
    quit: () => void calls.push('quit'),
    look: { next: () => void calls.push('next look'), reset: () => void calls.push('look reset') },
    today: () => TODAY,
  })
  return { sent, taken, calls, help, now, route, press: (name: KeyName) => route({ kind: 'key', name }) }
}

describe('a key', () => {
  test('says first that somebody is there', () => {
    const { route, sent } = router(viewAt('field'))
    route({ kind: 'text', text: 'a' })
    expect(sent).toEqual([{ type: 'user.active' }])
  })

  test('the screen does not take falls to what Enter and Esc mean everywhere', () => {
    const { press, sent } = router(viewAt('conditions'))
    press('enter')
    press('escape')
    expect(sent.filter((event) => event.type !== 'user.active')).toEqual([
      { type: 'user.confirmed' },
      { type: 'user.wentBack' },
    ])
  })

  test('the screen takes goes no further', () => {
    const { press, sent } = router(viewAt('field'), true)
    press('enter')
    expect(sent).toEqual([{ type: 'user.active' }])
  })

  test.each([
    ['f10', { type: 'user.ended' }],
    ['f2', { type: 'user.choseLanguage', language: 'en' }],
  ] as const)('%s works on every screen, before the screen hears of it', (name, event) => {
    const { press, sent, taken } = router(viewAt('password'), true)
    press(name)
    expect(sent.at(-1)).toEqual(event)
    expect(taken).toEqual([])
  })

  test('Ctrl-C is the technician’s, and says nothing of a citizen', () => {
    const { press, sent, calls } = router(viewAt('field'))
    press('ctrl-c')
    expect(calls).toEqual(['quit'])
    expect(sent).toEqual([])
  })

  test('F12 turns to another look from every screen and from the help, which stays; F10 gives the station’s look back', () => {
    const { press, calls, taken, help } = router(viewAt('password'), true)
    press('f12')
    press('f1')
    press('f12')
    expect(help.read()).not.toBeNull()
    press('f10')
    expect(calls).toEqual(['next look', 'next look', 'look reset'])
    expect(taken).toEqual([])
  })

  test('F5 scans the next sample card in the demo', () => {
    const { press, calls } = router(viewAt('subject'))
    press('f5')
    expect(calls).toEqual(['demo scan'])
  })
})

describe('the inactivity warning', () => {
  const warned = { inactivityWarned: true }

  test.each(['enter', 'escape', 'f1', 'f2', 'f5', 'f12'] as const)(
    'is answered by %s, which does nothing else',
    (name) => {
      const { press, sent, taken, calls, help } = router(viewAt('review', warned))
      press(name)
      expect(sent).toEqual([{ type: 'user.active' }])
      expect([taken, calls, help.read()]).toEqual([[], [], null])
    },
  )

  test('F10 ends and wipes also from there', () => {
    const { press, sent } = router(viewAt('review', warned))
    press('f10')
    expect(sent).toEqual([{ type: 'user.active' }, { type: 'user.ended' }])
  })

  test('is answered by a digit, which then chooses nothing either', () => {
    const { route, now, taken } = router(viewAt('review', warned), true)
    route({ kind: 'text', text: '1' })
    now.view = viewAt('review')
    route({ kind: 'choice', digit: 1 })
    expect(taken).toEqual([])
    route({ kind: 'text', text: '1' })
    route({ kind: 'choice', digit: 1 })
    expect(taken.at(-1)).toEqual({ kind: 'choice', digit: 1 })
  })

  test('keeps the next person’s card out of the last person’s form', () => {
    const { route, sent } = router(viewAt('field', warned))
    route({ kind: 'scan', text: CARD_QR })
    expect(sent).toEqual([{ type: 'user.active' }])
  })
})

describe('help', () => {
  test('opens with F1; the next key closes it and does nothing else', () => {
    const { press, help, sent, taken } = router(viewAt('conditions'))
    press('f1')
    expect(help.read()).not.toBeNull()
    press('enter')
    expect(help.read()).toBeNull()
    expect(sent.filter((event) => event.type !== 'user.active')).toEqual([])
    expect(taken).toEqual([])
  })

  test('is not in the way of F10', () => {
    const { press, sent } = router(viewAt('conditions'))
    press('f1')
    press('f10')
    expect(sent.at(-1)).toEqual({ type: 'user.ended' })
  })
})

describe('a scan typed by a wedge', () => {
  test('fills the form like any other scan', () => {
    const { route, sent } = router(viewAt('field'))
    route({ kind: 'scan', text: CARD_QR })
    expect(sent.at(-1)).toMatchObject({ type: 'scanner.scanned', card: { idNumber: '046204001234' } })
  })

  test('before the visit has a date takes the station’s', () => {
    const { route, sent } = router(viewAt('welcome'))
    route({ kind: 'scan', text: CARD_QR })
    expect(sent.at(-1)).toMatchObject({ type: 'scanner.scanned' })
  })

  test('that is no card is refused by name', () => {
    const { route, sent } = router(viewAt('field'))
    route({ kind: 'scan', text: 'DN4011|4cc3aa|01/01/2020' })
    expect(sent.at(-1)).toMatchObject({ type: 'scanner.refused', code: expect.stringMatching(/^SCAN_/) })
  })
})
