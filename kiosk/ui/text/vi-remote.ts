import type { RemoteRequest } from '../../../flows/ports/remote.port.ts'

/** Words while somebody answers on a device of their own, Vietnamese. */
export const viRemote = {
  starting: {
    signIn: (name: string) => `Đang nối với nơi đăng nhập: ${name}.`,
    'sim-signature': 'Đang gửi yêu cầu ký đến nhà mạng.',
    'remote-signature': 'Đang gửi yêu cầu ký đến nhà cung cấp.',
    way: 'Thường mất vài giây. Nhấn Esc nếu không muốn chờ.',
  } satisfies Record<Exclude<RemoteRequest['kind'], 'sign-in'>, string> & Record<string, unknown>,
  cutOff: {
    question: 'Chưa gửi được yêu cầu',
    why: 'Nhấn Enter để thử lại, hoặc nhấn Esc để quay lại.',
    kept: 'Thông tin Quý khách đã điền vẫn còn. Chưa có gì bị gửi hai lần.',
  },
  waiting: {
    signIn: {
      question: 'Mời Quý khách đăng nhập trên điện thoại',
      why: (name: string) => `Tài khoản: ${name}. Mật khẩu chỉ gõ trên điện thoại.`,
      steps: [
        'Mở máy ảnh hoặc Zalo, quét mã QR này.',
        'Xem mã trên điện thoại có đúng là:',
        'Đúng thì đăng nhập, rồi đồng ý.',
      ],
      plainSteps: [
        'Mở trang trên bằng trình duyệt của điện thoại.',
        'Gõ mã, xem mã trên điện thoại có giống mã ở đây không.',
        'Giống thì đăng nhập, rồi nhấn đồng ý.',
      ],
      warning: 'Chỉ đồng ý khi chính Quý khách đang đứng ở máy này.',
    },
    sim: {
      question: 'Mời Quý khách ký trên điện thoại',
      why: (phone: string) => `Yêu cầu ký đã gửi đến số ${phone}. Có thể mất một, hai phút.`,
      steps: [
        'Điện thoại hiện yêu cầu ký, có mã đối chiếu.',
        'So mã đối chiếu: hai nơi phải giống nhau.',
        'Giống thì nhập mã PIN của SIM trên điện thoại, không gõ ở máy này.',
      ],
      warning: 'Mã khác thì từ chối trên điện thoại và gọi nhân viên.',
    },
    app: {
      question: 'Mời Quý khách xác nhận trong ứng dụng ký số',
      why: 'Yêu cầu ký đã được gửi đến ứng dụng trên điện thoại.',
      steps: [
        'Quét mã QR này, hoặc mở ứng dụng ký số.',
        'Mã đối chiếu trong ứng dụng phải là:',
        'Đúng thì xác nhận ký.',
      ],
      plainSteps: [
        'Mở ứng dụng ký số trên điện thoại, chọn yêu cầu đang chờ.',
        'So mã đối chiếu: hai nơi phải giống nhau.',
        'Giống thì xác nhận ký trong ứng dụng.',
      ],
      warning: 'Mã khác thì từ chối và gọi nhân viên.',
    },
    openPage: (page: string) => `Không quét được? Mở ${page} rồi gõ mã trên.`,
    code: (code: string) => `Mã đối chiếu: ${code}`,
    left: (time: string) => `Còn ${time}`,
    stillWaiting: 'Máy vẫn đang chờ.',
    qrLabel: 'Mã QR để mở bằng điện thoại',
  },
  statement: {
    title: 'Nội dung sẽ ký',
    why: 'Đây là toàn bộ nội dung mà chữ ký số của Quý khách xác nhận.',
    position: (from: string, to: string, of: string) => `dòng ${from}-${to} / ${of}, phím mũi tên lên, xuống để xem`,
  },
}

/** The shape both languages have. */
export type RemoteTexts = typeof viRemote
