import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import type { Answers } from './answers.ts'
import type { NextStep } from './step.ts'

const stop = (code: FaultCode): NextStep => ({ kind: 'stop', codes: [code] })

/** The next step on a screen of a device; null on every other screen. A PIN that was wrong is never tried again. */
export function tokenStep({ screen, device: { tokenSign } }: VisitView, answers: Answers): NextStep | null {
  switch (screen) {
    case 'token-looking':
      return { kind: 'wait-for-token', code: tokenSign?.standing ?? 'TOKEN_ABSENT' }
    case 'token-choose': {
      if (tokenSign?.problem) return stop(tokenSign.problem)
      const first = tokenSign?.choices.find(({ blocked }) => blocked === null)
      // None that may be used: the flow says why not.
      if (!first || tokenSign?.selectedId) return { kind: 'send', event: { type: 'user.confirmed' } }
      return { kind: 'send', event: { type: 'user.certificateChosen', certificateId: first.certificateId } }
    }
    case 'token-confirm':
      if (tokenSign?.problem) return stop(tokenSign.problem)
      return { kind: 'send', event: { type: 'user.confirmed' } }
    case 'token-pin':
      if (tokenSign?.problem) return stop(tokenSign.problem)
      return answers.pin === undefined ? stop('FIELD_REQUIRED') : { kind: 'enter-pin' }
    // Nobody lays a card here: the packet says that no chip was read.
    case 'card-key':
    case 'card-wait':
    case 'card-reading':
      return { kind: 'send', event: { type: 'user.deferred' } }
    case 'card-read':
      return { kind: 'send', event: { type: 'user.confirmed' } }
    default:
      return null
  }
}

/** The next step where a second officer is to confirm; null on every other screen. */
export function staffStep({ screen, staffSession }: VisitView, { confirmer }: Answers): NextStep | null {
  switch (screen) {
    case 'staff-none':
      return stop('STAFF_NONE')
    case 'staff-locked':
      return stop('STAFF_LOCKED')
    case 'staff-sign-in':
      if (staffSession?.problem) return stop(staffSession.problem)
      return confirmer === undefined ? stop('OFFICER_REQUIRED') : { kind: 'sign-in-confirmer' }
    default:
      return null
  }
}
