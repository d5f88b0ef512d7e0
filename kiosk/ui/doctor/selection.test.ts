import { expect, test } from 'vitest'
import { finding } from '../testing/test-doctor.tsx'
import { type Selection, selectedIndex, selectionReducer } from './selection.reducer.ts'

const SCANNER = finding('scanner', 'Máy quét ở /dev/ttyACM0 sẵn sàng.')
const READERS = ['A', 'B'].map((name) => finding('readers', `Đầu đọc “${name}”: chưa có thẻ.`))

test('before any choice the first trouble, else the first line', () => {
  expect(selectedIndex([SCANNER, ...READERS], null)).toBe(0)
  expect(selectedIndex([SCANNER, { ...SCANNER, state: 'faulted' }], null)).toBe(1)
  expect(selectedIndex([], null)).toBe(0)
})

test('up and down stop at the ends', () => {
  const findings = [SCANNER, ...READERS]
  const move = (state: Selection | null, to: 'up' | 'down' | 'first' | 'last') =>
    selectionReducer(state, { type: 'moved', to, findings })
  const end = move(null, 'last')
  expect(selectedIndex(findings, move(end, 'down'))).toBe(2)
  expect(selectedIndex(findings, move(end, 'up'))).toBe(1)
  expect(selectedIndex(findings, move(move(end, 'first'), 'up'))).toBe(0)
  expect(selectionReducer(null, { type: 'moved', to: 'down', findings: [] })).toBeNull()
})

test('a device is found again by its name, wherever it stands and whatever its state has become', () => {
  const chosen = { part: 'scanner', says: SCANNER.says, at: 0 }
  expect(selectedIndex([...READERS, finding('scanner', 'Máy quét ở /dev/ttyACM0: chưa cắm.')], chosen)).toBe(2)
  const second = { part: 'readers', says: READERS[1]?.says ?? '', at: 2 }
  expect(selectedIndex([finding('readers', 'Đầu đọc “B”: có thẻ.'), ...READERS.slice(0, 1)], second)).toBe(0)
})

test('where nothing of its part is left the place is kept', () => {
  expect(selectedIndex([SCANNER], { part: 'modem', says: 'Modem: chưa cắm.', at: 7 })).toBe(0)
})
