import { toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Limit } from '../../flows/rules/limits.ts'
import { limitRemedy, limitSays } from '../limit-words.ts'
import type { Settings } from '../settings.ts'
import { isStationThere, openWiredStation, type WiredStation } from '../wire-station.ts'
import { type Finding, found, type Part } from './finding.ts'

/** What to do about a store that does not open. */
const STORE_STEPS: Readonly<Partial<Record<FaultCode, string>>> = {
  STORE_DAMAGED: 'Tắt hết cửa sổ motcua trên máy này rồi mở lại: kho tự phục hồi.',
  STORE_READ_ONLY: 'Cho phép ghi vào thư mục dữ liệu (ổ đĩa có thể đang ở chế độ chỉ đọc vì lỗi).',
  STORE_FULL: 'Dọn tệp không dùng trên ổ chứa thư mục dữ liệu; đừng xoá thư mục dữ liệu.',
  STORE_LOST: 'Giữ nguyên thư mục dữ liệu; gọi kỹ thuật viên: đổi tên thư mục station rồi ghép lại bằng motcua enroll.',
}

/** Store, pairing, outbox and disk of this station. */
export function stationFindings(settings: Settings): readonly Finding[] {
  return isStationThere(settings) || settings.training ? storeFindings(settings) : [nothingThere(settings)]
}

/** A technician has seen what the last look showed: a restored store is not told of any longer. */
export function acknowledgeRecovery(settings: Settings): void {
  if (!isStationThere(settings)) return
  try {
    const wired = openWiredStation(settings, 'doctor')
    wired.station.safety.acknowledge()
    wired.close()
  } catch {
    // A store that does not open tells that itself.
  }
}

/** Looking makes no station: a mistyped path would be one from then on. */
function nothingThere({ dataDir }: Settings): Finding {
  return found('station', 'missing', 'STATION_NOT_ENROLLED', {
    says: `Chưa có máy nào ở thư mục dữ liệu ${dataDir}.`,
    nextStep: 'Xem lại --data (MOTCUA_DATA); máy mới thì xin mã ghép rồi chạy: motcua enroll --central URL --code MÃ',
  })
}

function storeFindings(settings: Settings): readonly Finding[] {
  let wired: WiredStation | null = null
  try {
    wired = openWiredStation(settings, 'doctor')
    return [
      storeFinding(settings, wired),
      pairingFinding(wired),
      outboxFinding(wired),
      ...forkFindings(wired),
      ...noticeFindings(wired),
      ...keyFindings(settings, wired),
      ...limitFindings(wired),
    ]
  } catch (thrown) {
    const { code } = toFault(thrown)
    return [
      found('store', 'faulted', code, {
        says: 'Kho dữ liệu của máy không mở được.',
        nextStep: STORE_STEPS[code] ?? 'Gọi kỹ thuật viên; đừng xoá thư mục dữ liệu.',
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

/** A disk older than what it has sent: an old copy was put back, or two machines run on one. */
function forkFindings({ station }: WiredStation): readonly Finding[] {
  if (station.trouble() !== 'STATION_FORKED') return []
  return [
    found('station', 'faulted', 'STATION_FORKED', {
      says: 'Ổ đĩa này là bản cũ: trung tâm đã có hồ sơ mà máy này không biết, số biên nhận có thể trùng.',
      nextStep: 'Gửi hết hồ sơ (motcua sync), rồi ghép lại máy như máy mới (motcua enroll --anew).',
    }),
  ]
}

/** What central noticed about this station's packets. */
function noticeFindings({ station }: WiredStation): readonly Finding[] {
  const count = station.repos.notices.countOpen()
  if (count === 0) return []
  const says = `Trung tâm lưu ý ${count} điều về hồ sơ của máy này.`
  return [found('outbox', 'faulted', null, { says, nextStep: 'Chạy: motcua outbox' })]
}

/** Where the key of unfinished registrations lies; only a counter keeps any. */
function keyFindings({ unfinishedKey }: Settings, { station: { identity } }: WiredStation): readonly Finding[] {
  if (identity?.kind !== 'assisted') return []
  const says =
    unfinishedKey.kind === 'token'
      ? 'Khoá giữ hồ sơ đang làm dở nằm trong token của máy.'
      : 'Khoá giữ hồ sơ đang làm dở nằm trong một tệp (unfinished-key.json): ai chép cả ổ đĩa thì có cả khoá.'
  return [found('station', 'ready', null, { says })]
}

/** Disk, queue and reference data: fine until half of the way, a hint from there, in need of a hand from 80 %. */
function limitFindings(wired: WiredStation): readonly Finding[] {
  const limits = wired.limits()
  const disk = limits.find(({ code }) => code === 'LIMIT_DISK')
  const others = limits.filter(({ code, level }) => code !== 'LIMIT_DISK' && level !== 'none')
  return [
    disk
      ? limitFinding('disk', disk)
      : found('disk', 'faulted', 'INTERNAL', {
          says: 'Không đọc được ổ đĩa.',
          nextStep: 'Kiểm tra thư mục dữ liệu có tồn tại và được phép ghi.',
        }),
    ...others.map((limit) => limitFinding(limit.code === 'LIMIT_REFERENCE_AGE' ? 'station' : 'outbox', limit)),
  ]
}

function limitFinding(part: Part, limit: Limit): Finding {
  const says = limitSays(limit)
  if (limit.level === 'none') return found(part, 'ready', null, { says })
  const isPressing = limit.level !== 'half'
  return found(part, isPressing ? 'faulted' : 'ready', isPressing ? limit.code : null, {
    says,
    nextStep: limitRemedy(limit),
  })
}

/** The store itself: damaged and waiting for a restart, restored, or well. */
function storeFinding(settings: Settings, { station: { safety } }: WiredStation): Finding {
  const trouble = safety.trouble()
  if (trouble === 'STORE_DAMAGED')
    return found('store', 'faulted', trouble, {
      says: 'Kho dữ liệu có chỗ hỏng; chương trình sẽ phục hồi khi khởi động lại.',
      nextStep: 'Tắt hết cửa sổ motcua trên máy này rồi mở lại.',
    })
  const note = safety.lastRecovery()
  if (trouble === null || !note)
    return found('store', 'ready', null, { says: `Kho dữ liệu của máy mở được (${settings.dataDir}).` })
  const rows = note.logRowsLost === null ? 'không rõ bao nhiêu' : note.logRowsLost
  return found('store', 'faulted', trouble, {
    says:
      `Kho dữ liệu đã hỏng và đã được phục hồi từ bản sao lưu; lấy lại ${note.replayed} hồ sơ từ nhật ký, không mất hồ sơ nào. ` +
      `Mất ${rows} dòng nhật ký sự kiện sau bản sao lưu.`,
    nextStep: `Kiểm tra ổ đĩa; giữ thư mục damaged/${note.setAside}; tạo lại tài khoản nhân viên mới lập gần đây nếu thiếu.`,
  })
}
