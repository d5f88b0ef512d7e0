import { createHash } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import { Compile } from 'typebox/compile'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { CentralTime } from '../central-time.ts'
import { hashText } from '../packet/hash-text.ts'
import { sealedHash } from '../packet/seal.ts'
import { unpackSealed } from '../packet/sealed-bytes.ts'
import type { BatchedPacket } from '../sync/batching.ts'
import { pullOnce } from '../sync/pull.ts'
import { takeReply } from '../sync/push-reply.ts'
import { countFault, createTally, type Tally } from '../sync/tally.ts'
import type { PacketBatchReply } from '../wire/packet.wire.ts'
import type { PublicJwk } from '../wire/primitives.ts'
import { StickAnswer, StickReply, StickSeal } from '../wire/stick.wire.ts'
import { countWords } from './answer-words.ts'
import { createStickClient, type StickClient } from './stick.client.ts'
import { openStick, type StickFile, type StickFiles } from './stick-files.ts'
import type { StickParts } from './stick-parts.ts'

const isReply = Compile(StickReply)
const isSeal = Compile(StickSeal)
const isAnswer = Compile(StickAnswer)

/** What one import did. */
export interface StickImport extends Readonly<Pick<Tally, 'received' | 'decided' | 'refused' | 'faults'>> {
  readonly files: number
  /** Packets on the stick that were decided, and known to be here before: by the line, or by an earlier stick. */
  readonly known: number
  /** Packets that wait for their citizen by the words on the stick. */
  readonly waiting: number
  /** The stick is write-protected: what was taken lies on it still, and changes nothing when it comes again. */
  readonly readOnly: boolean
  /** Files that were not taken, each with why; the others were. */
  readonly unreadable: readonly { readonly file: string; readonly code: FaultCode }[]
}

/**
 * Takes back what central answered to bundles of this station: acknowledgements, decisions and reference data, each proved by central's signature. A reply may be
 * older than what the line brought since, or come twice: it changes nothing then. A reply that is damaged, or another's, is named, and the others are taken. What was
 * taken is removed from the stick with its bundle, where that may be written to. `takeReferences` reads the documents. Raises STICK_ABSENT, STICK_PULLED, STORE_*.
 */
export async function importFromStick(
  parts: StickParts & { readonly takeReferences: (client: StickClient) => Promise<unknown> },
  folder: string,
): Promise<StickImport> {
  const stick = openStick(folder)
  const tally = createTally()
  const unreadable: { file: string; code: FaultCode }[] = []
  const brought = { decided: 0, waiting: 0 }
  let files = 0
  let readOnly = false
  for (const file of stick.list('in', parts.identity.stationCode)) {
    try {
      const answer = await readAnswer(parts, await stick.read(file), file)
      await takeAnswer(parts, tally, answer)
      const { decided, waiting } = countWords(answer)
      brought.decided += decided
      brought.waiting += waiting
    } catch (thrown) {
      const { code } = toFault(thrown)
      if (code.startsWith('STORE_') || code === 'STICK_PULLED') throw thrown
      unreadable.push({ file: file.path, code })
      continue
    }
    files += 1
    readOnly ||= !isTakenAway(stick, file)
  }
  const { received, decided, refused, faults } = tally
  const known = Math.max(0, brought.decided - decided)
  return { received, decided, refused, faults, files, known, waiting: brought.waiting, readOnly, unreadable }
}

/** Removes a reply that was taken, with its bundle; false where the stick is write-protected. */
function isTakenAway(stick: StickFiles, file: StickFile): boolean {
  try {
    for (const kind of ['out', 'in'] as const)
      stick.remove({ ...file, kind, path: file.path.replace(/in\.gz$/, `${kind}.gz`) })
    return true
  } catch (thrown) {
    if (toFault(thrown).code === 'STICK_READ_ONLY') return false
    throw thrown
  }
}

