import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { METHODS, type Method, STATION_KINDS, SUBJECTS } from '../base/terms.ts'
import { type Advice, type AdviserSituation, type Answers, adviceFor, choicesFor, nextQuestion } from './adviser.ts'
import { METHOD_PATHS, NEEDS, type Need } from './adviser-needs.ts'
import { CHOICES, QUESTIONS, standingOf } from './adviser-questions.ts'
import { doorOf } from './door.ts'
import { prospectOf } from './offline.ts'
import { POLICY_SETS, PORTAL_2022, VNEID_2024 } from './policy-sets.ts'

const SEED = 20261122

const CITIZEN: AdviserSituation = {
  subject: 'citizen',
  policy: PORTAL_2022,
  today: '2026-11-22',
  built: METHODS,
  isOnline: true,
  canText: false,
  takesKeys: true,
  stationKind: 'assisted',
}

const situations: fc.Arbitrary<AdviserSituation> = fc.record({
  subject: fc.constantFrom(...SUBJECTS),
  policy: fc.constantFrom(...POLICY_SETS),
  today: fc.constantFrom('2022-11-29', '2024-06-30', '2024-07-01', '2025-06-30', '2026-11-22'),
  built: fc.subarray([...METHODS]),
  isOnline: fc.boolean(),
  canText: fc.boolean(),
  takesKeys: fc.boolean(),
  stationKind: fc.constantFrom(...STATION_KINDS),
})

/** Anything a person could have said, asked or not. */
const anyAnswers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(QUESTIONS.map((question) => [question, fc.constantFrom(...CHOICES[question])])),
  { requiredKeys: [] },
)

const openOnes = (advice: readonly Advice[]) => advice.filter(({ open }) => open).map(({ method }) => method)
const on = (method: Method, situation: Partial<AdviserSituation>, answers: Answers) =>
  adviceFor({ ...CITIZEN, ...situation }, answers).find((advice) => advice.method === method)

describe('the tables', () => {
  test('every need of the person is answered by a question, both ways; the rest are the station’s', () => {
    const answered = NEEDS.filter((need) => {
      const standings = QUESTIONS.flatMap((question) =>
        CHOICES[question].map((choice) => standingOf(need, { [question]: choice })),
      )
      return standings.includes('at-hand') && standings.includes('missing')
    })
    expect(NEEDS.filter((need) => !answered.includes(need))).toEqual(['officer', 'line'])
  })

  test('no two questions speak of the same need', () => {
    for (const need of NEEDS) {
      const speakers = QUESTIONS.filter((question) =>
        CHOICES[question].some((choice) => standingOf(need, { [question]: choice }) !== 'unsure'),
      )
      expect(speakers.length, need).toBeLessThanOrEqual(1)
    }
  })

  test('there are at most six questions, each can be left open, and not knowing says nothing', () => {
    expect(QUESTIONS.length).toBeLessThanOrEqual(6)
    for (const question of QUESTIONS) {
      expect(CHOICES[question]).toContain('unknown')
      for (const need of NEEDS) expect(standingOf(need, { [question]: 'unknown' })).toBe('unsure')
    }
  })

  test('what works without a line asks for none, as product.md §2 has it', () => {
    const bare = { isOnline: false, canText: false, takesKeys: false }
    for (const method of METHODS) {
      const { needs, minutes } = METHOD_PATHS[method]
      expect(needs.includes('line'), method).toBe(prospectOf(method, bare) === 'needs-line')
      expect(minutes).toBeGreaterThan(0)
    }
  })
})

