import type { Prospect } from '../../../flows/rules/offline.ts'

type Said = Exclude<Prospect, 'online'>

/** What each way comes to while the line is down (product.md §2, last column), said before anything is begun, Vietnamese. */
export const viOffline = {
  /** In the list of ways: short. */
  state: {
    now: 'Làm được ngay',
    'now-by-modem': 'Được ngay, mã qua modem',
    'now-in-reader': 'Được ngay, SIM ở đầu đọc',
    'return-once': 'Ghi nhận, quay lại một lần',
    'needs-line': 'Cần đường truyền, giờ chưa có',
  } satisfies Record<Said, string>,
  /** On the conditions: whole. */
  why: {
    now: 'Máy đang mất mạng. Cách này vẫn làm được ngay.',
    'now-by-modem': 'Máy đang mất mạng. Cách này vẫn làm được ngay: mã gửi qua modem của máy.',
    'now-in-reader': 'Máy đang mất mạng. Cách này làm được ngay khi SIM ở trong đầu đọc của máy: nhấn Enter.',
    'return-once': 'Máy đang mất mạng. Hồ sơ được ghi nhận; Quý khách cần quay lại một lần với phiếu.',
  } satisfies Record<Exclude<Said, 'needs-line'>, string>,
  /** Over the list of ways. */
  methodWhy: 'Máy đang mất mạng: cách nào làm được ngay thì đứng trước.',
  /** Where a way was chosen that needs the line. */
  blocked: {
    question: (method: string) => `${method} cần đường truyền, bây giờ chưa có`,
    why: 'Chưa phải gõ gì nên không mất gì. Những cách này làm được khi mất mạng:',
    alone: 'Chưa phải gõ gì nên không mất gì. Lúc này chưa có cách nào khác.',
    wait: 'Muốn dùng đúng cách đã chọn: chờ ở đây, có mạng thì máy tự đi tiếp. Hoặc quay lại sau.',
  },
  needsLine: (others: string) => `Cách này cần đường truyền, mà máy đang mất mạng. Không cần đường truyền: ${others}.`,
  needsLineAlone: 'Cách này cần đường truyền, mà máy đang mất mạng. Mời Quý khách chờ, hoặc quay lại sau.',
  /** Under a request that did not get out. */
  others: (others: string) => `Không cần đường truyền: ${others}. Nhấn Esc để quay lại và chọn.`,
}

/** The shape both languages have. */
export type OfflineTexts = typeof viOffline
