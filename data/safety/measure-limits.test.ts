import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCentralTime } from '../central-time.ts'
import { measureLimits } from './measure-limits.ts'
import { confirming } from './reference-confirmed.ts'
import { openSafeBed, packetAfter, type SafeBed } from './testing/safe-bed.ts'

const DAY_MS = 86_400_000
const NOW_MS = 1_800_000_000_000

let dir: string
let bed: SafeBed

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'measure-'))
  bed = openSafeBed(dir)
})

afterEach(() => {
  bed.close()
  rmSync(dir, { recursive: true })
})

const measure = (nowMs = NOW_MS) => measureLimits(dir, bed.repos, nowMs)
const receive = (name: string, receivedAtMs: number) =>
  bed.repos.references.put({ name, version: 1, etag: null, document: 'x', receivedAtMs })

describe('measuring', () => {
  test('a new station has room, and nothing that could be old', () => {
    const { diskFreeBytes, ...others } = measure()
    expect(diskFreeBytes).toBeGreaterThan(0)
    expect(others).toEqual({
      queueAgeMs: null,
      queueCount: 0,
      references: { policy: null, trust: null, revocation: null },
    })
  })

  test('the queue is as old as its oldest packet, those for a person among them', async () => {
    await bed.keep({ ...packetAfter(null), sealedAtMs: NOW_MS - 3 * DAY_MS })
    await bed.keep()
    bed.repos.outbox.hold(1, 'PACKET_CONFLICT', NOW_MS)
    expect(measure()).toMatchObject({ queueAgeMs: 3 * DAY_MS, queueCount: 2 })
  })

  test('a folder that is gone has no free space to tell of', () => {
    expect(measureLimits(join(dir, 'nowhere'), bed.repos, NOW_MS).diskFreeBytes).toBeNull()
  })

  test('a document is as old as central’s last word on it, new or not', async () => {
    receive('policy', NOW_MS - 20 * DAY_MS)
    expect(measure().references.policy).toBe(20 * DAY_MS)
    const time = createCentralTime({ now: () => NOW_MS - DAY_MS })
    const pull = confirming('policy', async () => false, { cursors: bed.repos.cursors, time })
    await pull()
    expect(measure().references.policy, 'not by an unproven clock').toBe(20 * DAY_MS)
    time.learn(NOW_MS - DAY_MS)
    expect(await pull()).toBe(false)
    expect(Math.round((measure().references.policy ?? 0) / 1_000)).toBe(DAY_MS / 1_000)
  })

  test('a pull that fails confirms nothing', async () => {
    receive('trust', NOW_MS - 9 * DAY_MS)
    const time = createCentralTime({ now: () => NOW_MS })
    time.learn(NOW_MS)
    const pull = confirming('trust', () => Promise.reject(new Error('no line')), { cursors: bed.repos.cursors, time })
    await expect(pull()).rejects.toThrow('no line')
    expect(measure().references.trust).toBe(9 * DAY_MS)
  })

  test('revocation answers are no older than the last time there was a line to fetch them', async () => {
    await bed.repos.revocations.put('issuer', { bytes: new Uint8Array(3), keptAtMs: NOW_MS - 10 * DAY_MS })
    expect(measure().references.revocation).toBe(10 * DAY_MS)
    receive('policy', NOW_MS - 2 * DAY_MS)
    expect(measure().references.revocation).toBe(2 * DAY_MS)
  })
})
