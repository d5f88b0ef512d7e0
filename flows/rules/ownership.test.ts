import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareOwner, readOwnerReply } from './ownership.ts'

/** Fictitious. */
const person = { idNumber: '046204001234', fullName: 'Nguyễn Thị Mẫu Hòa', birthDate: '2004-03-19' }
const NAME = 'NGUYEN THI MAU HOA'
const SETTINGS = { seed: 20221209, numRuns: 500 }

/** In the style of each carrier; none of them publishes its wording (domain.md §2.4), so these are made up, on purpose very unlike each other. */
const REPLIES: readonly (readonly [string, string])[] = [
  [
    'Viettel',
    'Thong tin thue bao 84821234088: Ho ten: NGUYEN THI MAU HOA; Ngay sinh: 19/03/2004; So GTTT: 046204001234; Ngay cap: 01/05/2021; Noi cap: Cuc CS QLHC ve TTXH. Chi tiet LH 198',
  ],
  [
    'Viettel, hidden',
    'So TB: 0821234088. Ho va ten: NGUYEN THI MAU HOA. Ngay sinh: **/**/2004. So giay to: 046******234. Ngay cap: 01/05/2021',
  ],
  [
    'VinaPhone',
    'STB:84821234088,HO TEN:NGUYEN THI MAU HOA,NS:19/03/2004,CCCD:046204001234,NGAY CAP:01/05/2021,NOI CAP:CUC CS',
  ],
  [
    'VinaPhone, lines',
    'Quy khach dang su dung thue bao\nSo thue bao: 821234088\nTen KH: Nguyen Thi Mau Hoa\nNgay sinh: 19-03-2004\nSo CMND/CCCD: 046204001234\nNgay cap: 01-05-2021\nCac so thue bao khac: 0911000111, 0911000222',
  ],
  [
    'MobiFone',
    'TB 0821234088 - Chu thue bao: NGUYEN THI MAU HOA - SN: 19032004 - CMND: 046204001234 - Noi cap: Quang Tri',
  ],
  [
    'MobiFone, marks',
    'Họ tên: Nguyễn Thị Mẫu Hòa. Ngày sinh: 19/3/2004. Số GTTT: 046204001234. Nơi cấp: Cục CS QLHC về TTXH.',
  ],
  ['Vietnamobile', 'Ho ten NGUYEN THI MAU HOA, ngay sinh 19.03.2004, CCCD 046204001234, ngay cap 01.05.2021'],
  ['Gmobile, other order', 'So DDCN: xxxxxxxx1234; Ngay sinh: 2004-03-19; Ho va ten = NGUYEN THI MAU HOA'],
  ['iTel, label above its value', 'Ho ten:\nNGUYEN THI MAU HOA\nNgay sinh:\n19/03/2004\nSo CC:\n046204001234'],
  [
    'Wintel, kind of document',
    'Loai giay to: CCCD, So giay to: 0462***1234, Ngay cap CCCD: 01/05/2021, Ten khach hang: NGUYEN THI MAU HOA, Ngay thang nam sinh: xx/xx/xxxx',
  ],
  ['polite', 'Khach hang: Ba NGUYEN THI MAU HOA\nSo CMT: 046204001234\nN.Sinh: 19/03/2004'],
]

describe('a reply in the style of', () => {
  test.each(REPLIES)('%s is read and agrees with its owner', (_, reply) => {
    const read = readOwnerReply(reply)
    expect(read.fullName).toBe(NAME)
    expect(compareOwner(read, person)).toMatchObject({ kind: 'match', differing: [] })
  })

  test.each(REPLIES)('%s does not agree with another person', (_, reply) => {
    const other = { idNumber: '046199009999', fullName: 'Trần Văn Thử', birthDate: '1999-12-31' }
    expect(compareOwner(readOwnerReply(reply), other)).toMatchObject({ kind: 'mismatch' })
  })

  test.each(REPLIES)('%s says which field differs', (_, reply) => {
    const read = readOwnerReply(reply)
    expect(compareOwner(read, { ...person, fullName: 'Nguyễn Thị Mẫu' }).differing).toEqual(['fullName'])
    expect(compareOwner(read, { ...person, idNumber: '046204001235' }).differing).toEqual(['idNumber'])
  })
})

test('the parts of a reply are read with their values and nothing of the neighbours', () => {
  expect(readOwnerReply(REPLIES[0]![1])).toEqual({
    phone: '+84821234088',
    fullName: NAME,
    birthDate: '2004-03-19',
    idNumbers: ['046204001234'],
  })
})

describe('hidden digits', () => {
  test.each([
    ['046******234', true],
    ['xxxxxxxx1234', true],
    ['0462***1234', true],
    ['***1234', true],
    ['046...234', true],
    ['xxx***1234', true],
    ['046******235', false],
    ['xxxxxxxx1235', false],
    ['079***1234', false],
  ])('%s agrees: %s', (pattern, agrees) => {
    const match = compareOwner(readOwnerReply(`Ho ten: ${NAME}; So GTTT: ${pattern}`), person)
    expect(match.kind).toBe(agrees ? 'match' : 'mismatch')
  })

  test.each(['**********34', '************', 'xxxxxxxxxx34'])('%s proves nothing', (pattern) => {
    const match = compareOwner(readOwnerReply(`Ho ten: ${NAME}; So GTTT: ${pattern}`), person)
    expect(match).toMatchObject({ kind: 'unreadable', unread: ['idNumber', 'birthDate'] })
  })
})

