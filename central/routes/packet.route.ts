import { PacketBatch, PacketBatchReply } from '../../data/wire/packet.wire.ts'
import { Problem } from '../../data/wire/primitives.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { Ingest } from '../packets/ingest.ts'
import type { IngestGauge } from '../packets/ingest-gauge.ts'

/** 500 packets of the usual 2–3 KB take 1.5 MB; the rest is room for long residences and proofs. A station with larger ones sends fewer. */
export const BATCH_MAX_BYTES = 8_388_608

/** POST /v1/packets: a batch of sealed packets, acknowledged one by one. */
export function packetRoute(scope: App, parts: { ingest: Ingest; gauge: IngestGauge }): void {
  scope.post(
    '/v1/packets',
    {
      bodyLimit: BATCH_MAX_BYTES,
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
