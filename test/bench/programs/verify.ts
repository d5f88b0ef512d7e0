// Packets verified and decided as central does it, on PostgreSQL, against the bare signature and against a bare commit. Arguments: folder, database, folder of the SQL
// scripts, packets a block, blocks.
import { generateKeyPairSync, randomUUID, verify } from 'node:crypto'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import pino from 'pino'
import { migrate } from '../../../central/db/migrate.ts'
import { openDatabase } from '../../../central/db/pool.ts'
import { jwkThumbprint, loadCentralKeys } from '../../../central/keys/central-keys.ts'
import { VERIFICATION_DEFAULTS } from '../../../central/options.ts'
import { type DecideParts, decidePacket } from '../../../central/packets/decide.ts'
import { insertPackets } from '../../../central/packets/packet.repo.ts'
import { WAIT_FOR_CITIZEN_MS } from '../../../central/returns/expire.ts'
import { AUTHORITY_IDS } from '../../../central/sandbox/authorities/tree.ts'
import { createSignatureJudges } from '../../../central/signatures/check-signature.ts'
import type { AuthorityLine } from '../../../central/signatures/fetch-limited.ts'
import { createRevocationAnswers } from '../../../central/signatures/revocation.repo.ts'
import { openTrustStore } from '../../../central/signatures/trust-store.ts'
import { createStationDirectory, insertStation } from '../../../central/stations/station.repo.ts'
import { PORTAL_2022 } from '../../../flows/rules/policy-sets.ts'
import { interleave } from '../interleave.ts'
import { createPacketMaker, type MadePacket, VERIFY_KINDS, type VerifyKind } from './verify-packets.ts'

/** Packets a second, one for each block. */
export interface VerifyRates {
  readonly decided: readonly number[]
  /** One transaction with one row a packet, as many side by side. */
  readonly commits: readonly number[]
  /** The packet's own signature, verified alone; none where no key signs. */
  readonly bare: readonly number[] | null
}
export type VerifyReport = Readonly<Record<VerifyKind, VerifyRates>>

/** Rounds thrown away: code that is not compiled yet, signers not seen yet (a station asks about a key before its packet comes). */
const WARM_UPS = 2
const LANES = VERIFICATION_DEFAULTS.concurrency

const [dir = '', databaseUrl = '', migrationsDir = '', ...counts] = process.argv.slice(2)
const [perBlock = 100, blocks = 3] = counts.map(Number)
const database = await openDatabase(databaseUrl, pino({ level: 'silent' }))
await migrate(database, migrationsDir)
await database.pool.query('create table bare_commit (id uuid primary key)')
const keys = await loadCentralKeys(join(dir, 'keys'))
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
const station = { stationId: randomUUID(), keyId: jwkThumbprint({ x, y }), privateKey: pair.privateKey }
await insertStation(database.pool, {
  ...station,
  name: 'Quầy 1 (K0001)',
  kind: 'assisted',
  publicJwk: { kty: 'EC', crv: 'P-256', x, y },
  enrolledAtMs: Date.now(),
})
const maker = createPacketMaker({ keys, station, people: perBlock })
const { authorities } = maker
const line: AuthorityLine = {
  issuer: () => Promise.reject(new Error('nobody is to be asked')),
  close: () => undefined,
  async revocation(url, ocspRequest) {
    const authority = await authorities.get(AUTHORITY_IDS.find((one) => url.includes(`/${one}/`)) ?? 'public-root')
    return ocspRequest ? authority.ocsp(ocspRequest) : authority.crl()
  },
}
const root = (await authorities.get('public-root')).certificate
const { checkSignature } = createSignatureJudges({
  trust: await openTrustStore({ anchors: [{ tree: 'public', der: root }] }),
  line,
  cache: createRevocationAnswers(database.pool),
  settings: { reuseMs: 3_600_000 },
})
const parts: DecideParts = {
  sql: database.pool,
  database,
  keys,
  directory: createStationDirectory(database.pool),
  carrier: { match: async () => ({ result: 'match', carrier: 'Viettel' }) },
  insurance: { match: async ({ idNumber }) => ({ result: 'match', idNumber }) },
  checkSignature,
  clock: { now: () => Date.now() },
  secondOfficer: 'on-differences',
  retryDelaysMs: VERIFICATION_DEFAULTS.retryDelaysMs,
  waitForCitizenMs: WAIT_FOR_CITIZEN_MS,
}

