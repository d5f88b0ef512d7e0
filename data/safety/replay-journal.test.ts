import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { stampAt } from '../../flows/base/hybrid-clock.ts'
import type { NewPacket } from '../store/packet.repo.ts'
import { createPacketJournal } from './packet-journal.ts'
import { replayJournal } from './replay-journal.ts'
import { enrol, openSafeBed, packetAfter, type SafeBed } from './testing/safe-bed.ts'

const HOUR_MS = 3_600_000

let root: string
let bed: SafeBed

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'replay-'))
  bed = openSafeBed(join(root, 'station'))
})
afterEach(() => {
  bed.close()
  rmSync(root, { recursive: true, force: true })
})

/** Packets that are in the journal alone. */
async function journalled(count: number, over: Partial<NewPacket> = {}): Promise<readonly NewPacket[]> {
  const packets: NewPacket[] = []
  for (let made = 0; made < count; made += 1) {
    const packet = { ...packetAfter(packets.at(-1) ?? null), ...over }
    packets.push(packet)
    await bed.journal.append(packet)
  }
  return packets
}
const replay = (repos = bed.repos, nowMs = Date.now()) =>
  replayJournal(bed.places.journal, { store: bed.store, repos, nowMs })

test('what is stamped after a replay comes after what was replayed, though the clock was set back meanwhile', async () => {
  enrol(bed)
  const sealedAtMs = Date.now() + HOUR_MS
  await journalled(1, { sealedAtMs })
  expect(replay(bed.repos, sealedAtMs - 2 * HOUR_MS)).toEqual({ replayed: 1, missing: 0 })
  expect(bed.repos.log.page(0, 100).at(-1)?.hlc).toBeGreaterThanOrEqual(stampAt(sealedAtMs))
})

test('a packet of practice is brought back, and nowhere to be sent', async () => {
  enrol(bed)
  const station = bed.repos.station.get()
  const repos = {
    ...bed.repos,
    station: { ...bed.repos.station, get: () => station && { ...station, training: true } },
  }
  await journalled(1)
  expect(replay(repos)).toMatchObject({ replayed: 1 })
  expect(bed.repos.outbox.has(1)).toBe(false)
})

test('where another process kept a packet under the number meanwhile, that one stays', async () => {
  enrol(bed)
  const [first, second] = await journalled(2)
  if (!first || !second) throw new Error('no packets')
  bed.store.write(() => bed.repos.packets.insert(first))
  // As it was when the journal was read.
  const repos = { ...bed.repos, packets: { ...bed.repos.packets, head: () => null } }
  expect(replay(repos)).toEqual({ replayed: 1, missing: 0 })
  expect(bed.repos.packets.head()?.sequence).toBe(2)
})

test('room is made for a full disk alone: another trouble does not use up the reserve', async () => {
  const path = join(root, 'no-folder')
  writeFileSync(path, '')
  let freed = 0
  const journal = createPacketJournal(path, () => {
    freed += 1
    return true
  })
  await expect(journal.append(packetAfter(null))).rejects.toThrow()
  expect(freed).toBe(0)
  journal.close()
})
