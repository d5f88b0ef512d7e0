import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { draftOf } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'

let fixture: StationFixture

beforeEach(async () => {
  fixture = await startStation()
})

afterEach(() => fixture.close())

const sealed = async () => (await fixture.station.packets.seal(draftOf(fixture.secrets))).packetId
const deliver = (packetId: string, signal?: AbortSignal) => fixture.station.packets.deliver(packetId, signal)
const decideWhenAsked = async (packetId: string, over: Parameters<typeof fixture.peer.decide>[1]) => {
  await expect.poll(() => fixture.peer.seen.some(({ path }) => path.startsWith('/v1/decisions'))).toBe(true)
  await fixture.peer.decide(packetId, over)
}

describe('delivering while the citizen waits', () => {
  test('the decision comes while it is asked for', async () => {
    const packetId = await sealed()
    const [decision] = await Promise.all([deliver(packetId), decideWhenAsked(packetId, { state: 'accepted', ial: 2 })])
    expect(decision).toEqual({ state: 'accepted', ial: 2, raised: false })
    expect(await deliver(packetId)).toEqual({ state: 'accepted', ial: 2, raised: false })
  })

  test('a refusal names its reason and the carrier', async () => {
    const packetId = await sealed()
    const over = { state: 'refused', reason: 'SUBSCRIBER_OTHER_OWNER', carrier: 'Viettel' } as const
    const [decision] = await Promise.all([deliver(packetId), decideWhenAsked(packetId, over)])
    expect(decision).toEqual({ state: 'refused', reason: 'SUBSCRIBER_OTHER_OWNER', carrier: 'Viettel' })
  })

  test('a wait for the citizen ends the waiting here', async () => {
    const packetId = await sealed()
    const over = { state: 'waiting-for-citizen', reason: 'OTP_DEFERRED' } as const
    const [decision] = await Promise.all([deliver(packetId), decideWhenAsked(packetId, over)])
    expect(decision).toMatchObject({ state: 'waiting-for-citizen', reason: 'OTP_DEFERRED' })
  })

  test('a line that is down is pending, and the packet still waits to be sent', async () => {
    const packetId = await sealed()
    await fixture.peer.close()
    expect(await deliver(packetId)).toEqual({ state: 'pending', reason: 'LINE_DOWN' })
    expect(fixture.station.repos.outbox.page(0, 10)).toMatchObject([{ packetId, lastFault: 'LINE_DOWN', held: false }])
  })

  test.each([
    ['the answer was lost', { kind: 'lose-answer' }, 0],
    ['the line broke', { kind: 'break' }, 1],
  ] as const)(
    '%s: central is asked whether it has the packet before it travels once more',
    async (_what, mishap, sentAgain) => {
      const packetId = await sealed()
      fixture.peer.plan('/v1/packets', mishap)
      expect(await deliver(packetId)).toEqual({ state: 'pending', reason: 'LINE_DOWN' })
      expect(fixture.station.repos.packets.byId(packetId)).toMatchObject({ state: 'sent' })
      const before = fixture.peer.seen.length
      await (await fixture.station.createSync()).runOnce()
      const paths = fixture.peer.seen.slice(before).map(({ path }) => path)
      expect(paths.find((path) => path.startsWith('/v1/packets'))).toBe('/v1/packets/held')
      expect(paths.filter((path) => path === '/v1/packets')).toHaveLength(sentAgain)
      expect(fixture.station.repos.outbox.counts().waiting).toBe(0)
    },
  )

  test('a login page is pending with that reason', async () => {
    const packetId = await sealed()
    fixture.peer.plan('/v1/packets', { kind: 'reply', status: 200, type: 'text/html', body: 'OK duplicate' })
    expect(await deliver(packetId)).toEqual({ state: 'pending', reason: 'CAPTIVE_PORTAL' })
  })

  test('an earlier packet that waits does not keep this one back', async () => {
    await sealed()
    const packetId = await sealed()
    const [decision] = await Promise.all([deliver(packetId), decideWhenAsked(packetId, { state: 'accepted', ial: 2 })])
    expect(decision).toMatchObject({ state: 'accepted' })
    expect(fixture.station.repos.outbox.counts().waiting).toBe(1)
  })

  test('a push refused for good is told to the citizen and held for a person', async () => {
    const packetId = await sealed()
    fixture.peer.plan('/v1/packets', {
      kind: 'results',
      change: ([one]) => [{ packetId: one?.packetId, result: 'refused', code: 'PACKET_UNREADABLE' }],
    })
    expect(await deliver(packetId)).toEqual({ state: 'refused', reason: 'PACKET_UNREADABLE', carrier: null })
    expect(fixture.station.repos.outbox.counts()).toMatchObject({ waiting: 0, held: 1 })
  })

  test('a visit that ends gives up the waiting', async () => {
    const packetId = await sealed()
    fixture.peer.plan('/v1/packets', { kind: 'hang' })
    const ended = new AbortController()
    const delivery = deliver(packetId, ended.signal)
    await expect.poll(() => fixture.peer.seen.some(({ path }) => path === '/v1/packets')).toBe(true)
    ended.abort()
    await expect(delivery).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(fixture.station.repos.outbox.counts().waiting).toBe(1)
  })

  test('a packet that was never sealed is not found', async () => {
    await expect(deliver(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
