import { expect, test } from 'vitest'
import { enrollmentCodeLines } from './enrollment-code.ts'

test('a code says until when it is good on the clock of Vietnam, whatever zone this machine is in', () => {
  const lines = enrollmentCodeLines({ code: 'BSBZRJN12Z42MG5W', expiresAtMs: Date.parse('2026-11-23T18:47:14Z') })
  expect(lines.join('\n')).toContain('trước 24/11/2026 01:47:14 (giờ Việt Nam)')
  expect(lines.join('\n')).not.toMatch(/\d{13}/)
  expect(lines[0]).toBe('Mã ghép máy: BSBZRJN12Z42MG5W')
})
