/** One row, as words. */
export type CallBackRow = Readonly<Record<'number' | 'name' | 'phone' | 'method' | 'since' | 'until', string>>

/** Words of the call-back list, Vietnamese: brief, as between colleagues. */
export const viCallBacks = {
  question: 'Công dân cần gọi lại',
  why: (count: number) => `${count} hồ sơ chờ công dân quay lại nhận mã. Sắp hết hạn đứng trước.`,
  none: 'Không có ai cần gọi lại.',
  noneWhy: 'Mọi hồ sơ của quầy này đã có mã, hoặc chưa gửi đi.',
  away: 'Danh sách gọi lại ở trung tâm, cần có mạng',
  awayWhy: 'Họ tên và số điện thoại không được giữ ở máy này.',
  waitingHere: (count: number) => `Theo sổ của máy này: ${count} hồ sơ đang chờ công dân.`,
  retry: 'Có mạng rồi thì nhấn Enter để thử lại.',
  head: {
    number: 'Số phiếu',
    name: 'Họ và tên',
    phone: 'Điện thoại',
    method: 'Phương thức',
    since: 'Từ',
    until: 'Hạn',
  },
  methodOther: 'khác',
  page: (at: number, of: number) => `Trang ${at} / ${of}: phím trái, phải.`,
  say: 'Dặn công dân: mang phiếu và điện thoại đến quầy hoặc máy nào có mạng. Công dân đang ở quầy: nhấn Enter ở dòng của họ.',
  rowSpoken: ({ number, name, phone, method, since, until }: CallBackRow) =>
    `Phiếu ${number}, ${name}, điện thoại ${phone}, ${method}, chờ từ ${since}, hạn ${until}`,
}
