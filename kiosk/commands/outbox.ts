import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { releasePacket } from '../wire-outbox.ts'
import { openWiredStation, type WiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { packetOf, tellHistory } from './outbox-history.ts'
import { listAsJson, listForPeople, writeToStdout } from './outbox-list.ts'
import { markSeen } from './outbox-notices.ts'
import { settingsOf } from './settings-of.ts'

/** More lines than this nobody reads; `--limit` asks for more. */
const LINES = 50

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
    const wired = openWiredStation(settingsOf(flags), 'outbox')
    try {
      if (action === 'release') return release(wired, receipt, output)
      if (action === 'seen') return markSeen(wired, output)
      if (receipt !== undefined) throw new Fault('USAGE', { action: action ?? '' })
      if (action !== undefined) return tellHistory(wired, action, output)
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
  const { sequence } = packetOf(wired, receipt)
  const result = releasePacket(wired, sequence)
  output.json({ receipt, result })
  const words = {
    released: 'sẽ được gửi lại ở lượt tới.',
    'not-held': 'vẫn đang chờ gửi, không cần làm gì thêm.',
    'not-waiting': 'không còn trong hàng chờ.',
  }
  output.text(`${receipt}: ${words[result]}`)
  return result === 'not-waiting' ? EXIT.failed : EXIT.done
}

function limitOf(value: unknown, isJson: boolean): number {
  if (value === undefined) return isJson ? Number.MAX_SAFE_INTEGER : LINES
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) throw new Fault('USAGE', { flag: 'limit' })
  return Number(value)
}
