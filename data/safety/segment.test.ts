import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DiskCalls, watchDisk } from '../disk/testing/disk-calls.ts'
import { journalFiles, readSegment } from './journal-files.ts'
import { createPacketJournal } from './packet-journal.ts'
import { packetAfter } from './testing/safe-bed.ts'
import { mountSmallDisk } from './testing/small-disk.ts'

let folder: string
let calls: DiskCalls | null = null

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'segment-')), 'journal')
})
afterEach(() => {
  calls?.stop()
  calls = null
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

const bySegment = (where = folder) =>
  journalFiles(where).map(({ path }) => readSegment(path).map(({ packet }) => packet.sequence))

describe('a packet that was told of is there after a power cut', () => {
  test.runIf(process.platform === 'linux')(
    'each write carries its flush, and the name of a new segment is on the disk before anybody is told (needs Linux)',
    async () => {
      calls = watchDisk(join(folder, '..'))
      const journal = createPacketJournal(folder)
      await journal.append(packetAfter(null))
      expect(calls.seen).toEqual(['open-flushing 0001.log', 'flush 0001.log', 'open journal', 'flush journal'])
      journal.close()
    },
  )
})

describe('another process', () => {
  test('that took the segment out of use before its record came: the record stands in the next one', async () => {
    const journal = createPacketJournal(folder)
    const writing = journal.append(packetAfter(null))
    // It read no record, so it removed the segment (retireSegments).
    rmSync(join(folder, '0001.log'))
    await writing
    journal.close()
    expect(bySegment()).toEqual([[1]])
  })

  test('that took it out of use and still reads it: the record goes once more into the next one, and no further into this', async () => {
    const journal = createPacketJournal(folder)
    const writing = journal.append(packetAfter(null))
    renameSync(join(folder, '0001.log'), join(folder, '0001.0-0.done'))
    await writing
    await journal.append({ ...packetAfter(null), sequence: 2 })
    journal.close()
    expect(bySegment()).toEqual([[1], [1, 2]])
  })

  test('that takes the next number at the same moment keeps its segment for itself', async () => {
    const theirs = Buffer.from('another’s')
    calls = watchDisk(folder, (call) => {
      if (call.endsWith(' 0001.log') && call.startsWith('open')) writeFileSync(join(folder, '0001.log'), theirs)
    })
    const journal = createPacketJournal(folder)
    await journal.append(packetAfter(null))
    journal.close()
    expect(readFileSync(join(folder, '0001.log'))).toEqual(theirs)
    expect(bySegment()).toEqual([[], [1]])
  })
})

test('closed while a record is on its way, it gives back the space it had taken, and keeps the record', async () => {
  const journal = createPacketJournal(folder)
  const writing = journal.append(packetAfter(null))
  journal.close()
  await writing
  expect(bySegment()).toEqual([[1]])
  expect(statSync(join(folder, readdirSync(folder)[0] ?? '')).size).toBeLessThan(10_000)
})

const disk = mountSmallDisk(4)

describe.runIf(disk)('on a disk that is full (needs the right to mount one)', () => {
  let onDisk: string
  let turn = 0

  beforeEach(() => {
    onDisk = join(disk?.dir ?? '', `journal-${turn++}`)
  })
  afterEach(() => disk?.free())
  afterAll(() => disk?.remove())

  test('a packet is refused; the next one is trusted to no file that failed', async () => {
    const journal = createPacketJournal(onDisk)
    disk?.fill()
    await expect(journal.append(packetAfter(null))).rejects.toMatchObject({ code: 'STORE_FULL' })
    disk?.free()
    await journal.append(packetAfter(null))
    journal.close()
    expect(bySegment(onDisk)).toEqual([[], [1]])
  })

  test('room is asked for once, and the packet that stood before it is kept', async () => {
    let asked = 0
    const journal = createPacketJournal(onDisk, () => {
      asked += 1
      disk?.free()
      return true
    })
    disk?.fill()
    await journal.append(packetAfter(null))
    await journal.append({ ...packetAfter(null), sequence: 2 })
    journal.close()
    expect([bySegment(onDisk).flat(), asked]).toEqual([[1, 2], 1])
  })

  test('where no room can be made, the packets that wait are all refused, and those after them are not', async () => {
    const journal = createPacketJournal(onDisk, () => false)
    disk?.fill()
    const refused = await Promise.allSettled(
      [1, 2, 3].map((sequence) => journal.append({ ...packetAfter(null), sequence })),
    )
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    disk?.free()
    await journal.append({ ...packetAfter(null), sequence: 4 })
    journal.close()
    expect(bySegment(onDisk).flat()).toEqual([4])
  })
})
