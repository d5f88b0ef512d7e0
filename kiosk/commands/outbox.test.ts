import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { REGISTERED } from '../../data/packet/packet-life.ts'
import type { StationIdentity } from '../../data/store/station.repo.ts'
import { createApply } from '../../data/sync/apply.ts'
import { startProcess } from '../../test/harness/processes.ts'
import { createTempFolder, type TempFolder } from '../../test/harness/temp.ts'
import { readSettings } from '../settings.ts'
import { waitLeftMs } from '../wire-outbox.ts'
import { openWiredStation, type WiredStation } from '../wire-station.ts'
import { listAsJson, listForPeople } from './outbox-list.ts'
import { faultWords, spanWords } from './outbox-words.ts'

const PROGRAM = join(import.meta.dirname, '../testing/program-child.ts')
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const nobody = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const
const IDENTITY: StationIdentity = {
  stationId: '01890a5d-ac96-774b-bcce-b302099a8057',
  stationCode: 'K0001',
  keyId: 'k'.repeat(43),
  name: 'Quầy 1',
  kind: 'assisted',
  centralUrl: 'http://127.0.0.1:9',
  centralKeys: { sealing: nobody, signing: nobody },
  enrolledAtMs: 1,
  training: false,
}

let folder: TempFolder
let wired: WiredStation
beforeEach(async () => {
  folder = await createTempFolder()
  wired = openWiredStation(readSettings({ data: folder.path }, {}, folder.path), 'outbox')
  wired.station.repos.station.insert(IDENTITY)
})
afterEach(() => {
  wired.close()
  return folder.remove()
})

const id = (sequence: number) => `00000000-0000-4000-8000-${String(sequence).padStart(12, '0')}`
const hash = (sequence: number) => {
  const bytes = Buffer.alloc(32)
  bytes.writeUInt32BE(sequence)
  return bytes
}

/** Packets that wait, the oldest sealed `ageMs` ago. */
const fill = (count: number, ageMs = 0) => {
  const { store, repos } = wired.station
  const sealedAtMs = Date.now() - ageMs
  store.write(() => {
    for (let sequence = 1; sequence <= count; sequence += 1) {
      const previousHash = sequence === 1 ? null : hash(sequence - 1)
      const sealed = Buffer.from('sealed')
      repos.packets.insert({ packetId: id(sequence), sequence, previousHash, hash: hash(sequence), sealedAtMs, sealed })
      repos.outbox.add(sequence)
    }
  })
}

const people = async (limit = 50) => {
  const lines: string[] = []
  await listForPeople(wired, limit, { text: (line) => lines.push(line), json: () => {} })
  return lines
}

const asJson = async (limit = Number.MAX_SAFE_INTEGER) => {
  const pieces: string[] = []
  await listAsJson(wired, limit, async (text) => void pieces.push(text))
  return { pieces, value: JSON.parse(pieces.join('')) }
}

/** The command itself, in a process of its own. */
async function outbox(...args: readonly string[]) {
  const running = startProcess({
    command: process.execPath,
    args: [PROGRAM, 'outbox', ...args, '--data', folder.path],
  })
  const { code } = await running.exit
  return { code, text: running.lines.join('\n'), stderr: running.stderr() }
}

