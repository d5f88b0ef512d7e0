import type { RoomTrouble } from '../status.ts'

/** Why a station is closed: its store cannot be opened, or the folder for it cannot be made. */
export const OUT_OF_SERVICE_CODES = [
  'STORE_FULL',
  'STORE_READ_ONLY',
  'STORE_DAMAGED',
  'STORE_LOST',
  'STORE_BUSY',
  'CONFIG_INVALID',
] as const

export type OutOfServiceCode = (typeof OUT_OF_SERVICE_CODES)[number]

/** What is wrong, and what whoever looks after the machine does. */
export interface OutOfServiceWords {
  readonly what: string
  readonly staff: string
}

/** When nothing can be kept: no registration is begun, or the whole machine rests. Vietnamese. */
export const viStore = {
  /** Instead of everything before the first answer. */
  noRoom: {
    question: 'Máy này tạm thời chưa nhận đăng ký mới',
    why: {
      STORE_FULL: 'Máy đang hết chỗ lưu hồ sơ, nên xin báo trước khi Quý khách gõ thông tin.',
      STORE_READ_ONLY: 'Máy đang chưa ghi được hồ sơ, nên xin báo trước khi Quý khách gõ thông tin.',
    } satisfies Record<RoomTrouble, string>,
    go: 'Mời Quý khách sang máy khác, hoặc gọi nhân viên.',
    receipt: 'Quý khách có phiếu biên nhận: nhấn F3, việc này vẫn làm được ở đây.',
    byItself: 'Khi máy lưu lại được, trang này tự mất.',
  },
  outOfService: {
    subtitle: 'Tạm ngưng phục vụ',
    title: 'Máy này tạm ngưng phục vụ',
    now: 'Mời Quý khách sang máy khác, hoặc gọi nhân viên. Xin giữ phiếu đã nhận.',
    byItself: 'Máy luôn tự thử lại và tự phục vụ tiếp khi được; không cần tắt máy.',
    reopening: { title: 'Máy đang tự phục hồi', what: 'Xin Quý khách chờ trong giây lát.' },
    staff: (text: string) => `Nhân viên: ${text}`,
    machine: (name: string, dir: string) => `Máy: ${name} · ${dir}`,
    code: (code: string) => `Mã: ${code} (docs/faults.md)`,
    faults: {
      STORE_FULL: {
        what: 'Ổ đĩa của máy đã đầy, chưa lưu được hồ sơ.',
        staff: 'dọn tệp không dùng trên ổ đĩa, không xoá thư mục dữ liệu. Gọi kỹ thuật viên.',
      },
      STORE_READ_ONLY: {
        what: 'Máy chưa ghi được vào ổ đĩa, nên chưa lưu được hồ sơ.',
        staff: 'gọi kỹ thuật viên xem ổ đĩa và quyền ghi. Không cài lại, không xoá gì.',
      },
      STORE_DAMAGED: {
        what: 'Bộ nhớ của máy có chỗ hỏng, chưa tự phục hồi được.',
        staff: 'đóng các cửa sổ motcua khác trên máy này. Vẫn vậy thì gọi kỹ thuật viên; không xoá gì.',
      },
      STORE_LOST: {
        what: 'Bộ nhớ của máy có chỗ hỏng, và không có bản sao để phục hồi.',
        staff: 'ngừng dùng máy, giữ nguyên thư mục dữ liệu, gọi kỹ thuật viên.',
      },
      STORE_BUSY: {
        what: 'Bộ nhớ của máy đang được chương trình khác dùng.',
        staff: 'đóng bớt cửa sổ motcua trên máy này. Vẫn vậy thì gọi kỹ thuật viên.',
      },
      CONFIG_INVALID: {
        what: 'Máy chưa mở được nơi lưu hồ sơ.',
        staff: 'gọi kỹ thuật viên xem ổ đĩa đã cắm chưa, thư mục dữ liệu có đúng không.',
      },
    } satisfies Record<OutOfServiceCode, OutOfServiceWords>,
  },
}

/** The shape both languages have. */
export type StoreTexts = typeof viStore
