import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { METHODS, SUBJECTS } from '../base/terms.ts'
import { PORTAL_2022 } from '../rules/policy-sets.ts'
import { type AdviserInput, adviserFlow } from './adviser.flow.ts'

const SEED = 20261122

const CITIZEN: AdviserInput = {
  subject: 'citizen',
  policy: PORTAL_2022,
  today: '2026-11-22',
  built: METHODS,
  isOnline: true,
  canText: false,
  takesKeys: true,
  stationKind: 'self-service',
}

function start(changes: Partial<AdviserInput> = {}) {
  const actor = createActor(adviserFlow, { input: { ...CITIZEN, ...changes } }).start()
  const asked = () => actor.getSnapshot().context.asked
  return {
    actor,
    asked,
    now: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
    output: () => actor.getSnapshot().output,
    /** Answers with the choice of that number, counted from 0. */
    pick(at: number) {
      const { question, choices } = asked() ?? { question: 'phone', choices: [] }
      actor.send({ type: 'user.adviserAnswered', question, choice: choices[at % choices.length] ?? 'unknown' })
    },
  }
}

describe('the adviser', () => {
  test('asks, advises, and ends with the open way that was chosen', () => {
    const adviser = start({ built: ['mobile'] })
    expect(adviser.now()).toBe('asking')
    adviser.pick(0)
    expect(adviser.now()).toBe('advised')
    adviser.actor.send({ type: 'user.choseMethod', method: 'mobile' })
    expect(adviser.output()).toEqual({ kind: 'chosen', method: 'mobile' })
  })

  test('a shut way is explained and chosen by nobody', () => {
    const adviser = start({ built: ['mobile'] })
    adviser.actor.send({ type: 'user.adviserAnswered', question: 'phone', choice: 'other-sim' })
    for (const method of METHODS) {
      adviser.actor.send({ type: 'user.choseMethod', method })
      expect(adviser.now()).toBe('advised')
      expect(adviser.context().explained).toBe(method)
    }
    adviser.actor.send({ type: 'user.wentBack' })
    expect(adviser.context()).toMatchObject({ explained: null, answers: [] })
  })

  test('takes only an answer to what is asked, and only one that was offered', () => {
    const adviser = start({ subject: 'agency' })
    expect(adviser.asked()?.question).toBe('signing')
    const can = (event: Parameters<typeof adviser.actor.send>[0]) => adviser.actor.getSnapshot().can(event)
    expect(can({ type: 'user.adviserAnswered', question: 'phone', choice: 'own-sim' })).toBe(false)
    expect(can({ type: 'user.adviserAnswered', question: 'signing', choice: 'signing-sim' })).toBe(false)
    expect(can({ type: 'user.adviserAnswered', question: 'signing', choice: 'usb-token' })).toBe(true)
  })

  test('with nothing to ask advises at once, and going back leaves', () => {
    const adviser = start({ built: [] })
    expect(adviser.now()).toBe('advised')
    adviser.actor.send({ type: 'user.wentBack' })
    expect(adviser.output()).toEqual({ kind: 'backed-out' })
  })

  test('going back asks the question before again and forgets its answer; from the first one it leaves', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SUBJECTS),
        fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
        (subject, picks) => {
          const adviser = start({ subject, stationKind: 'assisted' })
          const before: unknown[] = []
          for (const pick of picks) {
            if (adviser.now() !== 'asking') break
            before.push(adviser.context())
            adviser.pick(pick)
          }
          expect(adviser.now()).toBe('advised')
          for (const context of before.toReversed()) {
            adviser.actor.send({ type: 'user.wentBack' })
            expect(adviser.now()).toBe('asking')
            expect(adviser.context()).toEqual(context)
          }
          adviser.actor.send({ type: 'user.wentBack' })
          expect(adviser.output()).toEqual({ kind: 'backed-out' })
        },
      ),
      { seed: SEED },
    )
  })
})