describe('why has it not gone', () => {
  test('how old, how often tried, what came back in words, when next, and who is needed', async () => {
    fill(3, 3 * HOUR_MS + 12 * MINUTE_MS + 5_000)
    const nowMs = Date.now()
    wired.station.repos.outbox.failed(1, 'CENTRAL_BUSY', nowMs, nowMs + 10 * MINUTE_MS, true)
    wired.station.repos.outbox.hold(2, 'PACKET_CONFLICT', nowMs)
    const lines = await people()
    expect(lines[0]).toBe('3 hồ sơ đang chờ, lâu nhất 3 giờ 12 phút; 1 hồ sơ cần người xem.')
    expect(lines.slice(1, 4)).toEqual([
      `  1 hồ sơ: ${faultWords('PACKET_CONFLICT')} — cần người xem, từ K0001-000002`,
      `  1 hồ sơ: ${faultWords('CENTRAL_BUSY')}, từ K0001-000001`,
      '  1 hồ sơ: chưa thử lần nào, từ K0001-000003',
    ])
    expect(lines[4]).toMatch(
      /^ {2}K0001-000001 {2}3 giờ 12 phút, 1 lần thử, .*\(CENTRAL_BUSY\); gửi lại sau 9 phút \d+ giây$/,
    )
    expect(lines[5]).toContain('motcua outbox release K0001-000002')
    expect(lines[6]).toContain('chưa thử lần nào; gửi ở lượt tới, khi có mạng')
  })

  test('nothing waits', async () => {
    expect(await people()).toEqual(['Không có hồ sơ nào đang chờ.'])
    expect((await asJson()).value).toMatchObject({
      waiting: 0,
      held: 0,
      oldestSealedAtMs: null,
      groups: [],
      packets: [],
    })
  })

  test('a long list is told oldest first and in part, and says how much more there is', async () => {
    fill(30)
    const lines = await people(2)
    expect(lines.slice(2)).toEqual([
      expect.stringContaining('K0001-000001'),
      expect.stringContaining('K0001-000002'),
      '  … còn 28 hồ sơ nữa (--limit để xem thêm).',
    ])
  })

  test('one JSON document, written in pieces, none of them longer for a longer outbox', async () => {
    fill(2_600)
    const { pieces, value } = await asJson()
    expect(value.waiting).toBe(2_600)
    expect(value.packets.map(({ receipt }: { receipt: string }) => receipt)).toEqual(
      Array.from({ length: 2_600 }, (_, at) => wired.receiptNumber(at + 1)),
    )
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200_000)
    expect((await asJson(7)).value.packets).toHaveLength(7)
  })

  test('a wait that a clock gone back makes endless is none', () => {
    const nowMs = 1_795_000_000_000
    expect(waitLeftMs({ triedAtMs: nowMs - 1, nextTryAtMs: nowMs + 5_000 }, nowMs)).toBe(5_000)
    expect(waitLeftMs({ triedAtMs: nowMs + 1, nextTryAtMs: nowMs + 5_000 }, nowMs)).toBe(0)
    expect(waitLeftMs({ triedAtMs: null, nextTryAtMs: nowMs + 24 * HOUR_MS }, nowMs)).toBe(0)
  })

  test.each([
    [0, 'dưới 1 giây'],
    [-5_000, 'dưới 1 giây'],
    [45_999, '45 giây'],
    [5 * MINUTE_MS, '5 phút'],
    [3 * HOUR_MS + 12 * MINUTE_MS, '3 giờ 12 phút'],
    [49 * HOUR_MS + 59 * MINUTE_MS, '2 ngày 1 giờ'],
    [48 * HOUR_MS + 59 * MINUTE_MS, '2 ngày'],
    [400 * 24 * HOUR_MS, '400 ngày'],
    [315_575_945_000, 'khoảng 10 năm'],
  ])('%d ms are %s', (ms, words) => {
    expect(spanWords(ms)).toBe(words)
  })

  test('what a clock far ahead has sealed has no age', async () => {
    fill(1, -10 * 365 * 24 * HOUR_MS)
    const lines = await people()
    expect(lines[0]).toContain('lâu nhất ≈ giờ máy chưa xác nhận')
    expect(lines.at(-1)).toMatch(/^ {2}K0001-000001 {2}≈ giờ máy chưa xác nhận, chưa thử lần nào/)
  })

  test('a code without words of its own names the book of faults', () => {
    expect(faultWords('A_CODE_FROM_THE_FUTURE')).toBe('mã A_CODE_FROM_THE_FUTURE, xem docs/faults.md')
  })
})

