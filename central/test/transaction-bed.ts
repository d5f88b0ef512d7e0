import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { prepareCms } from '../../data/pki/cms-write.ts'
import type { TransactionReply, TransactionRequest } from '../../data/wire/transaction.wire.ts'
import type { PartyAnswer, RefusedByParty, StartedAtParty } from '../connectors/remote-party.ts'
import type { RemoteCredential } from '../connectors/remote-signing/remote-signer.ts'
import type { SignedIn } from '../connectors/sign-in/read-claims.ts'
import { openDatabase } from '../db/pool.ts'
import { loadCentralKeys } from '../keys/central-keys.ts'
import { createJwsSigner } from '../keys/jws.ts'
import { PEOPLE } from '../sandbox/people/people.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { createSignatureJudges } from '../signatures/check-signature.ts'
import { createAuthorityLine } from '../signatures/fetch-limited.ts'
import { createRevocationAnswers } from '../signatures/revocation.repo.ts'
import { sandboxAnchors } from '../signatures/testing/signature-bed.ts'
import { openTrustStore } from '../signatures/trust-store.ts'
import { createStationDirectory, type Station } from '../stations/station.repo.ts'
import { pollTransaction } from '../transactions/poll-transaction.ts'
import { startTransaction } from '../transactions/start-transaction.ts'
import {
  TRANSACTION_DEFAULTS,
  type TransactionParts,
  type TransactionSettings,
} from '../transactions/transaction-parts.ts'
import type { World } from './world.ts'

/** How long a scripted party gives the person. */
export const LIFETIME_MS = 180_000

/** An outside party that does what a test says, and counts what it is asked. */
export function scriptedParty<Result>() {
  const party = {
    /** Names of the requests it was sent. */
    started: [] as string[],
    /** What phones were told at the end: taken or not. */
    receipts: [] as boolean[],
    asked: 0,
    onStart: async (transactionId: string): Promise<StartedAtParty | RefusedByParty> => taken(`ref ${transactionId}`),
    onPoll: async (_ref: string): Promise<PartyAnswer<Result>> => ({ kind: 'waiting', pollAfterMs: 1_000 }),
  }
  return {
    ...party,
    start({ transactionId }: { readonly transactionId: string }) {
      this.started.push(transactionId)
      return this.onStart(transactionId)
    },
    poll(partyRef: string) {
      this.asked += 1
      return this.onPoll(partyRef)
    },
    async receipt(_ref: string, accepted: boolean) {
      this.receipts.push(accepted)
    },
    profile: async () => 'signing-sim' as const,
  }
}

export function taken(partyRef: string): StartedAtParty {
  return { kind: 'started', partyRef, lifetimeMs: LIFETIME_MS, pollAfterMs: 1_000, shown: {} }
}

/** The transactions of a central, with scripted parties, on the database of a world. `reopen` is the same after a restart: nothing of the process is left. */
export async function openBed(
  world: World,
  sandbox: Sandbox | null = null,
  settings: Partial<TransactionSettings> = {},
) {
  const offset = { ms: 0 }
  const clock = { now: () => world.now() + offset.ms }
  const database = await openDatabase(world.databaseUrl, pino({ level: 'silent' }))
  const directory = createStationDirectory(database.pool)
  const stationOf = async () => (await directory.byId((await world.enrol()).identity.stationId)) as Station
  const anchors = sandbox ? await sandboxAnchors(sandbox) : []
  const keys = await loadCentralKeys(join(world.dataDir, 'keys'))
  const line = createAuthorityLine({ allowPrivate: true })
  const open = async () => {
    const parties = {
      vnpost: { ...scriptedParty<SignedIn>(), mayRestart: true },
      sim: { ...scriptedParty<{ readonly cms: Uint8Array }>(), mayRestart: false },
      smartca: { ...remote(), recover: (transactionId: string) => `recovered ${transactionId}` },
      csc: remote(),
    }
    const judges = createSignatureJudges({
      trust: await openTrustStore({ anchors }),
      line,
      cache: createRevocationAnswers(database.pool),
    })
    const parts: TransactionParts = {
      database,
      clock,
      signJws: createJwsSigner(keys.signing),
      parties: {
        signIn: { vnpost: parties.vnpost, vneid: null },
        sim: parties.sim,
        remote: { smartca: parties.smartca, csc: parties.csc },
      },
      ...judges,
      settings: { ...TRANSACTION_DEFAULTS, ...settings },
    }
    return { parts, ...parties }
  }
  const state = await open()
  const stations = [await stationOf(), await stationOf()] as const
  return Object.assign(state, {
    database,
    stations,
    pass: (ms: number) => {
      offset.ms += ms
    },
    now: clock.now,
    start: (request: TransactionRequest, station: Station = stations[0]) =>
      startTransaction(state.parts, station, request),
    poll: (transactionId: string, station: Station = stations[0]) =>
      pollTransaction(state.parts, station, transactionId),
    async reopen() {
      Object.assign(state, await open())
    },
    async row(transactionId: string) {
      const { rows } = await database.pool.query<Record<string, unknown>>(
        'select * from remote_transaction where transaction_id = $1',
        [transactionId],
      )
      return rows[0]
    },
    async close() {
      line.close()
      await database.close()
    },
  })
}

