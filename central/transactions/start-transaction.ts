import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { statementOf } from '../../data/pki/statement.ts'
import type { TransactionReply, TransactionRequest } from '../../data/wire/transaction.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { HolderFacts } from '../../flows/base/holder.ts'
import { CARRIERS, type Carrier } from '../../flows/rules/carrier.ts'
import type { RefusedByParty, StartedAtParty } from '../connectors/remote-party.ts'
import type { Sql } from '../db/pool.ts'
import { placeOf } from '../stations/place-of.ts'
import type { Station } from '../stations/station.repo.ts'
import { chooseCredential } from './choose-credential.ts'
import { cmsOf } from './cms-of.ts'
import { recoverStart, STARTING_LIFE_MS, wasCutOff } from './cut-off.ts'
import { partyOf } from './parties.ts'
import { asksAlike, asksSame, providerOf, userKeyOf } from './request-of.ts'
import {
  countStarts,
  findByRequest,
  findOpen,
  forgetUnsent,
  insertTransaction,
  lockPerson,
  type NewTransaction,
  noteAsked,
  noteEnd,
  noteStarted,
  type SignatureDraft,
  type TransactionRow,
} from './transaction.repo.ts'
import type { TransactionParts } from './transaction-parts.ts'

const SOON_MS = 1_000
const NONCE_BYTES = 32
const CONTROL_CODE_LIMIT = 10_000
const CONTROL_CODE_DIGITS = 4

/**
 * Begins a request at an outside party, or takes up the one that this person has open at this station: it is written down before it is sent and never sent twice.
 * Raises RATE_LIMITED, TRANSACTION_ELSEWHERE (open at another station), and the party's unavailable fault.
 */
export async function startTransaction(
  parts: TransactionParts,
  station: Station,
  request: TransactionRequest,
): Promise<TransactionReply> {
  const known = await resume(parts, station, request)
  if (known) return known
  const sql = parts.database.pool
  await refuseBombing(parts, sql, station.stationId, userKeyOf(request))
  const prepared = await prepare(parts, station, request)
  const nowMs = parts.clock.now()
  if ('code' in prepared) {
    const { stationId } = station
    await noteAsked(sql, { askedId: randomUUID(), stationId, userKey: userKeyOf(request), atMs: nowMs })
    return { kind: 'refused', code: prepared.code }
  }
  const row = {
    transactionId: randomUUID(),
    stationId: station.stationId,
    requestId: request.requestId,
    packetId: request.packetId,
    kind: request.kind,
    provider: providerOf(request),
    subject: request.subject,
    userKey: userKeyOf(request),
    request,
    draft: prepared.draft,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + STARTING_LIFE_MS,
    nextPollAtMs: nowMs,
    pollAfterMs: 0,
  }
  // Two windows of one visit, or two stations with one person: the other one has begun it.
  if (!(await insertFirst(parts, row))) return startTransaction(parts, station, request)
  const started = await prepared.send(row.transactionId).catch(async (error: unknown) => {
    // Refused before it was sent, or sure not to have arrived: the same key may start it again.
    if (prepared.mayRestart || wasNeverSent(error)) await forgetUnsent(sql, row.transactionId)
    throw error
  })
  if (started.kind === 'refused') {
    await noteEnd(sql, row.transactionId, { state: 'refused', reason: started.code })
    return { kind: 'refused', code: started.code }
  }
  const atMs = parts.clock.now()
  await noteStarted(sql, row.transactionId, {
    partyRef: started.partyRef,
    shown: started.shown,
    expiresAtMs: atMs + started.lifetimeMs,
    nextPollAtMs: atMs + started.pollAfterMs,
    pollAfterMs: started.pollAfterMs,
  })
  const stored = await findByRequest(sql, station.stationId, request.requestId)
  if (!stored) throw new Fault('INTERNAL', { what: 'transaction' })
  return replyOf(stored, atMs)
}

