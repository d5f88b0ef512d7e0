import type { HolderFacts, RevocationKnowledge } from '../base/holder.ts'
import type { StatementAnswer, StatementPort, StatementRequest } from '../ports/statement.port.ts'
import { createFakeCall, type FakeCall } from './fake-call.ts'
import { sampleHolder } from './sample-holders.ts'

/** Statements that do what a test tells them. A certificate is what `holder` says, whatever its bytes. */
export interface FakeStatements {
  readonly port: StatementPort
  readonly prepare: FakeCall<StatementAnswer>
  readonly finish: FakeCall<{ readonly cmsBase64: string }>
  readonly prepared: StatementRequest[]
  readonly finished: { statementId: string; signatureBase64: string }[]
  holder: HolderFacts | null
  revocation: RevocationKnowledge
}

export function createFakeStatements(): FakeStatements {
  const statements: FakeStatements = {
    prepare: createFakeCall(),
    finish: createFakeCall(),
    prepared: [],
    finished: [],
    holder: null,
    revocation: 'good',
    port: {
      prepare(request, signal) {
        statements.prepared.push(request)
        const number = statements.prepared.length
        return statements.prepare.run(() => {
          const text = `Tờ khai ${number} của ${request.packetId}`
          return {
            kind: 'ready',
            statementId: `statement-${number}`,
            text,
            toBeSignedBase64: btoa(`attributes-${number}`),
            holder: statements.holder ?? sampleHolder(request.subject),
            revocation: statements.revocation,
          }
        }, signal)
      },
      finish(request) {
        statements.finished.push(request)
        return statements.finish.run(() => ({ cmsBase64: btoa(`cms of ${request.statementId}`) }))
      },
    },
  }
  return statements
}
