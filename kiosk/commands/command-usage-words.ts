import type { FaultDetails } from '../../flows/base/fault.ts'

/** What is left out, as people call it. */
const MISSING: Readonly<Record<string, string>> = {
  receipt: 'số biên nhận (ví dụ K0007-000123)',
  folder: 'thư mục của USB (ví dụ /media/usb)',
}

/** A command that was typed wrong: what about it, and where to look. */
export function usageWords({ missing, action, allowed, together, flag }: FaultDetails): string {
  const help = 'Xem cách dùng: motcua <lệnh> --help.'
  if (missing !== undefined) return `Lệnh còn thiếu ${MISSING[String(missing)] ?? missing}. ${help}`
  if (together !== undefined) return `${together} không dùng cùng nhau được. Chọn một rồi chạy lại.`
  if (allowed !== undefined) return `Lệnh này không có việc "${shown(action)}". Dùng một trong: ${allowed}.`
  if (flag !== undefined) return `Giá trị của --${flag} chưa đúng. ${help}`
  return `Lệnh gõ chưa đúng hoặc còn thiếu. ${help}`
}

/** A setting that is missing or wrong: which one, and where it is set. */
export function configWords({ setting, path, allowed, reason }: FaultDetails): string {
  switch (setting) {
    case 'central':
      return 'Chưa biết địa chỉ trung tâm, hoặc địa chỉ không đúng dạng. Thêm --central http://<máy>:<cổng>, hoặc đặt MOTCUA_CENTRAL.'
    case 'sandbox':
      return 'Địa chỉ môi trường mô phỏng không đúng dạng. Xem lại --sandbox (MOTCUA_SANDBOX).'
    case 'data':
      return `Không dùng được thư mục dữ liệu ${path}${reason === 'ENOTDIR' ? ' (đó là một tệp)' : ''}. Xem lại --data (MOTCUA_DATA) và quyền của tài khoản này.`
    case 'config':
      return `Không đọc được tệp cấu hình ${path}, hoặc tệp không phải JSON. Xem lại --config (MOTCUA_CONFIG).`
    case 'admin.token':
      return 'Không thấy khoá quản trị của trung tâm (admin.token) ở thư mục dữ liệu. Chạy lệnh này trên máy chủ trung tâm, với đúng --data.'
    default: {
      const choice = allowed === undefined ? '' : ` Được dùng: ${allowed}.`
      return `Mục cấu hình "${setting ?? '?'}" còn thiếu hoặc sai.${choice} Sửa tham số, biến môi trường hoặc tệp cấu hình rồi chạy lại.`
    }
  }
}

/** What somebody typed, short and without anything that would steer a terminal. */
function shown(text: FaultDetails[string] | undefined): string {
  return String(text ?? '')
    .replace(/\p{C}/gu, '')
    .slice(0, 40)
}
