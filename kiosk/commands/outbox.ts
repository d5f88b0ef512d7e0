import type { OutboxRow } from '../../data/store/outbox.repo.ts'
import type { PacketStanding } from '../../data/store/packet.repo.ts'
import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { openWiredStation, type WiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

const PAGE = 200

/**
 * `motcua outbox`: every packet that waits: how old, how often tried, why not gone, when next.
 * `motcua outbox K0001-000001`: where one stands, for the citizen who asks with a receipt.
 */
export function outboxCommand(flags: CommonFlags, receipt: string | undefined): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const wired = openWiredStation(settingsOf(flags), 'outbox')
    try {
      if (receipt !== undefined) return tellOne(wired, receipt, output)
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

const STATE_WORDS: Readonly<Record<PacketStanding['state'], string>> = {
  sealed: 'đã lưu, chưa gửi',
  sent: 'đã gửi, chưa rõ trung tâm nhận chưa',
  received: 'trung tâm đã nhận',
  verifying: 'trung tâm đang đối soát',
  accepted: 'đã cấp tài khoản',
  refused: 'không được chấp nhận',
  'waiting-for-citizen': 'chờ công dân xác nhận số điện thoại',
}

function tellOne(wired: WiredStation, receipt: string, output: CommandOutput): number {
  const sequence = Number(/-(\d+)$/.exec(receipt)?.[1] ?? Number.NaN)
  const packet = Number.isSafeInteger(sequence) ? wired.station.repos.packets.bySequence(sequence) : null
  if (!packet || wired.receiptNumber(sequence) !== receipt) throw new Fault('NOT_FOUND', { receipt })
  const { packetId, state, ial, reason, carrier, sealedAtMs } = packet
  output.json({ receipt, packetId, state, ial, reason, carrier, sealedAt: new Date(sealedAtMs).toISOString() })
  output.text(`${receipt}: ${STATE_WORDS[state]}${reason ? ` (${reason})` : ''}.`)
  return EXIT.done
}

function allRows(outbox: { page(after: number, limit: number): readonly OutboxRow[] }): readonly OutboxRow[] {
  const rows: OutboxRow[] = []
  for (;;) {
    const page = outbox.page(rows.at(-1)?.sequence ?? 0, PAGE)
    rows.push(...page)
    if (page.length < PAGE) return rows
  }
}
