import { Fault } from '../../flows/base/fault.ts'
import { DecisionPage, PacketBatchReply } from '../wire/packet.wire.ts'
import { ReferenceReply } from '../wire/reference.wire.ts'
import { onlyValue } from './only-value.ts'
import { BATCH_TIMEOUT_MS, REQUEST_TIMEOUT_MS, type Transport } from './transport.ts'

/** What the sync job asks of central. Every call may raise the faults of Transport.send. */
export interface SyncClient {
  /**
   * Sends one batch, already written as JSON. Gives one result for each packet in `packetIds`, in that order; anything else is
   * CENTRAL_ANSWER_INVALID. Raises SHAPE_INVALID for an empty batch.
   */
  sendBatch(
    body: Uint8Array,
    packetIds: readonly string[],
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal | undefined },
  ): Promise<PacketBatchReply>
  /** Decisions after the cursor, at most `limit`; cursors ascend, and the next one lies ahead unless there was nothing. `about` is a packet whose wait is to be told as well. */
  decisions(after: number, limit: number, signal?: AbortSignal, about?: string): Promise<DecisionPage>
  /** A document of reference data ("policy", "trust"), or null when it is the one with this ETag. */
  reference(
    name: string,
    etag: string | null,
    signal?: AbortSignal,
  ): Promise<{ reply: ReferenceReply; etag: string | null } | null>
}

export function createSyncClient(transport: Transport): SyncClient {
  return {
    async sendBatch(body, packetIds, options) {
      if (packetIds.length === 0) throw new Fault('SHAPE_INVALID', { at: '/packets' })
      const reply = onlyValue(
        await transport.send({
          method: 'POST',
          path: '/v1/packets',
          body,
          shape: PacketBatchReply,
          timeoutMs: options?.timeoutMs ?? BATCH_TIMEOUT_MS,
          repeat: 'when-broken',
          signal: options?.signal,
        }),
      )
      const inOrder = packetIds.every((packetId, at) => reply.results[at]?.packetId === packetId)
      if (!inOrder || reply.results.length !== packetIds.length) {
        throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'results' })
      }
      return reply
    },
    async decisions(after, limit, signal, about) {
      const page = onlyValue(
        await transport.send({
          method: 'GET',
          path: `/v1/decisions?after=${after}&limit=${limit}${about === undefined ? '' : `&about=${about}`}`,
          body: null,
          shape: DecisionPage,
          timeoutMs: REQUEST_TIMEOUT_MS,
          repeat: 'when-broken',
          signal,
        }),
      )
      if (!isOrderly(page, after)) throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'cursor' })
      return page
    },
    async reference(name, etag, signal) {
      const answer = await transport.send({
        method: 'GET',
        path: `/v1/reference/${name}`,
        body: null,
        headers: etag === null ? {} : { 'if-none-match': etag },
        shape: ReferenceReply,
        timeoutMs: REQUEST_TIMEOUT_MS,
        repeat: 'when-broken',
        signal,
      })
      return answer.kind === 'unchanged' ? null : { reply: answer.value, etag: answer.etag }
    },
  }
}

/** A page that does not lead on would be asked for for ever. */
function isOrderly(page: DecisionPage, after: number): boolean {
  let last = after
  for (const { cursor } of page.decisions) {
    if (cursor <= last) return false
    last = cursor
  }
  return page.decisions.length === 0 ? page.next === after : page.next >= last
}
