import { statfsSync } from 'node:fs'
import { toFault } from '../../flows/base/fault.ts'
import type { Settings } from '../settings.ts'
import { openWiredStation, type WiredStation } from '../wire-station.ts'
import { type Finding, found } from './finding.ts'

/** Below this a day's packets could fill the disk. */
const DISK_LOW_BYTES = 500 * 1_048_576
const MEBIBYTE = 1_048_576

/** Store, pairing, outbox and disk of this station. */
export function stationFindings(settings: Settings): readonly Finding[] {
  return [...storeFindings(settings), diskFinding(settings)]
}

function storeFindings(settings: Settings): readonly Finding[] {
  let wired: WiredStation | null = null
  try {
    wired = openWiredStation(settings, 'doctor')
    return [
      found('store', 'ready', null, { says: `Kho dữ liệu của máy mở được (${settings.dataDir}).` }),
      pairingFinding(wired),
      outboxFinding(wired),
    ]
  } catch (thrown) {
    const { code } = toFault(thrown)
    return [
      found('store', 'faulted', code, {
        says: 'Kho dữ liệu của máy không mở được.',
        nextStep: 'Gọi kỹ thuật viên; đừng xoá thư mục dữ liệu.',
      }),
    ]
  } finally {
    wired?.close()
  }
}

function pairingFinding({ station: { identity } }: WiredStation): Finding {
  if (identity?.training)
    // Not `ready`: on the readiness slip that would read as paired with central.
    return found('station', 'off', null, { says: 'Máy luyện tập: hồ sơ không bao giờ được gửi đi.' })
  if (identity)
    return found('station', 'ready', null, {
      says: `Máy đã ghép với trung tâm: ${identity.stationCode} (${identity.name}).`,
    })
  return found('station', 'missing', 'STATION_NOT_ENROLLED', {
    says: 'Máy chưa ghép với trung tâm.',
    nextStep: 'Xin mã ghép của trung tâm rồi chạy: motcua enroll --central URL --code MÃ',
  })
}

function outboxFinding({ station }: WiredStation): Finding {
  const { waiting, held } = station.repos.outbox.counts()
  if (held > 0)
    return found('outbox', 'faulted', null, { says: `${held} hồ sơ cần người xem.`, nextStep: 'Chạy: motcua outbox' })
  return found('outbox', 'ready', null, {
    says: waiting === 0 ? 'Không có hồ sơ nào chờ gửi.' : `${waiting} hồ sơ đang chờ gửi.`,
  })
}

function diskFinding(settings: Settings): Finding {
  try {
    const { bavail, bsize } = statfsSync(settings.dataDir)
    const freeBytes = bavail * bsize
    const free = `${Math.round(freeBytes / MEBIBYTE).toLocaleString('vi-VN')} MB`
    if (freeBytes >= DISK_LOW_BYTES) return found('disk', 'ready', null, { says: `Đĩa còn ${free}.` })
    return found('disk', 'faulted', 'STORE_FULL', {
      says: `Đĩa sắp đầy, chỉ còn ${free}.`,
      nextStep: 'Dọn bớt tệp không dùng trên ổ chứa thư mục dữ liệu.',
    })
  } catch (thrown) {
    return found('disk', 'faulted', toFault(thrown).code, {
      says: 'Không đọc được ổ đĩa.',
      nextStep: 'Kiểm tra thư mục dữ liệu có tồn tại và được phép ghi.',
    })
  }
}
