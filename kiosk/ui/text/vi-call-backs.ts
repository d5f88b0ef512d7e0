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
  head: { name: 'Họ và tên', phone: 'Điện thoại', method: 'Phương thức', since: 'Từ', until: 'Hạn' },
  methodOther: 'khác',
  page: (at: number, of: number) => `Trang ${at} / ${of}: phím lên, xuống.`,
  say: 'Dặn công dân: mang phiếu và điện thoại đến quầy hoặc máy nào có mạng.',
  rowSpoken: (name: string, phone: string, method: string, since: string, until: string) =>
    `${name}, điện thoại ${phone}, ${method}, chờ từ ${since}, hạn ${until}`,
}
