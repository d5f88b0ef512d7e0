import { person } from './person.ts'

/** Names copied from systems that lost letters: refused at the field, before any code is sent (product.md §3 Names). */
export const DAMAGED_NAMES = [
  person({
    key: 'name-letters-lost',
    idNumber: '030190006472',
    fullName: 'Nguyn Th Hng',
    birthDate: '1990-03-06',
    sex: 'female',
    phone: '0973582064',
    residence: 'Thôn Mẫu, Cẩm Thử, Cẩm Giàng, Hải Dương',
    sim: {
      carrier: 'Viettel',
      document: { kind: 'cccd', number: '030190006472' },
      fullName: 'Nguyễn Thị Hồng',
      birthDate: '1990-03-06',
    },
    insurance: { fullName: 'Nguyễn Thị Hồng' },
    refused: { mobile: 'NAME_DAMAGED', 'social-insurance': 'NAME_DAMAGED', 'in-person': 'NAME_DAMAGED' },
    situation: 'Họ tên chép từ tệp cũ đã mất các chữ có dấu: phải gõ lại cho đủ.',
  }),
  person({
    key: 'name-replacement-characters',
    idNumber: '019084002756',
    fullName: 'Tr\uFFFDn V\uFFFDn H\uFFFDi',
    birthDate: '1984-06-16',
    sex: 'male',
    phone: '0852907413',
    residence: 'Xóm Mẫu, Phú Thử, Phú Lương, Thái Nguyên',
    sim: {
      carrier: 'VinaPhone',
      document: { kind: 'cccd', number: '019084002756' },
      fullName: 'Trần Văn Hải',
      birthDate: '1984-06-16',
    },
    insurance: { fullName: 'Trần Văn Hải' },
    post: 'signs-in',
    refused: {
      mobile: 'NAME_DAMAGED',
      'social-insurance': 'NAME_DAMAGED',
      vnpost: 'SIGN_IN_CLAIMS',
      'in-person': 'NAME_DAMAGED',
    },
    situation: 'Họ tên có ký tự thay thế do sai bảng mã: phải gõ lại cho đủ.',
  }),
] as const