async function resume(
  parts: TransactionParts,
  station: Station,
  request: TransactionRequest,
): Promise<TransactionReply | null> {
  const sql = parts.database.pool
  const nowMs = parts.clock.now()
  const same = await findByRequest(sql, station.stationId, request.requestId)
  if (same) {
    // The same key for another question is a mistake of the asker, and never answered with somebody else's.
    const isSame = same.state === 'refused' ? asksAlike : asksSame
    if (!isSame(same.request, request)) throw new Fault('TRANSACTION_UNKNOWN')
    if (same.state === 'starting') return underWay(parts, same)
    return same.state === 'refused' ? { kind: 'refused', code: same.reason ?? 'INTERNAL' } : replyOf(same, nowMs)
  }
  const userKey = userKeyOf(request)
  if (userKey === null) return null
  const open = await findOpen(sql, { kind: request.kind, provider: providerOf(request), userKey, nowMs })
  if (!open) return null
  if (open.stationId !== station.stationId) throw new Fault('TRANSACTION_ELSEWHERE')
  if (!asksSame(open.request, request)) return null
  return open.state === 'starting' ? underWay(parts, open) : replyOf(open, nowMs)
}

/** Writes the request down unless somebody else has asked this person meanwhile. False when they have. Raises RATE_LIMITED. */
async function insertFirst(parts: TransactionParts, row: NewTransaction): Promise<boolean> {
  const { request, userKey, stationId, kind, provider, createdAtMs: nowMs } = row
  return parts.database.transaction(async (sql) => {
    if (userKey !== null) {
      await lockPerson(sql, userKey)
      const open = await findOpen(sql, { kind, provider, userKey, nowMs })
      if (open && (open.stationId !== stationId || asksSame(open.request, request))) return false
    }
    await refuseBombing(parts, sql, stationId, userKey)
    return insertTransaction(sql, row)
  })
}

/** A repeat of a question that is being asked right now waits for it; one that is long over was cut off by a restart. */
async function underWay(parts: TransactionParts, row: TransactionRow): Promise<TransactionReply | null> {
  const nowMs = parts.clock.now()
  if (wasCutOff(row, nowMs)) return restart(parts, row)
  if (row.kind === 'sign-in') throw new Fault('CENTRAL_BUSY', { reason: 'starting' })
  return replyOf({ ...row, pollAfterMs: SOON_MS }, nowMs)
}

/** Central stopped between writing a request down and hearing of it. Where the party lets us name requests, it is asked after; elsewhere it counts as lost. */
async function restart(parts: TransactionParts, row: TransactionRow): Promise<TransactionReply | null> {
  const sql = parts.database.pool
  const { request, transactionId } = row
  const recovered = await recoverStart(parts, row)
  if (recovered) return replyOf(recovered, parts.clock.now())
  if (partyOf(parts.parties, request)?.mayRestart) {
    await forgetUnsent(sql, transactionId)
    return null
  }
  const reason: FaultCode = request.kind === 'sim-signature' ? 'SIM_SIGN_FAILED' : 'REMOTE_SIGN_FAILED'
  await noteEnd(sql, transactionId, { state: 'refused', reason })
  return { kind: 'refused', code: reason }
}

async function refuseBombing(
  { settings, clock }: TransactionParts,
  sql: Sql,
  stationId: string,
  userKey: string | null,
): Promise<void> {
  const { perPerson, perStation, windowMs } = settings
  const count = await countStarts(sql, { stationId, userKey, sinceMs: clock.now() - windowMs })
  if (count.person >= perPerson || count.station >= perStation) throw new Fault('RATE_LIMITED', { windowMs })
}

interface Prepared {
  readonly draft: SignatureDraft | null
  readonly mayRestart: boolean
  readonly send: (transactionId: string) => Promise<StartedAtParty | RefusedByParty>
}