/** Raises STICK_UNREADABLE (details.file), STICK_FOREIGN for another station's, or another central's. */
async function readAnswer({ identity }: StickParts, reply: unknown, { path }: StickFile): Promise<StickAnswer> {
  if (!isReply.Check(reply)) throw new Fault('STICK_UNREADABLE', { file: path })
  const seal = await openSeal(reply.seal, identity.centralKeys.signing, path)
  if (seal.stationId !== identity.stationId) throw new Fault('STICK_FOREIGN', { file: path, reason: 'station' })
  const digest = createHash('sha256').update(reply.content, 'utf8').digest('base64url')
  if (digest !== seal.digest) throw new Fault('STICK_UNREADABLE', { file: path, reason: 'digest' })
  const answer: unknown = JSON.parse(reply.content)
  if (!isAnswer.Check(answer)) throw new Fault('STICK_UNREADABLE', { file: path, reason: 'shape' })
  return answer
}

async function openSeal(seal: string, signingKey: PublicJwk, path: string): Promise<StickSeal> {
  const key = await importJWK({ ...signingKey }, 'ES256')
  const { payload } = await compactVerify(seal, key, { algorithms: ['ES256'] }).catch((thrown: unknown) => {
    throw new Fault('STICK_FOREIGN', { file: path, reason: 'signature' }, thrown)
  })
  const value: unknown = JSON.parse(new TextDecoder().decode(payload))
  if (!isSeal.Check(value)) throw new Fault('STICK_UNREADABLE', { file: path, reason: 'shape' })
  return value
}

async function takeAnswer(
  parts: Parameters<typeof importFromStick>[0],
  tally: Tally,
  answer: StickAnswer,
): Promise<void> {
  const { time } = parts.sync
  const sync = { ...parts.sync, time: untaught(time) }
  if (answer.batch) {
    const { packets, reply } = ofWaiting(parts, tally, answer.batch)
    if (packets.length > 0) await takeReply(sync, tally, packets, reply)
  }
  const client = createStickClient(answer, answer.decisionsAfter)
  await pullOnce({ ...sync, client }, tally)
  await parts.takeReferences(client).catch((thrown: unknown) => countFault(tally, toFault(thrown).code))
  const details = { bundleId: answer.bundleId, pages: answer.pages.length, references: answer.references.length }
  sync.store.write(() => sync.events.append({ atMs: time.now(), kind: 'stick.imported', sequence: null, details }))
}

/** Central's time in a reply is as old as the trip: nobody learns the hour from a stick. */
function untaught(time: CentralTime): CentralTime {
  return {
    now: () => time.now(),
    get proven() {
      return time.proven
    },
    get lastWordMs() {
      return time.lastWordMs
    },
    learn: () => undefined,
  }
}

/** Results of packets that still wait here: the rest was settled by the line, or by an earlier stick. */
function ofWaiting(
  { sync }: StickParts,
  tally: Tally,
  batch: PacketBatchReply,
): { readonly packets: readonly BatchedPacket[]; readonly reply: PacketBatchReply } {
  const packets: BatchedPacket[] = []
  const results = batch.results.filter((result) => {
    const { packetId } = result
    const packet = sync.packets.byId(packetId)
    if (!packet || !sync.outbox.has(packet.sequence)) return false
    if (result.result === 'refused' && result.code === 'PACKET_INCONSISTENT' && isWhole(sync, packetId)) {
      countFault(tally, result.code)
      return false
    }
    packets.push({ packetId, sequence: packet.sequence, tries: 0, hash: hashText(packet.hash) })
    return true
  })
  return { packets, reply: { ...batch, results } }
}

/**
 * Whether the sealed bytes here still have their hash. Whoever carries a stick signs nothing and can spoil what is on it: central's refusal of bytes that were changed on the way
 * says nothing of the packet, which waits on.
 */
function isWhole({ packets }: StickParts['sync'], packetId: string): boolean {
  const packet = packets.content(packetId)
  if (!packet) return false
  try {
    return sealedHash(unpackSealed(packet.sealed)).equals(packet.hash)
  } catch {
    return false
  }
}
