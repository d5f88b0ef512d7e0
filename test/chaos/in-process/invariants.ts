import { compactDecrypt, compactVerify } from 'jose'
import { isDecided, packetRank } from '../../../data/packet/packet-state.ts'
import type { Station } from '../../../data/station.ts'
import type { PacketStanding } from '../../../data/store/packet.repo.ts'
import { PLANTED } from '../../../data/testing/drafts.ts'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import { findOpenly } from './snapshot.ts'
import type { Truth, TruthState } from './truth.ts'

const PAGE = 500

/** What is known apart from the station: what central has, and which receipts people hold. */
export interface Known {
  readonly taken: ReadonlyMap<string, { readonly sequence: number; readonly hash: string }>
  readonly states: ReadonlyMap<string, TruthState>
  readonly violations: readonly string[]
  /** By packet id; the sequence is null where only the packet was told. */
  readonly shown: ReadonlyMap<string, { readonly sequence: number | null }>
}

/** Texts of people that lie readable in the folder a killed station left. */
export function readableTexts(dir: string): string[] {
  return findOpenly(dir, [PLANTED.idNumber, PLANTED.fullName, PLANTED.phone, PLANTED.password, PLANTED.passwordHash])
}

/** Everything that is wrong with a station that was just opened again, in words; none when all is well. */
export function brokenPromises(known: Known, station: Station): string[] {
  const { taken, states, shown } = known
  const wrong: string[] = [...known.violations]
  const { packets, outbox } = station.repos
  const all = allPackets(station)
  let previous: Uint8Array | null = null
  for (const [at, packet] of all.entries()) {
    const { sequence, packetId } = packet
    if (sequence !== at + 1) wrong.push(`sequence ${sequence} stands at place ${at + 1}`)
    const content = packets.content(packetId)
    if (content && !sameBytes(content.previousHash, previous)) wrong.push(`the chain breaks at ${sequence}`)
    previous = packet.hash
    const there = taken.get(packetId)
    if (!there && !outbox.has(sequence)) wrong.push(`${sequence} is neither at central nor in the outbox`)
    if (there && there.hash !== Buffer.from(packet.hash).toString('base64url'))
      wrong.push(`${sequence} differs from central's`)
    wrong.push(...illegalState(packet, states.get(packetId) ?? null))
  }
  const places = new Map(all.map(({ packetId, sequence }) => [packetId, sequence]))
  for (const [packetId, { sequence }] of shown) {
    const place = places.get(packetId)
    if (place === undefined || (sequence !== null && sequence !== place))
      wrong.push(`receipt of ${packetId} has no packet`)
  }
  for (const { sequence } of taken.values()) {
    if (sequence > all.length) wrong.push(`central has ${sequence}, the station forgot it`)
  }
  wrong.push(...damage(station))
  return wrong
}

/** What must hold besides once the line is back and everything was carried. */
export async function unfinishedBusiness(truth: Truth, station: Station): Promise<string[]> {
  const wrong: string[] = []
  const { waiting, held } = station.repos.outbox.counts()
  if (waiting > 0 || held > 0) wrong.push(`${waiting} still wait, ${held} are held`)
  const all = allPackets(station)
  if (truth.taken.size !== all.length) wrong.push(`central has ${truth.taken.size} of ${all.length}`)
  const envelopes = [...truth.taken.values()].sort((a, b) => a.sequence - b.sequence)
  for (const [at, envelope] of envelopes.entries()) {
    if (envelope.sequence !== at + 1) wrong.push(`central misses ${at + 1}`)
    if (envelope.previousHash !== (envelopes[at - 1]?.hash ?? null))
      wrong.push(`central's chain breaks at ${envelope.sequence}`)
    const inside = await openPacket(truth, envelope.sealed)
    if (inside.packetId !== envelope.packetId || inside.sequence !== envelope.sequence)
      wrong.push(`${at + 1} holds another packet`)
    if (inside.previousHash !== envelope.previousHash) wrong.push(`${at + 1} was signed after another packet`)
  }
  for (const { packetId, sequence, state, authority } of all) {
    if (!isDecided(state, authority) || state !== truth.states.get(packetId)) {
      wrong.push(`${sequence} shows ${state} by ${authority}; central decided ${truth.states.get(packetId)}`)
    }
  }
  return wrong
}

function allPackets(station: Station): PacketStanding[] {
  const all: PacketStanding[] = []
  for (;;) {
    const page = station.repos.packets.page(all.at(-1)?.sequence ?? 0, PAGE)
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

function illegalState({ sequence, state, authority }: PacketStanding, truth: TruthState | null): string[] {
  const ours = state === 'sealed' || state === 'sent'
  if (ours !== (authority === 'station')) return [`${sequence} is ${state} by ${authority}`]
  if (authority !== 'central') return []
  if (truth === null) return [`${sequence} is ${state}, and central never had it`]
  const [here, there] = [packetRank(state, authority), packetRank(truth, 'central')]
  if (here > there || (isDecided(state, authority) && state !== truth))
    return [`${sequence} is ${state}, central says ${truth}`]
  return []
}

function damage(station: Station): string[] {
  const { db } = station.store
  const found = db.pragma('integrity_check') as { integrity_check: string }[]
  const orphans = db.pragma('foreign_key_check') as unknown[]
  const words = found.map(({ integrity_check: word }) => word).filter((word) => word !== 'ok')
  return orphans.length > 0 ? [...words, `${orphans.length} rows refer to nothing`] : words
}

/** Opens a packet as central would: unseals it and checks the station's signature. */
async function openPacket(truth: Truth, sealed: string): Promise<PacketContent> {
  const { plaintext } = await compactDecrypt(sealed, truth.peer.sealingPrivateKey)
  const { payload } = await compactVerify(plaintext, ({ kid }) => {
    const key = truth.peer.stationKeys.get(kid ?? '')
    if (!key) throw new Error('signed by a station central does not know')
    return key
  })
  return JSON.parse(Buffer.from(payload).toString('utf8')) as PacketContent
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : Buffer.from(a).equals(b)
}
