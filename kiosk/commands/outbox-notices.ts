import type { NoticeRow } from '../../data/store/notice.repo.ts'
import { type CommandOutput, EXIT } from '../exit.ts'
import type { WiredStation } from '../wire-station.ts'
import { findingStep, findingWords } from './finding-words.ts'
import { momentWords } from './outbox-words.ts'

/** What central noticed about this station's packets and nobody has looked at, as `--json` tells it. */
export function noticesAsJson(wired: WiredStation): readonly object[] {
  return wired.station.repos.notices.open().map((notice) => ({
    kind: notice.kind,
    receipt: receiptOf(notice, wired),
    foundAt: new Date(notice.foundAtMs).toISOString(),
    details: notice.details,
    text: findingWords(notice),
    nextStep: findingStep(notice),
  }))
}

export function tellNotices(wired: WiredStation, output: CommandOutput): void {
  const notices = wired.station.repos.notices.open()
  if (notices.length === 0) return
  output.text(`Trung tâm lưu ý ${notices.length} điều về hồ sơ của máy này (xem xong: motcua outbox seen):`)
  for (const notice of notices) {
    output.text(`  ${receiptOf(notice, wired)}  ${momentWords(notice.foundAtMs)}  ${findingWords(notice)}`)
    output.text(`      → ${findingStep(notice)}`)
  }
}

/** `motcua outbox seen`: somebody has looked at all that central noticed; it is told no more. */
export function markSeen(wired: WiredStation, output: CommandOutput): number {
  const { store, repos, time } = wired.station
  const notices = repos.notices.open()
  const atMs = time.now()
  store.write(() => {
    for (const { cursor } of notices) repos.notices.seen(cursor, atMs)
  })
  output.json({ seen: notices.length })
  output.text(notices.length === 0 ? 'Không có lưu ý nào.' : `Đã ghi là đã xem ${notices.length} lưu ý.`)
  return EXIT.done
}

function receiptOf({ sequence }: NoticeRow, wired: WiredStation): string {
  return sequence === 0 ? (wired.station.identity?.stationCode ?? '') : wired.receiptNumber(sequence)
}
