import { expect, test } from 'vitest'
import { readScan } from '../flows/rules/read-scan.ts'
import { createScanLines } from './scan-lines.ts'

const MRZ = [
  'IDVNM2040012346046204001234<<4',
  '0402291M2902289VNM<<<<<<<<<<<2',
  'LE<<VAN<MAU<<<<<<<<<<<<<<<<<<<',
] as const
const QR = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'

function joiner() {
  const taken: string[] = []
  const due = new Set<{ readonly run: () => void }>()
  const lines = createScanLines(
    (text) => taken.push(text),
    (_, run) => {
      const wait = { run }
      due.add(wait)
      return () => due.delete(wait)
    },
  )
  const fall = () => {
    for (const { run } of due) run()
  }
  return { lines, taken, fall, waits: () => due.size > 0 }
}

test('three lines that a scanner sends one by one are one MRZ, read at the third', () => {
  const { lines, taken, waits } = joiner()
  for (const line of MRZ.slice(0, 2)) lines.push(line)
  expect(taken).toEqual([])
  lines.push(MRZ[2])
  expect(taken).toHaveLength(1)
  expect(readScan(taken[0] ?? '', '2026-11-22')).toMatchObject({ kind: 'mrz', mrz: { idNumber: '046204001234' } })
  expect(waits()).toBe(false)
})

test('a MRZ whose last line does not come is answered all the same', () => {
  const { lines, taken, fall } = joiner()
  lines.push(MRZ[0])
  lines.push(MRZ[1])
  fall()
  expect(taken).toEqual([`${MRZ[0]}\n${MRZ[1]}`])
  expect(readScan(taken[0] ?? '', '2026-11-22')).toMatchObject({ kind: 'refused', code: 'MRZ_FORMAT' })
})

test('a card held before the scanner in the middle of a MRZ loses neither', () => {
  const { lines, taken } = joiner()
  lines.push(MRZ[0])
  lines.push(QR)
  expect(taken).toEqual([MRZ[0], QR])
})

test('a whole MRZ in one scan, and any other scan, is handed on at once', () => {
  const { lines, taken } = joiner()
  lines.push(MRZ.join('\n'))
  lines.push(QR)
  lines.push('8934567890123')
  expect(taken).toEqual([MRZ.join('\n'), QR, '8934567890123'])
})

test('when it ends nothing is handed on any more', () => {
  const { lines, taken, waits } = joiner()
  lines.push(MRZ[0])
  lines.stop()
  expect(waits()).toBe(false)
  expect(taken).toEqual([])
})