describe('advice', () => {
  test('has every method exactly once and is the same each time', () => {
    fc.assert(
      fc.property(situations, anyAnswers, (situation, answers) => {
        const advice = adviceFor(situation, answers)
        expect(advice.map(({ method }) => method).toSorted()).toEqual(METHODS.toSorted())
        expect(adviceFor(situation, answers)).toEqual(advice)
      }),
      { seed: SEED },
    )
  })

  test('never calls a way open whose door is shut or whose needs are denied, and open ways come first', () => {
    fc.assert(
      fc.property(situations, anyAnswers, (situation, answers) => {
        const advice = adviceFor(situation, answers)
        const opens = advice.map(({ open }) => open)
        expect(opens).toEqual(opens.toSorted((one, other) => Number(other) - Number(one)))
        for (const one of advice) {
          const door = doorOf(situation, situation.subject, one.method)
          if (!door.open) expect(one).toEqual({ ...door, method: one.method })
          if (!one.open) continue
          expect(one.needs.every((need) => standingOf(need, answers) !== 'missing')).toBe(true)
          expect(one.needs.includes('line') && !situation.isOnline).toBe(false)
          expect(one.needs.includes('officer') && situation.stationKind !== 'assisted').toBe(false)
          expect(one.ial).toEqual(door.open && door.ial)
        }
      }),
      { seed: SEED },
    )
  })

  test('ranks what is at hand by level, then by time', () => {
    const all: Answers = { phone: 'own-sim', card: 'yes', insurance: 'yes', signing: 'usb-token' }
    expect(openOnes(adviceFor(CITIZEN, all)).slice(0, 4)).toEqual([
      'usb-token',
      'in-person',
      'mobile',
      'social-insurance',
    ])
  })

  test('a lower level that is at hand comes before a higher one that is not sure', () => {
    expect(openOnes(adviceFor(CITIZEN, { phone: 'own-sim' }))[0]).toBe('mobile')
  })

  test('of what is not sure, what most people carry comes first, then the shorter time', () => {
    expect(openOnes(adviceFor(CITIZEN, {}))).toEqual([
      'mobile',
      'in-person',
      'social-insurance',
      'vnpost',
      'usb-token',
      'remote-signing',
      'sim-pki',
    ])
  })

  test('the shorter time decides between two of one level that are at hand', () => {
    const all: Answers = { phone: 'own-sim', card: 'yes', signing: 'signing-sim' }
    expect(openOnes(adviceFor(CITIZEN, all)).slice(0, 2)).toEqual(['sim-pki', 'in-person'])
    const time = { phone: 'own-sim', insurance: 'yes', account: 'vnpost-account', official: 'no' } as const
    expect(openOnes(adviceFor(CITIZEN, time)).slice(0, 3)).toEqual(['vnpost', 'mobile', 'social-insurance'])
  })

  test('a line that is down puts no way that is not sure before one that is at hand', () => {
    expect(openOnes(adviceFor({ ...CITIZEN, isOnline: false }, { phone: 'own-sim' }))).toEqual([
      'mobile',
      'in-person',
      'usb-token',
      'sim-pki',
      'social-insurance',
    ])
  })

  test('while the line is down, what can be finished comes before what is only taken down, and the rest is shut', () => {
    const all: Answers = { phone: 'own-sim', insurance: 'yes', card: 'yes', signing: 'usb-token' }
    const advice = adviceFor({ ...CITIZEN, isOnline: false }, all)
    expect(openOnes(advice)).toEqual(['usb-token', 'in-person', 'mobile', 'social-insurance', 'sim-pki'])
    expect(advice.filter((one) => !one.open && one.why === 'line').map(({ method }) => method)).toEqual([
      'vnpost',
      'remote-signing',
    ])
    expect(advice.find(({ method }) => method === 'mobile')).toMatchObject({ prospect: 'return-once' })
    expect(on('mobile', {}, {})).toMatchObject({ prospect: 'online' })
  })

  test('with a modem of the station’s own a code needs no line, and with a place for it a signing SIM neither', () => {
    const offline = { isOnline: false, canText: true }
    const has: Answers = { phone: 'own-sim', signing: 'signing-sim' }
    expect(openOnes(adviceFor({ ...CITIZEN, ...offline }, has)).slice(0, 2)).toEqual(['sim-pki', 'mobile'])
    expect(on('sim-pki', offline, has)).toMatchObject({ prospect: 'now-in-reader', needs: ['signing-sim'], unsure: [] })
    expect(on('mobile', offline, has)).toMatchObject({ prospect: 'now-by-modem', unsure: [] })
    expect(on('sim-pki', { ...offline, takesKeys: false }, has)).toMatchObject({ open: false, why: 'line' })
  })

  const shut: readonly (readonly [Method, Partial<AdviserSituation>, Answers, Need])[] = [
    ['mobile', {}, { phone: 'other-sim' }, 'own-sim'],
    ['mobile', {}, { phone: 'no-phone' }, 'phone'],
    ['social-insurance', {}, { insurance: 'no' }, 'insurance-number'],
    ['social-insurance', {}, { phone: 'no-phone', insurance: 'no' }, 'phone'],
    ['vnpost', {}, { account: 'none', official: 'yes' }, 'vnpost-account'],
    ['vnpost', {}, { account: 'vnpost-account', official: 'yes' }, 'not-official'],
    ['vnpost', { isOnline: false }, { account: 'vnpost-account' }, 'line'],
    ['vneid', { policy: VNEID_2024 }, { account: 'none' }, 'vneid-account'],
    ['usb-token', {}, { signing: 'none' }, 'usb-token'],
    ['sim-pki', {}, { signing: 'none' }, 'signing-sim'],
    ['remote-signing', {}, { signing: 'none' }, 'signing-app'],
    ['in-person', {}, { card: 'no' }, 'chip-card'],
    ['in-person', { stationKind: 'self-service' }, { card: 'yes' }, 'officer'],
  ]
  test.each(shut)('%s in %o after %o is shut for want of %s', (method, situation, answers, why) => {
    expect(on(method, situation, answers)).toEqual({ open: false, method, why, since: null, instead: null })
  })

  test('one means of signing says nothing of another, and a SIM of somebody else receives codes all the same', () => {
    expect(on('sim-pki', {}, { signing: 'usb-token' })).toMatchObject({ open: true, unsure: ['phone', 'signing-sim'] })
    expect(on('social-insurance', {}, { phone: 'other-sim', insurance: 'yes' })).toMatchObject({
      open: true,
      unsure: [],
    })
  })

  test('the rules shut a door with its day and what takes its place', () => {
    expect(on('mobile', { policy: VNEID_2024 }, { phone: 'own-sim' })).toEqual({
      open: false,
      method: 'mobile',
      why: 'METHOD_CLOSED',
      since: '2024-07-01',
      instead: 'vneid',
    })
  })

  test('shut ways: first what a person can mend, then what the rules or this version have shut', () => {
    const why = (situation: Partial<AdviserSituation>, answers: Answers) =>
      adviceFor({ ...CITIZEN, ...situation }, answers).flatMap((one) => (one.open ? [] : [one.why]))
    expect(why({ built: ['mobile'] }, { phone: 'other-sim' })).toEqual([
      'own-sim',
      ...Array(6).fill('METHOD_NOT_BUILT'),
      'METHOD_NOT_FOR_SUBJECT',
    ])
  })
})