async function prepare(
  parts: TransactionParts,
  station: Station,
  request: TransactionRequest,
): Promise<Prepared | { readonly code: FaultCode }> {
  const { parties } = parts
  const { subject } = request
  switch (request.kind) {
    case 'sign-in': {
      const party = parties.signIn[request.provider]
      if (!party) throw new Fault('SIGN_IN_UNAVAILABLE', { reason: 'not-configured' })
      return {
        draft: null,
        mayRestart: party.mayRestart,
        send: (transactionId) => party.start({ transactionId, subject }),
      }
    }
    case 'sim-signature': {
      const party = parties.sim
      if (!party) throw new Fault('SIM_SIGN_UNAVAILABLE', { reason: 'not-configured' })
      const { phone, carrier } = request
      const statement = write(parts, station, request, null)
      const controlCode = newControlCode()
      return {
        draft: { statement, controlCode },
        mayRestart: party.mayRestart,
        send: (transactionId) =>
          party.start({
            transactionId,
            phone,
            carrier: carrierOf(carrier),
            statement,
            displayText: SIM_TEXT,
            controlCode,
          }),
      }
    }
    case 'remote-signature': {
      const party = parties.remote[request.provider]
      if (!party) throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'not-configured' })
      const chosen = await chooseCredential(parts, await party.credentials(request.userKey), request)
      if ('code' in chosen) return chosen
      const { credential, facts } = chosen
      const statement = write(parts, station, request, station.kind === 'assisted' ? facts : toldTo(facts, request))
      const draft = {
        statement,
        controlCode: newControlCode(),
        key: {
          certificate: toBase64(credential.certificate),
          chain: credential.chain.map(toBase64),
          signedAtMs: parts.clock.now(),
        },
      }
      return {
        draft,
        mayRestart: party.mayRestart,
        send: (transactionId) =>
          party.start({
            transactionId,
            credentialId: credential.credentialId,
            userKey: request.userKey,
            toBeSigned: cmsOf(draft).toBeSigned,
            description: REMOTE_TEXT,
            controlCode: draft.controlCode,
          }),
      }
    }
  }
}

const SIM_TEXT = 'Dang ky tai khoan Cong Dich vu cong.'
const REMOTE_TEXT = 'Đăng ký tài khoản Cổng Dịch vụ công.'

function write(
  { clock }: TransactionParts,
  station: Station,
  request: TransactionRequest,
  holder: HolderFacts | null,
): string {
  return statementOf({
    subject: request.subject,
    method: request.kind === 'sim-signature' ? 'sim-pki' : 'remote-signing',
    fullName: holder?.fullName ?? null,
    idNumber: holder?.idNumber ?? null,
    organisation: holder?.organisation ?? null,
    taxCode: holder?.taxCode ?? null,
    stateUnit: holder?.stateUnit ?? null,
    email: null,
    packetId: request.packetId,
    station: placeOf(station),
    atMs: clock.now(),
    termsVersion: request.termsVersion,
    nonce: randomBytes(NONCE_BYTES).toString('hex'),
  })
}

function replyOf(row: TransactionRow, nowMs: number): TransactionReply {
  const { shown, draft } = row
  return {
    kind: 'started',
    transactionId: row.transactionId,
    packetId: row.packetId,
    statement: draft?.statement ?? null,
    controlCode: draft?.controlCode ?? null,
    userCode: shown?.userCode ?? null,
    verificationUri: shown?.verificationUri ?? null,
    link: shown?.verificationUriComplete ?? shown?.appLink ?? null,
    lifetimeMs: Math.max(0, row.expiresAtMs - nowMs),
    pollAfterMs: row.pollAfterMs,
  }
}

/**
 * Of a holder who has proved nothing yet, what a stranger at a kiosk may read: a citizen's number where it was given, and of a body what is public anyway. A number typed in must
 * not be answered with a name. The certificate tells the rest to whoever confirms (product.md §3).
 */
function toldTo(facts: HolderFacts, request: Extract<TransactionRequest, { kind: 'remote-signature' }>): HolderFacts {
  const { subject, userKey, card } = request
  if (subject !== 'citizen') return { ...facts, fullName: null, idNumber: null }
  const given = [userKey, card?.idNumber]
  const idNumber = given.includes(facts.idNumber ?? undefined) ? facts.idNumber : null
  return { ...facts, fullName: null, idNumber, organisation: null, taxCode: null, stateUnit: null }
}

/** The circuit breaker kept the question back: nothing has left this machine. */
function wasNeverSent(error: unknown): boolean {
  return error instanceof Fault && error.details?.reason === 'resting'
}

/** A carrier nobody here knows is asked for by the number's range. */
function carrierOf(name: string): Carrier | null {
  return CARRIERS.find((carrier) => carrier === name) ?? null
}

function newControlCode(): string {
  return String(randomInt(CONTROL_CODE_LIMIT)).padStart(CONTROL_CODE_DIGITS, '0')
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
