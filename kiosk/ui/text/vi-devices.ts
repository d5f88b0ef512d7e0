import type { DeviceScreen } from '../../../flows/base/device-screens.ts'
import type { Sex } from '../../../flows/base/terms.ts'
import type { ChipProgress, ChipReading, PassiveAuthentication } from '../../../flows/ports/card.port.ts'
import type { CardField, CardSource } from '../../../flows/rules/card-differences.ts'
import type { OwnerField } from '../../../flows/rules/ownership.ts'
import { viDeviceHelp } from './vi-device-help.ts'

/** Words of the screens that use a device, Vietnamese. A citizen reads them at the kiosk, a technician in the doctor. */
export const viDevices = {
  token: {
    looking: {
      question: 'Mời Quý khách cắm USB ký số vào máy',
      why: 'Cắm vào cổng USB, đợi vài giây máy sẽ tự nhận ra. Mã PIN chỉ được hỏi ở bước sau.',
      drivers: 'Phần mềm đọc USB ký số trên máy này:',
      driver: (module: string, what: string) => `${module}: ${what}`,
      otherUsb: 'Nếu đã cắm mà chưa thấy: rút ra, đợi năm giây rồi cắm lại cổng khác.',
    },
    choose: {
      question: 'Mời chọn chứng thư số để ký',
      why: 'Nhấn phím số ở đầu dòng. Chứng thư số không dùng được có ghi lý do.',
      validity: (from: string, to: string) => `${from} - ${to}`,
      cardRead: 'Đã đọc thẻ căn cước. Mời chọn lại chứng thư số.',
      changed: 'Thiết bị vừa được rút ra hoặc đổi. Mời xem lại tên rồi chọn.',
      more: (count: number) => `Còn ${count} dòng nữa, nhấn phím mũi tên lên, xuống để xem.`,
      timedOut: 'Kiểm tra chứng thư số lâu quá chưa xong. Nhấn Enter để thử lại, hoặc chọn chứng thư khác.',
      noneUsable: 'Chưa có chứng thư số nào dùng được. Nhấn Enter để kết thúc.',
    },
    checking: {
      what: 'Đang kiểm tra chứng thư số.',
      way: 'Thường mất vài giây. Nhấn Esc để chọn chứng thư số khác.',
    },
    confirm: {
      question: 'Ký bằng chứng thư số này?',
      why: 'Xem đúng tên của Quý khách rồi nhấn Enter. Mã PIN được hỏi ở bước sau.',
      whyStatement: 'Đọc nội dung, đúng thì nhấn Enter. Mã PIN được hỏi ở bước sau.',
      whyStatementPinPad: 'Đọc nội dung, đúng thì nhấn Enter. Mã PIN bấm trên phím của thiết bị.',
      whyPinPad: 'Xem đúng tên của Quý khách rồi nhấn Enter. Mã PIN bấm trên phím của thiết bị.',
      name: 'Người ký',
      organisation: 'Tổ chức',
      issuer: 'Nơi cấp',
      validity: 'Hiệu lực',
      device: 'USB ký số',
      doubt: 'Giờ của máy chưa được kiểm chứng nên chưa kết luận được về hạn dùng; trung tâm sẽ xem lại.',
    },
    pin: {
      question: 'Mã PIN của USB ký số?',
      why: (device: string) => `Mã PIN của "${device}", do nơi cấp đưa. Mã không hiện trên màn hình.`,
      label: 'Mã PIN',
      count: (count: number) => `${count} ký tự`,
      countLow: 'Mã PIN đã bị gõ sai ít nhất một lần. Gõ sai thêm thì thiết bị có thể bị khoá.',
      lastTryKept: 'Khi chỉ còn một lần thử, máy sẽ dừng lại để không làm khoá thiết bị.',
      plainLetters: 'Mã PIN không có chữ có dấu. Mời tắt bộ gõ tiếng Việt rồi gõ lại.',
      secrecy: 'Xin che bàn phím khi gõ và đừng đọc mã PIN cho ai, kể cả nhân viên.',
    },
    pinPad: {
      question: 'Mời bấm mã PIN trên phím của thiết bị ký số',
      why: 'Không gõ mã PIN trên bàn phím này. Bấm xong, nhấn phím xác nhận của thiết bị.',
      left: (time: string) => `Còn ${time} để bấm mã PIN`,
    },
    signing: { what: 'USB ký số đang ký.', way: 'Thường mất vài giây. Xin đừng rút thiết bị ra.' },
    /** The same stretch with a signing SIM in a reader of this machine. */
    sim: {
      question: 'Mời đặt SIM ký số vào đầu đọc',
      why: 'Đợi vài giây máy sẽ tự nhận ra. Mã PIN chỉ được hỏi ở bước sau.',
      drivers: 'Phần mềm đọc SIM ký số trên máy này:',
      other: 'Nếu đã đặt mà chưa thấy: lấy SIM ra, xem đúng chiều rồi đặt lại.',
      device: 'SIM ký số',
      pin: 'Mã PIN ký số của SIM?',
      pinWhy: (device: string) => `Mã PIN ký số của "${device}", do nhà mạng đưa. Mã không hiện trên màn hình.`,
      signing: { what: 'SIM đang ký.', way: 'Thường mất vài giây. Xin đừng lấy SIM ra.' },
    },
  },
  card: {
    key: {
      question: 'Mời gõ 6 số cuối của số căn cước',
      why: '6 số này mở chip của thẻ. Hoặc quét mã QR trên thẻ, hoặc gõ ba dòng chữ ở mặt sau thẻ.',
      label: '6 số cuối của số căn cước, hoặc ba dòng ở mặt sau thẻ',
      wrongLength: 'Cần đúng 6 số cuối, hoặc cả 12 số của số căn cước.',
      lineOf: (line: number, of: number) => `dòng ${line} / ${of}`,
      suspect: (line: number, column: number, read: string, likely: string) =>
        `Dòng ${line}, ký tự thứ ${column}: đang là ${read}, có lẽ là ${likely}.`,
    },
    wait: {
      question: 'Mời đặt thẻ căn cước lên đầu đọc',
      why: 'Đặt thẻ nằm phẳng, giữ yên đến khi đọc xong. Thường mất từ 5 đến 15 giây.',
      lift: 'Mời nhấc thẻ ra rồi đặt lại cho phẳng.',
      retry: 'Hoặc nhấn Enter để đọc lại ngay.',
      noReader: 'Mời gọi nhân viên nếu đầu đọc không sáng đèn.',
    },
    reading: {
      question: 'Đang đọc chip của thẻ',
      why: 'Xin giữ yên thẻ trên đầu đọc.',
      step: {
        opening: 'Đang mở chip',
        reading: 'Đang đọc dữ liệu',
        checking: 'Đang kiểm tra chữ ký',
      } satisfies Record<ChipProgress['step'], string>,
      bytes: (read: string, total: string) => `${read} / ${total} KB`,
      silent: 'Thẻ trả lời chậm, máy vẫn đang chờ. Xin giữ yên thẻ, hoặc nhấc thẻ lên rồi đặt lại cho phẳng.',
    },
    read: {
      good: 'Đã đọc xong chip của thẻ',
      goodWhy: 'Đúng thì nhấn Enter. Nhấn Esc để đọc lại.',
      bad: 'Chip của thẻ này chưa tin được',
      badWhy: 'Mời gọi nhân viên cùng xem thẻ. Nhấn Enter để kết thúc.',
      hashes: { match: 'Dữ liệu còn nguyên vẹn', differ: 'Dữ liệu đã bị thay đổi' } satisfies Record<
        PassiveAuthentication['hashes'],
        string
      >,
      signature: { valid: 'Chữ ký của nơi cấp đúng', invalid: 'Chữ ký của nơi cấp sai' } satisfies Record<
        PassiveAuthentication['signature'],
        string
      >,
      chain: {
        trusted: 'Nơi ký thẻ đã được kiểm tra đến chứng thư gốc',
        unchecked: 'Chưa kiểm tra được chuỗi: máy chưa cài chứng thư gốc (CSCA)',
        untrusted: 'Nơi ký thẻ không thuộc chứng thư gốc nào đã cài',
      } satisfies Record<PassiveAuthentication['chain'], string>,
      genuine: {
        'chip-authentication': 'Chip là bản gốc (xác thực chip)',
        'active-authentication': 'Chip là bản gốc (xác thực chủ động)',
        'not-offered': 'Thẻ không có cách chứng minh chip là bản gốc',
        failed: 'Chip không chứng minh được là bản gốc',
      } satisfies Record<ChipReading['genuine'], string>,
      access: { 'pace-can': 'PACE, 6 số cuối', 'pace-mrz': 'PACE, dòng mặt sau', bac: 'BAC' } satisfies Record<
        ChipReading['access'],
        string
      >,
      opened: (how: string) => `Cách mở: ${how}`,
      portrait: (size: string) => `Ảnh: ${size} KB, chỉ giữ trong bộ nhớ`,
      noPortrait: 'Không có ảnh chân dung',
      noDetails: 'Chip không cho đọc phần thông tin tiếng Việt',
      fields: {
        idNumber: 'Số căn cước',
        fullName: 'Họ và tên',
        birthDate: 'Ngày sinh',
        sex: 'Giới tính',
        oldIdNumber: 'Số CMND cũ',
        issuedOn: 'Ngày cấp',
        expiresOn: 'Có giá trị đến',
        residence: 'Nơi ở',
      } satisfies Record<CardField, string>,
      sources: { typed: 'Đã điền', qr: 'Mã QR', mrz: 'Mặt sau', chip: 'Chip', 'chip-mrz': 'Chip DG1' } satisfies Record<
        CardSource,
        string
      >,
      differs: (field: string) => `${field}: các nguồn ghi khác nhau`,
      marksDiffer: (field: string) => `${field}: chỉ khác dấu hoặc cách viết`,
      sexes: { male: 'Nam', female: 'Nữ' } satisfies Record<Sex, string>,
      moreDiffer: (fields: string) => `Còn khác nhau: ${fields}`,
    },
  },
  owner: {
    asking: {
      question: 'Hỏi nhà mạng xem SIM trong modem đứng tên ai?',
      why: 'Máy gửi tin TTTB đến 1414 từ SIM này, miễn phí. Chỉ làm khi chủ SIM đồng ý.',
      agree: 'Chủ SIM đồng ý thì nhấn Enter.',
    },
    waiting: {
      question: 'Đang chờ nhà mạng trả lời',
      why: 'Từ vài giây đến hai phút. Không muốn chờ thì nhấn Esc.',
      left: (time: string) => `Chờ thêm nhiều nhất ${time}`,
    },
    result: {
      match: 'SIM đứng tên người trên thẻ',
      mismatch: 'SIM không đứng tên người trên thẻ',
      unreadable: 'Máy chưa đọc được câu trả lời của nhà mạng',
      whyRead: 'Nhấn Enter để tiếp tục.',
      whyUnreadable: 'Nhân viên đọc tin dưới đây, so với thẻ rồi nhấn phím số.',
      options: ['Khớp với thẻ', 'Không khớp với thẻ'],
      reply: 'Tin của nhà mạng:',
      fields: { idNumber: 'Số giấy tờ', fullName: 'Họ và tên', birthDate: 'Ngày sinh' } satisfies Record<
        OwnerField,
        string
      >,
      agrees: (field: string) => `${field}: khớp`,
      differs: (field: string) => `${field}: khác`,
      unread: (field: string) => `${field}: tin không cho biết`,
    },
  },
  code: {
    sending: {
      what: 'Đang gửi mã bằng modem của máy.',
      way: 'Thường mất vài giây. Đã thấy tin nhắn thì nhấn Enter, không cần chờ.',
    },
    stuck: { what: 'Chưa gửi được mã', way: 'Nhấn Enter để thử lại, hoặc nhấn Esc để quay lại.' },
  },
  printing: {
    what: 'Đang in.',
    way: 'Thường mất vài giây. Không muốn chờ thì nhấn Esc; phiếu có thể vẫn ra.',
  },
  help: viDeviceHelp satisfies Record<DeviceScreen, readonly string[]> as Record<DeviceScreen, readonly string[]>,
}

/** The shape both languages have. */
export type DeviceTexts = typeof viDevices
