import { Fault } from '../../flows/base/fault.ts'
import { readReceiptNumber } from '../../flows/rules/receipt-code.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { releasePacket } from '../wire-outbox.ts'
import { openKeptStation, type WiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { packetOf, tellHistory } from './outbox-history.ts'
import { listAsJson, listForPeople, writeToStdout } from './outbox-list.ts'
import { markSeen } from './outbox-notices.ts'
import { settingsOf } from './settings-of.ts'

/** More lines than this nobody reads; `--limit` asks for more. */
const LINES = 50
/** All that may stand behind `motcua outbox`, those of a stick and of call-backs included (program.ts). */
const ACTIONS = 'số biên nhận (K0007-000123), release, seen, callbacks, export, import, carry'
/** Of a practice station (data/training): no receipt that anybody may come back with. */
const PRACTICE_RECEIPT = /^LT\d{3}-\d{6,9}$/

/**
 * `motcua outbox`: every packet that waits: how old, how often tried, why not gone, when next.
 * `motcua outbox K0001-000001`: where one stands and how it came there, for the citizen who asks with a receipt.
 * `motcua outbox release K0001-000001`: sends one more time what was held for a person.
 * `motcua outbox seen`: what central noticed was looked at.
 */
export function outboxCommand(
  flags: CommonFlags,
  action: string | undefined,
  receipt: string | undefined,
): Promise<number> {
  const isJson = flags.json === true
  return runCommand(isJson, async (output) => {
    const limit = limitOf(flags.limit, isJson)
    const writes = action === 'release' || action === 'seen'
    const asked = action === undefined || writes ? null : receiptIn(action)
    if (asked === null && action !== undefined && !writes) throw new Fault('USAGE', { action, allowed: ACTIONS })
    if (receipt !== undefined && action !== 'release') throw new Fault('USAGE', { action: action ?? '' })
    const wired = openKeptStation(settingsOf(flags), 'outbox', { looks: !writes })
    try {
      if (action === 'release') return release(wired, receipt, output)
      if (action === 'seen') return markSeen(wired, output)
      if (asked !== null) return tellHistory(wired, asked, output)
      if (isJson) await listAsJson(wired, limit, writeToStdout)
      else await listForPeople(wired, limit, output)
      return EXIT.done
    } finally {
      wired.close()
    }
  })
}

function release(wired: WiredStation, receipt: string | undefined, output: CommandOutput): number {
  if (receipt === undefined) throw new Fault('USAGE', { missing: 'receipt' })
  const number = receiptIn(receipt)
  if (number === null) throw new Fault('USAGE', { missing: 'receipt' })
  const { sequence } = packetOf(wired, number)
  const result = releasePacket(wired, sequence)
  output.json({ receipt: number, result })
  const words = {
    released: 'sẽ được gửi lại ở lượt tới.',
    'not-held': 'vẫn đang chờ gửi, không cần làm gì thêm.',
    'not-waiting': 'không còn trong hàng chờ.',
  }
  output.text(`${number}: ${words[result]}`)
  return result === 'not-waiting' ? EXIT.failed : EXIT.done
}

/** The number of a receipt as people type it; null for any other word, which is no receipt to look for. */
function receiptIn(text: string): string | null {
  if (PRACTICE_RECEIPT.test(text)) return text
  const read = readReceiptNumber(text)
  return read.ok ? read.value.receiptNumber : null
}

function limitOf(value: unknown, isJson: boolean): number {
  if (value === undefined) return isJson ? Number.MAX_SAFE_INTEGER : LINES
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) throw new Fault('USAGE', { flag: 'limit' })
  return Number(value)
}
