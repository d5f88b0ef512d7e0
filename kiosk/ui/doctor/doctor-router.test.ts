import { expect, test } from 'vitest'
import { createDoctorRouter, type DoctorRouterParts } from './doctor-router.ts'

// domain.md §1.2, §1.5.
const QR = '038190009999|172345678|Nguyễn Thị Thử Nghiệm|15081990|Nữ|Thôn Mẫu, Xã Thử, Huyện Nghiệm, Thanh Hóa|20082021'
const MRZ = 'IDVNM1900099992038190009999<<9\n9008157F3008155VNM<<<<<<<<<<<8\nNGUYEN<<THI<THU<NGHIEM<<<<<<<<'

test.each([
  ['the QR of a card', QR, 'scanner.scanned'],
  ['its MRZ', MRZ, 'scanner.mrzScanned'],
  ['anything else', '8934563138164', 'scanner.refused'],
])('a scanner that types is as good as one on a line: %s', (_, text, type) => {
  const sent: string[] = []
  const route = createDoctorRouter({
    test: { getSnapshot: () => ({ kind: 'plain', title: '', lines: [], state: 'running' }) },
    help: { read: () => false },
    send: (event: { type: string }) => sent.push(event.type),
    today: () => '2026-11-22',
  } as unknown as DoctorRouterParts)
  route({ kind: 'scan', text })
  expect(sent).toEqual([type])
})
