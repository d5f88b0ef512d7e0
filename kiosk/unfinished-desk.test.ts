import { describe, expect, test } from 'vitest'
import type { UnfinishedRegistrations } from '../data/unfinished/unfinished.ts'
import { Fault } from '../flows/base/fault.ts'
import { FAKE_OFFICERS } from '../flows/testing/fake-staff.ts'
import { GOOD_ANSWERS } from '../flows/testing/visit-driver.ts'
import type { VisitScreen } from '../flows/visit/visit-view.ts'
import { createKeptRows, leftOn, switchOn } from './testing/counter-after-cut.ts'

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
    expect(kept.rows.size).toBe(1)
    second.counter.visit.send({ type: 'user.ended' })
    await second.settle()
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
        id !== FAKE_OFFICERS.gdv01.staffId
          ? kept.of(id)
          : new Promise<Awaited<ReturnType<typeof kept.of>>>((done) => {
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

  test.each(['sealing', 'delivering', 'result'] as const)(
    'the power cut on %s: the number is told, the slip can be printed, and only then it is forgotten',
    async (screen) => {
      const kept = createKeptRows()
      const first = switchOn(kept)
      await first.signIn(FAKE_OFFICERS.gdv01.code)
      await first.walkTo('terms')
      const { packetId = '' } = first.view().visit.opening ?? {}
      const seen: VisitScreen[] = []
      first.counter.visit.subscribe((view) => void seen.push(view.screen))
      await first.walkTo('result')
      expect(seen).toContain(screen)
      await first.cut()
      expect(kept.rows.size).toBe(1)
      const second = switchOn(kept, { [packetId]: 'K0007-000012' }, { paper: 'not-printed' })
      await second.signIn(FAKE_OFFICERS.gdv01.code)
      const told = { kind: 'sealed', receiptNumber: 'K0007-000012' }
      expect(second.desk().unfinished).toMatchObject({ ...told, paper: 'not-printed' })
      second.counter.desk.putAsideUnfinished()
      second.counter.desk.printUnfinished()
      expect(second.desk().unfinished).toMatchObject({ ...told, paper: 'printing' })
      second.counter.desk.printUnfinished()
      await second.settle()
      expect(second.desk().unfinished).toMatchObject({ ...told, paper: 'printed' })
      expect(second.printed).toEqual([{ language: 'vi', method: 'mobile', subject: 'citizen', isDeferred: false }])
      expect(kept.rows.size).toBe(1)
      second.counter.desk.takeUpUnfinished()
      await second.counter.settled()
      expect([second.desk().unfinished, kept.rows.size]).toEqual([null, 0])
      second.counter.visit.stop()
    },
  )

  test.each([
    ['was kept under another key', async () => Promise.reject(new Fault('UNFINISHED_UNREADABLE'))],
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

  test('one of an earlier version is told of with its hour and its officer, and goes when the officer puts it away', async () => {
    const kept = await leftOn('form')
    const savedAtMs = Date.parse('2026-11-22T18:41:00Z')
    const updated = { ...kept, of: async () => Promise.reject(new Fault('UNFINISHED_EARLIER', { savedAtMs })) }
    const counter = switchOn(updated)
    await counter.signIn(FAKE_OFFICERS.gdv01.code)
    expect(counter.desk().unfinished).toEqual({
      kind: 'earlier',
      at: '01:41',
      day: '2026-11-23',
      officer: FAKE_OFFICERS.gdv01,
    })
    counter.counter.desk.nextCitizen()
    await counter.settle()
    expect([counter.view().screen, kept.rows.size]).toEqual(['welcome', 1])
    counter.counter.desk.takeUpUnfinished()
    await counter.counter.settled()
    expect([counter.desk().unfinished, kept.rows.size]).toEqual([null, 0])
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
