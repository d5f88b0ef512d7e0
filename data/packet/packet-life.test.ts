import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../flows/base/clock.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createPacketRepo, type PacketMove, type PacketRepo } from '../store/packet.repo.ts'
import { MIGRATIONS } from '../testing/station-fixture.ts'
import { type Move, type MoveTarget, moveBetween, moveNumbered, movesOn, PACKET_MOVES } from './packet-life.ts'
import { PACKET_AUTHORITIES, PACKET_STATES, packetRank, type Standing } from './packet-state.ts'

let dir: string
let store: Store
let packets: PacketRepo

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'life-'))
  store = openStore({ path: join(dir, 's.db'), migrationsDir: MIGRATIONS, clock: systemClock })
  packets = createPacketRepo(store)
  const [packetId, hash] = ['00000000-0000-4000-8000-000000000001', new Uint8Array(32)]
  packets.insert({ packetId, sequence: 1, previousHash: null, hash, sealedAtMs: 1, sealed: Buffer.from('x') })
})

afterAll(() => {
  store.close()
  rmSync(dir, { recursive: true, force: true })
})

const all = PACKET_STATES.flatMap((state) => PACKET_AUTHORITIES.map((authority) => ({ state, authority })))
const sealed = { state: 'sealed', authority: 'station' } as const
const standings = all.filter(
  (one) => moveBetween(sealed, one) !== null || (one.state === sealed.state && one.authority === sealed.authority),
)
const pairs = standings.flatMap((from) => all.map((to) => ({ from, to })))
const name = ({ state, authority }: Omit<Standing, 'stateAtMs'>) => `${state} by ${authority}`

/** What the store itself says, asked past the repository's types; nothing of it stays. */
const tryMove = (from: Standing, to: Standing): string => {
  const move = ({ state, authority, stateAtMs }: Standing) =>
    packets.move(1, {
      state,
      authority,
      stateAtMs,
      ial: null,
      raised: false,
      reason: null,
      carrier: null,
      expiresAtMs: null,
    } as PacketMove)
  const undone = new Error('undone')
  let said = 'moved'
  const attempt = () =>
    store.db.transaction(() => {
      if (from.state !== 'sealed') move(from)
      try {
        move(to)
      } catch (thrown) {
        said = (thrown as { code: string }).code
      }
      throw undone
    })()
  expect(attempt).toThrow(undone)
  return said
}

describe('the life of a packet', () => {
  test('eight standings are reached, each by a way of the table', () => {
    expect(standings.map(name)).toEqual([
      'sealed by station',
      'sent by station',
      'received by central',
      'verifying by central',
      'waiting-for-citizen by central',
      'accepted by central',
      'refused by push',
      'refused by central',
    ])
  })

  test.each(pairs)(
    '$from.state by $from.authority → $to.state by $to.authority: store and table agree',
    ({ from, to }) => {
      const later = [
        { ...from, stateAtMs: 10 },
        { ...to, stateAtMs: 20 },
      ] as const
      const isLegal = PACKET_MOVES.some(
        (row) =>
          row.from === from.state &&
          row.fromAuthority === from.authority &&
          row.to === to.state &&
          row.authority === to.authority,
      )
      expect(tryMove(...later)).toBe(isLegal ? 'moved' : 'PACKET_ILLEGAL_MOVE')
      expect(movesOn(...later)).toBe(isLegal)
      expect(moveBetween(from, to) !== null).toBe(isLegal)
    },
  )

  test.each(pairs.filter(({ from, to }) => moveBetween(from, to)))(
    '$from.state by $from.authority → $to.state by $to.authority: an older or equally old word counts alike in store and merge',
    ({ from, to }) => {
      for (const stateAtMs of [9, 10]) {
        const pair = [
          { ...from, stateAtMs: 10 },
          { ...to, stateAtMs },
        ] as const
        expect(tryMove(...pair)).toBe(movesOn(...pair) ? 'moved' : 'PACKET_ILLEGAL_MOVE')
      }
    },
  )

  test('no move leads to a lower rank, and none leaves a decision', () => {
    for (const row of PACKET_MOVES) {
      if (row.from === 'draft') continue
      expect(packetRank(row.to, row.authority)).toBeGreaterThanOrEqual(packetRank(row.from, row.fromAuthority))
      expect(row.fromAuthority === 'central' && (row.from as string) === 'accepted').toBe(false)
    }
  })

  test('the store holds the same table, and keeps it', () => {
    const rows = store.db.prepare('SELECT * FROM packet_move ORDER BY move').all()
    expect(rows).toEqual(
      PACKET_MOVES.map(({ move, from, fromAuthority, to, authority, cause }) => {
        return {
          move,
          from_state: from,
          from_authority: fromAuthority,
          to_state: to,
          to_authority: authority,
          cause,
        }
      }),
    )
    for (const sql of ['DELETE FROM packet_move', "UPDATE packet_move SET cause = 'x'"]) {
      expect(() => store.write(() => store.db.exec(sql))).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
    }
  })

  test('moves are numbered without gaps, as the log names them', () => {
    expect(PACKET_MOVES.map(({ move }) => move)).toEqual(PACKET_MOVES.map((_, at) => at + 1))
    for (const row of PACKET_MOVES) expect(moveNumbered(row.move)).toBe(row)
    expect(moveNumbered(PACKET_MOVES.length + 1)).toBeNull()
  })

  test('a standing is begun once: neither replaced nor deleted', () => {
    const begin = (verb: string) =>
      store.db.exec(`${verb} INTO standing (sequence, state, authority, state_at_ms) VALUES (1, 'sent', 'station', 5)`)
    store.db.transaction(() => {
      store.db.exec('SAVEPOINT before')
      begin('INSERT')
      for (const act of [() => begin('INSERT OR REPLACE'), () => store.db.exec('DELETE FROM standing')]) {
        expect(() => store.read(act)).toThrow(expect.objectContaining({ code: 'PACKET_ILLEGAL_MOVE' }))
      }
      store.db.exec('ROLLBACK TO before')
    })()
    expect(packets.bySequence(1)?.state).toBe('sealed')
  })

  test('an illegal literal does not compile', () => {
    // @ts-expect-error nothing leaves a decision
    const leaves: Move['from'] = 'accepted'
    // @ts-expect-error a station accepts nobody
    const accepts: MoveTarget = { state: 'accepted', authority: 'station' }
    const right: MoveTarget = { state: 'accepted', authority: 'central' }
    expect([leaves, accepts.authority, right.authority]).toEqual(['accepted', 'station', 'central'])
  })
})

describe('docs/packet-life.md', () => {
  const doc = readFileSync(join(import.meta.dirname, '../../docs/packet-life.md'), 'utf8')

  test('its table is the table', () => {
    const rows = doc.matchAll(/^\| (\d+) \| `(.+?)` \((.+?)\) \| `(.+?)` \| (.+?) \| `(.+?)` \|$/gm)
    expect([...rows].map(([, ...cells]) => cells)).toEqual(
      PACKET_MOVES.map(({ move, from, fromAuthority, to, authority, cause }) => {
        return [String(move), from, fromAuthority, to, authority, cause]
      }),
    )
  })

  test('its diagram shows every move and no other', () => {
    const node = (state: string, authority: string) =>
      authority === 'push' ? 'refused_by_push' : state.replaceAll('-', '_')
    const arrows = [...doc.matchAll(/^ {4}(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} ${to}`)
    expect(arrows.sort()).toEqual(
      PACKET_MOVES.map((row) => `${node(row.from, row.fromAuthority)} ${node(row.to, row.authority)}`).sort(),
    )
  })
})
