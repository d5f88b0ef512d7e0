import { describe, expect, test } from 'vitest'
import type { Outcome, Receipt } from '../base/outcome.ts'
import type { Slip, SlipLine } from '../ports/printer.port.ts'
import { type ReceiptSlipParts, readinessSlip, receiptSlip, testSlip } from './slips.ts'

const RECEIPT: Receipt = {
  packetId: '0198aaaa-bbbb-7ccc-8ddd-eeeeffff0000',
  receiptNumber: 'K0007-000001',
  // 09/12/2022 09:41 in Vietnam.
  sealedAt: Date.UTC(2022, 11, 9, 2, 41),
}
const WORDS = { title: 'Hồ sơ đã lưu, chờ kết quả', what: 'Không cần làm lại.', steps: ['Giữ số này.', 'Mai thử lại.'] }
const FRAME = {
  stationName: 'Quầy số 1',
  language: 'vi',
  printedAt: Date.UTC(2022, 11, 9, 18, 5),
  timeProven: true,
  training: false,
} as const
const PARTS: ReceiptSlipParts = {
  ...FRAME,
  outcome: { kind: 'pending', code: null, receipt: RECEIPT },
  receipt: RECEIPT,
  words: WORDS,
  qrText: 'MOTCUA:K0007-000001:0198aaaa',
  earlier: 0,
}

const wordsOf = ({ lines }: Slip) =>
  lines.map((line: SlipLine) =>
    line.kind === 'pair' ? `${line.label}: ${line.value}` : line.kind === 'rule' ? '' : line.text,
  )

describe('a receipt', () => {
  test('has number, QR, state, next steps and times, in this order', () => {
    const { lines, marks } = receiptSlip(PARTS)
    expect(marks).toEqual([])
    expect(wordsOf({ lines, marks }).filter((words) => words !== '')).toEqual([
      'PHIẾU BIÊN NHẬN',
      'Đăng ký tài khoản Cổng Dịch vụ công',
      'Quầy số 1',
      'Số biên nhận',
      'K0007-000001',
      'MOTCUA:K0007-000001:0198aaaa',
      'Hồ sơ đã lưu, chờ kết quả',
      'Không cần làm lại.',
      'Mời Quý khách:',
      '1. Giữ số này.',
      '2. Mai thử lại.',
      'Lưu lúc: 09/12/2022 09:41',
      'In lúc: 10/12/2022 01:05',
      'Không ai được hỏi mật khẩu hay mã xác nhận của Quý khách.',
    ])
    expect(lines.filter(({ kind }) => kind === 'number' || kind === 'qr')).toHaveLength(2)
  })

  test.each([
    [0, false, []],
    [1, false, ['BẢN SAO']],
    [0, true, ['LUYỆN TẬP – KHÔNG CÓ GIÁ TRỊ']],
    [3, true, ['BẢN SAO', 'LUYỆN TẬP – KHÔNG CÓ GIÁ TRỊ']],
  ])('printed %d times before, training %s: %j', (earlier, training, marks) => {
    expect(receiptSlip({ ...PARTS, earlier, training }).marks).toEqual(marks)
  })

  test('says when the time is unproven', () => {
    expect(wordsOf(receiptSlip({ ...PARTS, timeProven: false }))).toContain('Giờ máy chưa được xác nhận.')
    expect(wordsOf(receiptSlip(PARTS))).not.toContain('Giờ máy chưa được xác nhận.')
  })

  test.each<[Outcome['kind'], ReceiptSlipParts['outcome'], boolean]>([
    ['accepted', { kind: 'accepted', ial: 2, raised: false, receipt: RECEIPT }, false],
    ['waiting-for-citizen', { kind: 'waiting-for-citizen', code: 'OTP_DEFERRED', receipt: RECEIPT }, false],
    ['refused', { kind: 'refused', code: 'ACCOUNT_EXISTS', carrier: null, receipt: RECEIPT }, true],
    ['faulted', { kind: 'faulted', code: 'STORE_FULL' }, true],
  ])('of what ended %s names the code only where staff need it', (_, outcome, named) => {
    const words = wordsOf(receiptSlip({ ...PARTS, outcome }))
    expect(words.some((line) => line.startsWith('Mã: '))).toBe(named)
  })

  test('without a packet is a slip of what to do, with no number and no QR', () => {
    const outcome = { kind: 'refused', code: 'ACCOUNT_EXISTS', carrier: null, receipt: null } as const
    const slip = receiptSlip({ ...PARTS, outcome, receipt: null })
    expect(wordsOf(slip)[0]).toBe('PHIẾU HƯỚNG DẪN')
    expect(slip.lines.some(({ kind }) => kind === 'qr' || kind === 'number')).toBe(false)
    const isRule = slip.lines.map(({ kind }) => kind === 'rule')
    expect(isRule.some((one, at) => one && isRule[at + 1])).toBe(false)
    expect(wordsOf(slip)).toContain('1. Giữ số này.')
  })

  test('holds nothing but what it was given to say: of the outcome the code alone', () => {
    const outcome = { kind: 'refused', code: 'SUBSCRIBER_OTHER_OWNER', carrier: 'viettel', receipt: RECEIPT } as const
    const said = wordsOf(receiptSlip({ ...PARTS, outcome })).join('\n')
    expect(said).not.toContain('viettel')
    expect(said.replace(PARTS.qrText, '')).not.toContain('0198aaaa')
  })

  test('speaks English to who asked for it', () => {
    const slip = receiptSlip({ ...PARTS, language: 'en', earlier: 1, training: true, timeProven: false })
    expect(slip.marks).toEqual(['COPY', 'TRAINING – NOT VALID'])
    expect(wordsOf(slip)).toContain('RECEIPT')
    expect(wordsOf(slip)).toContain("This machine's clock is not confirmed.")
  })
})

test('a test slip holds each letter with two marks in both cases', () => {
  const said = wordsOf(testSlip(FRAME)).join('')
  for (const letter of 'ắằẳẵặấầẩẫậếềểễệốồổỗộ') {
    expect(said).toContain(letter)
    expect(said).toContain(letter.toUpperCase())
  }
})

test('a readiness slip has a line a device, and what to do where it is not ready', () => {
  const slip = readinessSlip({
    ...FRAME,
    training: true,
    findings: [
      { name: 'Máy in', state: 'sẵn sàng', next: null },
      { name: 'Đầu đọc thẻ', state: 'thiếu', next: 'Cắm đầu đọc thẻ vào cổng USB.' },
    ],
  })
  expect(wordsOf(slip)).toContain('Máy in: sẵn sàng')
  expect(wordsOf(slip)).toContain('→ Cắm đầu đọc thẻ vào cổng USB.')
  expect(slip.marks).toEqual(['LUYỆN TẬP – KHÔNG CÓ GIÁ TRỊ'])
})
