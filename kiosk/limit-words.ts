import type { Limit, ReferenceName } from '../flows/rules/limits.ts'

const MEBIBYTE = 1_048_576
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const REFERENCE_WORDS: Readonly<Record<ReferenceName, string>> = {
  policy: 'Bảng phương thức',
  trust: 'Danh sách tổ chức chứng thực tin cậy',
  revocation: 'Danh sách chứng thư bị thu hồi',
}

/** A limit in a sentence with its numbers, for whoever looks after the machine. */
export function limitSays({ code, measured, ceiling, of, percent }: Limit): string {
  switch (code) {
    case 'LIMIT_DISK':
      return `Đĩa còn ${megabytes(measured)}; cần giữ lại ${megabytes(ceiling)}.`
    case 'LIMIT_QUEUE_AGE':
      return `Hồ sơ chờ lâu nhất ${span(measured)}; ngưỡng ${span(ceiling)} (${percent} %).`
    case 'LIMIT_QUEUE_COUNT':
      return `${measured} hồ sơ đang chờ; ngưỡng ${ceiling} (${percent} %).`
    case 'LIMIT_REFERENCE_AGE':
      return `${REFERENCE_WORDS[of ?? 'policy']} đã ${span(measured)} chưa được trung tâm xác nhận; ngưỡng ${span(ceiling)} (${percent} %).`
  }
}

/** What to do about it. */
export function limitRemedy({ code }: Limit): string {
  switch (code) {
    case 'LIMIT_DISK':
      return 'Dọn tệp không dùng trên ổ chứa thư mục dữ liệu; đừng xoá thư mục dữ liệu.'
    case 'LIMIT_QUEUE_AGE':
    case 'LIMIT_QUEUE_COUNT':
      return 'Nối lại mạng, hoặc mang hồ sơ đi bằng USB: motcua outbox export.'
    case 'LIMIT_REFERENCE_AGE':
      return 'Nối lại mạng, hoặc lấy dữ liệu mới qua USB: motcua outbox import.'
  }
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / MEBIBYTE).toLocaleString('vi-VN')} MB`
}

function span(ms: number): string {
  return ms >= DAY_MS ? `${Math.floor(ms / DAY_MS)} ngày` : `${Math.floor(ms / HOUR_MS)} giờ`
}
