import { toFault } from '../../flows/base/fault.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import type { ReturnPort } from '../../flows/ports/return.port.ts'
import { maskPhone, nationalPhone } from '../../flows/rules/phone.ts'
import { type CommandOutput, EXIT, exitCodeOf, runCommand } from '../exit.ts'
import { openKeptStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

/**
 * `motcua outbox callbacks`: whose citizens of this counter must come back, soonest expiry first. Whole numbers go to a person at a terminal, or to whoever asks for --json; into a file or a
 * pipe of text they go masked. Without the line it tells how many wait as far as this station knows, and gives exit code 75.
 */
export function callBacksCommand(flags: CommonFlags, isTerminal = process.stdout.isTTY === true): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const wired = openKeptStation(settingsOf(flags), 'call-backs')
    try {
      return await tellCallBacks(wired.returns, output, isTerminal)
    } finally {
      wired.close()
    }
  })
}

/** Tells them as text or JSON; gives the exit code. Raises what central refuses. */
export async function tellCallBacks(
  returns: Pick<ReturnPort, 'callBacks' | 'countWaiting'>,
  output: CommandOutput,
  isTerminal: boolean,
): Promise<number> {
  try {
    const callBacks = await returns.callBacks()
    output.json({
      callBacks: callBacks.map(({ sinceMs, expiresAtMs, ...one }) => ({
        ...one,
        since: new Date(sinceMs).toISOString(),
        expiresAt: new Date(expiresAtMs).toISOString(),
      })),
    })
    output.text(callBacks.length === 0 ? 'Không có ai cần gọi lại.' : `${callBacks.length} công dân cần gọi lại:`)
    for (const { receiptNumber, fullName, phone, expiresAtMs } of callBacks) {
      const shown = isTerminal ? nationalPhone(phone) : maskPhone(phone)
      const name = isTerminal ? fullName : ''
      output.text(
        `  ${receiptNumber}  hạn ${dayInVietnam(expiresAtMs).split('-').reverse().join('/')}  ${shown}  ${name}`.trimEnd(),
      )
    }
    return EXIT.done
  } catch (thrown) {
    const { code } = toFault(thrown)
    if (exitCodeOf(code) !== EXIT.tryAgain) throw thrown
    const waitingHere = await returns.countWaiting()
    output.json({ fault: code, waitingHere })
    output.text(`Danh sách ở trung tâm, cần có mạng (${code}). Theo máy này: ${waitingHere} hồ sơ chờ công dân.`)
    return EXIT.tryAgain
  }
}
