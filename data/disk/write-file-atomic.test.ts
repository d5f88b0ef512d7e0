import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mountSmallDisk } from '../safety/testing/small-disk.ts'
import { type DiskCalls, watchDisk } from './testing/disk-calls.ts'
import { writeFileAtomic } from './write-file-atomic.ts'

const NEW = { mode: 0o600, replace: false } as const
const REPLACE = { mode: 0o600, replace: true } as const
const beside = `a.${process.pid}.new`

let folder: string
let calls: DiskCalls | null = null

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'atomic-')), 'here')
  mkdirSync(folder)
})
afterEach(() => {
  calls?.stop()
  calls = null
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

/** fsync(2), rename(2): a name that is on the disk before its content leads to an empty file after a power cut. */
describe('what a power cut leaves is whole: the content is flushed before its name stands, and the name before anybody is told', () => {
  test.each([
    ['in the place of another', REPLACE, `rename ${beside} a`],
    ['where nothing was', NEW, `link ${beside} a`],
  ] as const)('%s', (_where, how, named) => {
    calls = watchDisk(folder)
    writeFileAtomic(join(folder, 'a'), 'whole', how)
    const order = [`flush ${beside}`, named, 'flush here'].map((call) => calls?.seen.indexOf(call) ?? -1)
    expect(order[0]).toBeGreaterThanOrEqual(0)
    expect(order).toEqual(order.toSorted((one, other) => one - other))
  })
})

test('is for its owner when it is to be, and leaves nothing beside it', () => {
  writeFileAtomic(join(folder, 'a'), 'one', NEW)
  expect([readdirSync(folder), statSync(join(folder, 'a')).mode & 0o777]).toEqual([['a'], 0o600])
})

test('takes the place of another where it is to, and never where it is not to', () => {
  const path = join(folder, 'a')
  writeFileSync(path, 'before')
  writeFileAtomic(path, 'after', NEW)
  expect(readFileSync(path, 'utf8')).toBe('before')
  writeFileAtomic(path, 'after', REPLACE)
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['after', ['a']])
})

test('goes on over what a process of the same number left half written', () => {
  writeFileSync(join(folder, beside), 'half of anoth')
  writeFileAtomic(join(folder, 'a'), 'whole', NEW)
  expect([readFileSync(join(folder, 'a'), 'utf8'), readdirSync(folder)]).toEqual(['whole', ['a']])
})

const disk = mountSmallDisk(1)

describe.runIf(disk)('on a disk that is full (needs the right to mount one)', () => {
  afterEach(() => disk?.free())
  afterAll(() => disk?.remove())

  test('the file that was there stays whole, and nothing is left beside it', () => {
    const path = join(disk?.dir ?? '', 'a')
    writeFileSync(path, 'before')
    disk?.fill()
    expect(() => writeFileAtomic(path, Buffer.alloc(50_000, 1), REPLACE)).toThrow(
      expect.objectContaining({ code: 'ENOSPC' }),
    )
    disk?.free()
    expect([readFileSync(path, 'utf8'), readdirSync(disk?.dir ?? '')]).toEqual(['before', ['a']])
  })
})
