import { expect, test } from 'vitest'
import type { ScannerPort } from '../../flows/ports/scanner.port.ts'
import { type SlipFrame, testSlip } from '../../flows/rules/slips.ts'
import { testPrint, testScan } from './plain-tests.ts'

const FRAME: SlipFrame = { stationName: '', language: 'vi', printedAt: 0, timeProven: false, training: true }
const SILENT = { state: 'ready', subscribe: () => () => {} } as unknown as ScannerPort

test.each([
  ['test', true],
  ['readiness', false],
] as const)('after a %s slip a QR code is spoken of only where one is on the paper', async (kind, hasQr) => {
  const result = await testPrint(async () => ({ kind: 'printed', code: null, copy: false }), kind, testSlip(FRAME))
  expect(result.state).toBe('done')
  expect(result.lines.join(' ').includes('mã QR')).toBe(hasQr)
})

test('a scanner that stays silent is not called broken: perhaps nobody held a card to it', async () => {
  const { state, lines } = await testScan(SILENT, new AbortController().signal, 0)
  expect(state).toBe('failed')
  expect(lines.join(' ')).toContain('TIMED_OUT')
  expect(lines.join(' ')).toContain('Nếu chưa quét')
})
