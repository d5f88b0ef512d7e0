import { describe, expect, test } from 'vitest'
import { INACTIVITY_GRACE_MS, INACTIVITY_WARNING_MS } from '../base/delays.ts'
import type { PersonEvent } from '../base/events.ts'
import { Fault } from '../base/fault.ts'
import type { Screen } from '../base/screens.ts'
import { createFakeWorld } from '../testing/fake-ports.ts'
import { SAMPLE_CARD as CARD, SAMPLE_MRZ as MRZ } from '../testing/sample-cards.ts'
import { driveVisit, readResult, type VisitDriver, walkTo } from '../testing/visit-driver.ts'

/** Screens a visit can be left alone on, all reachable with good answers. */
const LASTING: readonly Screen[] = [
  'subject',
  'method',
  'conditions',
  'field',
  'captcha',
  'review',
  'otp-entry',
  'password',
  'terms',
  'result',
]

describe('a visit', () => {
  test('runs from welcome to a receipt and back to welcome, leaving no secret', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    const result = await walkTo(driver, world, 'result')
    expect(result.visit.outcome).toMatchObject({ kind: 'accepted', ial: 2 })
    readResult(driver)
    driver.send({ type: 'user.confirmed' })
    const welcome = await driver.reach('welcome')
    expect(welcome.visit).toMatchObject({ opening: null, subject: null, method: null, card: null, outcome: null })
    expect(world.secrets.count).toBe(0)
    expect(world.wiped).toHaveLength(1)
  })

  test.each(LASTING)('F10 on %s ends the visit and wipes', async (screen) => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    await walkTo(driver, world, screen)
    expect(driver.send({ type: 'user.ended' })).toBe(true)
    await driver.reach('welcome')
    expect(world.wiped).toHaveLength(1)
    expect(world.secrets.count).toBe(0)
  })

  test.each(LASTING)('left alone on %s: warned at 45 s, wiped at 60 s', async (screen) => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    await walkTo(driver, world, screen)
    driver.send({ type: 'user.active' })
    driver.clock.increment(INACTIVITY_WARNING_MS - 1)
    expect(driver.view().inactivityWarned).toBe(false)
    driver.clock.increment(1)
    expect(driver.view().inactivityWarned).toBe(true)
    expect(driver.view().screen).toBe(screen)
    driver.clock.increment(INACTIVITY_GRACE_MS)
    await driver.reach('welcome')
    expect(driver.view().visit.opening).toBeNull()
  })

  test('a key during the warning keeps the visit', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    await walkTo(driver, world, 'review')
    driver.send({ type: 'user.active' })
    driver.clock.increment(INACTIVITY_WARNING_MS)
    driver.send({ type: 'user.active' })
    driver.clock.increment(INACTIVITY_GRACE_MS)
    expect(driver.view()).toMatchObject({ screen: 'review', inactivityWarned: false })
  })

  test('a welcome screen left alone for an hour stays a welcome screen', () => {
    const driver = driveVisit(createFakeWorld())
    driver.clock.increment(3_600_000)
    expect(driver.view()).toMatchObject({ screen: 'welcome', inactivityWarned: false })
  })

  test('a visit that could not open says so and is wiped when left alone', async () => {
    const world = createFakeWorld()
    world.faults.open = 'STORE_DAMAGED'
    const driver = driveVisit(world)
    driver.send({ type: 'user.started' })
    const view = await driver.reach('result')
    expect(view.visit.outcome).toEqual({ kind: 'faulted', code: 'STORE_DAMAGED' })
    driver.send({ type: 'user.active' })
    driver.clock.increment(INACTIVITY_WARNING_MS)
    driver.clock.increment(INACTIVITY_GRACE_MS)
    await driver.reach('welcome')
  })

  test('a wipe that hangs does not keep the next citizen out', async () => {
    const world = createFakeWorld()
    const driver = driveVisit({
      ...world,
      ports: { ...world.ports, visit: { ...world.ports.visit, wipe: () => new Promise(() => {}) } },
    })
    await walkTo(driver, world, 'subject')
    driver.send({ type: 'user.ended' })
    expect(driver.view().screen).toBe('wiping')
    driver.clock.increment(3_000)
    expect(driver.view().screen).toBe('welcome')
  })

  test('a card shown before its form is kept and fills it', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    driver.send({ type: 'scanner.scanned', card: CARD })
    await walkTo(driver, world, 'conditions')
    expect(driver.view().mobile?.draft).toMatchObject({
      idNumber: CARD.idNumber,
      fullName: CARD.fullName,
      birthDate: '15/08/1990',
    })
    driver.send({ type: 'user.confirmed' })
    expect(driver.view().form?.field).toBe('phone')
  })

  test('a MRZ shown before its form is kept, fills number and date, and leaves the name to the person', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    driver.send({ type: 'scanner.mrzScanned', mrz: MRZ })
    await walkTo(driver, world, 'conditions')
    expect(driver.view().visit.notice?.code ?? 'CARD_KEPT').toBe('CARD_KEPT')
    expect(driver.view().mobile?.draft).toMatchObject({ idNumber: MRZ.idNumber, fullName: '', birthDate: '29/02/2004' })
    driver.send({ type: 'user.confirmed' })
    expect(driver.view().form?.field).toBe('fullName')
    await walkTo(driver, world, 'result')
    expect(world.sealed[0]?.evidence).toContainEqual({ kind: 'card-mrz', expiresOn: '2029-02-28' })
  })

  test('without a printer nothing is printed and no word is said of it', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    await walkTo(driver, world, 'result')
    expect(world.printed).toEqual([])
    expect(driver.view().visit.paper).toBeNull()
    expect(driver.send({ type: 'user.printedAgain' })).toBe(false)
  })

  test('the receipt is put on paper once by itself and once more for every wish, each print with an id of its own', async () => {
    const world = createFakeWorld()
    world.hasPrinter = true
    const driver = driveVisit(world)
    await walkTo(driver, world, 'result')
    await expect.poll(() => driver.view().visit.paper?.kind).toBe('printed')
    expect(world.printed).toMatchObject([{ receipt: { receiptNumber: 'K0001-000001' }, language: 'vi' }])
    driver.send({ type: 'user.printedAgain' })
    await expect.poll(() => driver.view().visit.paper).toMatchObject({ kind: 'printed', copy: true })
    expect(new Set(world.printed.map(({ printId }) => printId)).size).toBe(2)
  })

  test('a refusal is put on paper with what to do, a fault of the machine is not', async () => {
    const world = createFakeWorld()
    world.hasPrinter = true
    world.preCheck = { account: 'exists', subscriber: 'match', carrier: 'Viettel' }
    await walkTo(driveVisit(world), world, 'result')
    expect(world.printed).toMatchObject([{ receipt: null, outcome: { kind: 'refused', code: 'ACCOUNT_EXISTS' } }])
    const broken = createFakeWorld()
    broken.hasPrinter = true
    broken.faults.seal = 'STORE_FULL'
    const driver = driveVisit(broken)
    await walkTo(driver, broken, 'result')
    expect(driver.view().visit.outcome?.kind).toBe('faulted')
    expect(broken.printed).toEqual([])
  })

  test('a printer that hangs holds nobody: the person ends the visit and the next one begins', async () => {
    const world = createFakeWorld()
    world.hasPrinter = true
    world.print = () => new Promise(() => {})
    const driver = driveVisit(world)
    const result = await walkTo(driver, world, 'result')
    expect(result.visit.paper).toEqual({ kind: 'printing' })
    expect(driver.send({ type: 'user.printedAgain' })).toBe(false)
    readResult(driver)
    driver.send({ type: 'user.confirmed' })
    await driver.reach('welcome')
    expect(driver.view().visit).toMatchObject({ paper: null, prints: 0 })
  })

  test('a print that fails is told with its reason and can be tried again', async () => {
    const world = createFakeWorld()
    world.hasPrinter = true
    world.print = async () => Promise.reject(new Fault('STORE_FULL'))
    const driver = driveVisit(world)
    await walkTo(driver, world, 'result')
    await expect.poll(() => driver.view().visit.paper).toEqual({ kind: 'not-printed', code: 'STORE_FULL', copy: false })
    expect(driver.view().visit.outcome?.kind).toBe('accepted')
    world.print = async () => ({ kind: 'printed', code: null, copy: false })
    driver.send({ type: 'user.printedAgain' })
    await expect.poll(() => driver.view().visit.paper?.kind).toBe('printed')
  })

  test('a refused scan is answered in every state and the notice goes with the next key', async () => {
    for (const screen of ['welcome', ...LASTING] as const) {
      const world = createFakeWorld()
      const driver = driveVisit(world)
      await walkTo(driver, world, screen)
      expect(driver.send({ type: 'scanner.refused', code: 'SCAN_NOT_A_CARD' })).toBe(true)
      expect(driver.view().visit.notice).toEqual({ code: 'SCAN_NOT_A_CARD' })
      driver.send({ type: 'user.active' })
      expect(driver.view().visit.notice).toBeNull()
    }
  })

  test('a card shown where nothing is filled in any more is answered and changes nothing', async () => {
    for (const screen of ['captcha', 'otp-entry', 'password', 'terms', 'result'] as const) {
      const world = createFakeWorld()
      const driver = driveVisit(world)
      const before = await walkTo(driver, world, screen)
      expect(driver.send({ type: 'scanner.scanned', card: CARD })).toBe(true)
      expect(driver.view()).toMatchObject({ screen, visit: { notice: { code: 'CARD_NOT_NEEDED' }, card: null } })
      expect(driver.view().mobile?.draft).toEqual(before.mobile?.draft)
    }
  })

  test('the adviser chooses like the person: a card shown meanwhile is kept, and the registration begins', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    await walkTo(driver, world, 'method')
    driver.send({ type: 'user.choseMethod', method: 'vneid' })
    expect(driver.view().visit.notice).not.toBeNull()
    driver.send({ type: 'user.askedAdvice' })
    expect(driver.view()).toMatchObject({ screen: 'adviser-question', visit: { notice: null, method: null } })
    driver.send({ type: 'scanner.scanned', card: CARD })
    expect(driver.view().visit).toMatchObject({ card: CARD, notice: { code: 'CARD_KEPT' } })
    answerAdviser(driver)
    expect(driver.view().screen).toBe('adviser-advice')
    expect(driver.view().adviser?.advice).toContainEqual(expect.objectContaining({ method: 'mobile', open: true }))
    driver.send({ type: 'user.choseMethod', method: 'mobile' })
    expect(driver.view()).toMatchObject({
      screen: 'conditions',
      adviser: null,
      visit: { method: 'mobile', notice: null },
    })
    expect(driver.view().mobile?.card).toEqual(CARD)
  })

  test('going back from the adviser leads to the choice of method, and it can be asked again from the start', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    await walkTo(driver, world, 'method')
    for (const choice of ['no-phone', 'own-sim'] as const) {
      driver.send({ type: 'user.askedAdvice' })
      expect(driver.view().adviser?.answers).toEqual([])
      driver.send({ type: 'user.adviserAnswered', question: 'phone', choice })
      driver.send({ type: 'user.wentBack' })
      expect(driver.view().screen).toBe('adviser-question')
      driver.send({ type: 'user.wentBack' })
      expect(driver.view()).toMatchObject({ screen: 'method', adviser: null, visit: { method: null } })
    }
  })

  test.each(['adviser-question', 'adviser-advice'] as const)('F10 and a minute alone on %s wipe', async (screen) => {
    for (const leave of ['F10', 'alone']) {
      const world = createFakeWorld()
      const driver = driveVisit(world)
      await walkTo(driver, world, 'method')
      driver.send({ type: 'user.askedAdvice' })
      if (screen === 'adviser-advice') answerAdviser(driver)
      expect(driver.view().screen).toBe(screen)
      if (leave === 'F10') driver.send({ type: 'user.ended' })
      else for (const waitMs of [INACTIVITY_WARNING_MS, INACTIVITY_GRACE_MS]) driver.clock.increment(waitMs)
      await driver.reach('welcome')
      expect(driver.view()).toMatchObject({ adviser: null, visit: { opening: null, subject: null } })
      expect(world.wiped).toHaveLength(1)
    }
  })

  test('the adviser knows the kind of station and how the line stood when the visit began', async () => {
    const world = createFakeWorld()
    world.stationKind = 'assisted'
    world.isOnline = false
    const driver = driveVisit(world)
    await walkTo(driver, world, 'method')
    driver.send({ type: 'user.askedAdvice' })
    expect(driver.view().adviser?.situation).toMatchObject({
      subject: 'citizen',
      stationKind: 'assisted',
      isOnline: false,
      today: '2026-11-22',
    })
  })

  test('when the line or the modem comes back what is promised changes with it: on the conditions, and in the advice', async () => {
    const world = createFakeWorld()
    world.isOnline = false
    const driver = driveVisit(world)
    expect(driver.send({ type: 'station.changed', isOnline: true, canText: true })).toBe(true)
    expect(driver.view().visit.opening).toBeNull()
    await walkTo(driver, world, 'method')
    driver.send({ type: 'user.askedAdvice' })
    const prospect = () => driver.view().adviser?.advice.find(({ method }) => method === 'mobile')
    expect(prospect()).toMatchObject({ prospect: 'return-once' })
    driver.send({ type: 'station.changed', isOnline: false, canText: true })
    expect(driver.view().screen).toBe('adviser-question')
    expect(prospect()).toMatchObject({ prospect: 'now-by-modem' })
    driver.send({ type: 'station.changed', isOnline: true, canText: true })
    expect(prospect()).toMatchObject({ prospect: 'online' })
    driver.send({ type: 'user.wentBack' })
    await walkTo(driver, world, 'conditions')
    driver.send({ type: 'station.changed', isOnline: false, canText: false })
    expect(driver.view()).toMatchObject({
      screen: 'conditions',
      visit: { opening: { isOnline: false, canText: false } },
    })
  })

  test('a line that comes and goes is nobody in front of the screen', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    await walkTo(driver, world, 'conditions')
    driver.clock.increment(INACTIVITY_WARNING_MS - 1)
    driver.send({ type: 'station.changed', isOnline: false, canText: false })
    driver.clock.increment(1)
    expect(driver.view().inactivityWarned).toBe(true)
  })

  test('events that a state forbids change nothing', async () => {
    const forbidden: readonly (readonly [Screen, PersonEvent])[] = [
      ['welcome', { type: 'user.choseSubject', subject: 'citizen' }],
      ['subject', { type: 'user.choseMethod', method: 'mobile' }],
      ['method', { type: 'user.confirmed' }],
      ['conditions', { type: 'user.captchaAnswered', text: 'x' }],
      ['field', { type: 'user.resent' }],
      ['captcha', { type: 'user.confirmed' }],
      ['review', { type: 'user.answered', field: 'phone', text: '0' }],
      ['otp-entry', { type: 'user.resent' }],
      ['password', { type: 'user.confirmed' }],
      ['terms', { type: 'user.deferred' }],
      ['result', { type: 'user.started' }],
    ]
    for (const [screen, event] of forbidden) {
      const world = createFakeWorld()
      const driver = driveVisit(world)
      await walkTo(driver, world, screen)
      const before = driver.view()
      expect(driver.send(event), `${screen} took ${event.type}`).toBe(false)
      expect(driver.view().screen).toBe(before.screen)
      expect(driver.view().mobile).toEqual(before.mobile)
    }
  })
})

/** Takes the first choice of every question until there is advice. */
function answerAdviser(driver: VisitDriver): void {
  for (let question = 0; question < 6; question += 1) {
    const asked = driver.view().adviser?.asked
    const choice = asked?.choices[0]
    if (asked && choice) driver.send({ type: 'user.adviserAnswered', question: asked.question, choice })
  }
}
