import { expect, test } from 'vitest'
import { readScan } from './read-scan.ts'

const TODAY = '2026-11-22'
const QR = '038190009999|172345678|Nguyễn Thị Thử Nghiệm|15081990|Nữ|Thôn Mẫu, Xã Thử, Huyện Nghiệm, Thanh Hóa|20082021'
const MRZ = 'IDVNM1900099992038190009999<<9\r9008157F3008155VNM<<<<<<<<<<<8\rNGUYEN<<THI<THU<NGHIEM<<<<<<<<\r'

test.each([
  [QR, { kind: 'card' }],
  [MRZ, { kind: 'mrz' }],
  [MRZ.toLowerCase(), { kind: 'mrz' }],
  [`\u0002${MRZ.replaceAll('\r', '')}\u0003`, { kind: 'mrz' }],
  [MRZ.replace('IDVNM', '1DVNM'), { kind: 'refused', code: 'MRZ_FORMAT', field: 'document' }],
  [MRZ.slice(0, 30), { kind: 'refused', code: 'MRZ_FORMAT', field: 'length' }],
  [MRZ.replace('9008157', '9008156'), { kind: 'refused', code: 'MRZ_CHECK_DIGIT' }],
  ['https://example.vn/?q=1', { kind: 'refused', code: 'SCAN_NOT_A_CARD' }],
  ['', { kind: 'refused', code: 'SCAN_EMPTY' }],
  [QR.slice(0, 40), { kind: 'refused', code: 'SCAN_INCOMPLETE' }],
  // A QR whose address holds what looks like fillers stays a QR.
  [QR.replace('Thôn Mẫu', 'Thôn << Mẫu'), { kind: 'card' }],
])('%j', (text, expected) => {
  expect(readScan(text, TODAY)).toMatchObject(expected)
})
