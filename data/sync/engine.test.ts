import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SealedPacket } from '../../flows/ports/packet.port.ts'
import { draftOf } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import { BATCH_MAX, type PacketResult } from '../wire/packet.wire.ts'
import type { SyncEngine } from './engine.ts'

let fixture: StationFixture
let sync: SyncEngine

beforeEach(async () => {
  fixture = await startStation()
  fixture.peer.policy = null
  sync = await fixture.station.createSync()
})

afterEach(() => fixture.close())

const seal = async (count: number): Promise<SealedPacket[]> => {
  const sealed: SealedPacket[] = []
  for (let made = 0; made < count; made += 1) sealed.push(await fixture.station.packets.seal(draftOf(fixture.secrets)))
  fixture.peer.seen.length = 0
  return sealed
}
const stateOf = (packet: SealedPacket | undefined) => fixture.station.repos.packets.byId(packet?.packetId ?? '')?.state
const row = (at: number) => fixture.station.repos.outbox.page(0, 1_000)[at]
const kinds = () => fixture.station.repos.log.page(0, 10_000).map(({ kind }) => kind)
const pushes = () =>
  fixture.peer.seen
    .filter(({ path }) => path === '/v1/packets')
    .map(({ body }) => (body as { packets: { packetId: string }[] }).packets.map(({ packetId }) => packetId))
const refuse = (code: string, which: (at: number) => boolean = () => true) =>
  ({
    kind: 'results',
    change: (results: PacketResult[]) =>
      results.map((result, at) => (which(at) ? { packetId: result.packetId, result: 'refused', code } : result)),
  }) as const

