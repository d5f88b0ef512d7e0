import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RETAIN_CONTENT_MS } from '../packet/erase.ts'
import type { NewPacket, PacketMove } from '../store/packet.repo.ts'
import { removeOldDamaged } from './damaged-stores.ts'
import { enrol, openSafeBed, type SafeBed } from './testing/safe-bed.ts'

let dir: string
let bed: SafeBed

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'erased-'))
  bed = openSafeBed(dir)
  enrol(bed)
})

afterEach(() => {
  bed.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Names of all files below the station's folder that hold these bytes. */
const filesWith = ({ sealed }: NewPacket) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(Buffer.from(sealed.subarray(100, 400))))
    .map((path) => path.slice(dir.length + 1))

const WORD = { stateAtMs: 1, ial: null, reason: null, carrier: null, raised: false, expiresAtMs: null }
const MOVES: readonly PacketMove[] = [
  { ...WORD, state: 'sent', authority: 'station' },
  { ...WORD, state: 'received', authority: 'central' },
  { ...WORD, state: 'refused', authority: 'central', reason: 'OTP_NOT_PROVED' },
]

/** As central's decision and the eraser leave them. */
function eraseAll(packets: readonly NewPacket[]): void {
  const { store, repos } = bed
  store.write(() => {
    for (const { sequence } of packets) {
      repos.outbox.remove(sequence)
      for (const move of MOVES) repos.packets.move(sequence, move)
      repos.packets.erase(sequence)
    }
  })
  store.db.pragma('wal_checkpoint(TRUNCATE)')
}

describe('what is erased', () => {
  test('is nowhere on the disk once both copies were made anew, and the journal still tells how far the chain had come', async () => {
    const packets = [await bed.keep(), await bed.keep(), await bed.keep()]
    await bed.backup()
    eraseAll(packets)
    await bed.backup()
    await bed.backup()
    expect(packets.flatMap(filesWith)).toEqual([])
    expect(readdirSync(join(dir, 'journal'))).toEqual(['0001.1-3.done'])
    bed.close()
    bed = openSafeBed(dir)
    expect((await bed.keep()).sequence).toBe(4)
    // A store and copies that end before what the journal tells of are not worked with: numbers would be given out twice.
    bed.close()
    const emptied = readFileSync(join(dir, 'journal', '0001.1-3.done'))
    rmSync(join(dir, 'journal'), { recursive: true })
    mkdirSync(join(dir, 'journal'))
    writeFileSync(join(dir, 'journal', '0001.1-9.done'), emptied)
    expect(() => openSafeBed(dir)).toThrow(expect.objectContaining({ code: 'STORE_LOST' }))
    rmSync(join(dir, 'journal'), { recursive: true })
    bed = openSafeBed(dir)
  })

  test('while one of them waits for its citizen the segment stays whole', async () => {
    const [first, second] = [await bed.keep(), await bed.keep()]
    await bed.backup()
    eraseAll([first])
    bed.store.write(() => bed.repos.outbox.remove(second.sequence))
    await bed.backup()
    await bed.backup()
    expect(filesWith(second)).toContain('journal/0001.1-2.done')
  })

  test('does not live on in damaged stores that were set aside longer ago than it is kept', () => {
    const damaged = join(dir, 'damaged')
    const nowMs = Date.now()
    for (const [name, agoMs] of [
      ['old', RETAIN_CONTENT_MS],
      ['young', RETAIN_CONTENT_MS - 60_000],
    ] as const) {
      mkdirSync(join(damaged, name), { recursive: true })
      const at = (nowMs - agoMs) / 1_000
      utimesSync(join(damaged, name), at, at)
    }
    removeOldDamaged(damaged, nowMs)
    expect(readdirSync(damaged)).toEqual(['young'])
    removeOldDamaged(join(dir, 'nowhere'), nowMs)
  })
})
