import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDamageMark } from '../../data/safety/damage-mark.ts'
import { safePlaces } from '../../data/safety/safe-places.ts'
import { enrol, openSafeBed } from '../../data/safety/testing/safe-bed.ts'
import { mountSmallDisk, type SmallDisk } from '../../data/safety/testing/small-disk.ts'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { motcuaTerminal } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

const PAGE_BYTES = 4_096
/** Holds a practice station with its reserve not taken. */
const DISK_MEBIBYTES = 24

const { outOfService, noRoom } = vi.store
let folder: TempFolder
let terminal: Terminal | null = null
let disk: SmallDisk | null = null

beforeEach(async () => {
  folder = await createTempFolder()
})

afterEach(async () => {
  await terminal?.close()
  terminal = null
  disk?.remove()
  disk = null
  await folder.remove()
})

/** A paired station with three packets and a copy of its store; its central is not there. */
async function stationWithCopy() {
  const dir = join(folder.path, 'station')
  mkdirSync(dir, { recursive: true })
  const bed = openSafeBed(dir)
  enrol(bed)
  for (const _ of [1, 2, 3]) await bed.keep()
  await bed.backup()
  bed.close()
  return safePlaces(dir)
}

/** Noise over every page but the first, as a failing disk leaves it. */
function spoil(db: string): void {
  const file = openSync(db, 'r+')
  const bytes = statSync(db).size - PAGE_BYTES
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, PAGE_BYTES)
  closeSync(file)
}

function openKiosk(dataDir: string, ...args: string[]): Terminal {
  return motcuaTerminal(
    ['kiosk', '--data', dataDir, '--scanner', 'off', '--token', 'off', '--readers', 'off', ...args],
    {
      cols: 80,
      rows: 24,
    },
  )
}

const pidsOf = (log: string) =>
  new Set(
    readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { pid: number }).pid),
  )

test('a kiosk whose store is found damaged restores it by itself once nobody is in the middle of anything, and goes on', async () => {
  const places = await stationWithCopy()
  terminal = openKiosk(folder.path)
  await terminal.waitFor(vi.welcome.question)
  terminal.press('Enter')
  await terminal.waitFor(vi.subject.question)
  // As another program on this machine, or the look through the store, would find it.
  spoil(places.db)
  createDamageMark(places.mark).set()
  // One turn of the kiosk's own looks at least.
  await terminal.waitFor((lines) => /\d\d:\d\d\* ┐$/.test(lines[0] ?? ''))
  expect(terminal.text()).toContain(vi.subject.question)
  terminal.press('F10')
  await expect.poll(() => existsSync(places.note), { timeout: 20_000 }).toBe(true)
  await terminal.waitFor(vi.welcome.question)
  await terminal.waitGone(outOfService.reopening.title)
  terminal.press('Enter')
  await terminal.waitFor(vi.subject.question)
  expect(existsSync(places.mark)).toBe(false)
  expect(readdirSync(places.damaged)).toHaveLength(1)
  const bed = openSafeBed(places.dir)
  expect(bed.repos.packets.head()?.sequence).toBe(3)
  bed.close()
  expect(pidsOf(join(places.dir, 'log', 'kiosk.log')).size).toBe(1)
  terminal.press('Ctrl-C')
  expect((await terminal.exit).code).toBe(0)
})

test('a store that cannot be restored ends on a page that tries again, never in the shell', async () => {
  const places = await stationWithCopy()
  const kept = join(folder.path, 'kept')
  renameSync(places.backup, kept)
  spoil(places.db)
  terminal = openKiosk(folder.path, '--name', 'Máy số 3')
  const said = await terminal.waitFor('STORE_LOST')
  expect(said).toContain(outOfService.title)
  expect(said).toContain('Máy số 3')
  renameSync(kept, places.backup)
  await terminal.waitFor(vi.welcome.question, { timeoutMs: 30_000 })
  terminal.press('Ctrl-C')
  expect((await terminal.exit).code).toBe(0)
  expect(terminal.alternateBuffer()).toBe(false)
})

describe.runIf(mayMount())('a disk without room (needs the right to mount one)', () => {
  test('at the start is a page, until there is room; while it runs nobody begins to type', async () => {
    const small = mountSmallDisk(DISK_MEBIBYTES)
    if (!small) throw new Error('could be mounted a moment ago')
    disk = small
    small.fill()
    terminal = openKiosk(join(small.dir, 'data'), '--training')
    await terminal.waitFor('STORE_FULL')
    expect(terminal.text()).toContain(outOfService.title)
    small.free()
    await terminal.waitFor(vi.welcome.question)
    small.fill()
    await terminal.waitFor(noRoom.question)
    terminal.press('Enter', 'F3')
    await terminal.waitFor(vi.returns.receipt.question)
    terminal.press('F10')
    await terminal.waitFor(noRoom.question)
    small.free()
    await terminal.waitFor(vi.welcome.question)
    terminal.press('Ctrl-C')
    expect((await terminal.exit).code).toBe(0)
  })
})

function mayMount(): boolean {
  const tried = mountSmallDisk(1)
  tried?.remove()
  return tried !== null
}
