import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { Fault } from '../../flows/base/fault.ts'
import { HeldReply, type HeldRequest, MISSING_MAX, TallyReply } from '../wire/holding.wire.ts'
import { DecisionPage, PacketBatchReply } from '../wire/packet.wire.ts'
import { ReferenceReply } from '../wire/reference.wire.ts'
import { jsonBytes } from './json-bytes.ts'
import { onlyValue } from './only-value.ts'
import { REQUEST_TIMEOUT_MS, type Transport } from './transport.ts'

/** An answer about 500 packets is 65 KB: on a thin link that takes some seconds alone. */
const HELD_TIMEOUT_MS = 15_000
/** Level 1 gives 74 % for base64url, as every other does, at a fraction of their time. */
const GZIP_LEVEL = constants.Z_BEST_SPEED

/** What the sync job asks of central. Every call may raise the faults of Transport.send. */
export interface SyncClient {
  /**
   * Sends one batch, already written as JSON, gzip (RFC 1952) around it when asked. Gives one result for each packet in `packetIds`, in that order;
   * anything else is CENTRAL_ANSWER_INVALID. Raises SHAPE_INVALID for an empty batch. A break is not repeated here: the batch may have arrived.
   */
  sendBatch(
    body: Uint8Array,
    packetIds: readonly string[],
    options: { readonly timeoutMs: number; readonly compress?: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<PacketBatchReply>
  /**
   * Which of these (1 to BATCH_MAX) central has, under its signature. Raises SHAPE_INVALID for none: a question about nothing would be answered
   * with nothing, and packets stay in doubt for ever. NOT_FOUND at a central of an earlier version.
   */
  held(packetIds: readonly string[], signal?: AbortSignal): Promise<HeldReply>
  /** What central counts of this station's sequences 1 to `head`. NOT_FOUND as above. */
  tally(head: number, signal?: AbortSignal): Promise<TallyReply>
  /** Decisions after the cursor, at most `limit`; cursors ascend, and the next one lies ahead unless there was nothing. `about` is a packet whose wait is to be told as well. */
  decisions(after: number, limit: number, signal?: AbortSignal, about?: string): Promise<DecisionPage>
  /** A document of reference data ("policy", "trust"), or null when it is the one with this ETag. */
  reference(
    name: string,
    etag: string | null,
    signal?: AbortSignal,
  ): Promise<{ reply: ReferenceReply; etag: string | null } | null>
}

const compress = promisify(gzip)

export function createSyncClient(transport: Transport): SyncClient {
  return {
    async sendBatch(body, packetIds, options) {
      if (packetIds.length === 0) throw new Fault('SHAPE_INVALID', { at: '/packets' })
      const encoded = options.compress === true ? await compress(body, { level: GZIP_LEVEL }) : body
      const reply = onlyValue(
        await transport.send({
          method: 'POST',
          path: '/v1/packets',
          body: encoded,
          ...(encoded === body ? {} : { headers: { 'content-encoding': 'gzip' } }),
          shape: PacketBatchReply,
          timeoutMs: options.timeoutMs,
          repeat: 'when-stale',
          signal: options.signal,
        }),
      )
      const inOrder = packetIds.every((packetId, at) => reply.results[at]?.packetId === packetId)
      if (!inOrder || reply.results.length !== packetIds.length) {
        throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'results' })
      }
      return reply
    },
    async held(packetIds, signal) {
      if (packetIds.length === 0) throw new Fault('SHAPE_INVALID', { at: '/packetIds' })
      const body: HeldRequest = { packetIds: [...packetIds] }
      return onlyValue(
        await transport.send({
          method: 'POST',
          path: '/v1/packets/held',
          body: jsonBytes(body),
          shape: HeldReply,
          timeoutMs: HELD_TIMEOUT_MS,
          repeat: 'when-broken',
          signal,
        }),
      )
    },
    async tally(head, signal) {
      const reply = onlyValue(
        await transport.send({
          method: 'GET',
          path: `/v1/tally?head=${head}`,
          body: null,
          shape: TallyReply,
          timeoutMs: REQUEST_TIMEOUT_MS,
          repeat: 'when-broken',
          signal,
        }),
      )
      if (!isSound(reply, head)) throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'tally' })
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

/** Holes lie apart, ascend, end at the head, and are not more than what is missing; what is not counted as held must be a hole. */
function isSound({ packets, missing }: TallyReply, head: number): boolean {
  let [last, holes] = [0, 0]
  for (const [from, to] of missing) {
    if (from <= last || to < from || to > head) return false
    last = to
    holes += to - from + 1
  }
  const all = missing.length < MISSING_MAX
  return all ? packets + holes === head : packets + holes <= head
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
