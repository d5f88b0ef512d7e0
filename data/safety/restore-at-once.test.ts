import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { enrol, openSafeBed } from './testing/safe-bed.ts'

const MIGRATIONS = join(import.meta.dirname, '../store/migrations')
const ROUNDS = 3

function startChild(dir: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/open-child.ts'), dir, MIGRATIONS], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    next: async () => (await lines.next()).value as string,
    go: () => child.stdin.write('go\n'),
    async end() {
      const exited = once(child, 'exit')
      child.stdin.end()
      expect(await exited).toEqual([0, null])
    },
  }
}

test('two programs that find the same damage restore it once, and both go on with all packets', async () => {
  const root = mkdtempSync(join(tmpdir(), 'at-once-'))
  const dir = join(root, 'station')
  const bed = openSafeBed(dir)
  enrol(bed)
  await bed.backup()
  for (let made = 0; made < 20; made += 1) await bed.keep()
  bed.close()
  for (let round = 1; round <= ROUNDS; round += 1) {
    writeFileSync(join(dir, 'station.db'), 'damaged'.repeat(5_000))
    const children = [startChild(dir), startChild(dir)]
    expect(await Promise.all(children.map(({ next }) => next()))).toEqual(['ready', 'ready'])
    for (const { go } of children) go()
    expect(await Promise.all(children.map(({ next }) => next()))).toEqual(['20', '20'])
    expect(readdirSync(join(dir, 'damaged'))).toHaveLength(round)
    await Promise.all(children.map(({ end }) => end()))
  }
  rmSync(root, { recursive: true })
}, 60_000)
