import type { Choice, Need, Question } from '../../../flows/rules/adviser.ts'

/** The adviser's words, Vietnamese: short questions, each with the reason it is asked. */
export const viAdviser = {
  offer: 'Chưa rõ nên chọn cách nào? Để máy gợi ý',
  questions: {
    phone: {
      question: 'Ông/Bà có mang điện thoại dùng SIM chính chủ không?',
      why: 'Vì mã xác nhận đến bằng tin nhắn. SIM chính chủ: đứng tên Ông/Bà, gắn căn cước 12 số.',
    },
    card: {
      question: 'Ông/Bà có mang thẻ căn cước gắn chip không?',
      why: 'Vì có thẻ, cán bộ ở đây đối chiếu rồi đăng ký trực tiếp cho Ông/Bà được.',
    },
    insurance: {
      question: 'Ông/Bà có sẵn số bảo hiểm xã hội không?',
      why: 'Vì cơ quan bảo hiểm xác minh được Ông/Bà. Số này có trên thẻ bảo hiểm y tế.',
    },
    account: {
      question: 'Ông/Bà đã có tài khoản nào dưới đây?',
      why: 'Vì có sẵn tài khoản thì chỉ cần đăng nhập, không phải gõ lại thông tin.',
    },
    official: {
      question: 'Ông/Bà có là cán bộ, công chức, viên chức không?',
      why: 'Vì cách dùng tài khoản Bưu điện không dành cho người của cơ quan nhà nước.',
    },
    signing: {
      question: 'Ông/Bà có mang theo chữ ký số nào không?',
      why: 'Vì có chữ ký số thì tài khoản đạt mức 3, mức cao, và không cần mật khẩu.',
    },
  } satisfies Record<Question, { question: string; why: string }>,
  choices: {
    'own-sim': 'Có, SIM chính chủ',
    'other-sim': 'Có điện thoại, nhưng SIM chưa chính chủ',
    'no-phone': 'Không mang điện thoại',
    'vneid-account': 'VNeID, định danh mức 2',
    'vnpost-account': 'Tài khoản Bưu điện Việt Nam',
    'usb-token': 'USB ký số',
    'signing-sim': 'SIM ký số',
    'signing-app': 'Ứng dụng ký số trên điện thoại, như VNPT SmartCA',
    yes: 'Có',
    no: 'Không',
    none: 'Không có',
    unknown: 'Tôi không rõ',
  } satisfies Record<Choice, string>,
  advice: {
    question: 'Cách hợp nhất với Ông/Bà ở dòng đầu',
    why: 'Nhấn Enter để chọn dòng đầu, hoặc nhấn phím số của dòng khác. Thời gian là ước chừng.',
    unsureQuestion: 'Mời Ông/Bà xem mình có đủ cho cách nào',
    unsureWhy: 'Máy chưa chắc Ông/Bà có sẵn gì. Cách nhiều người dùng được thì ở trên. Nhấn phím số để chọn.',
    noneQuestion: 'Lúc này chưa có cách nào làm được ngay',
    noneWhy: 'Nhấn phím số để xem vì sao và cần làm gì tiếp. Hoặc mời gọi nhân viên giúp.',
    minutes: (minutes: string) => `${minutes} phút`,
    atHand: 'Đã có đủ',
    lineDown: 'Máy đang mất mạng, nên cách nào xong được ngay thì xếp trước.',
    firstNeeds: (needs: string) => `Dòng 1 cần có: ${needs}.`,
    explained: (method: string, lack: string, now: string) => `${method}. ${lack}. ${now}`,
  },
  /** What a way takes, as said of one that may be there, of one that is not, and what to do then. */
  needs: {
    phone: {
      name: 'điện thoại',
      wanted: 'Cần điện thoại',
      lacking: 'Chưa mang điện thoại',
      now: 'Mời Ông/Bà mang điện thoại đến rồi đăng ký.',
    },
    'own-sim': {
      name: 'SIM chính chủ',
      wanted: 'Cần SIM chính chủ',
      lacking: 'SIM chưa chính chủ',
      now: 'Mời Ông/Bà mang căn cước đến cửa hàng nhà mạng để cập nhật SIM, rồi quay lại.',
    },
    'insurance-number': {
      name: 'số bảo hiểm xã hội',
      wanted: 'Cần số BHXH',
      lacking: 'Chưa có số bảo hiểm xã hội',
      now: 'Số này có trên thẻ bảo hiểm y tế hoặc trong ứng dụng VssID.',
    },
    'vnpost-account': {
      name: 'tài khoản Bưu điện',
      wanted: 'Cần có tài khoản',
      lacking: 'Chưa có tài khoản Bưu điện',
      now: 'Mời Ông/Bà hỏi nhân viên bưu điện để mở tài khoản.',
    },
    'vneid-account': {
      name: 'VNeID mức 2',
      wanted: 'Cần VNeID mức 2',
      lacking: 'Chưa có VNeID mức 2',
      now: 'Mời Ông/Bà mang căn cước đến công an xã, phường để làm định danh mức 2.',
    },
    'usb-token': {
      name: 'USB ký số',
      wanted: 'Cần USB ký số',
      lacking: 'Chưa có USB ký số',
      now: 'Nơi cung cấp chữ ký số sẽ cấp USB này.',
    },
    'signing-sim': {
      name: 'SIM ký số',
      wanted: 'Cần SIM ký số',
      lacking: 'Chưa có SIM ký số',
      now: 'Mời Ông/Bà hỏi cửa hàng nhà mạng về SIM ký số.',
    },
    'signing-app': {
      name: 'ứng dụng ký số',
      wanted: 'Cần ứng dụng ký',
      lacking: 'Chưa có ứng dụng ký số',
      now: 'Nơi cung cấp chữ ký số sẽ cấp và hướng dẫn cài ứng dụng này.',
    },
    'chip-card': {
      name: 'thẻ căn cước gắn chip',
      wanted: 'Cần thẻ gắn chip',
      lacking: 'Chưa mang thẻ căn cước gắn chip',
      now: 'Mời Ông/Bà mang thẻ đến rồi đăng ký.',
    },
    'not-official': {
      name: 'không là cán bộ nhà nước',
      wanted: 'Trừ cán bộ',
      lacking: 'Không dành cho cán bộ nhà nước',
      now: 'Mời Ông/Bà chọn cách khác, ví dụ USB ký số của cơ quan.',
    },
    officer: {
      name: 'cán bộ tại quầy',
      wanted: 'Cần cán bộ',
      lacking: 'Chỉ làm ở quầy có cán bộ',
      now: 'Mời Ông/Bà mang thẻ căn cước đến quầy có cán bộ.',
    },
    line: {
      name: 'mạng',
      wanted: 'Cần có mạng',
      lacking: 'Cần mạng, máy đang mất mạng',
      now: 'Mời Ông/Bà quay lại khi có mạng, hoặc chọn cách khác.',
    },
  } satisfies Record<Need, { name: string; wanted: string; lacking: string; now: string }>,
}
