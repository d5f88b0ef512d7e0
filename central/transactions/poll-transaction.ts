import type { TransactionAnswer } from '../../data/wire/transaction.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { PartyAnswer } from '../connectors/remote-party.ts'
import type { Station } from '../stations/station.repo.ts'
import { cmsOf } from './cms-of.ts'
import { recoverStart, wasCutOff } from './cut-off.ts'
import { answerOf, type Settled, settleSignature, settleSignIn } from './settle.ts'
import {
  findTransaction,
  leasePoll,
  noteEnd,
  noteSigned,
  noteWaiting,
  type TransactionRow,
} from './transaction.repo.ts'
import type { TransactionParts } from './transaction-parts.ts'

/** A party that answers at its own expiry, and a signature on its way then, still counts. */
const GRACE_MS = 15_000
/** A request that is only being sent, or asked after by somebody else. */
const SOON_MS = 1_000

/** Who asks: an officer, or a machine that people use by themselves. */
type AskParts = TransactionParts & { readonly isAttended: boolean }

/** The answer of a party, as one asker of many gets it: what is to be settled, or kept until it can be. */
type Heard = PartyAnswer<Settled | { readonly kind: 'cms'; readonly cms: Uint8Array }>

/**
 * How a request stands. Asks the party when it may be asked again, one asker at a time; a party that does not answer leaves it waiting. Raises TRANSACTION_UNKNOWN.
 */
export async function pollTransaction(
  parts: TransactionParts,
  station: Station,
  transactionId: string,
): Promise<TransactionAnswer> {
  const sql = parts.database.pool
  const isAttended = station.kind === 'assisted'
  const row = await findTransaction(sql, transactionId, station.stationId)
  if (!row) throw new Fault('TRANSACTION_UNKNOWN')
  const nowMs = parts.clock.now()
  switch (row.state) {
    case 'proved':
      return answerOf({ sql, signJws: parts.signJws, isAttended }, row)
    case 'refused':
      return { kind: 'refused', code: row.reason ?? 'INTERNAL' }
    case 'starting':
      if (nowMs > row.expiresAtMs) return end(parts, row, failedCode(row))
      // Whose name nobody told us cannot be asked after: the person must not look at a phone that stays silent until the time is over.
      if (wasCutOff(row, nowMs) && !(await recoverStart(parts, row))) return end(parts, row, failedCode(row))
      return waiting(row, nowMs, SOON_MS)
    case 'signed':
    case 'waiting': {
      const leased = await leasePoll(sql, transactionId, nowMs, nowMs + parts.settings.leaseMs)
      return leased
        ? ask({ ...parts, isAttended }, leased)
        : waiting(row, nowMs, Math.max(SOON_MS, row.nextPollAtMs - nowMs))
    }
  }
}

async function ask(parts: AskParts, row: TransactionRow): Promise<TransactionAnswer> {
  const sql = parts.database.pool
  const heard = await hear(parts, row).catch((error: unknown) => {
    if (error instanceof Fault) return error
    throw error
  })
  const nowMs = parts.clock.now()
  const isOver = nowMs > row.expiresAtMs + GRACE_MS
  // A party that is away decides nothing, until its request's time is over.
  if (heard instanceof Fault || heard.kind === 'waiting') {
    if (isOver && row.state === 'waiting') return end(parts, row, expiredCode(row))
    const pollAfterMs = heard instanceof Fault ? Math.max(SOON_MS, row.pollAfterMs) : heard.pollAfterMs
    await noteWaiting(sql, row.transactionId, { nextPollAtMs: nowMs + pollAfterMs, pollAfterMs })
    return waiting(row, nowMs, pollAfterMs)
  }
  if (heard.kind === 'refused') return end(parts, row, heard.code)
  const { result } = heard
  if (result.kind === 'cms') {
    // Before anything can go wrong with judging it: a party gives its answer once.
    await noteSigned(sql, row.transactionId, { kind: 'cms', cms: Buffer.from(result.cms).toString('base64') })
    return settle(parts, row, await settleSignature(parts, row, result.cms))
  }
  return settle(parts, row, result)
}

