/** Answers to TTTB in the style of each carrier, about one fictitious person. The wording is made up: no carrier publishes its own (domain.md §2.4). */
export const OWNER_REPLIES: Readonly<Record<string, { readonly from: string; readonly texts: readonly string[] }>> = {
  Viettel: {
    from: '1414',
    texts: [
      'Thong tin thue bao 84821234088: Ho ten: NGUYEN THI MAU; Ngay sinh: 19/03/2004; So GTTT: 046******234; Ngay cap: 01/05/2021; Noi cap: Cuc CS QLHC ve TTXH. Chi tiet lien he 198 (mien phi).',
    ],
  },
  VinaPhone: {
    from: 'VinaPhone',
    texts: [
      'STB:0821234088,HO TEN:NGUYEN THI MAU,NS:19/03/2004,CCCD:046204001234,NGAY CAP:01/05/2021',
      'Cac so thue bao khac cung giay to: 0911000111, 0911000222',
    ],
  },
  MobiFone: {
    from: 'MobiFone',
    texts: ['TB 0821234088 - Chu thue bao: NGUYEN THI MAU - Ngay sinh: **/**/2004 - So giay to: xxxxxxxx1234'],
  },
  Vietnamobile: {
    from: '1414',
    texts: ['Họ tên: Nguyễn Thị Mẫu. Ngày sinh: 19/03/2004. Số GTTT: 046204001234. Nơi cấp: Cục CS QLHC về TTXH.'],
  },
}
