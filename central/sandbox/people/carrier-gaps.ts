import { person } from './person.ts'

/** Numbers on which no carrier has an answer: none ever, or none now. */
export const CARRIER_GAPS = [
  person({
    key: 'subscriber-unknown',
    idNumber: '072197004836',
    oldIdNumber: '291140672',
    fullName: 'Cao Thị Tuyết Nhung',
    birthDate: '1997-09-15',
    sex: 'female',
    phone: '0994206183',
    residence: 'Ấp Mẫu, Trường Thử, Hòa Thành, Tây Ninh',
    card: { generation: 'cccd-2021', issuedOn: '2021-12-24' },
    sim: null,
    insurance: 'unknown',
    post: 'signs-in',
    remote: ['csc', 'confirms'],
    refused: { mobile: 'SUBSCRIBER_UNKNOWN', 'social-insurance': 'INSURANCE_UNKNOWN' },
    situation: 'Số nhận được tin nhắn nhưng không có trong dữ liệu thuê bao của nhà mạng nào.',
  }),
  person({
    key: 'carrier-silent',
    idNumber: '080090005172',
    oldIdNumber: '301476285',
    fullName: 'Trương Văn Bửu',
    birthDate: '1990-12-01',
    sex: 'male',
    phone: '0877309582',
    email: 'vanbuu.truong@example.vn',
    residence: 'Ấp Mẫu, Long Thử, Cần Đước, Long An',
    card: { generation: 'cccd-2021', issuedOn: '2021-10-28' },
    sim: 'iTel',
    carrierSilent: true,
    signingSim: 'signs',
    token: 'good',
    situation: 'SIM chính chủ nhưng hệ thống của nhà mạng đang bảo trì: hồ sơ chờ đối soát, có kết quả sau.',
  }),
] as const
