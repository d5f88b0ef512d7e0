import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveBetween } from '../packet/packet-life.ts'
import { PACKET_STATES, type PacketAuthority, type PacketState, packetRank } from '../packet/packet-state.ts'
import type { Acknowledgement } from '../wire/packet.wire.ts'
import { merge, type PacketView, type SyncMessage } from './merge.ts'

const hash = 'h'.repeat(43)
const fresh: PacketView = { hash, state: 'sealed', authority: 'station', stateAtMs: 0 }

const said = (state: Acknowledgement['state'], atMs: number, over: Partial<Acknowledgement> = {}): SyncMessage => ({
  kind: 'acknowledged',
  acknowledgement: {
    typ: 'acknowledgement',
    packetId: '00000000-0000-4000-8000-000000000001',
    hash,
    state,
    ial: state === 'accepted' ? 2 : null,
    reason: state === 'refused' ? 'ACCOUNT_EXISTS' : state === 'waiting-for-citizen' ? `OTP_DEFERRED` : null,
    carrier: null,
    atMs,
    ...over,
  },
})

/** The same word, as it comes in the acknowledgement of a batch. */
const received = (atMs: number, over = hash): SyncMessage => ({ kind: 'received', hash: over, atMs })

const apply = (packet: PacketView, message: SyncMessage): PacketView => {
  const merged = merge(packet, message)
  return merged.kind === 'merged' && merged.move ? { ...packet, ...merged.move } : packet
}

/** What a right central and a line of any kind can bring for one packet, each message as often as it likes. The citizen may come back several times. */
const history = fc
  .record({
    open: fc.array(fc.constantFrom('verifying', 'waiting-for-citizen'), { maxLength: 6 }),
    end: fc.constantFrom('accepted', 'refused', null),
    sent: fc.boolean(),
    pushRefused: fc.boolean(),
  })
  .map(({ open, end, sent, pushRefused }) => {
    const messages: SyncMessage[] = [received(10), said('received', 10)]
    if (sent) messages.push({ kind: 'sent', atMs: 5 })
    if (pushRefused) messages.push({ kind: 'push-refused', code: 'PACKET_INCONSISTENT', atMs: 6 })
    for (const [at, state] of open.entries())
      messages.push(said(state, 20 + at, state === 'verifying' ? {} : { reason: `WAIT_${at}` }))
    if (end) messages.push(said(end, 90))
    return messages
  })

const seed = 20_261_122