const report: Partial<Record<VerifyKind, VerifyRates>> = {}
for (const kind of Object.keys(VERIFY_KINDS) as VerifyKind[]) report[kind] = await rates(kind)
await database.close()
process.stdout.write(`${JSON.stringify(report)}\n`)

async function rates(kind: VerifyKind): Promise<VerifyRates> {
  const packets = await maker.make(kind, perBlock)
  const isSigned = VERIFY_KINDS[kind].key !== null
  const { decided, commits, bare } = await interleave(
    {
      bare: async () => (isSigned ? rate(async () => verifyAll(packets)) : 0),
      commits: async () => {
        await database.pool.query('truncate bare_commit')
        return rate(() => eachOf(packets, commitOne))
      },
      decided: async () => {
        await arrive(packets)
        const perSecond = await rate(() => eachOf(packets, decideOne))
        await allAccepted()
        return perSecond
      },
    },
    blocks,
    WARM_UPS,
  )
  return { decided, commits, bare: isSigned ? bare : null }
}

async function rate(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return (perBlock * 1_000) / (performance.now() - from)
}

/** As central's verification: so many lanes that take the next packet. */
async function eachOf(packets: readonly MadePacket[], work: (packet: MadePacket) => Promise<void>): Promise<void> {
  const queue = packets[Symbol.iterator]()
  const lane = async () => {
    for (const packet of queue) await work(packet)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

async function decideOne({ envelope }: MadePacket): Promise<void> {
  await decidePacket(parts, PORTAL_2022, envelope.packetId)
}

async function commitOne({ envelope }: MadePacket): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query({ name: 'bare', text: 'insert into bare_commit values ($1)', values: [envelope.packetId] })
  })
}

function verifyAll(packets: readonly MadePacket[]): void {
  for (const { signed } of packets)
    if (!signed || !verify('sha256', signed.data, signed.key, signed.signature))
      throw new Error('a signature does not hold')
}

/** The packets as they lie there when they have come in and nothing was decided. */
async function arrive(packets: readonly MadePacket[]): Promise<void> {
  await database.pool.query(
    'truncate packet, intake, account, signed_nonce, remote_transaction, decision_cursor cascade',
  )
  const { stationId } = station
  const receivedAtMs = Date.now()
  const envelopes = packets.map(({ envelope }) => envelope)
  await insertPackets(database.pool, { intakeId: randomUUID(), stationId, receivedAtMs, packets: envelopes })
  for (const { transactionId, envelope } of packets) {
    if (transactionId === null) continue
    await database.pool.query(
      `insert into remote_transaction (transaction_id, station_id, request_id, packet_id, kind, provider, subject, request, state, result,
         created_at_ms, expires_at_ms, next_poll_at_ms, poll_after_ms)
       values ($1, $2, 'bench ' || $5, $3, 'sign-in', 'vnpost', 'citizen', '{}', 'proved', '{}', $4, $4, $4, 0)`,
      [transactionId, stationId, envelope.packetId, receivedAtMs, String(envelope.sequence)],
    )
  }
}

async function allAccepted(): Promise<void> {
  const { rows } = await database.pool.query<{ state: string; reason: string | null; count: number }>(
    'select state, reason, count(*) as count from packet_decision group by 1, 2',
  )
  const [only] = rows
  if (rows.length !== 1 || only?.state !== 'accepted' || only.count !== perBlock) throw new Error(JSON.stringify(rows))
}