export type Bed = Awaited<ReturnType<typeof openBed>>

function remote() {
  return {
    ...scriptedParty<{ readonly signature: Uint8Array; readonly algorithm: 'RS256' | 'ES256' }>(),
    mayRestart: false,
    held: [] as RemoteCredential[],
    async credentials() {
      return this.held
    },
  }
}

const phones = { last: 0 }
/** A phone nobody else in the file has. */
export function newPhone(): string {
  phones.last += 1
  return `+8498300${String(phones.last).padStart(4, '0')}`
}

export function simRequest(over: Partial<Extract<TransactionRequest, { kind: 'sim-signature' }>> = {}) {
  return { ...visit(), kind: 'sim-signature', phone: newPhone(), carrier: 'Viettel', ...over } as const
}

export function signInRequest(over: Partial<Extract<TransactionRequest, { kind: 'sign-in' }>> = {}) {
  return { ...visit(), kind: 'sign-in', provider: 'vnpost', ...over } as const
}

export function remoteRequest(over: Partial<Extract<TransactionRequest, { kind: 'remote-signature' }>> = {}) {
  return { ...visit(), kind: 'remote-signature', provider: 'csc', userKey: '046204000001', ...over } as const
}

function visit() {
  return {
    requestId: randomUUID(),
    packetId: randomUUID(),
    subject: 'citizen' as const,
    termsVersion: '2022-06',
    card: null,
  }
}

/** The reply, which must be a start. */
export function startedIn(reply: TransactionReply) {
  if (reply.kind !== 'started') throw new Error(`not started: ${reply.code}`)
  return reply
}

/** A key of one of the sandbox's people, and how it signs. */
export async function keyOf(
  sandbox: Sandbox,
  person: string,
  subject: 'citizen' | 'enterprise' | 'agency' = 'citizen',
) {
  const response = await fetch(`${sandbox.url}/authorities/certificates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, subject, variant: 'good' }),
  })
  const issued = (await response.json()) as { certificate: string; chain: string[]; privateKey: string }
  const certificate = Buffer.from(issued.certificate, 'base64')
  const userKey = PEOPLE.find(({ key: name }) => name === person)?.idNumber ?? ''
  const chain = issued.chain.map((der) => Buffer.from(der, 'base64'))
  const key = createPrivateKey({ key: Buffer.from(issued.privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  return {
    certificate,
    chain,
    /** What a citizen goes by at a provider of remote signatures. */
    userKey,
    /** Detached CMS over the text. Without its issuers where `bare`. */
    sign(statement: string, signedAtMs: number, bare = false): Uint8Array {
      const content = Buffer.from(statement)
      const cms = prepareCms({ content, certificate, authorities: bare ? [] : chain, signedAtMs })
      return cms.finish(sign(cms.hash, cms.toBeSigned, key))
    },
  }
}
