import { generateKeyPairSync } from 'node:crypto'
import { CompactSign } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SealedPacket } from '../../flows/ports/packet.port.ts'
import { draftOf } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import type { SyncEngine } from './engine.ts'

let fixture: StationFixture
let sync: SyncEngine

beforeEach(async () => {
  fixture = await startStation()
  fixture.peer.policy = null
  sync = await fixture.station.createSync()
})

afterEach(() => fixture.close())

const seal = async (count: number): Promise<string[]> => {
  const sealed: SealedPacket[] = []
  for (let made = 0; made < count; made += 1) sealed.push(await fixture.station.packets.seal(draftOf(fixture.secrets)))
  return sealed.map(({ packetId }) => packetId)
}
const states = (packetIds: readonly string[]) =>
  packetIds.map((packetId) => fixture.station.repos.packets.byId(packetId)?.state)
const waiting = () =>
  fixture.station.repos.outbox.page(0, 1_000).map(({ packetId, held, lastFault, tries }) => {
    return { packetId, held, lastFault, tries }
  })
const kept = (sequence: number) => fixture.station.repos.acknowledgements.of(sequence)
const answerWith = (change: (jws: string | null) => Promise<string | null>) =>
  fixture.peer.plan('/v1/packets', { kind: 'acknowledgement', change })
const retried = (packetIds: readonly string[]) =>
  packetIds.map((packetId) => ({ packetId, held: false, lastFault: 'ACKNOWLEDGEMENT_INVALID', tries: 1 }))

describe("one acknowledgement covers a batch's packets", () => {
  test('it is kept once, and every packet of it refers to it', async () => {
    await seal(3)
    let signed: string | null = null
    answerWith(async (jws) => {
      signed = jws
      return jws
    })
    expect(await sync.pushOnce()).toMatchObject({ outcome: 'finished', received: 3 })
    const atMs = fixture.clock.nowMs
    for (const sequence of [1, 2, 3]) expect(kept(sequence)).toEqual([{ state: 'received', atMs, jws: signed }])
    expect(fixture.station.store.db.prepare('SELECT count(*) AS n FROM signed_word').get()).toEqual({ n: 1 })
  })

  test('a repeat with nothing new is not kept again', async () => {
    await seal(2)
    await sync.pushOnce()
    fixture.station.store.write(() => fixture.station.repos.outbox.add(1))
    fixture.clock.nowMs += 1_000
    expect(await sync.pushOnce()).toMatchObject({ outcome: 'finished', sent: 1, received: 0 })
    expect(kept(1)).toHaveLength(1)
    expect(fixture.station.store.db.prepare('SELECT count(*) AS n FROM signed_word').get()).toEqual({ n: 1 })
  })

  test.each<[string, (packetIds: readonly string[]) => (jws: string | null) => Promise<string | null>]>([
    [
      'signed by someone else',
      () => (jws) =>
        new CompactSign(Buffer.from(jws?.split('.')[1] ?? '', 'base64url'))
          .setProtectedHeader({ alg: 'ES256' })
          .sign(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    ],
    ['that is missing', () => async () => null],
    ['that lacks one packet', (packetIds) => () => fixture.peer.acknowledgeBatch(packetIds.slice(1))],
    [
      'of one packet alone, in the older form',
      ([first]) =>
        () =>
          fixture.peer.acknowledge(first ?? ''),
    ],
  ])('an acknowledgement %s frees nobody, and the next push is as if it had not been', async (_what, change) => {
    const packetIds = await seal(3)
    answerWith(change(packetIds))
    expect(await sync.pushOnce()).toMatchObject({
      outcome: 'unfinished',
      received: 0,
      left: 3,
      held: 0,
      faults: { ACKNOWLEDGEMENT_INVALID: 3 },
    })
    expect(states(packetIds)).toEqual(['sealed', 'sealed', 'sealed'])
    expect(waiting()).toEqual(retried(packetIds))
    expect(kept(1)).toEqual([])
    expect(await sync.pushOnce()).toMatchObject({ received: 3, left: 0, faults: {} })
    expect(states(packetIds)).toEqual(['received', 'received', 'received'])
  })

  test('a genuine old acknowledgement played back for other packets frees nobody', async () => {
    const older = await seal(2)
    await sync.pushOnce()
    const [old] = kept(1)
    const packetIds = await seal(2)
    answerWith(async () => old?.jws ?? null)
    expect(await sync.pushOnce()).toMatchObject({ received: 0, left: 2, faults: { ACKNOWLEDGEMENT_INVALID: 2 } })
    expect(states([...older, ...packetIds])).toEqual(['received', 'received', 'sealed', 'sealed'])
    expect(waiting()).toEqual(retried(packetIds))
  })

  test('another hash is a conflict, in sight of a person; the others of the batch are asked for again', async () => {
    const packetIds = await seal(3)
    const [first = '', second = '', third = ''] = packetIds
    answerWith(() => fixture.peer.acknowledgeBatch(packetIds, { [second]: 'x'.repeat(43) }))
    expect(await sync.pushOnce()).toMatchObject({
      outcome: 'unfinished',
      received: 0,
      left: 2,
      held: 1,
      faults: { PACKET_CONFLICT: 1, ACKNOWLEDGEMENT_INVALID: 2 },
    })
    expect(states(packetIds)).toEqual(['sealed', 'sealed', 'sealed'])
    const [before, between, after] = waiting()
    expect([before, after]).toEqual(retried([first, third]))
    expect(between).toMatchObject({ packetId: second, held: true, lastFault: 'PACKET_CONFLICT' })
    const kinds = fixture.station.repos.log.page(0, 1_000).map(({ kind, sequence }) => ({ kind, sequence }))
    expect(kinds).toContainEqual({ kind: 'packet.conflict', sequence: 2 })
    expect(kept(2)).toEqual([])
    expect(await sync.pushOnce()).toMatchObject({ received: 2, left: 0, held: 1 })
  })

  test('one packet alone with another hash is held too', async () => {
    const [only = ''] = await seal(1)
    answerWith(() => fixture.peer.acknowledgeBatch([only], { [only]: 'x'.repeat(43) }))
    expect(await sync.pushOnce()).toMatchObject({
      outcome: 'unfinished',
      left: 0,
      held: 1,
      faults: { PACKET_CONFLICT: 1 },
    })
  })

  test('an invalid acknowledgement makes the refusals beside it worth nothing', async () => {
    const packetIds = await seal(2)
    const [first, second] = packetIds
    fixture.peer.plan('/v1/packets', {
      kind: 'reply',
      status: 200,
      type: 'application/json',
      body: JSON.stringify({
        results: [
          { packetId: first, result: 'received' },
          { packetId: second, result: 'refused', code: 'PACKET_UNREADABLE' },
        ],
        acknowledgement: null,
        serverTimeMs: fixture.clock.nowMs,
      }),
    })
    expect(await sync.pushOnce()).toMatchObject({ refused: 0, left: 2, held: 0 })
    expect(waiting()).toEqual(retried(packetIds))
  })
})
