import type { StickTrip } from '../../data/stick/carry.ts'
import type { StickImport } from '../../data/stick/import.ts'
import type { StickContents } from '../../data/stick/stick-contents.ts'
import type { Fault } from '../../flows/base/fault.ts'

const STAYS = 'Hồ sơ trên máy không mất.'
/** Heads of what follows, file by file, where there were files and none could be used. */
export const NOTHING_TAKEN = 'Không tệp nào trên USB dùng được; máy chưa nhận gì.'
export const NOTHING_CARRIED = 'Chưa tệp nào trên USB tới được trung tâm.'

/** What a fault of the stick comes to, and what to do; null for any other. */
export function stickFaultWords({ code, details }: Pick<Fault, 'code' | 'details'>): string | null {
  const folder = String(details.folder ?? '')
  switch (code) {
    case 'STICK_ABSENT':
      return absentWords(String(details.reason ?? ''), folder)
    case 'STICK_READ_ONLY':
      return `USB ở ${folder} không cho ghi: nấc gạt chống ghi đang bật, hoặc USB được gắn chỉ để đọc. Gạt nấc, rút ra cắm lại, hoặc dùng USB khác, rồi chạy lại lệnh. ${STAYS}`
    case 'STICK_PULLED':
      return `USB ở ${folder} bị rút ra giữa chừng, hoặc không còn trả lời. Cắm lại cho chắc rồi chạy lại đúng lệnh này; làm lại không gây trùng. ${STAYS}`
    case 'STICK_FULL':
      return `USB ở ${folder} đã đầy. Xoá bớt trên USB hoặc dùng USB khác, rồi chạy lại lệnh. ${STAYS}`
    default:
      return null
  }
}

function absentWords(reason: string, folder: string): string {
  switch (reason) {
    case 'ENOTDIR':
      return `${folder} không phải là thư mục. Ghi tên thư mục của USB, ví dụ /media/usb. ${STAYS}`
    case 'EACCES':
    case 'EPERM':
      return `Tài khoản đang dùng không được mở ${folder}. Nhờ kỹ thuật viên gắn USB cho tài khoản này. ${STAYS}`
    default:
      return `Không thấy USB ở ${folder}. Cắm USB, chờ máy nhận, xem đúng tên thư mục rồi chạy lại lệnh. ${STAYS}`
  }
}

/** What came back by stick: news, and what was known already, which is no news and no loss. */
export function importLines({ received, decided, refused, known, waiting, readOnly }: StickImport): string[] {
  const lines = [`Trung tâm mới ký nhận ${received} hồ sơ, có kết quả mới ${decided}, cần người xem ${refused}.`]
  if (known > 0) lines.push(`${known} kết quả trên USB máy này đã biết từ trước, qua mạng hoặc USB lần trước.`)
  if (waiting > 0) lines.push(`${waiting} hồ sơ đang chờ công dân quay lại nhận mã.`)
  if (readOnly) lines.push('USB không cho ghi nên các tệp vẫn còn trên đó; đọc lại lần nữa cũng không sao.')
  return lines
}

/** What one trip did; of one that carried nothing, only what failed has to be told. */
export function tripLines({ files, received, decided, waiting }: StickTrip): string[] {
  if (files === 0) return []
  return [
    `Trung tâm có ${received} hồ sơ từ ${files} tệp. Đã ghi vào USB để mang về: ${decided} kết quả, ${waiting} hồ sơ chờ công dân quay lại (kể cả điều máy kia có thể đã biết).`,
  ]
}

/** Why nothing came of a stick, and whether something should have: a wrong stick or folder is no work that is done. */
export interface Nothing {
  readonly says: string
  readonly isFault: boolean
}

const UNUSED: Nothing = {
  says: 'Thư mục này chưa từng dùng để chuyển hồ sơ (không có thư mục motcua ở trong). Xem lại đúng USB, đúng tên thư mục; ở máy lập hồ sơ chạy: motcua outbox export <thư mục>.',
  isFault: true,
}

/** Of `import` that found no reply to this station. */
export function nothingImported({ used, bundles, replies }: StickContents, stationCode: string): Nothing {
  if (!used) return UNUSED
  const uncarried = bundles.get(stationCode) ?? 0
  if (uncarried > 0) {
    const says = `USB còn ${uncarried} tệp của máy này mà trung tâm chưa trả lời. Mang USB tới máy có mạng, chạy motcua outbox carry <thư mục>, rồi mang về.`
    return { says, isFault: true }
  }
  const others = [...new Set([...bundles.keys(), ...replies.keys()])].filter((code) => code !== stationCode)
  if (others.length > 0) {
    const says = `USB này của máy ${others.join(', ')}, không có gì cho máy này (${stationCode}). Mang USB về đúng máy, hoặc cắm đúng USB.`
    return { says, isFault: true }
  }
  return {
    says: 'USB không còn gì cho máy này: không có trả lời nào của trung tâm, không có tệp nào chờ mang đi.',
    isFault: false,
  }
}

/** Of `carry` that found no bundle. */
export function nothingCarried({ used, replies }: StickContents): Nothing {
  if (!used) return UNUSED
  const back = replies.size === 0 ? '' : ` Có trả lời cho máy ${[...replies.keys()].join(', ')}: mang USB về máy đó.`
  return { says: `USB không có tệp hồ sơ nào chờ mang tới trung tâm.${back}`, isFault: false }
}
