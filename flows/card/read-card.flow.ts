/**
 * Purpose: read the chip of a citizen card laid on the reader and show what it proves.
 * Rule: product.md §3 in-person; domain.md §1.6. The key comes from the card itself (QR, last six digits, MRZ). Card and reader may go in every state.
 * The portrait never enters the context: the holder of portraits keeps it, the facts carry a ticket, its size and hash.
 * Ends: read · refused (forged or copied) · faulted · backed-out.
 */
import { assign, cancel, fromCallback, raise, setup } from 'xstate'
import { CHIP_READ_LIMIT_MS, CHIP_SILENCE_MS } from '../base/delays.ts'
import type { DeviceScreen } from '../base/device-screens.ts'
import type { CardEvent, PersonEvent, ScannerInput } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { PortraitHandle } from '../base/portraits.ts'
import type { CardPresence, ChipKey, ChipProgress } from '../ports/card.port.ts'
import { type CardDifference, cardDifferences } from '../rules/card-differences.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import { type ChipFacts, type ChipVerdict, verdictOf } from '../rules/chip-facts.ts'
import { type CitizenMrz, readMrz } from '../rules/mrz.ts'
import { afterChipFailure, CHIP_FAILURES_MAX } from './chip-failure.ts'
import { firstKeys, keyProblem } from './chip-keys.ts'

export interface ReadCardInput {
  /** Null when the person has to give one, or when the scanned card gives it. */
  readonly keys: readonly ChipKey[] | null
  /** The card's QR, scanned before. */
  readonly card: CitizenCard | null
  /** The card's MRZ, scanned or typed before. */
  readonly mrz: CitizenMrz | null
  /** YYYY-MM-DD. */
  readonly today: string
}

export interface ReadCardContext {
  readonly keys: readonly ChipKey[]
  readonly card: CitizenCard | null
  readonly mrz: CitizenMrz | null
  readonly today: string
  readonly presence: CardPresence
  /** Why no card can be read now; null when one can be laid. */
  readonly standing: FaultCode | null
  /** A card that failed is lifted first, or Enter is pressed: the reader would read it again without end. */
  readonly mustLift: boolean
  readonly progress: ChipProgress | null
  /** Nothing has come of the chip for a second: slow, or not lying well. */
  readonly isSilent: boolean
  readonly failures: number
  readonly facts: ChipFacts | null
  /** What the reading proves against the card. */
  readonly verdict: ChipVerdict | null
  /** What QR, MRZ and chip say field by field, with the grade of each. */
  readonly differences: readonly CardDifference[]
  readonly notice: FaultCode | null
  readonly problem: FaultCode | null
  readonly outcome: ReadCardOutput
}

export type ReadCardOutput =
  | { readonly kind: 'read'; readonly facts: ChipFacts; readonly differences: readonly CardDifference[] }
  | { readonly kind: 'refused'; readonly code: ChipVerdict }
  | { readonly kind: 'faulted'; readonly code: FaultCode }
  | { readonly kind: 'backed-out' }

type Presence = Extract<CardEvent, { type: 'card.presence' }>

