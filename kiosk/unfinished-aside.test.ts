import { describe, expect, test } from 'vitest'
import { FAKE_OFFICERS } from '../flows/testing/fake-staff.ts'
import { leftOn, SAVED_AT_MS, switchOn } from './testing/counter-after-cut.ts'

const HOUR_MS = 3_600_000

describe('a registration that its officer has not finished', () => {
  test('put aside it lets the next citizen be served, is told of, and is opened again to its end', async () => {
    const kept = await leftOn('password')
    const second = switchOn(kept)
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    second.counter.desk.putAsideUnfinished()
    expect(second.desk()).toMatchObject({ unfinished: null, asideCount: 1 })
    second.counter.desk.nextCitizen()
    await second.settle()
    // The ids of this world begin anew: the first of them is the one put aside.
    second.counter.visit.send({ type: 'user.ended' })
    await second.settle()
    second.counter.desk.nextCitizen()
    await second.settle()
    await second.walkTo('form')
    second.counter.desk.openAside()
    expect(second.desk().unfinished).toBeNull()
    // Another power cut, in the middle of the next one: the officer decides on that one first.
    await second.cut()
    const third = switchOn(kept)
    await third.signIn(FAKE_OFFICERS.gdv01.code)
    expect(third.desk()).toMatchObject({ unfinished: { kind: 'open', note: { screen: 'form' } }, asideCount: 1 })
    third.counter.desk.dropUnfinished()
    third.counter.desk.openAside()
    expect(third.desk()).toMatchObject({ unfinished: { kind: 'open', note: { screen: 'password' } } })
    third.counter.desk.takeUpUnfinished()
    await third.settle()
    expect(third.view().screen).toBe('password')
    expect(third.desk().asideCount).toBe(0)
    await third.walkTo('result')
    expect(third.world.sealed).toHaveLength(1)
    third.counter.visit.send({ type: 'user.ended' })
    await third.settle()
    await third.counter.settled()
    expect(kept.rows.size).toBe(0)
    third.counter.visit.stop()
  })

  test.each([
    [11, 1],
    [13, 0],
  ])('put aside it is asked after at the next sign-in, %i hours after it was kept: %i', async (hours, count) => {
    const kept = await leftOn('form')
    const second = switchOn(kept)
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    second.counter.desk.putAsideUnfinished()
    await second.cut()
    const third = switchOn(kept, {}, { nowMs: SAVED_AT_MS + hours * HOUR_MS })
    await third.signIn(FAKE_OFFICERS.gdv01.code)
    expect(third.desk().asideCount).toBe(count)
    expect(third.desk().unfinished === null).toBe(count === 0)
    third.counter.desk.dropUnfinished()
    third.counter.desk.handOver()
    await third.signIn(FAKE_OFFICERS.ks01.code)
    expect(third.desk()).toMatchObject({ unfinished: null, asideCount: 0 })
    third.counter.visit.stop()
  })

  test('a card, or F8, before it is decided on is answered', async () => {
    const kept = await leftOn('form')
    const second = switchOn(kept)
    await second.signIn(FAKE_OFFICERS.gdv01.code)
    expect(second.desk().wasHeldUp).toBe(false)
    second.counter.desk.nextCitizen()
    expect(second.desk().wasHeldUp).toBe(true)
    second.counter.desk.putAsideUnfinished()
    expect(second.desk().wasHeldUp).toBe(false)
    second.counter.desk.openAside()
    second.counter.visit.send({ type: 'scanner.refused', code: 'SCAN_NOT_A_CARD' })
    expect(second.desk().wasHeldUp).toBe(true)
    second.counter.visit.stop()
  })
})
