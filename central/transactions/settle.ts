import { accountKeysOf } from '../../data/wire/account-keys.ts'
import type { SignInClaims } from '../../data/wire/evidence.wire.ts'
import type { AccountReply, TransactionAnswer } from '../../data/wire/transaction.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { HolderFacts, RevocationKnowledge } from '../../flows/base/holder.ts'
import type { Ial } from '../../flows/base/terms.ts'
import { accountLevel } from '../accounts/account.repo.ts'
import type { SignedIn } from '../connectors/sign-in/read-claims.ts'
import type { Sql } from '../db/pool.ts'
import type { SignJws } from '../keys/jws.ts'
import { certifiedFacts } from '../signatures/certified-facts.ts'
import { signSignInProof } from './sign-in-proof.ts'
import type { TransactionRow } from './transaction.repo.ts'
import type { TransactionParts } from './transaction-parts.ts'

/** What a request proved, as its row keeps it. */
export type ProvedResult =
  | {
      readonly kind: 'signed'
      /** Base64. */
      readonly cms: string
      readonly holder: HolderFacts
      /** The same without what only a card tells (signatures/certified-facts.ts). */
      readonly certified: HolderFacts
      readonly revocation: RevocationKnowledge
    }
  | { readonly kind: 'signed-in'; readonly claims: SignInClaims; readonly ial: Ial; readonly atMs: number }

export type Settled =
  | { readonly kind: 'proved'; readonly result: ProvedResult }
  | { readonly kind: 'refused'; readonly code: FaultCode }
  /** Who could know does not answer, and without them nobody can say whose signature it is. */
  | { readonly kind: 'put-off' }

/** The level of VNeID from which an account of level 3 follows; a setting, since the two scales differ (domain.md §7.2). */
const VNEID_LEVEL_OF_IAL3 = 3

/** What a provider said of somebody becomes the claims of a registration. */
export function settleSignIn(signedIn: SignedIn, atMs: number): Settled {
  const { provider, subject, level, idNumber, oldIdNumber, fullName, birthDate, phone, email, organisation, taxCode } =
    signedIn
  const claims: SignInClaims = {
    subject,
    idNumber,
    ...(oldIdNumber ? { oldIdNumber } : {}),
    fullName,
    birthDate,
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...(organisation ? { organisation } : {}),
    ...(taxCode ? { taxCode } : {}),
  }
  const ial = provider === 'vneid' && level >= VNEID_LEVEL_OF_IAL3 ? 3 : 2
  return { kind: 'proved', result: { kind: 'signed-in', claims, ial, atMs } }
}

/** Judges a signature that came back: over the statement that was asked for, by a certificate that counts. */
export async function settleSignature(
  { checkSignature, clock }: Pick<TransactionParts, 'checkSignature' | 'clock'>,
  row: TransactionRow,
  cms: Uint8Array,
): Promise<Settled> {
  const statement = row.draft?.statement ?? ''
  const finding = await checkSignature({
    statement,
    cms,
    packetId: row.packetId,
    subject: row.subject,
    method: row.kind === 'sim-signature' ? 'sim-pki' : 'remote-signing',
    card: row.request.card,
    nowMs: clock.now(),
  })
  if (finding.kind === 'refused') return { kind: 'refused', code: finding.code }
  const { facts: holder, holder: subject } = finding
  if (!holder || !subject) return { kind: 'put-off' }
  const certified = certifiedFacts(holder, subject)
  const revocation = finding.kind === 'good' ? finding.revocation : 'unchecked'
  return {
    kind: 'proved',
    result: { kind: 'signed', cms: Buffer.from(cms).toString('base64'), holder, certified, revocation },
  }
}

/**
 * What the station is told of a proved request; of the account only now, since the person has proved who they are (product.md §3). The numbers of a card nobody looked at
 * are proved by nothing: a machine that people use by themselves is not told what stands under them.
 */
export async function answerOf(
  parts: { readonly sql: Sql; readonly signJws: SignJws; readonly isAttended: boolean },
  row: TransactionRow,
): Promise<TransactionAnswer> {
  const result = row.result as ProvedResult
  if (result.kind === 'signed') {
    const { cms, holder, certified, revocation } = result
    const account = await standingOf(parts.sql, row.subject, parts.isAttended ? holder : certified)
    const units = [...holder.organisationUnits]
    return {
      kind: 'signed',
      statement: row.draft?.statement ?? '',
      cms,
      holder: { ...holder, organisationUnits: units },
      revocation,
      account,
    }
  }
  if (result.kind !== 'signed-in') throw new Fault('TRANSACTION_UNKNOWN')
  const { claims, ial, atMs } = result
  const { transactionId, stationId, packetId, provider } = row
  if (provider !== 'vnpost' && provider !== 'vneid') throw new Fault('INTERNAL', { what: 'provider' })
  const proof = signSignInProof(parts.signJws, {
    transactionId,
    stationId,
    packetId,
    provider,
    ial,
    claims,
    provedAtMs: atMs,
  })
  const account = await standingOf(parts.sql, row.subject, {
    idNumber: claims.idNumber ?? null,
    oldIdNumber: claims.oldIdNumber ?? null,
    taxCode: claims.taxCode ?? null,
    organisation: claims.organisation ?? null,
    organisationUnits: [],
    fullName: claims.fullName ?? null,
  })
  return { kind: 'signed-in', claims, ial, proof, account }
}

/** The account of somebody who has proved who they are. */
export async function standingOf(
  sql: Sql,
  subject: TransactionRow['subject'],
  holder: Pick<HolderFacts, 'idNumber' | 'oldIdNumber' | 'taxCode' | 'organisation' | 'organisationUnits' | 'fullName'>,
): Promise<AccountReply> {
  const idNumbers = [holder.idNumber, holder.oldIdNumber].flatMap((number) => number ?? [])
  const ial = await accountLevel(sql, accountKeysOf({ ...holder, subject, idNumbers }))
  return ial === null ? { state: 'none' } : { state: 'exists', ial }
}
