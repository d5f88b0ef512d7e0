import { describe, expect, test } from 'vitest'
import type { SyncReport } from '../../data/sync/report.ts'
import { exitOf } from './sync.ts'
import { statusLine, syncFaultWords, syncLines } from './sync-words.ts'

const counted = {
  atMs: Date.parse('2026-11-23T02:12:40Z'),
  packets: 5,
  head: 5,
  missing: 0,
  requeued: 0,
  gone: 0,
  equal: true,
  fresh: true,
  madeSince: 0,
}
const done: SyncReport = {
  outcome: 'finished',
  sent: 2,
  received: 2,
  decided: 1,
  refused: 0,
  left: 0,
  held: 0,
  faults: {},
  line: 'online',
  counted,
  forked: false,
}
const open = { ...done, outcome: 'unfinished' } as const

describe('what a run tells people, and its exit code', () => {
  test.each<[string, SyncReport, number, RegExp]>([
    ['all is there and counted', done, 0, /trung tâm giữ 5 trong 5 hồ sơ/],
    ['a central that cannot count', { ...done, counted: null }, 0, /chưa đối chiếu được số lượng/],
    ['another job is at it', { ...open, outcome: 'running-elsewhere', left: 2 }, 75, /xin chạy lại sau ít phút/],
    [
      'no line',
      { ...open, line: 'offline', left: 3, counted: null, faults: { LINE_DOWN: 1 } },
      75,
      /3 hồ sơ vẫn nằm an toàn trong máy.*kiểm tra dây mạng/,
    ],
    [
      'a login page',
      { ...open, line: 'captive-portal', left: 3, counted: null, faults: { CAPTIVE_PORTAL: 1 } },
      75,
      /đang đòi đăng nhập/,
    ],
    ['a central that is busy', { ...open, left: 3, counted: null, faults: { CENTRAL_BUSY: 1 } }, 75, /đang bận/],
    ['the line went with nothing left to send', { ...open, counted: null, faults: { LINE_DOWN: 1 } }, 75, /LINE_DOWN/],
    [
      'central lost some, and they were sent again',
      { ...open, counted: { ...counted, requeued: 2 }, faults: { SYNC_COUNT_DIFFERS: 1 } },
      1,
      /2 hồ sơ đã được gửi lại/,
    ],
    [
      'central lost some that are gone here',
      { ...open, counted: { ...counted, missing: 2, gone: 2, equal: false }, faults: { SYNC_COUNT_DIFFERS: 1 } },
      1,
      /2 hồ sơ thiếu ở trung tâm.*gọi người vận hành/,
    ],
    ['an old disk', { ...open, forked: true, faults: { STATION_FORKED: 1 } }, 1, /gọi kỹ thuật viên/],
    ['a packet for a person', { ...done, held: 1 }, 1, /1 hồ sơ cần người xem: chạy `motcua outbox`/],
    [
      'a packet just refused',
      { ...open, held: 1, refused: 1, faults: { PACKET_UNREADABLE: 1 } },
      1,
      /PACKET_UNREADABLE/,
    ],
  ])('%s', (_what, report, exitCode, words) => {
    expect(exitOf(report)).toBe(exitCode)
    expect(syncLines(report).join('\n')).toMatch(words)
  })

  test.each<[string, Partial<typeof counted>, RegExp]>([
    [
      'an earlier one, with its time',
      { fresh: false },
      /^Đối chiếu lần cuối lúc 09:12 ngày 23\/11\/2026: trung tâm giữ 5 trong 5 hồ sơ máy này đã lập\.$/m,
    ],
    [
      'one before the newest packet, of all there are now',
      { fresh: false, madeSince: 1 },
      /lúc 09:12 .*: trung tâm giữ 5 trong 6 hồ sơ máy này đã lập \(1 hồ sơ lập sau lần đó, sẽ đối chiếu ở lần tới\)\.$/m,
    ],
    ['an earlier one that sent some again', { fresh: false, requeued: 2 }, /^Đối chiếu lần cuối lúc 09:12/m],
  ])('a count that is not of this run: %s', (_what, over, words) => {
    for (const report of [done, { ...open, line: 'offline', faults: { LINE_DOWN: 1 } } as const]) {
      const text = syncLines({ ...report, counted: { ...counted, ...over } }).join('\n')
      expect(text).toMatch(words)
      expect(text).not.toMatch(/Đã đối chiếu|đã được gửi lại/)
    }
  })

  test('the manager of services gets one line', () => {
    expect(statusLine({ ...open, line: 'offline', left: 3, held: 1 })).toBe(
      'Đường truyền: mất; còn chờ 3, cần người xem 1',
    )
    expect(statusLine({ ...open, forked: true })).toMatch(/cần người xem đối chiếu/)
  })
})

test('a second service is told who is at it, that nothing is amiss, and what there is to do; another fault has no words here', () => {
  const words = syncFaultWords({ code: 'SYNC_RUNNING' })
  for (const part of ['motcua sync --watch', 'motcua-sync', 'systemctl status motcua-sync', 'không cần chạy thêm'])
    expect(words).toContain(part)
  expect(syncFaultWords({ code: 'LINE_DOWN' })).toBeNull()
})
