import { describe, expect, test } from 'vitest'
import { type AnyStateMachine, createActor, type StateValue } from 'xstate'
import type { PersonEvent } from './base/events.ts'
import { captchaFlow } from './captcha/captcha.flow.ts'
import { deliveryFlow } from './delivery/delivery.flow.ts'
import { mobileFlow } from './mobile/mobile.flow.ts'
import { otpFlow } from './otp/otp.flow.ts'
import { passwordFlow } from './password/password.flow.ts'
import { visitFlow } from './visit/visit.flow.ts'

/** One event that each state must not take; a state that is missing here fails, so a new one cannot be forgotten. */
const FORBIDDEN: readonly (readonly [string, AnyStateMachine, Readonly<Record<string, PersonEvent['type']>>])[] = [
  [
    'visit',
    visitFlow,
    {
      'path.welcome': 'user.choseMethod',
      'path.opening': 'user.confirmed',
      'path.subject': 'user.choseMethod',
      'path.method': 'user.confirmed',
      'path.registering': 'user.choseSubject',
      'path.result': 'user.started',
      'path.wiping': 'user.confirmed',
      'presence.present': 'user.retried',
      'presence.warned': 'user.retried',
    },
  ],
  [
    'mobile',
    mobileFlow,
    {
      conditions: 'user.answered',
      answering: 'user.confirmed',
      moving: 'user.answered',
      captcha: 'user.confirmed',
      review: 'user.answered',
      otp: 'user.confirmed',
      preChecking: 'user.wentBack',
      password: 'user.confirmed',
      terms: 'user.edited',
      delivery: 'user.wentBack',
      tidyingUp: 'user.confirmed',
      done: 'user.confirmed',
    },
  ],
  [
    'otp',
    otpFlow,
    {
      starting: 'user.codeEntered',
      sending: 'user.codeEntered',
      'open.entering': 'user.deferred',
      'open.checking': 'user.codeEntered',
      lineDown: 'user.codeEntered',
      done: 'user.retried',
    },
  ],
  [
    'captcha',
    captchaFlow,
    {
      issuing: 'user.captchaAnswered',
      showing: 'user.confirmed',
      checking: 'user.captchaAnswered',
      done: 'user.refreshed',
    },
  ],
  [
    'password',
    passwordFlow,
    { choosing: 'user.confirmed', accepting: 'user.passwordEntered', done: 'user.passwordEntered' },
  ],
  ['delivery', deliveryFlow, { sealing: 'user.wentBack', delivering: 'user.wentBack', done: 'user.confirmed' }],
]

describe.each(FORBIDDEN)('%s', (_, machine, forbidden) => {
  const leaves = leavesOf(machine.root as unknown as StateNodeLike)

  test('every state has its forbidden event', () => {
    expect(Object.keys(forbidden).sort()).toEqual(leaves.toSorted())
  })

  test.each(leaves)('%s takes no such event', (leaf) => {
    const type = forbidden[leaf]
    const actor = createActor(machine, {
      input: {},
      snapshot: machine.resolveState({ value: valueAt(machine, leaf), context: {} }),
    })
    expect(actor.getSnapshot().can({ type })).toBe(false)
  })
})

interface StateNodeLike {
  readonly key: string
  readonly states: Readonly<Record<string, StateNodeLike>>
}

function leavesOf(node: StateNodeLike, path: readonly string[] = []): readonly string[] {
  const children = Object.values(node.states)
  return children.length === 0 ? [path.join('.')] : children.flatMap((child) => leavesOf(child, [...path, child.key]))
}

/** The value of a snapshot that stands in the leaf; other regions stand in their first state. */
function valueAt(machine: AnyStateMachine, leaf: string): StateValue {
  const [first = '', second] = leaf.split('.')
  if (second === undefined) return first
  if (machine.root.type !== 'parallel') return { [first]: second }
  const resting = Object.values(machine.root.states).map((region) => [region.key, region.initial.target[0]?.key ?? ''])
  return { ...Object.fromEntries(resting), [first]: second }
}
