import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createReserveFile } from './reserve-file.ts'
import { whyNoRoom } from './room.ts'
import { safePlaces } from './safe-places.ts'
import { mountSmallDisk } from './testing/small-disk.ts'

const MEBIBYTE = 1_048_576
const DISK_MEBIBYTES = 16

const disk = mountSmallDisk(DISK_MEBIBYTES)

describe.runIf(disk)('room for one more packet (needs the right to mount a disk)', () => {
  const places = safePlaces(join(disk?.dir ?? '', 'station'))

  beforeEach(() => {
    disk?.readOnly(false)
    disk?.free()
    rmSync(places.dir, { recursive: true, force: true })
    mkdirSync(places.dir)
  })
  afterAll(() => disk?.remove())

  test('a disk with space has it', () => {
    expect(whyNoRoom(places)).toBeNull()
  })

  test('a full disk has it as long as the reserve is there, and again when it was freed', () => {
    const reserve = createReserveFile(places.reserve, 8 * MEBIBYTE, 0)
    reserve.refill()
    disk?.fill()
    expect(whyNoRoom(places)).toBeNull()
    reserve.free()
    disk?.fill()
    expect(whyNoRoom(places)).toBe('STORE_FULL')
    expect(existsSync(places.reserve)).toBe(false)
    disk?.free()
    expect(whyNoRoom(places)).toBeNull()
  })

  test('a disk that takes no writing has none', () => {
    disk?.readOnly(true)
    expect(whyNoRoom(places)).toBe('STORE_READ_ONLY')
  })
})

test('what cannot be measured counts as room', () => {
  expect(whyNoRoom(safePlaces('/nowhere/at/all'))).toBeNull()
})
