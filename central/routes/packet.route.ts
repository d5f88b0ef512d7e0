import { BATCH_MAX_BYTES, PacketBatch, PacketBatchReply } from '../../data/wire/packet.wire.ts'
import { Problem } from '../../data/wire/primitives.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { Ingest } from '../packets/ingest.ts'
import type { IngestGauge } from '../packets/ingest-gauge.ts'

/** What stations agreed to send, twice: a station of the next version may be more generous. */
const BODY_MAX_BYTES = 2 * BATCH_MAX_BYTES

/** POST /v1/packets: a batch of sealed packets, acknowledged by one signature. The body may be gzip; the signature's digest is over the bytes as sent (RFC 9530 content-digest). */
export function packetRoute(scope: App, parts: { ingest: Ingest; gauge: IngestGauge }): void {
  scope.post(
    '/v1/packets',
    {
      bodyLimit: BODY_MAX_BYTES,
      config: { takesGzip: true, admission: { bodyMaxBytes: BODY_MAX_BYTES } },
      schema: {
        summary: 'Hand in sealed packets',
        security: [{ signature: [] }],
        body: PacketBatch,
        response: { 200: PacketBatchReply, '4xx': Problem, '5xx': Problem },
      },
    },
    (request) => parts.gauge.during(() => parts.ingest(stationOf(request), request.body)),
  )
}