describe('motcua outbox', () => {
  test('a receipt number gives the whole way of its packet, and what central signed', async () => {
    fill(1)
    const { store, repos } = wired.station
    const word = {
      typ: 'acknowledgement',
      packetId: id(1),
      hash: hash(1).toString('base64url'),
      carrier: null,
    } as const
    const said = (state: 'received' | 'accepted', atMs: number) => {
      const acknowledgement = { ...word, state, ial: state === 'accepted' ? 2 : null, reason: null, atMs } as const
      const message = { kind: 'acknowledged', acknowledgement } as const
      store.write(() => createApply(repos)([{ packetId: id(1), message }], `jws ${state}`, atMs))
    }
    said('received', 1_795_000_000_000)
    said('accepted', 1_795_000_060_000)
    const json = await outbox('K0001-000001', '--json')
    expect(JSON.parse(json.text)).toMatchObject({
      receipt: 'K0001-000001',
      state: 'accepted',
      ial: 2,
      contentErased: false,
      waiting: null,
      history: [
        { kind: 'packet.received', from: 'sealed', to: 'received', authority: 'central', cause: 'receipt' },
        { kind: 'packet.accepted', from: 'received', to: 'accepted', authority: 'central', cause: 'verified' },
      ],
      acknowledgements: [
        { state: 'received', jws: 'jws received' },
        { state: 'accepted', jws: 'jws accepted' },
      ],
    })
    const { text } = await outbox('K0001-000001')
    expect(text).toContain('K0001-000001: đã cấp tài khoản.')
    expect(text).toContain('trung tâm đã nhận [trung tâm ký] — trung tâm xác nhận đã nhận')
    expect(text).toContain('đã cấp tài khoản [trung tâm ký] — đối soát xong')
  })

  test('a packet that went by stick is told as carried, since when, and waiting for its answer; one lost on the line is not', async () => {
    fill(2)
    const { store, repos } = wired.station
    const away = (sequence: number, by: { readonly by?: 'stick' }) =>
      store.write(() =>
        createApply(repos)(
          [{ packetId: id(sequence), message: { kind: 'sent', atMs: 1_795_000_000_000, ...by } }],
          null,
          1,
        ),
      )
    away(1, { by: 'stick' })
    away(2, {})
    const { text } = await outbox('K0001-000001')
    expect(text).toMatch(
      /^K0001-000001: đã mang đi bằng USB lúc \d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d, chờ trả lời của trung tâm\.$/m,
    )
    expect(text).toContain('đã mang đi bằng USB [máy này] — chờ trả lời của trung tâm mang về')
    expect(text).not.toContain('chưa thử lần nào')
    expect((await outbox('K0001-000002')).text).toContain('K0001-000002: đã gửi, chưa rõ trung tâm nhận chưa.')
  })

  test('a time that was not confirmed is marked, and what the mark means is said', async () => {
    fill(1)
    const { store, repos } = wired.station
    const wrongMs = 2_110_000_000_000
    const said = { kind: 'received', hash: hash(1).toString('base64url'), atMs: 1_795_000_000_000 } as const
    store.write(() => {
      const details = { method: 'mobile', clock: 'unproven' }
      repos.log.append({ atMs: wrongMs, kind: 'packet.sealed', sequence: 1, details, move: REGISTERED })
      createApply(repos)([{ packetId: id(1), message: said }], 'jws', 1_795_000_001_000)
    })
    const { text } = await outbox('K0001-000001')
    expect(text).toMatch(/^ ≈11\/11\/2036 \d\d:\d\d:\d\d {2}đã lưu, chưa gửi/m)
    expect(text).toMatch(/^ {2}\d\d\/11\/2026 \d\d:\d\d:\d\d {2}trung tâm đã nhận/m)
    expect(text).toMatch(/^ {2}≈ giờ máy chưa xác nhận$/m)
    const json = JSON.parse((await outbox('K0001-000001', '--json')).text)
    expect(json.history.map(({ timeProven }: { timeProven: boolean | null }) => timeProven)).toEqual([false, null])
  })

  test('a held packet is sent once more by a person', async () => {
    fill(1)
    wired.station.repos.outbox.hold(1, 'PACKET_CONFLICT', 1)
    expect(await outbox('release', 'K0001-000001', '--json')).toMatchObject({
      code: 0,
      text: JSON.stringify({ receipt: 'K0001-000001', result: 'released' }),
    })
    expect(wired.station.repos.outbox.counts()).toMatchObject({ waiting: 1, held: 0 })
    expect(await outbox('release', 'K0001-000001')).toMatchObject({ code: 0 })
    wired.station.repos.outbox.remove(1)
    expect(await outbox('release', 'K0001-000001')).toMatchObject({ code: 1 })
  })

  test.each<[string, readonly string[], number, string]>([
    ['a receipt nobody has', ['K0001-000009'], 1, 'NOT_FOUND'],
    ["another station's", ['K0002-000001'], 1, 'NOT_FOUND'],
    ['no receipt to release', ['release'], 2, 'USAGE'],
    ['an action there is not', ['burn', 'K0001-000001'], 2, 'USAGE'],
    ['a limit that is none', ['--limit', '0'], 2, 'USAGE'],
  ])('%s', async (_what, args, exit, fault) => {
    fill(1)
    const { code, text } = await outbox(...args, '--json')
    expect([code, JSON.parse(text).fault]).toEqual([exit, fault])
  })
})
