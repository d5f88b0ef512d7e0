import type { StickExport } from '../../data/stick/export.ts'
import type { StickImport } from '../../data/stick/import.ts'
import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { carryByStick, contentsOfStick } from '../wire-outbox.ts'
import { openKeptStation, type WiredStation } from '../wire-station.ts'
import { reasonWords } from './command-fault-words.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'
import {
  importLines,
  NOTHING_CARRIED,
  NOTHING_TAKEN,
  type Nothing,
  nothingCarried,
  nothingImported,
  stickFaultWords,
  tripLines,
} from './stick-words.ts'

export type StickAction = 'export' | 'import' | 'carry'

/** How long `carry` waits for decisions on what it handed in. */
const WAIT_MS = 30_000
/** A file that no other try will read. */
const UNREADABLE = 'STICK_UNREADABLE'

/**
 * `motcua outbox export FOLDER`, `import FOLDER`: packets of this station onto a stick, central's answers back from it.
 * `motcua outbox carry FOLDER`: on any machine with a line; needs the address of central, and no pairing.
 */
export function stickCommand(flags: CommonFlags, action: StickAction, folder: string | undefined): Promise<number> {
  return runCommand(
    flags.json === true,
    async (output) => {
      if (folder === undefined) throw new Fault('USAGE', { missing: 'folder' })
      if (action === 'carry') return carry(flags, folder, output)
      const wired = openKeptStation(settingsOf(flags), 'outbox')
      try {
        return action === 'export' ? await bring(wired, folder, output) : await take(wired, folder, output)
      } finally {
        wired.close()
      }
    },
    stickFaultWords,
  )
}

async function bring(wired: WiredStation, folder: string, output: CommandOutput): Promise<number> {
  const done: StickExport = await (await wired.station.stick()).exportTo(folder)
  output.json(done)
  output.text(
    done.packets === 0
      ? 'Không có hồ sơ nào chờ gửi; đã ghi một tệp để mang kết quả và dữ liệu tham chiếu về.'
      : `Đã chép ${done.packets} hồ sơ đã niêm phong (${done.files} tệp) ra USB. Hồ sơ vẫn còn trên máy này cho tới khi trung tâm ký nhận.`,
  )
  output.text(
    'Mang USB tới máy có mạng, chạy: motcua outbox carry <thư mục> --central <địa chỉ>; rồi mang về: motcua outbox import <thư mục>.',
  )
  return EXIT.done
}

async function take(wired: WiredStation, folder: string, output: CommandOutput): Promise<number> {
  const done: StickImport = await (await wired.station.stick()).importFrom(folder)
  output.json(done)
  const isHurt = done.unreadable.length > 0 || Object.keys(done.faults).length > 0
  if (done.files === 0 && !isHurt) {
    const stationCode = wired.station.identity?.stationCode ?? ''
    return tellNothing(output, nothingImported(await contentsOfStick(folder), stationCode))
  }
  for (const line of done.files > 0 ? importLines(done) : [NOTHING_TAKEN]) output.text(line)
  for (const { file, code } of done.unreadable) output.text(`  Không đọc được ${file}: ${reasonWords(code)}`)
  for (const [code, count] of Object.entries(done.faults)) output.text(`  ${code}: ${count} lần (xem docs/faults.md)`)
  return isHurt ? EXIT.failed : EXIT.done
}

async function carry(flags: CommonFlags, folder: string, output: CommandOutput): Promise<number> {
  const { central } = settingsOf(flags)
  if (central === null) throw new Fault('CONFIG_INVALID', { setting: 'central' })
  const trip = await carryByStick(folder, central, WAIT_MS)
  output.json(trip)
  if (trip.files === 0 && trip.failed.length === 0)
    return tellNothing(output, nothingCarried(await contentsOfStick(folder)))
  for (const line of trip.files > 0 ? tripLines(trip) : [NOTHING_CARRIED]) output.text(line)
  for (const { file, code } of trip.failed) {
    const what = code === UNREADABLE ? 'Không đọc được' : 'Chưa gửi được'
    output.text(`  ${what} ${file}: ${reasonWords(code)}`)
  }
  if (trip.failed.length === 0) return EXIT.done
  return trip.failed.every(({ code }) => code === UNREADABLE) ? EXIT.failed : EXIT.tryAgain
}

function tellNothing(output: CommandOutput, { says, isFault }: Nothing): number {
  output.text(says)
  return isFault ? EXIT.failed : EXIT.done
}
