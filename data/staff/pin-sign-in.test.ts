import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Officer, StaffVerdict } from '../../flows/ports/staff.port.ts'
import { createStaffRepo } from '../store/staff.repo.ts'
import { hashPin, NOBODYS_HASH } from './pin-hash.ts'
import { openStaffBed, PINS, type StaffBed, WRONG_PIN } from './testing/staff-bed.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let bed: StaffBed
let supervisor: Officer
let teller: Officer

beforeEach(async () => {
  bed = openStaffBed()
  supervisor = await bed.addSupervisor()
  teller = await bed.addTeller(supervisor)
})
afterEach(() => bed.close())

const locked = (opensInMs: number): StaffVerdict => ({ kind: 'locked', opensInMs })
const wrong = (triesLeft: number): StaffVerdict => ({ kind: 'wrong', triesLeft })
const wrongly = async (times: number, code = 'gdv01') => {
  const verdicts: StaffVerdict[] = []
  for (let time = 0; time < times; time += 1) verdicts.push(await bed.signIn(code, WRONG_PIN))
  return verdicts
}
const setClock = (byMs: number) => {
  bed.machine.wallMs += byMs
}
const rightly = () => bed.signIn('gdv01', PINS.teller)

describe('the sign-in by PIN', () => {
  test('the right PIN signs in, by a code in capitals too, and leaves no secret behind', async () => {
    expect(await rightly()).toEqual({ kind: 'signed-in', officer: teller })
    expect(await bed.signIn(' GDV01', PINS.teller)).toEqual({ kind: 'signed-in', officer: teller })
    expect(teller).toMatchObject({ code: 'gdv01', name: 'Lê Văn Mẫu', role: 'teller' })
    expect(bed.secrets.count).toBe(0)
  })

  test('a spent ticket is refused and counts nothing', async () => {
    const pin = bed.secrets.keep(PINS.teller)
    bed.secrets.wipe()
    await expect(bed.staff.signIn({ code: 'gdv01', pin })).rejects.toMatchObject({ code: 'SECRET_SPENT' })
    expect(await wrongly(1)).toEqual([wrong(4)])
  })

  test('given up before it began, it counts nothing and the PIN is gone', async () => {
    const attempt = { code: 'gdv01', pin: bed.secrets.keep(WRONG_PIN) }
    await expect(bed.staff.signIn(attempt, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(bed.secrets.count).toBe(0)
    expect(await wrongly(1)).toEqual([wrong(4)])
  })

  test.each([
    ['another PIN', (staffId: string, other: string) => createStaffRepo(bed.store).setPinHash(staffId, other)],
    ['no account', (staffId: string) => createStaffRepo(bed.store).disable(staffId, bed.machine.wallMs)],
  ])('a PIN that was right before there was %s signs nobody in', async (_, change) => {
    const other = await hashPin(PINS.other)
    const going = rightly()
    bed.store.write(() => change(teller.staffId, other))
    expect(await going).toEqual(wrong(4))
  })

  test('a store another program holds is busy, and the try does not count', async () => {
    const other = bed.another().store
    other.db.exec('BEGIN IMMEDIATE')
    bed.store.db.pragma('busy_timeout = 10')
    await expect(rightly()).rejects.toMatchObject({ code: 'STORE_BUSY' })
    other.db.exec('ROLLBACK')
    expect(await rightly()).toMatchObject({ kind: 'signed-in' })
  })
})

describe('wrong tries', () => {
  test('five lock, also against the right PIN; the lock opens by itself; a right PIN forgets them', async () => {
    expect(await wrongly(5)).toEqual([wrong(4), wrong(3), wrong(2), wrong(1), locked(15 * MINUTE_MS)])
    expect(await rightly()).toEqual(locked(15 * MINUTE_MS))
    bed.machine.runningMs += 15 * MINUTE_MS - 1
    expect(await rightly()).toEqual(locked(1))
    bed.machine.runningMs += 1
    expect(await rightly()).toMatchObject({ kind: 'signed-in' })
    expect(await wrongly(1)).toEqual([wrong(4)])
  })

  test('each further lock lasts twice as long, up to four hours', async () => {
    const locks: number[] = []
    for (let round = 0; round < 6; round += 1) {
      const last = (await wrongly(5)).at(-1)
      locks.push(last?.kind === 'locked' ? last.opensInMs / MINUTE_MS : 0)
      bed.machine.runningMs += 4 * HOUR_MS
    }
    expect(locks).toEqual([15, 30, 60, 120, 240, 240])
  })

  test('the count stands before the verdict: a program killed while it looked has spent the try', async () => {
    await wrongly(3)
    const cutOff = bed.signIn('gdv01', PINS.teller).catch(() => null)
    // Counting is the first thing done and takes no turn of the event loop; the PIN is looked at in another thread.
    bed.restart()
    await cutOff
    expect(await wrongly(1)).toEqual([locked(15 * MINUTE_MS)])
  })

  test('two programs at once have no more tries than one', async () => {
    const other = bed.another().staff
    const tryBoth = () => [
      bed.signIn('gdv01', WRONG_PIN),
      other.signIn({ code: 'gdv01', pin: bed.secrets.keep(WRONG_PIN) }),
    ]
    const verdicts = await Promise.all([...tryBoth(), ...tryBoth(), ...tryBoth()])
    expect(verdicts.filter(({ kind }) => kind === 'wrong')).toHaveLength(4)
    expect(verdicts.filter(({ kind }) => kind === 'locked')).toHaveLength(2)
  })

  test.each([
    ['the clock set forward', () => setClock(400 * 24 * HOUR_MS)],
    ['the clock set back', () => setClock(-400 * 24 * HOUR_MS)],
    ['the clock set to 1970', () => setClock(-bed.machine.wallMs)],
    ['the program restarted', (): void => bed.restart()],
    ['the machine rebooted', (): void => bed.restart('reboot')],
    [
      'rebooted again and again, with the clock set forward in between',
      () => {
        for (let time = 0; time < 20; time += 1) {
          bed.restart('reboot')
          bed.machine.wallMs += 24 * HOUR_MS
        }
      },
    ],
  ])('no lock is freed by %s', async (_, happen) => {
    await wrongly(5)
    happen()
    const verdict = await rightly()
    expect(verdict.kind).toBe('locked')
    // A reboot took 20 s of the machine's running time, and these count.
    expect(verdict.kind === 'locked' && verdict.opensInMs).toBeGreaterThanOrEqual(15 * MINUTE_MS - 20_000)
    bed.machine.runningMs += 15 * MINUTE_MS
    expect(await rightly()).toMatchObject({ kind: 'signed-in' })
  })

  test('what a lock has run down before a reboot is not asked for again once somebody has looked', async () => {
    await wrongly(5)
    bed.machine.runningMs += 10 * MINUTE_MS
    expect(await rightly()).toEqual(locked(5 * MINUTE_MS))
    bed.restart('reboot')
    expect(await rightly()).toEqual(locked(5 * MINUTE_MS - 20_000))
  })

  test('a hundred in a row strike the PIN; a supervisor sets another', async () => {
    for (let round = 0; round < 20; round += 1) {
      await wrongly(5)
      bed.machine.runningMs += 4 * HOUR_MS
    }
    expect(await rightly()).toEqual(wrong(4))
    expect(bed.events()).toContainEqual(['staff.pin-struck', { staffId: teller.staffId, wrong: 100 }])
    await bed.staff.setPin('gdv01', bed.secrets.keep(PINS.other), supervisor)
    expect(await bed.signIn('gdv01', PINS.other)).toMatchObject({ kind: 'signed-in' })
  })

  test('the last supervisor keeps her PIN behind its locks, or nobody could set another', async () => {
    for (let round = 0; round < 21; round += 1) {
      await wrongly(5, 'ks01')
      bed.machine.runningMs += 4 * HOUR_MS
    }
    expect(await bed.signIn('ks01', PINS.supervisor)).toMatchObject({ kind: 'signed-in' })
  })
})

describe('a code nobody has', () => {
  test.each([
    ['never given', 'gdv99'],
    ['no code at all', '  \u0000 đây là gì? '],
    ['a PIN in the wrong field', '730518'],
    ['very long', 'x'.repeat(100_000)],
  ])('%s: answers try by try like one that somebody has, over restarts', async (_, code) => {
    const same: [StaffVerdict, StaffVerdict][] = []
    for (let time = 0; time < 23; time += 1) {
      same.push([await bed.signIn('gdv01', WRONG_PIN), await bed.signIn(code, WRONG_PIN)])
      if (time % 4 === 0) bed.restart()
      if (time % 7 === 6) bed.machine.runningMs += 31 * MINUTE_MS
    }
    for (const [somebody, nobody] of same) expect(nobody).toEqual(somebody)
    expect(same.some(([verdict]) => verdict.kind === 'locked')).toBe(true)
  })

  test('of an account without PIN, and of a disabled one: the same', async () => {
    await bed.addTeller(supervisor, 'gdv02', PINS.other)
    bed.staff.disable('gdv02', supervisor)
    createStaffRepo(bed.store).setPinHash(teller.staffId, null)
    expect(await bed.signIn('gdv02', PINS.other)).toEqual(wrong(4))
    expect(await rightly()).toEqual(wrong(4))
  })

  test('costs a hash of the same price as every PIN', async () => {
    const price = (hash: string) => hash.split('$').slice(0, 4).join('$')
    const made = await hashPin(PINS.teller)
    expect(price(made)).toBe('$argon2id$v=19$m=19456,t=2,p=1')
    expect(price(NOBODYS_HASH)).toBe(price(made))
    expect(NOBODYS_HASH.length).toBe(made.length)
  })

  test('takes one of 4096 places, salted: codes nobody has cannot fill the store, and it does not say what was typed', async () => {
    const places = bed.store.db.prepare<[], string>('SELECT who FROM staff_failures').pluck()
    await bed.signIn('730518', WRONG_PIN)
    await bed.signIn('730518', WRONG_PIN)
    expect(places.all()).toEqual([expect.stringMatching(/^nobody:[0-9a-f]{3}$/)])
    const second = openStaffBed()
    const salts = [bed, second].map(({ store }) => createStaffRepo(store).salt().toString('hex'))
    second.close()
    expect(salts[0]).toHaveLength(64)
    expect(salts[0]).not.toBe(salts[1])
  })
})

describe('what is written down', () => {
  test('every try and its outcome, by the id of the account', async () => {
    await wrongly(5)
    await rightly()
    bed.staff.unlock('gdv01', supervisor)
    await rightly()
    const { staffId } = teller
    const tried = (count: number) => ['staff.tried', { staffId, how: 'pin', wrong: count }] as const
    const refused = (count: number) => ['staff.refused', { staffId, how: 'pin', wrong: count }] as const
    expect(bed.events().slice(2)).toEqual([
      ...[1, 2, 3, 4, 5].flatMap((count) => [tried(count), refused(count)]),
      ['staff.locked', { staffId, forMs: 15 * MINUTE_MS }],
      ['staff.refused', { staffId, how: 'pin', why: 'locked' }],
      ['staff.unlocked', { staffId, by: supervisor.staffId }],
      tried(1),
      ['staff.signed-in', { staffId, how: 'pin' }],
    ])
  })

  test('no PIN stands in any file, nor what was typed for a code nobody has', async () => {
    await wrongly(5)
    await bed.signIn('ma-bi-mat-77', WRONG_PIN)
    await rightly()
    const bytes = readdirSync(bed.dir).map((name) => readFileSync(join(bed.dir, name), 'latin1'))
    for (const text of [WRONG_PIN, ...Object.values(PINS), 'ma-bi-mat-77'])
      expect(bytes.filter((file) => file.includes(text))).toEqual([])
    expect(bytes.some((file) => file.includes('gdv01'))).toBe(true)
  })
})
