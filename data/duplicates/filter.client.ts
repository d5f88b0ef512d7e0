import { Fault } from '../../flows/base/fault.ts'
import type { Transport } from '../central-client/transport.ts'

/** A piece of 1 MiB over a line of 256 kbit/s takes 33 s; what takes longer than this is asked for in smaller pieces. */
const PIECE_TIMEOUT_MS = 60_000

export interface FilterClient {
  /** Bytes of a version from `from` on, at most `maxBytes`. Raises NOT_FOUND for a version that is there no more, and what Transport raises. */
  read(version: number, from: number, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array>
}

export function createFilterClient(transport: Transport): FilterClient {
  return {
    async read(version, from, maxBytes, signal) {
      const answer = await transport.sendForBytes({
        method: 'GET',
        path: `/v1/duplicates/${version}`,
        body: null,
        headers: { accept: 'application/octet-stream', range: `bytes=${from}-${from + maxBytes - 1}` },
        timeoutMs: PIECE_TIMEOUT_MS,
        // Nobody waits for it: the next round asks again.
        repeat: 'when-stale',
        signal,
      })
      if (answer.from !== from || answer.bytes.length === 0 || answer.bytes.length > maxBytes) {
        throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'range' })
      }
      return answer.bytes
    },
  }
}
