import type { StickExport } from '../../data/stick/export.ts'
import type { StickImport } from '../../data/stick/import.ts'
import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { carryByStick } from '../wire-outbox.ts'
import { openPairedStation, type WiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

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
  return runCommand(flags.json === true, async (output) => {
    if (folder === undefined) throw new Fault('USAGE', { missing: 'folder' })
    if (action === 'carry') return carry(flags, folder, output)
    const wired = openPairedStation(settingsOf(flags), 'outbox')
    try {
      return action === 'export' ? await bring(wired, folder, output) : await take(wired, folder, output)
    } finally {
      wired.close()
    }
  })
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
  output.text(
    done.files === 0
      ? 'USB không có trả lời nào của trung tâm cho máy này.'
      : `Trung tâm đã ký nhận ${done.received} hồ sơ, có kết quả ${done.decided}, cần người xem ${done.refused}.`,
  )
  for (const { file, code } of done.unreadable) output.text(`  Không đọc được ${file}: ${code} (xem docs/faults.md)`)
  for (const [code, count] of Object.entries(done.faults)) output.text(`  ${code}: ${count} lần (xem docs/faults.md)`)
  return done.unreadable.length > 0 || Object.keys(done.faults).length > 0 ? EXIT.failed : EXIT.done
}

async function carry(flags: CommonFlags, folder: string, output: CommandOutput): Promise<number> {
  const { central } = settingsOf(flags)
  if (central === null) throw new Fault('CONFIG_INVALID', { setting: 'central' })
  const trip = await carryByStick(folder, central, WAIT_MS)
  output.json(trip)
  output.text(
    trip.files === 0
      ? 'USB không có tệp hồ sơ nào.'
      : `Trung tâm đã nhận ${trip.received} hồ sơ từ ${trip.files} tệp; ${trip.decided} kết quả đã ghi vào USB để mang về.`,
  )
  for (const { file, code } of trip.failed) {
    const what = code === UNREADABLE ? 'Không đọc được' : 'Chưa gửi được'
    output.text(`  ${what} ${file}: ${code} (xem docs/faults.md)`)
  }
  if (trip.failed.length === 0) return EXIT.done
  return trip.failed.every(({ code }) => code === UNREADABLE) ? EXIT.failed : EXIT.tryAgain
}
