import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { UNFINISHED_LIFE_MS } from '../../flows/base/delays.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createUnfinishedRepo } from '../store/unfinished.repo.ts'
import { createKeyFile } from './key-file.ts'
import { createUnfinished } from './unfinished.ts'

const ANSWERS = JSON.stringify({ fullName: 'LÊ VĂN MẪU', idNumber: '046204001234' })
const migrationsDir = fileURLToPath(new URL('../store/migrations', import.meta.url))

describe('a registration an officer had not finished', () => {
  let dir: string
  let store: Store
  let nowMs: number
  const time = { now: () => nowMs }
  const openBed = (options: { readonly program?: string; readonly keyFile?: string } = {}) =>
    createUnfinished({
      repo: createUnfinishedRepo(store),
      dataKey: createKeyFile(join(dir, options.keyFile ?? 'unfinished-key.json')),
      time,
      program: options.program ?? 'build-1',
    })

  beforeEach(() => {
    nowMs = 1_780_000_000_000
    dir = mkdtempSync(join(tmpdir(), 'unfinished-'))
    store = openStore({ path: join(dir, 'station.db'), migrationsDir, clock: time })
  })
  afterEach(() => {
    store.close()
    rmSync(dir, { recursive: true, force: true })
  })

  test('comes back to its officer after the process is gone, and to nobody else', async () => {
    await openBed().keep('officer-1', ANSWERS)
    expect(await openBed().of('officer-1')).toEqual({ savedAtMs: nowMs, text: ANSWERS })
    expect(await openBed().of('officer-2')).toBeNull()
  })

  test('one that is moved lives on from when it was first kept', async () => {
    const savedAtMs = nowMs
    nowMs += UNFINISHED_LIFE_MS
    await openBed().keep('officer-1 aside', ANSWERS, savedAtMs)
    expect(await openBed().of('officer-1 aside')).toEqual({ savedAtMs, text: ANSWERS })
    nowMs += 1
    expect(await openBed().of('officer-1 aside')).toBeNull()
  })

  test('the newest one takes the place of the last', async () => {
    await openBed().keep('officer-1', ANSWERS)
    await openBed().keep('officer-1', '"later"')
    expect((await openBed().of('officer-1'))?.text).toBe('"later"')
  })

  test('lies in the store as bytes that say nothing, and nothing of it is left when it is forgotten', async () => {
    const bed = openBed()
    await bed.keep('officer-1', ANSWERS)
    const bytes = () => ['station.db', 'station.db-wal'].map((name) => readFileSync(join(dir, name), 'latin1')).join('')
    expect(bytes()).not.toContain('046204001234')
    const { sealed } = createUnfinishedRepo(store).get('officer-1') ?? { sealed: Buffer.alloc(0) }
    const piece = Buffer.from(sealed.subarray(20)).toString('latin1')
    bed.forget('officer-1')
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    expect(piece.length).toBeGreaterThan(30)
    expect(readFileSync(join(dir, 'station.db'), 'latin1')).not.toContain(piece)
  })

  test('one kept by another version of the program is told of, with its time, until it is forgotten; the version that kept it opens it', async () => {
    await openBed().keep('officer-1', ANSWERS)
    const updated = openBed({ program: 'build-2' })
    for (let look = 0; look < 2; look += 1)
      await expect(updated.of('officer-1')).rejects.toMatchObject({
        code: 'UNFINISHED_EARLIER',
        details: { savedAtMs: nowMs },
      })
    expect((await openBed().of('officer-1'))?.text).toBe(ANSWERS)
    updated.forget('officer-1')
    expect(await updated.of('officer-1')).toBeNull()
  })

  test('whoever passes another version’s for this one’s opens nothing', async () => {
    await openBed({ program: 'build-2' }).keep('officer-1', '"mine"')
    const repo = createUnfinishedRepo(store)
    const mine = repo.get('officer-1')
    await openBed().keep('officer-1', ANSWERS)
    const other = repo.get('officer-1')
    if (!mine || !other) throw new Error('nothing was kept')
    repo.put('officer-1', { ...other, sealed: Buffer.concat([mine.sealed.subarray(0, 8), other.sealed.subarray(8)]) })
    await expect(openBed({ program: 'build-2' }).of('officer-1')).rejects.toMatchObject({
      code: 'UNFINISHED_UNREADABLE',
    })
  })

  test('one kept under another key is refused once, and removed', async () => {
    await openBed().keep('officer-1', ANSWERS)
    await expect(openBed({ keyFile: 'another.json' }).of('officer-1')).rejects.toMatchObject({
      code: 'UNFINISHED_UNREADABLE',
    })
    expect(await openBed().of('officer-1')).toBeNull()
  })

  test('one moved to another officer, or changed by a bit, is refused', async () => {
    await openBed().keep('officer-1', ANSWERS)
    store.db.prepare("UPDATE unfinished SET staff_id = 'officer-2'").run()
    await expect(openBed().of('officer-2')).rejects.toMatchObject({ code: 'UNFINISHED_UNREADABLE' })
    await openBed().keep('officer-1', ANSWERS)
    const repo = createUnfinishedRepo(store)
    const row = repo.get('officer-1')
    if (!row) throw new Error('nothing was kept')
    const changed = Buffer.from(row.sealed)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    repo.put('officer-1', { ...row, sealed: changed })
    await expect(openBed().of('officer-1')).rejects.toMatchObject({ code: 'UNFINISHED_UNREADABLE' })
  })

  test.each([
    ['long ago', UNFINISHED_LIFE_MS + 1],
    ['in years to come, by a clock that was wrong', -10 * 365 * 86_400_000],
  ])('one kept %s is removed, whosever it is', async (_, passedMs) => {
    await openBed().keep('officer-1', ANSWERS)
    nowMs += passedMs
    expect(await openBed().of('officer-2')).toBeNull()
    expect(createUnfinishedRepo(store).get('officer-1')).toBeNull()
  })

  test('the key file is its owner’s alone, says what it is, and a spoilt one is not made anew over kept answers', async () => {
    await openBed().keep('officer-1', ANSWERS)
    const path = join(dir, 'unfinished-key.json')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toMatch(/không sao chép/)
    writeFileSync(path, '{"key":"short"}')
    await expect(openBed().keep('officer-1', ANSWERS)).rejects.toMatchObject({ code: 'UNFINISHED_KEY_UNAVAILABLE' })
    expect(readFileSync(path, 'utf8')).toBe('{"key":"short"}')
  })
})
