import type { OutboxRow } from '../../data/store/outbox.repo.ts'
import { EXIT, runCommand } from '../exit.ts'
import type { CommonFlags } from '../program.ts'
import { openWiredStation } from '../wire-station.ts'
import { settingsOf } from './settings-of.ts'

const PAGE = 200

/** `motcua outbox`: every packet that waits: how old, how often tried, why not gone, when next. */
export function outboxCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const wired = openWiredStation(settingsOf(flags), 'outbox')
    try {
      const { outbox } = wired.station.repos
      const now = Date.now()
      const packets = allRows(outbox).map((row) => ({
        receipt: wired.receiptNumber(row.sequence),
        packetId: row.packetId,
        state: row.state,
        ageSeconds: Math.max(0, Math.round((now - row.sealedAtMs) / 1000)),
        tries: row.tries,
        lastFault: row.lastFault,
        nextTryAt: row.held || row.nextTryAtMs === 0 ? null : new Date(row.nextTryAtMs).toISOString(),
        needsPerson: row.held,
      }))
      output.json({ ...outbox.counts(), packets })
      output.text(packets.length === 0 ? 'Không có hồ sơ nào đang chờ.' : `${packets.length} hồ sơ đang chờ:`)
      for (const packet of packets) {
        const why = packet.lastFault ? `lần gần nhất: ${packet.lastFault}` : 'chưa thử lần nào'
        output.text(
          `  ${packet.receipt}  ${packet.ageSeconds} giây, ${packet.tries} lần thử, ${why}${packet.needsPerson ? ' — cần người xem' : ''}`,
        )
      }
      return EXIT.done
    } finally {
      wired.close()
    }
  })
}

function allRows(outbox: { page(after: number, limit: number): readonly OutboxRow[] }): readonly OutboxRow[] {
  const rows: OutboxRow[] = []
  for (;;) {
    const page = outbox.page(rows.at(-1)?.sequence ?? 0, PAGE)
    rows.push(...page)
    if (page.length < PAGE) return rows
  }
}
