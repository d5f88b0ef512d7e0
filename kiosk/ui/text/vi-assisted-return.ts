/** What is said otherwise of a return visit where an officer serves, Vietnamese. */
export const viAssistedReturn = {
  found: {
    question: 'Hồ sơ này chỉ còn một bước',
    why: (phone: string) => `Mã sẽ gửi đến số ${phone}. Hỏi công dân có cầm máy đó không.`,
    notYours: 'Công dân không dùng số đó nữa? Nhấn Esc rồi đăng ký lại từ đầu.',
    notYoursAsked: 'Công dân không dùng số đó nữa? Nhấn Esc rồi đăng ký lại từ đầu.',
    sent: {
      why: (phone: string) => `Mã đã gửi đến số ${phone}. Nhấn Enter, mời công dân tự gõ mã.`,
      notYours: 'Công dân không dùng số đó nữa? Nhấn Esc rồi đăng ký lại từ đầu.',
    },
  },
  unknown: {
    keep: 'Dặn công dân giữ phiếu: nơi nhận gửi hồ sơ lên rồi thì phiếu dùng được.',
    scanCode: 'Xem lại số đã gõ. Quét mã QR trên phiếu là chắc nhất.',
  },
  lineDown: {
    why: 'Hồ sơ và phiếu của công dân vẫn còn nguyên.',
    proved: 'Mã công dân gõ đã đúng. Có mạng thì nhấn Enter để làm nốt.',
    options: ['Thử gửi lại', 'Để lần sau: hẹn công dân quay lại cùng phiếu'],
  },
  result: {
    verifying: {
      title: 'Đã nhận, đang đối soát',
      what: 'Công dân không cần làm lại.',
      steps: ['Dặn công dân giữ phiếu.', 'Ngày mai quét lại phiếu để xem kết quả.', 'Hoặc thử vào dichvucong.gov.vn.'],
    },
    stillGood: 'Dặn công dân giữ phiếu: phiếu vẫn còn giá trị.',
    faulted: ['Hồ sơ vẫn còn, phiếu vẫn có giá trị.', 'Thử lại sau ít phút, chưa được thì gọi kiểm soát viên.'],
  },
}