/** Asks the party, or looks again at what it said before. */
async function hear({ parties, clock }: TransactionParts, row: TransactionRow): Promise<Heard> {
  const { kind, partyRef, request, draft } = row
  const kept = row.state === 'signed' ? (row.result as { cms?: unknown }).cms : undefined
  if (typeof kept === 'string') return { kind: 'done', result: { kind: 'cms', cms: Buffer.from(kept, 'base64') } }
  if (partyRef === null) throw new Fault('INTERNAL', { what: 'party reference' })
  switch (kind) {
    case 'sign-in': {
      const party = request.kind === 'sign-in' ? parties.signIn[request.provider] : null
      if (!party) throw new Fault('SIGN_IN_UNAVAILABLE', { reason: 'not-configured' })
      return mapped(await party.poll(partyRef), (signedIn) => settleSignIn(signedIn, clock.now()))
    }
    case 'sim-signature': {
      if (!parties.sim) throw new Fault('SIM_SIGN_UNAVAILABLE', { reason: 'not-configured' })
      return mapped(await parties.sim.poll(partyRef), ({ cms }) => ({ kind: 'cms', cms }))
    }
    case 'remote-signature': {
      const party = request.kind === 'remote-signature' ? parties.remote[request.provider] : null
      if (!party || !draft) throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'not-configured' })
      return mapped(await party.poll(partyRef), ({ signature }) => ({
        kind: 'cms',
        cms: cmsOf(draft).finish(signature),
      }))
    }
  }
}

async function settle(parts: AskParts, row: TransactionRow, settled: Settled): Promise<TransactionAnswer> {
  const sql = parts.database.pool
  switch (settled.kind) {
    case 'refused':
      if (row.kind === 'sim-signature' && row.partyRef !== null)
        await parts.parties.sim?.receipt(row.partyRef, false, 'Chua dang ky duoc.')
      return end(parts, row, settled.code)
    case 'put-off': {
      const nowMs = parts.clock.now()
      await noteWaiting(sql, row.transactionId, {
        nextPollAtMs: nowMs + Math.max(SOON_MS, row.pollAfterMs),
        pollAfterMs: row.pollAfterMs,
      })
      return waiting(row, nowMs, Math.max(SOON_MS, row.pollAfterMs))
    }
    case 'proved':
      await noteEnd(sql, row.transactionId, { state: 'proved', result: settled.result })
      if (row.kind === 'sim-signature' && row.partyRef !== null)
        await parts.parties.sim?.receipt(row.partyRef, true, 'Da nhan chu ky.')
      return answerOf({ sql, signJws: parts.signJws, isAttended: parts.isAttended }, { ...row, result: settled.result })
  }
}

async function end(parts: TransactionParts, row: TransactionRow, code: FaultCode): Promise<TransactionAnswer> {
  await noteEnd(parts.database.pool, row.transactionId, { state: 'refused', reason: code })
  return { kind: 'refused', code }
}

function waiting(row: TransactionRow, nowMs: number, pollAfterMs: number): TransactionAnswer {
  return { kind: 'waiting', pollAfterMs, lifetimeMs: Math.max(0, row.expiresAtMs - nowMs) }
}

function mapped<A, B>(answer: PartyAnswer<A>, map: (result: A) => B): PartyAnswer<B> {
  return answer.kind === 'done' ? { kind: 'done', result: map(answer.result) } : answer
}

function expiredCode({ kind }: TransactionRow): FaultCode {
  return (
    {
      'sign-in': 'SIGN_IN_EXPIRED',
      'sim-signature': 'SIM_SIGN_EXPIRED',
      'remote-signature': 'REMOTE_SIGN_EXPIRED',
    } as const
  )[kind]
}

function failedCode({ kind }: TransactionRow): FaultCode {
  return (
    {
      'sign-in': 'SIGN_IN_EXPIRED',
      'sim-signature': 'SIM_SIGN_FAILED',
      'remote-signature': 'REMOTE_SIGN_FAILED',
    } as const
  )[kind]
}
