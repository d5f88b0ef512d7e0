import { expect, test } from 'vitest'
import { shownText } from '../../connectors/remote-signing/shown-text.ts'
import { controlCodeIn } from './control-code.ts'

test.each([
  ['Mã đối chiếu: 4711. Đăng ký', '4711'],
  ['Đăng ký. Mã đối chiếu: AB-12', 'AB-12'],
  ['Mã đối chiếu: 4711.'.normalize('NFD'), '4711'],
  ['Mã đối chiếu: ', null],
  ['Mã đối chiếu: 12345678901234567', null],
  ['mã: 4711', null],
  ['', null],
])('%j holds %j', (text, code) => {
  expect(controlCodeIn(text)).toBe(code)
})

test('is found in what central writes', () => {
  expect(controlCodeIn(shownText('K7Q2', 'Đăng ký'))).toBe('K7Q2')
})
