import { BATCH_MAX_BYTES } from '../../data/wire/packet.wire.ts'
import { Problem } from '../../data/wire/primitives.ts'
import { StickBundle, StickReply } from '../../data/wire/stick.wire.ts'
import type { App } from '../http/app.ts'
import type { IngestGauge } from '../packets/ingest-gauge.ts'

const BODY_MAX_BYTES = 2 * BATCH_MAX_BYTES

/** POST /v1/sticks: a bundle of sealed packets that came by USB stick, sent by whoever carries it; signed inside. */
export function stickRoute(
  app: App,
  parts: { readonly take: (bundle: StickBundle) => Promise<StickReply>; readonly gauge: IngestGauge },
): void {
  app.post(
    '/v1/sticks',
    {
      bodyLimit: BODY_MAX_BYTES,
      config: { admission: { bodyMaxBytes: BODY_MAX_BYTES, isOpen: true } },
      schema: {
        summary: 'Hand in packets carried by stick',
        body: StickBundle,
        response: { 200: StickReply, '4xx': Problem, '5xx': Problem },
      },
    },
    (request) => parts.gauge.during(() => parts.take(request.body)),
  )
}