export const readCardFlow = setup({
  types: {
    input: {} as ReadCardInput,
    context: {} as ReadCardContext,
    events: {} as PersonEvent | ScannerInput | CardEvent,
    output: {} as ReadCardOutput,
    tags: {} as DeviceScreen,
  },
  actors: {
    /** Sends card.presence at once and then at every change. */
    watchCard: fromCallback<CardEvent>(() => undefined),
    /** Sends chip.progressed as it goes, then one of chip.read and chip.failed. Ends with its state. */
    readChip: fromCallback<CardEvent, { keys: readonly ChipKey[] }>(() => undefined),
  },
  delays: { chipReadLimit: CHIP_READ_LIMIT_MS, chipSilence: CHIP_SILENCE_MS },
  guards: {
    keysAreKnown: ({ context }) => context.keys.length > 0,
    keyIsSound: (_, { key }: { key: ChipKey }) => keyProblem(key) === null,
    cardIsLaid: ({ context }) => context.presence === 'present',
    cardWaits: ({ context }) => context.presence === 'present' && !context.mustLift,
    cardIsGone: (_, { presence }: Presence) => presence !== 'present',
    asksFor: (_, { code, what }: { code: FaultCode; what: ReturnType<typeof afterChipFailure> }) =>
      afterChipFailure(code) === what,
    failuresAreSpent: ({ context }, { code }: { code: FaultCode }) =>
      afterChipFailure(code) === 'counted' && context.failures + 1 >= CHIP_FAILURES_MAX,
    limitSpendsFailures: ({ context }) => context.failures + 1 >= CHIP_FAILURES_MAX,
    cardIsSound: ({ context }) => context.verdict === null,
  },
  actions: {
    /** Provided: overwrites the image where it is kept. */
    discardPortrait: (_, __: { handle: PortraitHandle | null }) => undefined,
    notePresence: assign({
      presence: (_, { presence }: Presence) => presence,
      standing: (_, { standing }) => standing,
      mustLift: ({ context }, { presence }) => context.mustLift && presence === 'present',
    }),
    noteGone: assign({
      notice: (_, { presence, standing }: Presence): FaultCode =>
        presence === 'empty' ? 'CARD_REMOVED' : (standing ?? 'READER_LOST'),
    }),
    takeKey: assign({ keys: (_, { key }: { key: ChipKey }) => [key], problem: null, notice: null }),
    takeCard: assign({
      card: (_, { card }: { card: CitizenCard }) => card,
      keys: (_, { card }) => firstKeys({ keys: null, card, mrz: null }),
      problem: null,
      notice: null,
    }),
    takeMrz: assign({
      mrz: (_, { mrz }: { mrz: CitizenMrz }) => mrz,
      keys: (_, { mrz }) => firstKeys({ keys: null, card: null, mrz }),
      problem: null,
      notice: null,
    }),
    noteKeyProblem: assign({ problem: (_, { key }: { key: ChipKey }) => keyProblem(key) }),
    // What interrupted the reading before stays told until there is a result.
    waitForSound: raise({ type: 'chip.silent' }, { id: 'silence', delay: 'chipSilence' }),
    stopWaiting: cancel('silence'),
    noteSilence: assign({ isSilent: true }),
    noteSound: assign({ isSilent: false }),
    beginReading: assign({
      isSilent: false,
      progress: null,
      problem: null,
      facts: null,
      verdict: null,
      differences: [],
    }),
    noteProgress: assign({ progress: (_, { progress }: { progress: ChipProgress }) => progress }),
    noteFacts: assign({
      facts: (_, { facts }: { facts: ChipFacts }) => facts,
      verdict: (_, { facts }) => verdictOf(facts),
      differences: ({ context }, { facts }) => differencesIn(context, facts),
      failures: 0,
      notice: null,
    }),
    dropKeys: assign({ keys: [], problem: 'CHIP_ACCESS_DENIED' }),
    noteInterrupted: assign({ notice: (_, { code }: { code: FaultCode }) => code, mustLift: true }),
    noteLayAgain: assign({ problem: (_, { code }: { code: FaultCode }) => code, mustLift: true }),
    countFailure: assign({ failures: ({ context }) => context.failures + 1 }),
    clearProblem: assign({ problem: null, notice: null }),
    forgetFacts: assign({ facts: null, verdict: null, differences: [], mustLift: true }),
    noteRead: assign({
      outcome: ({ context }): ReadCardOutput =>
        context.facts ? { kind: 'read', facts: context.facts, differences: context.differences } : context.outcome,
    }),
    noteRefused: assign({
      outcome: ({ context }): ReadCardOutput => ({ kind: 'refused', code: context.verdict ?? 'CHIP_FORGED' }),
    }),
    noteFaulted: assign({ outcome: (_, { code }: { code: FaultCode }) => ({ kind: 'faulted', code }) }),
    noteThrown: assign({
      outcome: (_, { error }: { error: unknown }) => ({ kind: 'faulted', code: toFault(error).code }),
    }),
    noteBackedOut: assign({ outcome: { kind: 'backed-out' } }),
  },
}).createMachine({
  id: 'readCard',
  context: ({ input }) => ({
    keys: firstKeys(input),
    card: input.card,
    mrz: input.mrz,
    today: input.today,
    presence: 'no-reader',
    standing: null,
    mustLift: false,
    progress: null,
    isSilent: false,
    failures: 0,
    facts: null,
    verdict: null,
    differences: [],
    notice: null,
    problem: null,
    outcome: { kind: 'backed-out' },
  }),
  initial: 'starting',
  invoke: {
    src: 'watchCard',
    onError: { target: '.done', actions: { type: 'noteThrown', params: ({ event }) => event } },
  },
  on: { 'card.presence': { actions: { type: 'notePresence', params: ({ event }) => event } } },
  states: {
    starting: {
      tags: 'card-key',
      always: [{ guard: 'keysAreKnown', target: 'waitingForCard' }, { target: 'needingKey' }],
    },
    needingKey: {
      tags: 'card-key',
      on: {
        'user.chipKeyGiven': [
          {
            guard: { type: 'keyIsSound', params: ({ event }) => event },
            target: 'waitingForCard',
            actions: { type: 'takeKey', params: ({ event }) => event },
          },
          { actions: { type: 'noteKeyProblem', params: ({ event }) => event } },
        ],
        'scanner.scanned': { target: 'waitingForCard', actions: { type: 'takeCard', params: ({ event }) => event } },
        'scanner.mrzScanned': { target: 'waitingForCard', actions: { type: 'takeMrz', params: ({ event }) => event } },
        'user.confirmed': { guard: 'keysAreKnown', target: 'waitingForCard', actions: 'clearProblem' },
        'user.wentBack': { target: 'done', actions: 'noteBackedOut' },
      },
    },
    waitingForCard: {
      tags: 'card-wait',
      always: { guard: 'cardWaits', target: 'reading', actions: 'beginReading' },
      on: {
        'user.retried': { guard: 'cardIsLaid', target: 'reading', actions: 'beginReading' },
        'user.confirmed': { guard: 'cardIsLaid', target: 'reading', actions: 'beginReading' },
        'user.wentBack': { target: 'needingKey', actions: 'clearProblem' },
      },
    },
    reading: {
      tags: 'card-reading',
      entry: 'waitForSound',
      exit: 'stopWaiting',
      invoke: {
        src: 'readChip',
        input: ({ context }) => ({ keys: context.keys }),
        onError: { target: 'done', actions: { type: 'noteThrown', params: ({ event }) => event } },
      },
      after: {
        chipReadLimit: [
          {
            guard: 'limitSpendsFailures',
            target: 'done',
            actions: { type: 'noteFaulted', params: { code: 'TIMED_OUT' } },
          },
          {
            target: 'waitingForCard',
            actions: [{ type: 'noteLayAgain', params: { code: 'TIMED_OUT' } }, 'countFailure'],
          },
        ],
      },
      on: {
        'card.presence': [
          {
            guard: { type: 'cardIsGone', params: ({ event }) => event },
            target: 'waitingForCard',
            actions: [
              { type: 'notePresence', params: ({ event }) => event },
              { type: 'noteGone', params: ({ event }) => event },
            ],
          },
          { actions: { type: 'notePresence', params: ({ event }) => event } },
        ],
        'chip.progressed': {
          actions: [{ type: 'noteProgress', params: ({ event }) => event }, 'noteSound', 'stopWaiting', 'waitForSound'],
        },
        'chip.silent': { actions: 'noteSilence' },
        'chip.read': { target: 'read', actions: { type: 'noteFacts', params: ({ event }) => event } },
        'chip.failed': [
          {
            guard: { type: 'asksFor', params: ({ event }) => ({ code: event.code, what: 'another-key' }) },
            target: 'needingKey',
            actions: 'dropKeys',
          },
          {
            guard: { type: 'asksFor', params: ({ event }) => ({ code: event.code, what: 'wait' }) },
            target: 'waitingForCard',
            actions: { type: 'noteInterrupted', params: ({ event }) => event },
          },
          {
            guard: { type: 'asksFor', params: ({ event }) => ({ code: event.code, what: 'lay-again' }) },
            target: 'waitingForCard',
            actions: { type: 'noteLayAgain', params: ({ event }) => event },
          },
          {
            guard: { type: 'failuresAreSpent', params: ({ event }) => event },
            target: 'done',
            actions: { type: 'noteFaulted', params: ({ event }) => event },
          },
          {
            target: 'waitingForCard',
            actions: [{ type: 'noteLayAgain', params: ({ event }) => event }, 'countFailure'],
          },
        ],
        'user.wentBack': { target: 'needingKey', actions: 'clearProblem' },
      },
    },
    read: {
      tags: 'card-read',
      on: {
        'user.confirmed': [
          { guard: 'cardIsSound', target: 'done', actions: 'noteRead' },
          {
            target: 'done',
            actions: [{ type: 'discardPortrait', params: ({ context }) => portraitOf(context) }, 'noteRefused'],
          },
        ],
        'user.wentBack': {
          target: 'waitingForCard',
          actions: [{ type: 'discardPortrait', params: ({ context }) => portraitOf(context) }, 'forgetFacts'],
        },
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function portraitOf(context: ReadCardContext): { handle: PortraitHandle | null } {
  return { handle: context.facts?.portrait?.handle ?? null }
}

function differencesIn(context: ReadCardContext, { mrz, details }: ChipFacts): readonly CardDifference[] {
  const reading = readMrz(mrz, context.today)
  return cardDifferences({
    qr: context.card ?? undefined,
    mrz: context.mrz ?? undefined,
    chip: { mrz: reading.kind === 'mrz' ? reading.mrz : null, details },
  })
}
