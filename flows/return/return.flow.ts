/**
 * Purpose: a citizen comes back with a receipt, to any station, to finish a registration that was taken down without the line: one scan and one code.
 * Rule: product.md §4 "Deferred steps"; the code as in §3 mobile (otp.flow.ts). Central holds the phone: a station sees four digits of it less. A number typed by hand is taken at an
 * assisted counter alone.
 * Ends: settled (accepted, refused or still verified; the receipt goes on) · refused (limits of the code; the receipt stays good) · backed-out · faulted; all pass tidyingUp.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { PersonEvent, ScannerInput } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Outcome } from '../base/outcome.ts'
import type { Screen } from '../base/screens.ts'
import type { StationKind } from '../base/terms.ts'
import { type OtpOutput, type OtpStanding, otpFlow } from '../otp/otp.flow.ts'
import type { ReturnSettled, ReturnStanding, ReturnWaiting } from '../ports/return.port.ts'
import { LINE_CODES } from '../rules/line-codes.ts'
import { type ReceiptRef, readReceiptNumber } from '../rules/receipt-code.ts'
import { outcomeOfReturn } from './return-outcome.ts'

export interface ReturnInput {
  /** UUIDv7 of this visit: every request of it carries a key derived from it. */
  readonly visitKey: string
  readonly stationKind: StationKind
  /** What was scanned before; null asks for it. */
  readonly receipt: ReceiptRef | null
}

export interface ReturnContext extends ReturnInput {
  readonly problem: FaultCode | null
  readonly waiting: ReturnWaiting | null
  readonly settled: ReturnSettled | null
  readonly otpRounds: number
  readonly otpStanding: OtpStanding | null
  /** A code was asked for with this receipt: one may be out. */
  readonly codeAsked: boolean
  readonly proof: string | null
  readonly outcome: Outcome
}

export interface ReturnOutput {
  readonly outcome: Outcome
  /** How and for whom it was, where central told. */
  readonly waiting: ReturnWaiting | null
  /** Nothing was proved in this visit: it was settled before. */
  readonly before: boolean
}

/** Proves for the packet that was found. */
export interface ReturnProof {
  readonly packetId: string
  readonly proof: string
}

