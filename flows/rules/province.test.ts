import { expect, test } from 'vitest'
import { PROVINCES, provinceName } from './province.ts'

test('lists the 63 provinces of the annex, once each, in order', () => {
  const codes = PROVINCES.map(({ code }) => code)
  expect(codes).toHaveLength(63)
  expect(new Set(codes).size).toBe(63)
  expect(codes).toEqual([...codes].sort())
  for (const code of codes) expect(code).toMatch(/^0\d\d$/)
  for (const { name } of PROVINCES) expect(name).toBe(name.normalize('NFC'))
})

test('keeps the provinces that were merged away in 2025', () => {
  expect(provinceName('044')).toBe('Quảng Bình')
  expect(provinceName('046')).toBe('Thừa Thiên Huế')
  expect(provinceName('077')).toBe('Bà Rịa-Vũng Tàu')
})

test('knows no other code', () => {
  for (const code of ['000', '003', '097', '100', '1', '', 'constructor']) expect(provinceName(code)).toBeNull()
})