describe('push', () => {
  test('what waits goes out, is acknowledged, kept and leaves the outbox', async () => {
    const [first] = await seal(3)
    expect(await sync.pushOnce()).toEqual({
      outcome: 'finished',
      sent: 3,
      received: 3,
      decided: 0,
      refused: 0,
      left: 0,
      held: 0,
      faults: {},
      line: 'online',
      counted: null,
      forked: false,
    })
    expect(stateOf(first)).toBe('received')
    expect(fixture.station.repos.acknowledgements.of(1)).toMatchObject([{ state: 'received' }])
    expect(kinds().filter((kind) => kind === 'packet.received')).toHaveLength(3)
    const envelope = fixture.peer.packets.get(first?.packetId ?? '')
    expect(
      createHash('sha256')
        .update(envelope?.sealed ?? '')
        .digest('base64url'),
    ).toBe(envelope?.hash)
  })

  test('nothing to send sends nothing', async () => {
    fixture.peer.seen.length = 0
    expect(await sync.pushOnce()).toMatchObject({ outcome: 'finished', sent: 0 })
    expect(fixture.peer.seen).toEqual([])
  })

  test('more than one batch: none is skipped, none goes twice, none is larger than agreed', async () => {
    const sealed = await seal(BATCH_MAX + 20)
    expect(await sync.pushOnce()).toMatchObject({ outcome: 'finished', sent: sealed.length, received: sealed.length })
    const batches = pushes()
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(BATCH_MAX)
    expect(batches.length).toBeLessThanOrEqual(8)
    // Two are in flight, and the short one may overtake.
    expect(batches.flat().toSorted()).toEqual(sealed.map(({ packetId }) => packetId).toSorted())
  }, 60_000)

  test('a captive portal takes no packet out of the outbox', async () => {
    await seal(2)
    fixture.peer.plan('/v1/packets', { kind: 'reply', status: 200, type: 'text/html', body: '<html>received' })
    expect(await sync.runOnce()).toMatchObject({ outcome: 'unfinished', left: 2, faults: { CAPTIVE_PORTAL: 1 } })
    expect(row(0)).toMatchObject({ lastFault: 'CAPTIVE_PORTAL', tries: 0, held: false })
  })

  test('a refusal for good is not tried again and not lost from sight', async () => {
    const sealed = await seal(3)
    fixture.peer.plan(
      '/v1/packets',
      refuse('PACKET_UNREADABLE', (at) => at === 1),
    )
    expect(await sync.pushOnce()).toMatchObject({
      received: 2,
      refused: 1,
      left: 0,
      held: 1,
      faults: { PACKET_UNREADABLE: 1 },
    })
    expect(stateOf(sealed[1])).toBe('refused')
    expect(row(0)).toMatchObject({ packetId: sealed[1]?.packetId, held: true, lastFault: 'PACKET_UNREADABLE' })
    expect(await sync.pushOnce()).toMatchObject({ sent: 0, held: 1 })
    fixture.station.repos.outbox.release(2)
    expect(await sync.pushOnce()).toMatchObject({ outcome: 'finished', received: 1, held: 0 })
    expect(stateOf(sealed[1])).toBe('received')
  })

  test('a refusal for now waits its time, and that only', async () => {
    await seal(2)
    fixture.peer.plan(
      '/v1/packets',
      refuse('CENTRAL_BUSY', (at) => at === 0),
    )
    expect(await sync.pushOnce()).toMatchObject({ received: 1, refused: 0, left: 1 })
    expect(row(0)).toMatchObject({ tries: 1, lastFault: 'CENTRAL_BUSY', nextTryAtMs: fixture.clock.nowMs + 1_000 })
    expect(await sync.pushOnce(undefined, 'due')).toMatchObject({ sent: 0, left: 1 })
    fixture.clock.nowMs += 1_000
    expect(await sync.pushOnce(undefined, 'due')).toMatchObject({ outcome: 'finished', received: 1 })
  })

  test('one packet that spoils its batch is found and set aside; the others go through', async () => {
    const sealed = await seal(7)
    const bad = sealed[4]?.packetId ?? ''
    const spoilt = {
      kind: 'reply',
      status: 400,
      type: 'application/problem+json',
      body: JSON.stringify({ type: 'x', title: 'x', status: 400, code: 'SHAPE_INVALID' }),
    } as const
    // Halves of 7 around the fifth: [1–7] ✗, [1–4] ✓, [5–7] ✗, [5–6] ✗, [5] ✗, [6] ✓, [7] ✓.
    fixture.peer.plan('/v1/packets', spoilt, null, spoilt, spoilt, spoilt, null, null)
    expect(await sync.pushOnce()).toMatchObject({
      received: 6,
      refused: 1,
      left: 0,
      held: 1,
      faults: { SHAPE_INVALID: 1 },
    })
    expect(row(0)).toMatchObject({ packetId: bad, held: true, lastFault: 'SHAPE_INVALID' })
    expect(fixture.peer.packets.has(bad)).toBe(false)
  })

  test('a station without a line says so and keeps everything', async () => {
    await seal(2)
    await fixture.peer.close()
    expect(await sync.runOnce()).toMatchObject({ outcome: 'unfinished', left: 2, faults: { LINE_DOWN: 1 } })
    expect(row(0)).toMatchObject({ tries: 0, lastFault: 'LINE_DOWN', nextTryAtMs: fixture.clock.nowMs })
  })
})