describe('birth dates', () => {
  test.each([
    ['19/03/2004', '2004-03-19'],
    ['19-3-2004', '2004-03-19'],
    ['19.03.2004', '2004-03-19'],
    ['19032004', '2004-03-19'],
    ['2004-03-19', '2004-03-19'],
    ['xx/xx/2004', '2004-**-**'],
    ['19/**/****', '****-**-19'],
    ['19/03/04', '**04-03-19'],
    ['2004', '2004-**-**'],
    ['31/02/2004', null],
    ['**/**/****', null],
    ['khong ro', null],
  ])('%s reads as %s', (written, iso) => {
    expect(readOwnerReply(`Ngay sinh: ${written}; Ho ten: A B`).birthDate).toBe(iso)
  })

  test('an unknown day of the card agrees with any', () => {
    const reply = readOwnerReply(`Ho ten: ${NAME}; CCCD: 046204001234; Ngay sinh: 19/03/2004`)
    expect(compareOwner(reply, { ...person, birthDate: '2004-00-00' }).kind).toBe('match')
    expect(compareOwner(reply, { ...person, birthDate: '2003-00-00' }).differing).toEqual(['birthDate'])
  })

  test('month before day is never guessed', () => {
    const reply = readOwnerReply(`Ho ten: ${NAME}; CCCD: 046204001234; Ngay sinh: 03/04/2004`)
    expect(compareOwner(reply, { ...person, birthDate: '2004-03-04' }).differing).toEqual(['birthDate'])
  })

  test('another birth date is a mismatch, however well number and name agree', () => {
    const reply = readOwnerReply(`Ho ten: ${NAME}; CCCD: 046204001234; Ngay sinh: 20/03/2004`)
    expect(compareOwner(reply, person)).toMatchObject({ kind: 'mismatch', agreeing: ['idNumber', 'fullName'] })
  })
})

test.each([
  ['number', 'CCCD: 046204001234; Ngay sinh: 19/03/2004', 'fullName'],
  ['name', `Ho ten: ${NAME}; Ngay sinh: 19/03/2004`, 'idNumber'],
])('a %s alone proves no owner: an officer reads it', (_, text, unread) => {
  expect(compareOwner(readOwnerReply(text), person)).toMatchObject({ kind: 'unreadable', unread: [unread] })
})

test('a number of nine digits is another document: the carrier has to renew it', () => {
  const reply = readOwnerReply(`Ho ten: ${NAME}; CMND: 191234567; Ngay sinh: 19/03/2004`)
  expect(compareOwner(reply, person)).toMatchObject({ kind: 'mismatch', differing: ['idNumber'] })
})

test('both numbers of one person: one that agrees is enough', () => {
  const reply = readOwnerReply(`Ho ten: ${NAME}; CMND: 191234567; CCCD: 046204001234`)
  expect(reply.idNumbers).toEqual(['191234567', '046204001234'])
  expect(compareOwner(reply, person).kind).toBe('match')
})

test.each([
  '',
  'Yeu cau cua Quy khach dang duoc xu ly.',
  'Thue bao cua Quy khach chua dang ky thong tin. Vui long den cua hang gan nhat.',
  'Ho ten: NGUYEN V** ***; So GTTT: ************',
  'Giam 50% the nap hom nay! Soan KM gui 999',
  'Quy khach vui long ho ten va ngay sinh',
])('%j is unreadable', (text) => {
  expect(compareOwner(readOwnerReply(text), person).kind).toBe('unreadable')
})

describe('any text', () => {
  test('has an answer, and its values come from it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const reply = readOwnerReply(text)
        for (const idNumber of reply.idNumbers) expect(idNumber).toMatch(/^[\d*]{6,16}$/)
        if (reply.birthDate !== null) expect(reply.birthDate).toMatch(/^[\d*]{4}-[\d*]{2}-[\d*]{2}$/)
        if (reply.fullName !== null) expect(reply.fullName).toMatch(/^[A-Z][A-Z'’ -]*$/)
      }),
      SETTINGS,
    )
  })

  test('of labels and pieces in any order is read in linear time and never taken for a match with the wrong number', () => {
    const piece = fc.constantFrom(
      'Ho ten:',
      'So GTTT:',
      'CCCD',
      'Ngay sinh',
      'NS:',
      '; ',
      ', ',
      '\n',
      ' ',
      '19/03/2004',
      '191234567',
      '***',
      'TRAN VAN THU',
      'Ngay cap',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(compareOwner(readOwnerReply(pieces.join('')), person).kind).not.toBe('match')
      }),
      SETTINGS,
    )
  })

  test('with the fields in any order and any separator gives the same', () => {
    const fields = [
      `Ho ten: ${NAME}`,
      'Ngay sinh: 19/03/2004',
      'So GTTT: 046204001234',
      'Ngay cap: 01/05/2021',
      'STB: 0821234088',
    ]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(fields, { minLength: 5 }),
        fc.constantFrom('; ', ', ', '\n', '. ', ' - ', ' '),
        fc.boolean(),
        (order, between, lower) => {
          const text = order.join(between)
          const match = compareOwner(readOwnerReply(lower ? text.toLowerCase() : text), person)
          expect(match).toEqual({
            kind: 'match',
            agreeing: ['idNumber', 'fullName', 'birthDate'],
            differing: [],
            unread: [],
          })
        },
      ),
      SETTINGS,
    )
  })
})