describe('questions', () => {
  test('end after six at the latest, none twice, whatever is answered; each could change the ranking and then none can', () => {
    fc.assert(
      fc.property(situations, fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (situation, picks) => {
        let answers: Answers = {}
        const asked: string[] = []
        for (const pick of picks) {
          const question = nextQuestion(situation, answers)
          if (question === null) break
          const choices = choicesFor(question, situation, answers)
          const rankings = choices.map((choice) =>
            JSON.stringify(adviceFor(situation, { ...answers, [question]: choice })),
          )
          expect(new Set(rankings).size).toBeGreaterThan(1)
          expect(choices.at(-1)).toBe('unknown')
          asked.push(question)
          answers = { ...answers, [question]: choices[pick % choices.length] ?? 'unknown' }
        }
        expect(new Set(asked).size).toBe(asked.length)
        expect(asked.length).toBeLessThanOrEqual(6)
        expect(nextQuestion(situation, answers)).toBeNull()
        const settled = adviceFor(situation, answers)
        for (const question of QUESTIONS.filter((name) => answers[name] === undefined))
          for (const choice of CHOICES[question])
            expect(adviceFor(situation, { ...answers, [question]: choice })).toEqual(settled)
      }),
      { seed: SEED },
    )
  })

  /** Questions a person hears who never knows. */
  const heard = (situation: Partial<AdviserSituation>, first: Answers = {}) => {
    let answers = first
    const asked: string[] = []
    for (let step = 0; step < 10; step += 1) {
      const question = nextQuestion({ ...CITIZEN, ...situation }, answers)
      if (question === null) return asked
      asked.push(question)
      answers = { ...answers, [question]: 'unknown' }
    }
    throw new Error('the questions do not end')
  }

  test('everybody hears only what matters to them', () => {
    expect(heard({})).toEqual(['phone', 'card', 'insurance', 'account', 'official', 'signing'])
    expect(heard({ stationKind: 'self-service' })).not.toContain('card')
    expect(heard({ built: ['mobile'] })).toEqual(['phone'])
    expect(heard({ built: [] })).toEqual([])
    expect(heard({ subject: 'agency', stationKind: 'self-service' })).toEqual(['signing'])
    expect(heard({ isOnline: false })).not.toContain('account')
    expect(heard({}, { account: 'none' })).not.toContain('official')
    expect(heard({ policy: VNEID_2024 })).toEqual(['phone', 'account'])
  })

  test('only choices that say something here are offered', () => {
    const choices = (situation: Partial<AdviserSituation>, answers: Answers = {}) =>
      choicesFor('signing', { ...CITIZEN, ...situation }, answers)
    expect(choices({})).toEqual(CHOICES.signing)
    expect(choices({ subject: 'agency' })).toEqual(['usb-token', 'none', 'unknown'])
    expect(choices({}, { phone: 'no-phone' })).toEqual(['usb-token', 'none', 'unknown'])
    expect(choicesFor('account', CITIZEN, {})).toEqual(['vnpost-account', 'none', 'unknown'])
  })
})
