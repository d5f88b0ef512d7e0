import { setTimeout as delay } from 'node:timers/promises'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Decision } from '../../flows/ports/packet.port.ts'
import { isDecided } from '../packet/packet-state.ts'
import type { PacketStanding } from '../store/packet.repo.ts'
import { createBatchWriter } from './batching.ts'
import { noteInDoubt } from './in-doubt.ts'
import { pullOnce } from './pull.ts'
import { takeReply } from './push-reply.ts'
import { asksForPatience, knownCode, mayHaveArrived } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { createTally, type Tally } from './tally.ts'

/** Longest a citizen stands before the screen for a decision; afterwards the receipt says what is pending. */
export const DECISION_WAIT_MS = 6_000
/** How often central is asked meanwhile: verification takes some tenths of a second. */
export const DECISION_POLL_MS = 250
/** One packet is 3 KB; a line that needs longer for it is no line to wait at. */
const DELIVER_TIMEOUT_MS = 5_000
/** One envelope of the largest size (SEALED_MAX_BYTES) and what stands around it. */
const SINGLE_MAX_BYTES = 70_000

/**
 * Pushes one packet now and waits a few seconds for its decision. Whatever the line or central does, the answer is a decision or `pending`
 * with the reason: the packet stays in the outbox and the sync job carries it. Raises NOT_FOUND, CANCELLED (by `signal`), STORE_*.
 */
export async function deliver(
  parts: SyncParts,
  packetId: string,
  options: { readonly signal?: AbortSignal | undefined; readonly waitMs?: number; readonly pollMs?: number } = {},
): Promise<Decision> {
  const standing = () => {
    const packet = parts.packets.byId(packetId)
    if (!packet) throw new Fault('NOT_FOUND')
    return packet
  }
  const late = AbortSignal.timeout(options.waitMs ?? DECISION_WAIT_MS)
  const until = options.signal ? AbortSignal.any([options.signal, late]) : late
  if (parts.outbox.has(standing().sequence) && !isSettled(standing())) {
    const failed = await pushSingle(parts, packetId, until)
    if (options.signal?.aborted) throw new Fault('CANCELLED')
    if (failed) return { state: 'pending', reason: failed }
  }
  let reason: FaultCode | null = null
  while (!isSettled(standing()) && !until.aborted) {
    const tally = createTally()
    await pullOnce(parts, tally, until, packetId)
    reason = firstFault(tally)
    if (isSettled(standing()) || reason !== null) break
    await delay(options.pollMs ?? DECISION_POLL_MS, undefined, { signal: until }).catch(() => undefined)
  }
  if (options.signal?.aborted) throw new Fault('CANCELLED')
  return toDecision(standing(), reason)
}

/** Nothing more to wait for now: decided, or the citizen has to do something, or a person has to look. */
function isSettled(packet: PacketStanding): boolean {
  return (
    isDecided(packet.state, packet.authority) || packet.state === 'waiting-for-citizen' || packet.state === 'refused'
  )
}

/** Gives why it could not be pushed, or null. */
async function pushSingle(parts: SyncParts, packetId: string, signal: AbortSignal): Promise<FaultCode | null> {
  const content = parts.packets.content(packetId)
  if (!content) return null
  if (parts.memory.restMs > 0) return 'CENTRAL_BUSY'
  const writer = createBatchWriter(SINGLE_MAX_BYTES)
  writer.clear()
  writer.add({ ...content, tries: 0 })
  const batch = writer.finish()
  const tally = createTally()
  try {
    const reply = await parts.client.sendBatch(batch.body, [packetId], { timeoutMs: DELIVER_TIMEOUT_MS, signal })
    await takeReply(parts, tally, batch.packets, reply)
    const packet = parts.packets.byId(packetId)
    return packet && isSettled(packet) ? null : firstFault(tally)
  } catch (thrown) {
    const fault = toFault(thrown)
    if (fault.code.startsWith('STORE_')) throw fault
    const late = fault.code === 'CANCELLED' ? new Fault('LINE_DOWN', { reason: 'timeout' }) : fault
    const nowMs = parts.clock.now()
    const waitMs = asksForPatience(late) ? parts.memory.rest(late, parts.random) : 0
    parts.store.write(() => {
      parts.outbox.failed(content.sequence, late.code, nowMs, nowMs + waitMs, false)
      if (mayHaveArrived(late)) noteInDoubt(parts, [content])
    })
    return late.code
  }
}

function firstFault(tally: Tally): FaultCode | null {
  return (Object.keys(tally.faults)[0] as FaultCode | undefined) ?? null
}

function toDecision(packet: PacketStanding, reason: FaultCode | null): Decision {
  const said = packet.reason === null ? 'CENTRAL_REFUSED' : knownCode(packet.reason)
  switch (packet.state) {
    case 'accepted':
      return { state: 'accepted', ial: packet.ial ?? 2, raised: packet.raised }
    case 'refused':
      return { state: 'refused', reason: said, carrier: packet.carrier }
    case 'waiting-for-citizen':
      return { state: 'waiting-for-citizen', reason: said, expiresAtMs: packet.expiresAtMs }
    default:
      return { state: 'pending', reason: reason ?? (packet.reason === null ? null : knownCode(packet.reason)) }
  }
}
