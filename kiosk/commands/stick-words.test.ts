import { describe, expect, test } from 'vitest'
import type { StickImport } from '../../data/stick/import.ts'
import { Fault } from '../../flows/base/fault.ts'
import { importLines, nothingCarried, nothingImported, stickFaultWords } from './stick-words.ts'

describe('a stick that fails is told of in words of its own', () => {
  const told = [
    new Fault('STICK_ABSENT', { folder: '/media/usb', reason: 'ENOENT' }),
    new Fault('STICK_ABSENT', { folder: '/media/usb', reason: 'ENOTDIR' }),
    new Fault('STICK_ABSENT', { folder: '/media/usb', reason: 'EACCES' }),
    new Fault('STICK_READ_ONLY', { folder: '/media/usb', reason: 'EROFS' }),
    new Fault('STICK_PULLED', { folder: '/media/usb', reason: 'EIO' }),
    new Fault('STICK_FULL', { folder: '/media/usb' }),
  ].map(stickFaultWords)

  test('no two alike; each names the folder, says that nothing is lost, and no word of the system', () => {
    expect(new Set(told).size).toBe(told.length)
    for (const words of told) {
      expect(words).toContain('/media/usb')
      expect(words).toContain('không mất')
      expect(words).not.toMatch(/E[A-Z]{3,}/)
    }
  })

  test('any other fault has none here', () => {
    expect(stickFaultWords(new Fault('LINE_DOWN'))).toBeNull()
  })
})

describe('what came back', () => {
  const nothing: StickImport = {
    files: 1,
    received: 0,
    decided: 0,
    refused: 0,
    known: 0,
    waiting: 0,
    readOnly: false,
    faults: {},
    unreadable: [],
  }

  test('a result that was known before is no news, and said to be none', () => {
    expect(importLines({ ...nothing, known: 1 })).toEqual([
      'Trung tâm mới ký nhận 0 hồ sơ, có kết quả mới 0, cần người xem 0.',
      '1 kết quả trên USB máy này đã biết từ trước, qua mạng hoặc USB lần trước.',
    ])
    expect(importLines({ ...nothing, decided: 1 })).toEqual([
      'Trung tâm mới ký nhận 0 hồ sơ, có kết quả mới 1, cần người xem 0.',
    ])
  })

  test('who waits for the citizen is told apart from results; a stick that kept its files is said to', () => {
    expect(importLines({ ...nothing, waiting: 3, readOnly: true }).slice(1)).toEqual([
      expect.stringContaining('3 hồ sơ đang chờ công dân'),
      expect.stringContaining('không cho ghi'),
    ])
  })
})

describe('a stick that nothing came of', () => {
  const counts = (entries: Readonly<Record<string, number>>) => new Map(Object.entries(entries))
  const stick = (bundles: Readonly<Record<string, number>>, replies: Readonly<Record<string, number>>) => ({
    used: true,
    bundles: counts(bundles),
    replies: counts(replies),
  })
  const never = { ...stick({}, {}), used: false }

  test.each([
    ['was never used', never, true, 'thư mục motcua'],
    ['is of another station', stick({}, { K0002: 1 }), true, 'K0002'],
    ['was not carried yet', stick({ K0001: 2, K0002: 1 }, {}), true, 'carry'],
    ['has been brought home', stick({}, {}), false, 'không còn gì'],
  ])('import, the stick %s', (_, contents, isFault, words) => {
    expect(nothingImported(contents, 'K0001')).toEqual({ isFault, says: expect.stringContaining(words) })
  })

  test.each([
    ['was never used', never, true, 'thư mục motcua'],
    ['holds answers alone', stick({}, { K0002: 1 }), false, 'mang USB về máy đó'],
    ['is empty', stick({}, {}), false, 'không có tệp hồ sơ nào'],
  ])('carry, the stick %s', (_, contents, isFault, words) => {
    expect(nothingCarried(contents)).toEqual({ isFault, says: expect.stringContaining(words) })
  })
})