export const returnFlow = setup({
  types: {
    input: {} as ReturnInput,
    context: {} as ReturnContext,
    events: {} as PersonEvent | ScannerInput,
    output: {} as ReturnOutput,
    tags: {} as Screen,
  },
  actors: {
    lookUp: fromPromise<ReturnStanding, ReceiptRef>(async () => Promise.reject(new Error('lookUp is not provided'))),
    prove: fromPromise<ReturnStanding, ReturnProof>(async () => Promise.reject(new Error('prove is not provided'))),
    /** Provided with a requestOtp that names the packet: `phone` is the packet's id, since the number is known to central alone. */
    otp: otpFlow,
  },
  guards: {
    hasReceipt: ({ context }) => context.receipt !== null,
    mayType: ({ context }) => context.stationKind === 'assisted',
    isNumber: ({ context }, { text }: { text: string }) =>
      context.stationKind === 'assisted' && readReceiptNumber(text).ok,
    waits: (_, { output }: { output: ReturnStanding }) => output.kind === 'waiting',
    lineIsDown: (_, { error }: { error: unknown }) => LINE_CODES.includes(toFault(error).code),
    isUnknown: (_, { error }: { error: unknown }) => UNKNOWN_CODES.includes(toFault(error).code),
    wasProved: (_, { output }: { output: OtpOutput }) => output.kind === 'proved',
    backedOut: (_, { output }: { output: OtpOutput }) => output.kind === 'backed-out',
    wasDeferred: (_, { output }: { output: OtpOutput }) => output.kind === 'deferred',
    waitIsOver: (_, { output }: { output: OtpOutput }) =>
      output.kind === 'faulted' && output.code === 'PACKET_WAIT_EXPIRED',
    hasProof: ({ context }) => context.proof !== null,
  },
  actions: {
    takeReceipt: assign({
      receipt: (_, { receipt }: { receipt: ReceiptRef }) => receipt,
      problem: null,
      waiting: null,
      otpStanding: null,
      codeAsked: false,
    }),
    takeNumber: assign({
      receipt: ({ context }, { text }: { text: string }) => {
        const read = readReceiptNumber(text)
        return read.ok ? read.value : context.receipt
      },
      problem: null,
    }),
    noteNumberProblem: assign({
      problem: (_, { text }: { text: string }) => {
        const read = readReceiptNumber(text)
        return read.ok ? null : read.problem
      },
    }),
    noteProblem: assign({ problem: (_, { error }: { error: unknown }) => toFault(error).code }),
    forgetReceipt: assign({ receipt: null, waiting: null }),
    clearProblem: assign({ problem: null }),
    noteWaiting: assign({
      waiting: ({ context }, { output }: { output: ReturnStanding }) =>
        output.kind === 'waiting' ? output : context.waiting,
      problem: null,
    }),
    noteSettled: assign(({ context }, { output }: { output: ReturnStanding }) =>
      output.kind === 'settled'
        ? { settled: output, outcome: outcomeOfReturn(output, context.receipt) }
        : { settled: null },
    ),
    countOtpRound: assign({ otpRounds: ({ context }) => context.otpRounds + 1, codeAsked: true }),
    noteStanding: assign({
      otpStanding: (_, { output }: { output: OtpOutput }) => (output.kind === 'backed-out' ? output.standing : null),
    }),
    noteProof: assign({
      proof: (_, { output }: { output: OtpOutput }) => (output.kind === 'proved' ? output.proof : null),
      otpStanding: null,
    }),
    noteEnd: assign({
      outcome: ({ context }, { output }: { output: OtpOutput }): Outcome =>
        output.kind === 'refused' || output.kind === 'faulted'
          ? output.kind === 'refused'
            ? { kind: 'refused', code: output.code, carrier: null, receipt: null }
            : { kind: 'faulted', code: output.code }
          : context.outcome,
    }),
    noteFault: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    forgetProof: assign({ proof: null }),
  },
}).createMachine({
  id: 'return',
  context: ({ input }) => ({
    ...input,
    problem: null,
    waiting: null,
    settled: null,
    otpRounds: 0,
    otpStanding: null,
    codeAsked: false,
    proof: null,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'deciding',
  states: {
    deciding: {
      tags: 'return-looking',
      always: [{ guard: 'hasReceipt', target: 'looking' }, { target: 'asking' }],
    },
    asking: {
      tags: 'return-receipt',
      on: {
        'user.receiptTyped': [
          {
            guard: { type: 'isNumber', params: ({ event }) => event },
            target: 'looking',
            actions: { type: 'takeNumber', params: ({ event }) => event },
          },
          { guard: 'mayType', actions: { type: 'noteNumberProblem', params: ({ event }) => event } },
        ],
        'scanner.receiptScanned': {
          target: 'looking',
          actions: { type: 'takeReceipt', params: ({ event }) => event },
        },
        'user.wentBack': 'tidyingUp',
      },
    },
    looking: {
      tags: 'return-looking',
      invoke: {
        src: 'lookUp',
        input: ({ context }) => context.receipt ?? { receiptNumber: '', packetId: null },
        onDone: [
          {
            guard: { type: 'waits', params: ({ event }) => event },
            target: 'found',
            actions: { type: 'noteWaiting', params: ({ event }) => event },
          },
          { target: 'tidyingUp', actions: { type: 'noteSettled', params: ({ event }) => event } },
        ],
        onError: [
          {
            guard: { type: 'lineIsDown', params: ({ event }) => event },
            target: 'lineDown',
            actions: { type: 'noteProblem', params: ({ event }) => event },
          },
          {
            guard: { type: 'isUnknown', params: ({ event }) => event },
            target: 'unknown',
            actions: { type: 'noteProblem', params: ({ event }) => event },
          },
          { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
        ],
      },
      on: { 'user.wentBack': 'tidyingUp' },
    },
    unknown: {
      tags: 'return-unknown',
      on: {
        'user.confirmed': { target: 'asking', actions: ['forgetReceipt', 'clearProblem'] },
        'user.retried': { target: 'looking', actions: 'clearProblem' },
        'scanner.receiptScanned': {
          target: 'looking',
          actions: { type: 'takeReceipt', params: ({ event }) => event },
        },
        'user.wentBack': 'tidyingUp',
      },
    },
    found: {
      tags: 'return-found',
      on: {
        'user.confirmed': 'otp',
        'scanner.receiptScanned': {
          target: 'looking',
          actions: { type: 'takeReceipt', params: ({ event }) => event },
        },
        'user.wentBack': 'tidyingUp',
      },
    },
    otp: {
      entry: 'countOtpRound',
      invoke: {
        src: 'otp',
        id: 'otp',
        input: ({ context }) => ({
          packetId: context.visitKey,
          phone: context.waiting?.packetId ?? '',
          round: context.otpRounds,
          standing: context.otpStanding,
          // The packet is at central and waits as it is.
          mayDefer: true,
        }),
        onDone: [
          {
            guard: { type: 'wasProved', params: ({ event }) => event },
            target: 'proving',
            actions: { type: 'noteProof', params: ({ event }) => event },
          },
          {
            guard: { type: 'backedOut', params: ({ event }) => event },
            target: 'found',
            actions: { type: 'noteStanding', params: ({ event }) => event },
          },
          { guard: { type: 'wasDeferred', params: ({ event }) => event }, target: 'tidyingUp' },
          // Somebody finished it elsewhere, or its time ran out: central tells which.
          { guard: { type: 'waitIsOver', params: ({ event }) => event }, target: 'looking' },
          { target: 'tidyingUp', actions: { type: 'noteEnd', params: ({ event }) => event } },
        ],
        onError: { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
      },
    },
    // A repeat tells where the packet stands by now: the proof is the key of this request.
    proving: {
      tags: 'return-checking',
      invoke: {
        src: 'prove',
        input: ({ context }) => ({ packetId: context.waiting?.packetId ?? '', proof: context.proof ?? '' }),
        onDone: [
          // Central took the proof of another visit in the same instant, or none: what it asks for is done once more.
          {
            guard: { type: 'waits', params: ({ event }) => event },
            target: 'found',
            actions: ['forgetProof', { type: 'noteWaiting', params: ({ event }) => event }],
          },
          { target: 'tidyingUp', actions: { type: 'noteSettled', params: ({ event }) => event } },
        ],
        onError: [
          {
            guard: { type: 'lineIsDown', params: ({ event }) => event },
            target: 'lineDown',
            actions: { type: 'noteProblem', params: ({ event }) => event },
          },
          { target: 'tidyingUp', actions: { type: 'noteFault', params: ({ event }) => event } },
        ],
      },
    },
    lineDown: {
      tags: 'return-line-down',
      on: {
        'user.confirmed': [
          { guard: 'hasProof', target: 'proving', actions: 'clearProblem' },
          { target: 'looking', actions: 'clearProblem' },
        ],
        'user.retried': [
          { guard: 'hasProof', target: 'proving', actions: 'clearProblem' },
          { target: 'looking', actions: 'clearProblem' },
        ],
        'user.wentBack': 'tidyingUp',
      },
    },
    tidyingUp: { entry: 'forgetProof', always: 'done' },
    done: { type: 'final' },
  },
  output: ({ context }) => ({
    outcome: context.outcome,
    waiting: context.waiting,
    before: context.otpRounds === 0,
  }),
})

/** Central does not know it, or does not tell it here: said on a page of its own, and another receipt may be tried. */
const UNKNOWN_CODES: readonly FaultCode[] = ['RECEIPT_UNKNOWN', 'RECEIPT_NOT_GIVEN', 'NOT_ALLOWED', 'RATE_LIMITED']
