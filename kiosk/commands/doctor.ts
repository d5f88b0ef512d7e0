import { statfsSync } from 'node:fs'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { EXIT, runCommand } from '../exit.ts'
import type { Settings } from '../settings.ts'
import { tryScannerPort } from '../wire-scanner.ts'
import { openWiredStation, type WiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

/** One thing that was looked at, and what to do about it. */
export interface Finding {
  readonly part: 'store' | 'disk' | 'station' | 'central' | 'clock' | 'outbox' | 'scanner' | 'sandbox'
  readonly state: 'ready' | 'missing' | 'faulted' | 'off'
  readonly code: FaultCode | null
  readonly says: string
  readonly nextStep: string | null
}

const ASK_TIMEOUT_MS = 3_000
/** Below this a day's packets could fill the disk. */
const DISK_LOW_BYTES = 500 * 1_048_576
/** A clock further off than this makes signed requests fail. */
const CLOCK_OFF_MS = 60_000

/** `motcua doctor`: what is there, what is missing and what to do, in plain words. Exit 1 when something needs a hand. */
export function doctorCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const findings = await examine(settingsOf(flags))
    output.json({ findings, ready: findings.every(isFine) })
    for (const finding of findings) {
      output.text(`${isFine(finding) ? '✓' : '✗'} ${finding.says}`)
      if (finding.nextStep) output.text(`    → ${finding.nextStep}`)
    }
    return findings.every(isFine) ? EXIT.done : EXIT.failed
  })
}

const isFine = ({ state }: Finding) => state === 'ready' || state === 'off'

async function examine(settings: Settings): Promise<readonly Finding[]> {
  let wired: WiredStation | null = null
  const findings: Finding[] = []
  try {
    wired = openWiredStation(settings, 'doctor')
    findings.push(ready('store', `Kho dữ liệu của máy mở được (${settings.dataDir}).`))
    findings.push(stationFinding(wired), outboxFinding(wired))
  } catch (thrown) {
    findings.push(
      faulted(
        'store',
        toFault(thrown),
        'Kho dữ liệu của máy không mở được.',
        'Gọi kỹ thuật viên; đừng xoá thư mục dữ liệu.',
      ),
    )
  } finally {
    wired?.close()
  }
  findings.push(
    diskFinding(settings),
    ...(await centralFindings(settings)),
    await scannerFinding(settings),
    await sandboxFinding(settings),
  )
  return findings
}

function stationFinding({ station }: WiredStation): Finding {
  const { identity } = station
  return identity
    ? ready('station', `Máy đã ghép với trung tâm: ${identity.stationCode} (${identity.name}).`)
    : missing(
        'station',
        'STATION_NOT_ENROLLED',
        'Máy chưa ghép với trung tâm.',
        'Xin mã ghép của trung tâm rồi chạy: motcua enroll --central URL --code MÃ',
      )
}

function outboxFinding({ station }: WiredStation): Finding {
  const { waiting, held } = station.repos.outbox.counts()
  if (held > 0)
    return {
      part: 'outbox',
      state: 'faulted',
      code: null,
      says: `${held} hồ sơ cần người xem.`,
      nextStep: 'Chạy: motcua outbox',
    }
  return ready('outbox', waiting === 0 ? 'Không có hồ sơ nào chờ gửi.' : `${waiting} hồ sơ đang chờ gửi.`)
}

function diskFinding(settings: Settings): Finding {
  try {
    const { bavail, bsize } = statfsSync(settings.dataDir)
    const free = bavail * bsize
    if (free >= DISK_LOW_BYTES)
      return ready('disk', `Đĩa còn ${Math.round(free / 1_048_576).toLocaleString('vi-VN')} MB.`)
    return missing('disk', 'STORE_FULL', 'Đĩa sắp đầy.', 'Dọn bớt tệp không dùng trên ổ chứa thư mục dữ liệu.')
  } catch (thrown) {
    return faulted(
      'disk',
      toFault(thrown),
      'Không đọc được ổ đĩa.',
      'Kiểm tra thư mục dữ liệu có tồn tại và được phép ghi.',
    )
  }
}

async function centralFindings(settings: Settings): Promise<readonly Finding[]> {
  if (settings.central === null) {
    return [
      missing(
        'central',
        'CONFIG_INVALID',
        'Chưa khai báo địa chỉ trung tâm.',
        'Đặt --central URL, biến MOTCUA_CENTRAL, hoặc chạy motcua up.',
      ),
    ]
  }
  try {
    const response = await fetch(`${settings.central}/ready`, {
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
      redirect: 'manual',
    })
    if (!response.ok) throw new Fault('CENTRAL_BUSY', { status: response.status })
    return [ready('central', `Trung tâm trả lời (${settings.central}).`), clockFinding(response.headers.get('date'))]
  } catch (thrown) {
    const fault = thrown instanceof Fault ? thrown : new Fault('LINE_DOWN')
    return [
      faulted(
        'central',
        fault,
        `Không gặp được trung tâm (${settings.central}).`,
        'Kiểm tra dây mạng và bộ phát; hồ sơ vẫn được giữ trên máy và tự gửi khi có mạng.',
      ),
    ]
  }
}

function clockFinding(date: string | null): Finding {
  const offMs = date === null ? 0 : Math.abs(Date.parse(date) - Date.now())
  if (offMs < CLOCK_OFF_MS) return ready('clock', 'Đồng hồ máy khớp với trung tâm.')
  return missing(
    'clock',
    'CLOCK_SKEW',
    `Đồng hồ máy lệch ${Math.round(offMs / 60_000)} phút so với trung tâm.`,
    'Bật đồng bộ giờ (NTP) hoặc chỉnh lại giờ.',
  )
}

async function scannerFinding({ scanner }: Settings): Promise<Finding> {
  if (scanner.kind === 'off') return off('scanner', 'Máy quét: không dùng.')
  if (scanner.kind === 'simulated') return ready('scanner', 'Máy quét: mô phỏng.')
  try {
    await tryScannerPort(scanner)
    return ready('scanner', `Máy quét ở ${scanner.path} mở được.`)
  } catch (thrown) {
    return faulted(
      'scanner',
      toFault(thrown),
      `Không mở được máy quét ở ${scanner.path}.`,
      'Cắm lại máy quét; kiểm tra chế độ cổng nối tiếp (USB-COM) và quyền đọc cổng.',
    )
  }
}

async function sandboxFinding({ sandbox }: Settings): Promise<Finding> {
  if (sandbox === null) return off('sandbox', 'Môi trường mô phỏng: không dùng.')
  try {
    await fetch(sandbox, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
    return ready('sandbox', `Môi trường mô phỏng đang chạy (${sandbox}).`)
  } catch (thrown) {
    return faulted(
      'sandbox',
      new Fault('SANDBOX_UNAVAILABLE', {}, thrown),
      'Môi trường mô phỏng không trả lời.',
      'Chạy: motcua up',
    )
  }
}

function ready(part: Finding['part'], says: string): Finding {
  return { part, state: 'ready', code: null, says, nextStep: null }
}

function off(part: Finding['part'], says: string): Finding {
  return { part, state: 'off', code: null, says, nextStep: null }
}

function missing(part: Finding['part'], code: FaultCode, says: string, nextStep: string): Finding {
  return { part, state: 'missing', code, says, nextStep }
}

function faulted(part: Finding['part'], fault: Fault, says: string, nextStep: string): Finding {
  return { part, state: 'faulted', code: fault.code, says: `${says} (${fault.code})`, nextStep }
}
