import { describe, expect, test } from 'vitest'
import { type AnyStateMachine, createActor, type StateValue } from 'xstate'
import { adviserFlow } from './adviser/adviser.flow.ts'
import type { PersonEvent } from './base/events.ts'
import { captchaFlow } from './captcha/captcha.flow.ts'
import { readCardFlow } from './card/read-card.flow.ts'
import { closingFlow } from './closing/closing.flow.ts'
import { provedFlow } from './closing/proved.flow.ts'
import { deliveryFlow } from './delivery/delivery.flow.ts'
import { formFlow } from './form/form.flow.ts'
import { inPersonFlow } from './in-person/in-person.flow.ts'
import { knownPersonFlow } from './known/known-person.flow.ts'
import { mobileFlow } from './mobile/mobile.flow.ts'
import { ownershipFlow } from './modem/ownership.flow.ts'
import { sendCodeFlow } from './modem/send-code.flow.ts'
import { otpFlow } from './otp/otp.flow.ts'
import { ownCodeFlow } from './otp/own-code.flow.ts'
import { passwordFlow } from './password/password.flow.ts'
import { printFlow } from './print/print.flow.ts'
import { remoteFlow } from './remote/remote.flow.ts'
import { remoteRegistrationFlow } from './remote/remote-registration.flow.ts'
import { callBacksFlow } from './return/call-backs.flow.ts'
import { returnFlow } from './return/return.flow.ts'
import { staffSessionFlow } from './staff/staff-session.flow.ts'
import { tokenRegistrationFlow } from './token/token-registration.flow.ts'
import { tokenSignFlow } from './token/token-sign.flow.ts'
import { visitFlow } from './visit/visit.flow.ts'

