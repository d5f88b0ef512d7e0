import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FAULT_CODES } from '../flows/base/fault-codes.ts'

const PARTS = ['Nguyên nhân', 'Nói với công dân', 'Nhân viên làm', 'Gọi ai']

describe('the fault book', () => {
  const entries = readEntries(readFileSync(new URL('../docs/faults.md', import.meta.url), 'utf8'))

  test('has an entry for every code, and no entry without a code', () => {
    expect(entries.map((entry) => entry.code).sort()).toEqual([...FAULT_CODES].sort())
  })

  test.each(entries)('$code says the cause, what to tell the citizen, what staff do, whom to call', ({ parts }) => {
    expect([...parts.keys()]).toEqual(PARTS)
    for (const [part, words] of parts) expect(words.length, part).toBeGreaterThan(10)
    expect(parts.get('Nói với công dân')).toMatch(/^“.+”$/)
  })
})

interface Entry {
  readonly code: string
  readonly parts: ReadonlyMap<string, string>
}

/** An entry is a heading of the third level, then one list item a part: `- **Part:** words`, which may run over several lines. */
function readEntries(book: string): Entry[] {
  return book
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [code = '', ...lines] = section.split(/^## /m)[0]!.trim().split('\n')
      const items = lines.join('\n').split(/^- /m).slice(1)
      const parts = items
        .map((item) => /^\*\*(.+?):\*\* ([\s\S]+)$/.exec(item.trim())!)
        .map(([, part, words]) => [part!, words!.trim()] as const)
      return { code, parts: new Map(parts) }
    })
}