describe('merge', () => {
  test('any order and any repetition of the same messages ends the same', () => {
    const shuffled = history.chain((messages) =>
      fc.record({
        messages: fc.constant(messages),
        rest: fc.array(fc.constantFrom(...messages), { maxLength: 12 }),
        order: fc.shuffledSubarray(messages, { minLength: messages.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ messages, rest, order }) => {
        const inOrder = messages.reduce(apply, fresh)
        const anyhow = [...rest, ...order, ...rest].reduce(apply, fresh)
        expect(anyhow).toEqual(inOrder)
      }),
      { seed, numRuns: 500 },
    )
  })

  test('nothing ever moves backwards', () => {
    const states = fc.constantFrom(...PACKET_STATES)
    const authorities = fc.constantFrom<PacketAuthority>('station', 'push', 'central')
    fc.assert(
      fc.property(states, authorities, history, (state: PacketState, authority, messages) => {
        const packet: PacketView = { hash, state, authority, stateAtMs: 1_000 }
        for (const message of messages) {
          const after = apply(packet, message)
          expect(packetRank(after.state, after.authority)).toBeGreaterThanOrEqual(packetRank(state, authority))
          const moved = after.state !== state || after.authority !== authority || after.stateAtMs !== packet.stateAtMs
          if (moved) expect(moveBetween(packet, after)).not.toBeNull()
        }
      }),
      { seed },
    )
  })

  test('a step left out is no obstacle, and the move is an event with its cause', () => {
    expect(merge(fresh, said('refused', 9))).toEqual({
      kind: 'merged',
      move: {
        state: 'refused',
        authority: 'central',
        stateAtMs: 9,
        ial: null,
        reason: 'ACCOUNT_EXISTS',
        carrier: null,
        raised: false,
        expiresAtMs: null,
      },
      event: {
        kind: 'packet.refused',
        move: moveBetween(fresh, { state: 'refused', authority: 'central' }),
        cause: 'ACCOUNT_EXISTS',
      },
      keep: { state: 'refused', atMs: 9 },
      settled: true,
    })
  })

  test('a late or repeated message moves nothing and logs nothing, and is still kept', () => {
    const accepted = apply(fresh, said('accepted', 9))
    for (const [late, keep] of [
      [said('accepted', 9), { state: 'accepted', atMs: 9 }],
      [said('received', 1), { state: 'received', atMs: 1 }],
      [received(2), { state: 'received', atMs: 2 }],
      [said('verifying', 99), { state: 'verifying', atMs: 99 }],
      [said('waiting-for-citizen', 99), { state: 'waiting-for-citizen', atMs: 99 }],
    ] as const) {
      expect(merge(accepted, late)).toEqual({ kind: 'merged', move: null, event: null, keep, settled: true })
    }
  })

  test.each<[string, PacketView, SyncMessage, string]>([
    ['a word on other content', fresh, said('received', 1, { hash: 'x'.repeat(43) }), 'hash'],
    ['a receipt of other content', fresh, received(1, 'x'.repeat(43)), 'hash'],
    ['a decision turned round', apply(fresh, said('accepted', 9)), said('refused', 10), 'decision'],
    ['the other decision turned round', apply(fresh, said('refused', 9)), said('accepted', 10), 'decision'],
    [
      'the id refused for other content after our receipt',
      apply(fresh, said('received', 9)),
      { kind: 'push-refused', code: 'PACKET_CONFLICT', atMs: 10 },
      'refused-after-receipt',
    ],
  ])('%s is a conflict', (_what, packet, message, why) => {
    expect(merge(packet, message)).toEqual({ kind: 'conflict', code: 'PACKET_CONFLICT', why })
  })

  test('the id refused for other content before any word of central on ours is a refusal like others, for a person', () => {
    const refused = apply(fresh, { kind: 'push-refused', code: 'PACKET_CONFLICT', atMs: 10 })
    expect(refused).toMatchObject({ state: 'refused', authority: 'push', reason: 'PACKET_CONFLICT' })
  })

  test('a citizen who comes back is checked again, and may be asked again; the older word of the two changes nothing', () => {
    const waits = apply(fresh, said('waiting-for-citizen', 30, { expiresAtMs: 500 }))
    expect(waits).toMatchObject({ state: 'waiting-for-citizen', expiresAtMs: 500 })
    expect(apply(waits, said('verifying', 29))).toEqual(waits)
    const back = apply(waits, said('verifying', 40))
    expect(back).toMatchObject({ state: 'verifying', stateAtMs: 40, expiresAtMs: null })
    expect(merge(waits, said('verifying', 40))).toMatchObject({ event: { cause: 'returned' } })
    expect(apply(back, said('waiting-for-citizen', 50))).toMatchObject({ state: 'waiting-for-citizen', stateAtMs: 50 })
    expect(apply(back, said('refused', 60, { reason: 'PACKET_WAIT_EXPIRED' }))).toMatchObject({ state: 'refused' })
  })

  test('a receipt is the same word whether it covers one packet or a batch', () => {
    expect(merge(fresh, received(9))).toEqual(merge(fresh, said('received', 9)))
  })

  test("an unsigned refusal never outweighs central's signed word", () => {
    const refused = apply(fresh, { kind: 'push-refused', code: 'PACKET_INCONSISTENT', atMs: 1 })
    expect(refused).toMatchObject({ state: 'refused', authority: 'push' })
    expect(apply(refused, said('accepted', 9))).toMatchObject({ state: 'accepted', authority: 'central' })
    const received = apply(fresh, said('received', 2))
    expect(apply(received, { kind: 'push-refused', code: 'PACKET_INCONSISTENT', atMs: 3 })).toEqual(received)
  })
})
