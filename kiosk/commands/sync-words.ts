import type { CountTold, SyncReport } from '../../data/sync/report.ts'
import type { Fault } from '../../flows/base/fault.ts'
import { isoInVietnam } from '../../flows/base/vietnam-time.ts'

/** What one run of the sync job means, in words for whoever looks at the machine: what is, and what to do. */
export function syncLines(report: SyncReport): readonly string[] {
  if (report.outcome === 'running-elsewhere') {
    return [`Một tiến trình khác trên máy này đang gửi nhận, xin chạy lại sau ít phút. Còn chờ ${report.left} hồ sơ.`]
  }
  return [
    `Đã thử gửi ${report.sent}, trung tâm đã nhận ${report.received}, có kết quả ${report.decided}, ` +
      `còn chờ ${report.left}, cần người xem ${report.held}.`,
    ...lineWords(report),
    ...countWords(report),
    ...personWords(report),
    ...Object.entries(report.faults).map(([code, count]) => `  ${code}: ${count} lần (xem docs/faults.md)`),
  ]
}

/** Who is at it where a second `--watch` has nothing to do, and what there is to do; null for any other fault. */
export function syncFaultWords({ code }: Pick<Fault, 'code'>): string | null {
  if (code !== 'SYNC_RUNNING') return null
  return (
    'Trên máy này đã có một `motcua sync --watch` khác đang gửi nhận (thường là dịch vụ motcua-sync); hồ sơ vẫn đi như thường, không cần chạy thêm. ' +
    'Xem nó: systemctl status motcua-sync. Cần một lượt gửi ngay: motcua sync.'
  )
}

/** One line for the service manager. */
export function statusLine(report: SyncReport): string {
  const { left, held } = report
  const line = { online: 'thông', offline: 'mất', 'captive-portal': 'đòi đăng nhập', unknown: 'chưa rõ' }[report.line]
  const look = report.forked || report.counted?.equal === false ? ', cần người xem đối chiếu với trung tâm' : ''
  return `Đường truyền: ${line}; còn chờ ${left}, cần người xem ${held}${look}`
}

function lineWords({ line, left, faults }: SyncReport): readonly string[] {
  if (line === 'captive-portal') {
    return [
      'Mạng ở đây đang đòi đăng nhập. Hồ sơ vẫn nằm an toàn trong máy; xin mở mạng hoặc cắm mạng dây, máy sẽ tự gửi.',
    ]
  }
  if (faults.LINE_DOWN) {
    return [
      `Chưa tới được trung tâm. ${left} hồ sơ vẫn nằm an toàn trong máy và tự gửi khi có mạng lại; nếu lâu, xin kiểm tra dây mạng.`,
    ]
  }
  if (faults.CENTRAL_BUSY || faults.RATE_LIMITED) {
    return ['Trung tâm đang bận và hẹn gửi lại sau. Không cần làm gì; xin đừng tắt máy.']
  }
  return []
}

function countWords({ counted, outcome, forked }: SyncReport): readonly string[] {
  const words: string[] = []
  if (forked) {
    words.push(
      'Trung tâm giữ hồ sơ mà máy này không có: ổ đĩa có thể vừa được khôi phục từ bản cũ. Xin tạm dừng máy này và gọi kỹ thuật viên.',
    )
  }
  if (counted === null) {
    if (outcome === 'finished') words.push('Trung tâm chưa biết đếm (bản cũ), nên chưa đối chiếu được số lượng.')
    return words
  }
  const { fresh, missing, requeued, gone } = counted
  if (!fresh) words.push(`Đối chiếu lần cuối lúc ${momentOf(counted.atMs)}: ${heldWords(counted)}.`)
  else if (counted.equal) words.push(`Đã đối chiếu: ${heldWords(counted)}, không thiếu hồ sơ nào đã báo nhận.`)
  if (fresh && (missing > 0 || requeued > 0))
    words.push(`Trung tâm thiếu hồ sơ đã báo nhận: ${requeued} hồ sơ đã được gửi lại.`)
  if (gone > 0)
    words.push(
      `${gone} hồ sơ thiếu ở trung tâm mà máy này không còn nội dung. Xin gọi người vận hành trung tâm, kèm tên máy.`,
    )
  return words
}

/** Of all that this station has made by now: what was made after the count is no part of it, and is said. */
function heldWords({ packets, head, madeSince }: CountTold): string {
  const since = madeSince > 0 ? ` (${madeSince} hồ sơ lập sau lần đó, sẽ đối chiếu ở lần tới)` : ''
  return `trung tâm giữ ${packets} trong ${head + madeSince} hồ sơ máy này đã lập${since}`
}

/** Of a day that need not be this one. */
function momentOf(ms: number): string {
  const [date = '', time = ''] = isoInVietnam(ms).split('T')
  return `${time.slice(0, 5)} ngày ${date.split('-').reverse().join('/')}`
}

function personWords({ held }: SyncReport): readonly string[] {
  return held > 0 ? [`Có ${held} hồ sơ cần người xem: chạy \`motcua outbox\` để biết hồ sơ nào và vì sao.`] : []
}
