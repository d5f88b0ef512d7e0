/**
 * Purpose: turn a finished registration into a packet and wait a few seconds for central's word.
 * Rule: product.md §4: one path, online or not. Sealing is one transaction; delivery may be cut at any instant, the packet id makes repeats harmless.
 * Ends: accepted · refused · waiting-for-citizen · pending · faulted (nothing was saved).
 */
import { assign, fromPromise, setup } from 'xstate'
import { DECISION_WAIT_MS } from '../base/delays.ts'
import type { PersonEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { Outcome, Receipt } from '../base/outcome.ts'
import type { Screen } from '../base/screens.ts'
import type { Decision, PacketDraft, SealedPacket } from '../ports/packet.port.ts'

export interface DeliveryInput {
  readonly draft: PacketDraft
}

export interface DeliveryContext extends DeliveryInput {
  readonly receipt: Receipt | null
  readonly outcome: Outcome
}

export const deliveryFlow = setup({
  types: {
    input: {} as DeliveryInput,
    context: {} as DeliveryContext,
    events: {} as PersonEvent,
    output: {} as Outcome,
    tags: {} as Screen,
  },
  actors: {
    sealPacket: fromPromise<SealedPacket, { draft: PacketDraft }>(async () =>
      Promise.reject(new Error('sealPacket is not provided')),
    ),
    deliverPacket: fromPromise<Decision, { packetId: string }>(async () =>
      Promise.reject(new Error('deliverPacket is not provided')),
    ),
  },
  delays: { decisionWait: DECISION_WAIT_MS },
  actions: {
    noteSealed: assign({
      receipt: (_, { packet }: { packet: SealedPacket }): Receipt => ({
        packetId: packet.packetId,
        receiptNumber: packet.receiptNumber,
        sealedAt: packet.sealedAt,
      }),
      outcome: (_, { packet }): Outcome => ({ kind: 'pending', code: null, receipt: packet }),
    }),
    noteDecision: assign({
      outcome: ({ context }, { decision }: { decision: Decision }) =>
        outcomeOf(decision, context.receipt, context.outcome),
    }),
    noteFaulted: assign({
      outcome: (_, { error }: { error: unknown }): Outcome => ({ kind: 'faulted', code: toFault(error).code }),
    }),
  },
}).createMachine({
  id: 'delivery',
  context: ({ input }) => ({ ...input, receipt: null, outcome: { kind: 'faulted', code: 'INTERNAL' } }),
  initial: 'sealing',
  states: {
    sealing: {
      tags: 'sealing',
      invoke: {
        src: 'sealPacket',
        input: ({ context }) => ({ draft: context.draft }),
        onDone: {
          target: 'delivering',
          actions: { type: 'noteSealed', params: ({ event }) => ({ packet: event.output }) },
        },
        onError: { target: 'done', actions: { type: 'noteFaulted', params: ({ event }) => event } },
      },
    },
    delivering: {
      tags: 'delivering',
      invoke: {
        src: 'deliverPacket',
        input: ({ context }) => ({ packetId: context.draft.packetId }),
        onDone: {
          target: 'done',
          actions: { type: 'noteDecision', params: ({ event }) => ({ decision: event.output }) },
        },
        onError: 'done',
      },
      after: { decisionWait: 'done' },
      on: { 'user.confirmed': 'done' },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

function outcomeOf(decision: Decision, receipt: Receipt | null, otherwise: Outcome): Outcome {
  if (!receipt) return otherwise
  switch (decision.state) {
    case 'accepted':
      return { kind: 'accepted', ial: decision.ial, raised: decision.raised, receipt }
    case 'refused':
      return { kind: 'refused', code: decision.reason, carrier: decision.carrier, receipt }
    case 'waiting-for-citizen':
      return {
        kind: 'waiting-for-citizen',
        code: decision.reason,
        receipt,
        ...(decision.expiresAtMs == null ? {} : { expiresAtMs: decision.expiresAtMs }),
      }
    case 'pending':
      return { kind: 'pending', code: decision.reason, receipt }
  }
}
