import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noticeText } from './notice-text.ts'

test('says where, and whom to turn to', () => {
  expect(noticeText('Bưu điện Hòa Xuân', '18001096')).toBe(
    'MOT CUA: So nay vua duoc dung de dang ky tai khoan dich vu cong tai BUU DIEN HOA XUAN. Neu khong phai Quy khach, xin goi ngay 18001096.',
  )
  expect(noticeText('Quầy 1', null)).toContain('xin bao ngay quay dich vu cong.')
})

test('is one part of plain letters without a link, whatever the place is called', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom('18001096', null),
      (place, hotline) => {
        const text = noticeText(place, hotline)
        expect(text.length).toBeLessThanOrEqual(160)
        expect(text).toMatch(/^[A-Za-z0-9 .,:()/-]+$/)
      },
    ),
    { seed: 1414, numRuns: 500 },
  )
  expect(noticeText('xem http://a.vn/x', null)).toContain('tai XEM HTTP A VN X. Neu')
})
