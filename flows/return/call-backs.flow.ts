/**
 * Purpose: an officer sees whom of this counter's citizens to call, so that they come back in time.
 * Rule: product.md §4 (call-back list), §5 (work list). Names and phones come from central for this page alone, and are wiped with the visit; without the line the list is at central,
 * and only how many wait is known here.
 * Ends: seen, when the officer has seen enough · return, with the receipt of somebody on the list who is here.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Screen } from '../base/screens.ts'
import type { CallBack } from '../ports/return.port.ts'
import type { ReceiptRef } from '../rules/receipt-code.ts'

export interface CallBacksContext {
  readonly callBacks: readonly CallBack[]
  /** Why there is no list now. */
  readonly problem: FaultCode | null
  /** How many wait as far as this station knows; null while it has not been counted. */
  readonly waitingHere: number | null
  readonly output: CallBacksOutput
}

export type CallBacksOutput = { readonly kind: 'seen' } | { readonly kind: 'return'; readonly receipt: ReceiptRef }

export const callBacksFlow = setup({
  types: {
    context: {} as CallBacksContext,
    events: {} as PersonEvent,
    output: {} as CallBacksOutput,
    tags: {} as Screen,
  },
  actors: {
    loadCallBacks: fromPromise<readonly CallBack[]>(async () =>
      Promise.reject(new Error('loadCallBacks is not provided')),
    ),
    countWaiting: fromPromise<number>(async () => Promise.reject(new Error('countWaiting is not provided'))),
  },
  guards: {
    isListed: ({ context }, { packetId }: { packetId: string }) => listed(context, packetId) !== null,
  },
  actions: {
    noteReturn: assign({
      output: ({ context }, { packetId }: { packetId: string }): CallBacksOutput => {
        const found = listed(context, packetId)
        return found ? { kind: 'return', receipt: { receiptNumber: found.receiptNumber, packetId } } : context.output
      },
    }),
    noteCallBacks: assign({
      callBacks: (_, { output }: { output: readonly CallBack[] }) => output,
      problem: null,
    }),
    noteProblem: assign({
      callBacks: [],
      problem: (_, { error }: { error: unknown }) => toFault(error).code,
    }),
    noteCount: assign({ waitingHere: (_, { output }: { output: number }) => output }),
    forgetCallBacks: assign({ callBacks: [], problem: null }),
  },
}).createMachine({
  id: 'callBacks',
  context: { callBacks: [], problem: null, waitingHere: null, output: { kind: 'seen' } },
  initial: 'loading',
  states: {
    loading: {
      tags: 'call-backs-loading',
      invoke: {
        src: 'loadCallBacks',
        onDone: { target: 'listed', actions: { type: 'noteCallBacks', params: ({ event }) => event } },
        onError: { target: 'counting', actions: { type: 'noteProblem', params: ({ event }) => event } },
      },
      on: { 'user.wentBack': 'tidyingUp' },
    },
    listed: {
      tags: 'call-backs',
      on: {
        'user.choseCallBack': {
          guard: { type: 'isListed', params: ({ event }) => event },
          target: 'tidyingUp',
          actions: { type: 'noteReturn', params: ({ event }) => event },
        },
        'user.retried': 'loading',
        'user.confirmed': 'tidyingUp',
        'user.wentBack': 'tidyingUp',
      },
    },
    counting: {
      tags: 'call-backs-loading',
      invoke: {
        src: 'countWaiting',
        onDone: { target: 'away', actions: { type: 'noteCount', params: ({ event }) => event } },
        onError: 'away',
      },
      on: { 'user.wentBack': 'tidyingUp' },
    },
    away: {
      tags: 'call-backs',
      on: { 'user.retried': 'loading', 'user.confirmed': 'loading', 'user.wentBack': 'tidyingUp' },
    },
    tidyingUp: { entry: 'forgetCallBacks', always: 'done' },
    done: { type: 'final' },
  },
  output: ({ context }) => context.output,
})

function listed({ callBacks }: CallBacksContext, packetId: string): CallBack | null {
  return callBacks.find((one) => one.packetId === packetId) ?? null
}
