import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { enrol, openSafeBed, type SafeBed } from './testing/safe-bed.ts'

let dir: string
let bed: SafeBed

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'erased-'))
  bed = openSafeBed(dir)
})
afterEach(() => {
  bed.close()
  rmSync(dir, { recursive: true, force: true })
})

const filesWith = (bytes: Uint8Array) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(bytes))
    .map((path) => path.slice(dir.length + 1))

test('x', async () => {
  enrol(bed)
  const packets = [await bed.keep(), await bed.keep(), await bed.keep()]
  await bed.backup()
  bed.store.write(() => {
    for (const { sequence } of packets) {
      bed.repos.outbox.remove(sequence)
      bed.repos.packets.move(sequence, {
        state: 'sent',
        authority: 'station',
        stateAtMs: 1,
        ial: null,
        reason: null,
        carrier: null,
        raised: false,
        expiresAtMs: null,
      })
      bed.repos.packets.move(sequence, {
        state: 'received',
        authority: 'central',
        stateAtMs: 1,
        ial: null,
        reason: null,
        carrier: null,
        raised: false,
        expiresAtMs: null,
      })
      bed.repos.packets.move(sequence, {
        state: 'refused',
        authority: 'central',
        stateAtMs: 1,
        ial: null,
        reason: 'OTP_NOT_PROVED',
        carrier: null,
        raised: false,
        expiresAtMs: null,
      })
      bed.repos.packets.erase(sequence)
    }
  })
  bed.store.db.pragma('wal_checkpoint(TRUNCATE)')
  for (let i = 0; i < 3; i++) await bed.backup()
  console.log(filesWith(packets[0]!.sealed.subarray(100, 400)), filesWith(packets[2]!.sealed.subarray(100, 400)))
  console.log(
    readdirSync(dir, { recursive: true }).map(
      (n) => `${n} ${(statSync(join(dir, String(n))).mode & 0o777).toString(8)}`,
    ),
  )
  expect(1).toBe(1)
})
