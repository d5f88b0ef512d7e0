/**
 * Purpose: one slip on paper: written down before, printed, its outcome written down after.
 * Rule: issue "Real devices", printer: print intent recorded before printing; a reprint is a copy; a dead printer never blocks the citizen. The slip itself is
 * built outside from the document id and the number of earlier prints, so that nothing but ids stands in a snapshot.
 * Ends: printed · not-printed · uncertain (bytes may have left), always within the limits of delays.ts.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate'
import { PRINT_JOURNAL_LIMIT_MS, PRINT_LIMIT_MS } from '../base/delays.ts'
import type { DeviceScreen } from '../base/device-screens.ts'
import type { PersonEvent, PrinterEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { PrintIntent, PrintOutcome } from '../ports/printer.port.ts'

/** `printId` is made before this flow starts: a restored snapshot prints under the same one. */
export type PrintInput = PrintIntent

export interface PrintContext extends PrintInput {
  /** How many prints of this document are, or may be, on paper already. */
  readonly earlier: number
  /** Why the printer cannot be used now; null when it can. */
  readonly standing: FaultCode | null
  readonly outcome: PrintOutcome
}

export interface PrintOutput {
  readonly kind: PrintOutcome['kind']
  readonly code: FaultCode | null
  /** What is on the paper says that it is a copy. */
  readonly copy: boolean
}

/** What the slip is built from. */
export interface PrintJob extends PrintIntent {
  readonly earlier: number
}

export const printFlow = setup({
  types: {
    input: {} as PrintInput,
    context: {} as PrintContext,
    events: {} as PersonEvent | PrinterEvent,
    output: {} as PrintOutput,
    tags: {} as DeviceScreen,
  },
  actors: {
    /** Sends printer.changed at once and then at every change. */
    watchPrinter: fromCallback<PrinterEvent>(() => undefined),
    intendPrint: fromPromise<{ readonly earlier: number }, PrintIntent>(async () =>
      Promise.reject(new Error('intendPrint is not provided')),
    ),
    printSlip: fromPromise<PrintOutcome, PrintJob>(async () => Promise.reject(new Error('printSlip is not provided'))),
    settlePrint: fromPromise<void, { printId: string; outcome: PrintOutcome }>(async () =>
      Promise.reject(new Error('settlePrint is not provided')),
    ),
  },
  delays: { journalLimit: PRINT_JOURNAL_LIMIT_MS, printLimit: PRINT_LIMIT_MS },
  actions: {
    notePrinter: assign({ standing: (_, { standing }: PrinterEvent) => standing }),
    noteEarlier: assign({ earlier: (_, { output }: { output: { readonly earlier: number } }) => output.earlier }),
    noteOutcome: assign({ outcome: (_, { output }: { output: PrintOutcome }) => output }),
    noteNotPrinted: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'not-printed', code: toFault(error).code }),
    }),
    noteNotRecorded: assign({ outcome: { kind: 'not-printed', code: 'STORE_BUSY' } }),
    // Nobody knows what is on paper then, and a second original would be worse than a copy.
    noteHung: assign({ outcome: { kind: 'uncertain', code: 'PRINTER_NOT_ANSWERING' } }),
    noteLeft: assign({ outcome: { kind: 'uncertain', code: 'CANCELLED' } }),
  },
}).createMachine({
  id: 'print',
  context: ({ input }) => ({
    ...input,
    earlier: 0,
    standing: null,
    outcome: { kind: 'not-printed', code: 'INTERNAL' },
  }),
  initial: 'recording',
  // A printer that cannot be watched is found out by printing.
  invoke: { src: 'watchPrinter', onError: {} },
  on: { 'printer.changed': { actions: { type: 'notePrinter', params: ({ event }) => event } } },
  states: {
    recording: {
      tags: 'printing',
      invoke: {
        src: 'intendPrint',
        input: ({ context }) => intentOf(context),
        onDone: { target: 'printing', actions: { type: 'noteEarlier', params: ({ event }) => event } },
        onError: { target: 'done', actions: { type: 'noteNotPrinted', params: ({ event }) => event } },
      },
      after: { journalLimit: { target: 'done', actions: 'noteNotRecorded' } },
    },
    printing: {
      tags: 'printing',
      invoke: {
        src: 'printSlip',
        input: ({ context }) => ({ ...intentOf(context), earlier: context.earlier }),
        onDone: { target: 'settling', actions: { type: 'noteOutcome', params: ({ event }) => event } },
        onError: { target: 'settling', actions: { type: 'noteNotPrinted', params: ({ event }) => event } },
      },
      after: { printLimit: { target: 'settling', actions: 'noteHung' } },
      on: { 'user.wentBack': { target: 'settling', actions: 'noteLeft' } },
    },
    settling: {
      tags: 'printing',
      invoke: {
        src: 'settlePrint',
        input: ({ context }) => ({ printId: context.printId, outcome: context.outcome }),
        onDone: 'done',
        // An intent without outcome counts as printed, which is the safe side.
        onError: 'done',
      },
      after: { journalLimit: 'done' },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => ({
    kind: context.outcome.kind,
    code: context.outcome.kind === 'printed' ? null : context.outcome.code,
    copy: context.earlier > 0,
  }),
})

function intentOf({ printId, documentId, kind }: PrintContext): PrintIntent {
  return { printId, documentId, kind }
}