/** One event that each state must not take; a state that is missing here fails, so a new one cannot be forgotten. */
const FORBIDDEN: readonly (readonly [string, AnyStateMachine, Readonly<Record<string, PersonEvent['type']>>])[] = [
  [
    'visit',
    visitFlow,
    {
      'path.welcome': 'user.choseMethod',
      'path.opening': 'user.confirmed',
      'path.opened': 'user.confirmed',
      'path.returning': 'user.choseMethod',
      'path.callingBack': 'user.choseMethod',
      'path.subject': 'user.choseMethod',
      'path.method': 'user.confirmed',
      'path.needingLine': 'user.confirmed',
      'path.advising': 'user.askedAdvice',
      'path.registering.deciding': 'user.choseSubject',
      'path.registering.byPhone': 'user.choseMethod',
      'path.registering.atAnotherScreen': 'user.choseMethod',
      'path.registering.byKey': 'user.choseMethod',
      'path.registering.byOfficer': 'user.choseMethod',
      'path.ways': 'user.choseMethod',
      'path.result.paper.deciding': 'user.started',
      'path.result.paper.printing': 'user.printedAgain',
      'path.result.paper.shown': 'user.started',
      'path.result.leaving.deciding': 'user.confirmed',
      'path.result.leaving.unread': 'user.confirmed',
      'path.result.leaving.settling': 'user.started',
      'path.result.leaving.free': 'user.started',
      'path.result.leaving.asking': 'user.started',
      'path.result.leaving.asked': 'user.started',
      'path.wiping': 'user.confirmed',
      'presence.present': 'user.retried',
      'presence.warned': 'user.retried',
    },
  ],
  ['adviser', adviserFlow, { asking: 'user.choseMethod', advised: 'user.adviserAnswered', done: 'user.wentBack' }],
  [
    'mobile',
    mobileFlow,
    {
      conditions: 'user.answered',
      form: 'user.confirmed',
      leavingForm: 'user.confirmed',
      deciding: 'user.wentBack',
      askingFirst: 'user.confirmed',
      lookingUp: 'user.confirmed',
      otp: 'user.confirmed',
      proved: 'user.wentBack',
      preChecking: 'user.wentBack',
      closing: 'user.wentBack',
      tidyingUp: 'user.confirmed',
      done: 'user.confirmed',
    },
  ],
  [
    'form',
    formFlow,
    {
      deciding: 'user.answered',
      answering: 'user.confirmed',
      moving: 'user.answered',
      captcha: 'user.confirmed',
      review: 'user.answered',
      dense: 'user.edited',
      done: 'user.confirmed',
    },
  ],
  [
    'closing',
    closingFlow,
    {
      deciding: 'user.confirmed',
      password: 'user.confirmed',
      terms: 'user.edited',
      delivery: 'user.wentBack',
      tidyingUp: 'user.confirmed',
      done: 'user.confirmed',
    },
  ],
  [
    'proved',
    provedFlow,
    {
      deciding: 'user.raised',
      lookingUp: 'user.raised',
      lookedUp: 'user.raised',
      raising: 'user.choseWay',
      form: 'user.raised',
      closing: 'user.wentBack',
      backFromClosing: 'user.confirmed',
      done: 'user.raised',
    },
  ],
  ['knownPerson', knownPersonFlow, { looking: 'user.confirmed', warned: 'user.raised', done: 'user.confirmed' }],
  [
    'remote',
    remoteFlow,
    {
      starting: 'user.confirmed',
      cutOff: 'user.deferred',
      'waiting.resting': 'user.retried',
      'waiting.asking': 'user.confirmed',
      done: 'user.retried',
    },
  ],
  [
    'remoteRegistration',
    remoteRegistrationFlow,
    {
      conditions: 'user.answered',
      form: 'user.choseReader',
      remote: 'user.choseReader',
      backFromRemote: 'user.choseReader',
      proved: 'user.confirmed',
      tidyingUp: 'user.confirmed',
      done: 'user.choseReader',
    },
  ],
  [
    'tokenRegistration',
    tokenRegistrationFlow,
    {
      conditions: 'user.answered',
      signing: 'user.confirmed',
      finishing: 'user.wentBack',
      checking: 'user.wentBack',
      proved: 'user.wentBack',
      tidyingUp: 'user.confirmed',
      done: 'user.confirmed',
    },
  ],
  [
    'inPerson',
    inPersonFlow,
    {
      form: 'user.attested',
      asking: 'user.attested',
      reading: 'user.attested',
      comparing: 'user.attested',
      attesting: 'user.confirmed',
      confirming: 'user.attested',
      proving: 'user.attested',
      proved: 'user.attested',
      tidyingUp: 'user.attested',
      done: 'user.attested',
    },
  ],
  [
    'otp',
    otpFlow,
    {
      starting: 'user.codeEntered',
      sending: 'user.codeEntered',
      sendingHere: 'user.codeEntered',
      'open.entering': 'user.deferred',
      'open.checking': 'user.codeEntered',
      'open.cutOff': 'user.codeEntered',
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
  [
    'tokenSign',
    tokenSignFlow,
    {
      looking: 'user.confirmed',
      choosing: 'user.retried',
      'preparing.deciding': 'user.confirmed',
      'preparing.checking': 'user.certificateChosen',
      confirming: 'user.certificateChosen',
      enteringPin: 'user.confirmed',
      signing: 'user.wentBack',
      waitingForPinPad: 'user.confirmed',
      judging: 'user.confirmed',
      done: 'user.confirmed',
    },
  ],
  [
    'readCard',
    readCardFlow,
    {
      starting: 'user.chipKeyGiven',
      needingKey: 'user.retried',
      waitingForCard: 'user.chipKeyGiven',
      reading: 'user.confirmed',
      read: 'user.retried',
      done: 'user.confirmed',
    },
  ],
  [
    'ownership',
    ownershipFlow,
    {
      asking: 'user.ownerJudged',
      waitingForReply: 'user.confirmed',
      comparing: 'user.confirmed',
      shown: 'user.deferred',
      done: 'user.confirmed',
    },
  ],
  [
    'ownCode',
    ownCodeFlow,
    { preparing: 'user.confirmed', sending: 'user.retried', settling: 'user.wentBack', done: 'user.confirmed' },
  ],
  ['sendCode', sendCodeFlow, { sending: 'user.retried', stuck: 'user.deferred', done: 'user.retried' }],
  [
    'print',
    printFlow,
    { recording: 'user.wentBack', printing: 'user.confirmed', settling: 'user.wentBack', done: 'user.confirmed' },
  ],
  [
    'staffSession',
    staffSessionFlow,
    {
      opening: 'user.choseToken',
      nobody: 'user.choseToken',
      signedOut: 'user.confirmed',
      verifying: 'user.wentBack',
      challenging: 'user.wentBack',
      byToken: 'user.wentBack',
      verifyingToken: 'user.choseToken',
      judging: 'user.choseToken',
      locked: 'user.choseToken',
      done: 'user.choseToken',
    },
  ],
  [
    'return',
    returnFlow,
    {
      deciding: 'user.wentBack',
      asking: 'user.confirmed',
      looking: 'user.confirmed',
      unknown: 'user.receiptTyped',
      found: 'user.deferred',
      otp: 'user.confirmed',
      proving: 'user.wentBack',
      lineDown: 'user.receiptTyped',
      tidyingUp: 'user.confirmed',
      done: 'user.confirmed',
    },
  ],
  [
    'callBacks',
    callBacksFlow,
    {
      loading: 'user.confirmed',
      listed: 'user.deferred',
      counting: 'user.confirmed',
      away: 'user.deferred',
      tidyingUp: 'user.confirmed',
      done: 'user.confirmed',
    },
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
  const [first = '', ...below] = leaf.split('.')
  if (below.length === 0) return first
  const value =
    below.reduceRight<StateValue | null>((inner, key) => (inner === null ? key : { [key]: inner }), null) ?? ''
  if (machine.root.type !== 'parallel') return { [first]: value }
  const resting = Object.values(machine.root.states).map((region) => [region.key, region.initial.target[0]?.key ?? ''])
  return { ...Object.fromEntries(resting), [first]: value }
}
