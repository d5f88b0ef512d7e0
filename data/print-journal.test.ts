import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PrintJournalPort, PrintOutcome } from '../flows/ports/printer.port.ts'
import { createPrintJournal } from './print-journal.ts'
import { createRepos } from './store/create-repos.ts'
import { openStore, type Store } from './store/open-store.ts'
import { MIGRATIONS } from './testing/station-fixture.ts'

const DOCUMENT = '0198aaaa-bbbb-7ccc-8ddd-eeeeffff0000'
const PRINTED: PrintOutcome = { kind: 'printed' }
const NOT_PRINTED: PrintOutcome = { kind: 'not-printed', code: 'PRINTER_PAPER_OUT' }
const UNCERTAIN: PrintOutcome = { kind: 'uncertain', code: 'PRINTER_LOST' }

let dir: string
let store: Store
let journal: PrintJournalPort
let nowMs = 1_670_000_000_000

const open = () => {
  store = openStore({ path: join(dir, 'station.db'), migrationsDir: MIGRATIONS, clock: { now: () => nowMs } })
  const { prints, log } = createRepos(store)
  journal = createPrintJournal({ store, prints, log, time: { now: () => nowMs++ } })
}
const reopen = () => {
  store.close()
  open()
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'prints-'))
  open()
})

afterEach(() => {
  store.close()
  rmSync(dir, { recursive: true, force: true })
})

const intend = async (printId: string, documentId = DOCUMENT) =>
  (await journal.intend({ printId, documentId, kind: 'receipt' })).earlier

describe('how many came before', () => {
  test.each([
    ['printed', PRINTED, 1],
    ['may be on paper', UNCERTAIN, 1],
    ['was not printed', NOT_PRINTED, 0],
    ['was cut off before its outcome was known', null, 1],
  ])('one that %s', async (_, outcome, earlier) => {
    expect(await intend('first')).toBe(0)
    if (outcome) await journal.settle('first', outcome)
    reopen()
    expect(await intend('second')).toBe(earlier)
  })

  test('how each print of a document ended is told in order', async () => {
    for (const [printId, outcome] of [
      ['first', NOT_PRINTED],
      ['second', UNCERTAIN],
      ['third', PRINTED],
    ] as const) {
      await intend(printId)
      await journal.settle(printId, outcome)
    }
    await intend('fourth')
    await intend('other', 'another document')
    expect(createRepos(store).prints.outcomesOf(DOCUMENT)).toEqual(['not-printed', 'uncertain', 'printed', null])
  })

  test('counts this document alone, and those before alone', async () => {
    await intend('other', 'another document')
    await intend('one')
    await journal.settle('one', PRINTED)
    await intend('two')
    await journal.settle('two', PRINTED)
    expect(await intend('three')).toBe(2)
    expect(await intend('one')).toBe(0)
  })

  test('is the same when the same print is meant again after a crash', async () => {
    await intend('one')
    await journal.settle('one', PRINTED)
    expect(await intend('two')).toBe(1)
    reopen()
    expect(await intend('two')).toBe(1)
    expect(store.db.prepare('SELECT count(*) AS n FROM print').get()).toEqual({ n: 2 })
  })

  test('counts what a killed program meant to print', async () => {
    const program = join(import.meta.dirname, 'testing/print-child.ts')
    const child = spawn(process.execPath, [program, dir, 'killed', DOCUMENT], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await intend('after')).toBe(1)
  })
})

describe('the journal', () => {
  test('keeps what was meant before what came of it, with times and code', async () => {
    await intend('one')
    await journal.settle('one', NOT_PRINTED)
    const { prints, log } = createRepos(store)
    expect(prints.byId('one')).toMatchObject({ outcome: 'not-printed', code: 'PRINTER_PAPER_OUT', kind: 'receipt' })
    expect(log.page(0, 10).map(({ kind, details }) => [kind, details])).toEqual([
      ['print.intended', { printId: 'one', documentId: DOCUMENT, kind: 'receipt' }],
      ['print.settled', { printId: 'one', outcome: 'not-printed', code: 'PRINTER_PAPER_OUT' }],
    ])
  })

  test('lets the first outcome stay', async () => {
    await intend('one')
    await journal.settle('one', UNCERTAIN)
    await journal.settle('one', NOT_PRINTED)
    expect(createRepos(store).prints.byId('one')?.outcome).toBe('uncertain')
    expect(createRepos(store).log.page(0, 10)).toHaveLength(2)
  })

  test('refuses an id used for another document, and the outcome of a print never meant', async () => {
    await intend('one')
    await expect(intend('one', 'another document')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(journal.settle('never', PRINTED)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test.each([
    "UPDATE print SET document_id = 'x'",
    "UPDATE print SET outcome = 'not-printed', code = 'PRINTER_LOST', settled_at_ms = 1",
    'DELETE FROM print',
  ])('is guarded by the database itself: %s', async (sql) => {
    await intend('one')
    await journal.settle('one', PRINTED)
    expect(() => store.write(() => store.db.exec(sql))).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
  })

  test('says STORE_FULL when the intent cannot be written, and leaves none', async () => {
    store.db.pragma(`max_page_count = ${store.db.pragma('page_count', { simple: true })}`)
    const long = 'x'.repeat(60_000)
    await expect(intend('one', long)).rejects.toMatchObject({ code: 'STORE_FULL' })
    expect(createRepos(store).prints.byId('one')).toBeNull()
  })
})