describe('pull', () => {
  test('decisions arrive with their reason, are kept, and the cursor moves', async () => {
    const [first, second] = await seal(2)
    await sync.pushOnce()
    await fixture.peer.decide(first?.packetId ?? '', { state: 'accepted', ial: 2 })
    await fixture.peer.decide(second?.packetId ?? '', { state: 'refused', reason: 'ACCOUNT_EXISTS' })
    fixture.peer.seen.length = 0
    expect(await sync.pullOnce()).toMatchObject({ outcome: 'finished', decided: 2, faults: {} })
    expect([stateOf(first), stateOf(second)]).toEqual(['accepted', 'refused'])
    expect(fixture.station.repos.packets.bySequence(2)).toMatchObject({
      reason: 'ACCOUNT_EXISTS',
      authority: 'central',
    })
    expect(
      fixture.station.repos.acknowledgements
        .of(1)
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(['accepted', 'received'])
    expect(await sync.pullOnce()).toMatchObject({ decided: 0 })
    expect(fixture.peer.seen.map(({ path }) => path)).toEqual([
      '/v1/decisions?after=0&limit=200',
      '/v1/decisions?after=2&limit=200',
    ])
  })

  test('a decision that overtakes the receipt counts, and the late receipt is harmless', async () => {
    const [first] = await seal(1)
    fixture.peer.plan('/v1/packets', { kind: 'lose-answer' })
    fixture.peer.plan('/health', { kind: 'break' })
    expect(await sync.pushOnce()).toMatchObject({ left: 1, received: 0 })
    await fixture.peer.decide(first?.packetId ?? '', { state: 'accepted', ial: 2 })
    expect(await sync.pullOnce()).toMatchObject({ decided: 1, left: 0 })
    fixture.station.store.write(() => fixture.station.repos.outbox.add(1))
    expect(await sync.runOnce()).toMatchObject({ left: 0 })
    expect(stateOf(first)).toBe('accepted')
  })

  test('many pages are read to the end', async () => {
    const [first] = await seal(1)
    await sync.pushOnce()
    for (let at = 0; at < 401; at += 1) {
      await fixture.peer.decide(first?.packetId ?? '', {
        state: 'waiting-for-citizen',
        reason: 'OTP_DEFERRED',
        atMs: at,
      })
    }
    await fixture.peer.decide(first?.packetId ?? '', { state: 'accepted', ial: 2 })
    expect(await sync.pullOnce()).toMatchObject({ decided: 1, faults: {} })
    expect(fixture.station.repos.cursors.get('decisions')).toBe(402)
  })

  test('a page with a forged decision moves neither packet nor cursor', async () => {
    const [first] = await seal(1)
    await sync.pushOnce()
    await fixture.peer.decide(first?.packetId ?? '', { state: 'accepted', ial: 2 })
    const real = fixture.peer.decisions[0]?.acknowledgement ?? ''
    fixture.peer.decisions[0] = { cursor: 1, acknowledgement: `${real.slice(0, -4)}AAAA` }
    expect(await sync.pullOnce()).toMatchObject({
      outcome: 'unfinished',
      decided: 0,
      faults: { ACKNOWLEDGEMENT_INVALID: 1 },
    })
    expect(stateOf(first)).toBe('received')
    fixture.peer.decisions[0] = { cursor: 1, acknowledgement: real }
    expect(await sync.pullOnce()).toMatchObject({ decided: 1 })
  })

  test('a decision on a packet nobody here made is loud and does not stop the others', async () => {
    const [first] = await seal(1)
    await sync.pushOnce()
    await fixture.peer.decide('01890a5d-ac96-774b-bcce-b302099a80ff', { state: 'accepted', hash: 'x'.repeat(43) })
    await fixture.peer.decide(first?.packetId ?? '', { state: 'accepted', ial: 2 })
    expect(await sync.pullOnce()).toMatchObject({ outcome: 'unfinished', decided: 1, faults: { NOT_FOUND: 1 } })
    expect(kinds()).toContain('sync.unknown-packet')
  })

  test('a cursor that leads nowhere is an invalid answer, not an endless loop', async () => {
    const acknowledgement = await fixture.peer.sign({})
    fixture.peer.decisions.push({ cursor: 0, acknowledgement })
    const page = { decisions: [{ cursor: 0, acknowledgement }], next: 0, serverTimeMs: 1 }
    fixture.peer.plan('/v1/decisions', {
      kind: 'reply',
      status: 200,
      type: 'application/json',
      body: JSON.stringify(page),
    })
    expect(await sync.pullOnce()).toMatchObject({ faults: { CENTRAL_ANSWER_INVALID: 1 } })
  })
})
