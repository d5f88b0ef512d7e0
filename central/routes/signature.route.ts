import { Problem } from '../../data/wire/primitives.ts'
import { SignatureReply, SignatureRequest } from '../../data/wire/transaction.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Sql } from '../db/pool.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import { certifiedFacts } from '../signatures/certified-facts.ts'
import type { SignatureCheck } from '../signatures/check-signature.ts'
import type { CountQuestion } from '../stations/question-limit.ts'
import { standingOf } from '../transactions/settle.ts'

/**
 * POST /v1/signatures: a statement signed at the station, judged while the person still stands there. What is told of an account is told to whoever holds the
 * key (product.md §3); the packet is judged again.
 */
export function signatureRoute(
  scope: App,
  parts: {
    readonly sql: Sql
    readonly clock: Clock
    readonly checkSignature: SignatureCheck
    readonly countQuestion: CountQuestion
  },
): void {
  scope.post(
    '/v1/signatures',
    {
      schema: {
        summary: 'Check a signed registration statement',
        security: [{ signature: [] }],
        body: SignatureRequest,
        response: { 200: SignatureReply, '4xx': Problem, '5xx': Problem },
      },
    },
    async (request): Promise<SignatureReply> => {
      const station = stationOf(request)
      await parts.countQuestion(station)
      const { packetId, subject, method, statement, cms, card } = request.body
      const finding = await parts.checkSignature({
        statement,
        cms: Buffer.from(cms, 'base64'),
        packetId,
        subject,
        method,
        card,
        nowMs: parts.clock.now(),
      })
      if (finding.kind === 'refused') return { kind: 'refused', code: finding.code }
      const revocation = finding.kind === 'good' ? finding.revocation : 'unchecked'
      const { facts, holder } = finding
      // Without a proved chain nobody is known, and nothing is told of anybody.
      if (!facts || !holder) return { kind: 'good', revocation, account: { state: 'none' } }
      const known = station.kind === 'assisted' ? facts : certifiedFacts(facts, holder)
      return { kind: 'good', revocation, account: await standingOf(parts.sql, subject, known) }
    },
  )
}
