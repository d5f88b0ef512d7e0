import { Fault } from '../base/fault.ts'
import type { RevocationKnowledge } from '../base/holder.ts'
import type { Claims, Ial } from '../base/terms.ts'
import type {
  AccountStanding,
  RemoteAnswer,
  RemotePort,
  RemoteRequest,
  RemoteTransaction,
} from '../ports/remote.port.ts'
import { createFakeCall, type FakeCall } from './fake-call.ts'
import { sampleHolder } from './sample-holders.ts'

type Started = Awaited<ReturnType<RemotePort['start']>>
type Checked = Awaited<ReturnType<RemotePort['checkSignature']>>
type Question = Parameters<RemotePort['checkSignature']>[0]

/** Central's side of requests that people answer on devices of their own: idempotent by requestId, and answered as a person does who was asked often enough. */
export interface FakeRemote {
  readonly port: RemotePort
  readonly start: FakeCall<Started>
  readonly poll: FakeCall<RemoteAnswer>
  readonly check: FakeCall<Checked>
  readonly started: RemoteRequest[]
  readonly polled: string[]
  readonly checked: Question[]
  /** How many questions are answered with "waiting" before the person has answered. */
  waits: number
  pollAfterMs: number
  lifetimeMs: number
  account: AccountStanding
  /** What an identity provider says of the person, and at which level. */
  claims: Claims
  ial: Ial
  revocation: RevocationKnowledge
  /** The packet of an earlier visit whose request is taken up again; null starts a new one. */
  adopted: string | null
}

export function createFakeRemote(): FakeRemote {
  const byRequest = new Map<string, RemoteTransaction>()
  const byId = new Map<string, RemoteRequest>()
  const remote: FakeRemote = {
    start: createFakeCall(),
    poll: createFakeCall(),
    check: createFakeCall(),
    started: [],
    polled: [],
    checked: [],
    waits: 0,
    pollAfterMs: 5_000,
    lifetimeMs: 300_000,
    account: { state: 'none' },
    claims: { idNumber: '046204001234', fullName: 'Lê Văn Mẫu', birthDate: '2004-02-29', phone: '+84971234456' },
    ial: 2,
    revocation: 'good',
    adopted: null,
    port: {
      start(request, signal) {
        remote.started.push(request)
        return remote.start.run(() => {
          const transaction = byRequest.get(request.requestId) ?? transactionOf(remote, request, byRequest.size + 1)
          byRequest.set(request.requestId, transaction)
          byId.set(transaction.transactionId, request)
          return transaction
        }, signal)
      },
      poll(transactionId, signal) {
        remote.polled.push(transactionId)
        return remote.poll.run(() => {
          const request = byId.get(transactionId)
          if (!request) throw new Fault('TRANSACTION_UNKNOWN')
          if (remote.waits === 0) return answerOf(remote, request)
          remote.waits -= 1
          return { kind: 'waiting', pollAfterMs: remote.pollAfterMs, lifetimeMs: remote.lifetimeMs }
        }, signal)
      },
      checkSignature(question, signal) {
        remote.checked.push(question)
        return remote.check.run(
          () => ({ kind: 'good', revocation: remote.revocation, account: remote.account }),
          signal,
        )
      },
    },
  }
  return remote
}

function transactionOf(remote: FakeRemote, request: RemoteRequest, number: number): RemoteTransaction {
  const isSignIn = request.kind === 'sign-in'
  return {
    transactionId: `transaction-${number}`,
    packetId: remote.adopted ?? request.packetId,
    statement: isSignIn ? null : `Tờ khai ${number}`,
    controlCode: isSignIn ? null : '4821',
    userCode: isSignIn ? 'WDJB-MJHT' : null,
    verificationUri: isSignIn ? 'https://id.example/device' : null,
    link: 'https://id.example/device?user_code=WDJB-MJHT',
    lifetimeMs: remote.lifetimeMs,
    pollAfterMs: remote.pollAfterMs,
  }
}

function answerOf(remote: FakeRemote, request: RemoteRequest): RemoteAnswer {
  const { account, claims, ial, revocation } = remote
  if (request.kind === 'sign-in') return { kind: 'signed-in', claims, ial, proof: 'd.e.f', account }
  return {
    kind: 'signed',
    statement: `Tờ khai của ${request.packetId}`,
    cmsBase64: btoa(`cms of ${request.requestId}`),
    holder: sampleHolder(request.subject),
    revocation,
    account,
  }
}
