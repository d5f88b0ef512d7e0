import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The original functions, taken before anything is watched (watched-files.ts). */
const files = { cpSync, existsSync, readdirSync, readFileSync, writeFileSync }

/** Copies a folder as it lies there now, as a process that is killed leaves it: what was written is there, nothing else is. */
export function copyAsItIs(from: string, to: string): void {
  files.cpSync(from, to, { recursive: true })
}

/**
 * Runs a commit and puts back what a kill in its middle would have left: the write-ahead log with only the first part of the new bytes, cut at any
 * byte. Where the commit also moved pages into the database itself there is no such half, and it stays whole.
 */
export function tearCommit<T>(database: string, write: () => T, fraction: number): void {
  const log = `${database}-wal`
  const before = { pages: files.readFileSync(database), log: readIfThere(log) }
  write()
  const after = readIfThere(log)
  if (!files.readFileSync(database).equals(before.pages)) return
  const changed = firstDifference(before.log, after)
  const cut = changed + Math.floor((after.length - changed) * fraction)
  const torn = Buffer.concat([after.subarray(0, cut), before.log.subarray(cut)])
  // The copy that is made next takes this; the station itself is gone.
  files.writeFileSync(log, torn)
}

/** Texts that lie open in some file of the folder, with the file. */
export function findOpenly(folder: string, texts: readonly string[]): string[] {
  const needles = texts.flatMap((text) => spellings(text).map((spelling) => ({ text, spelling })))
  const found: string[] = []
  for (const name of files.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const content = readIfThere(join(folder, name))
    for (const { text, spelling } of needles) if (content.includes(spelling)) found.push(`${text} in ${name}`)
  }
  return found
}

/** A text as UTF-8, as UTF-16, and as the letters that base64 makes of its middle wherever it starts in a group of three. */
function spellings(text: string): Buffer[] {
  const bytes = Buffer.from(text, 'utf8')
  const encoded = [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
    // The first and last groups mix with what stands around the text.
    const middle = shifted.subarray(offset === 0 ? 0 : 3, shifted.length - (shifted.length % 3))
    return [middle.toString('base64url'), middle.toString('base64').replaceAll('=', '')]
  })
  return [bytes, Buffer.from(text, 'utf16le'), ...[...new Set(encoded)].map((letters) => Buffer.from(letters, 'ascii'))]
}

function readIfThere(path: string): Buffer {
  try {
    return files.readFileSync(path)
  } catch (thrown) {
    // A folder, or a file that is not there: nothing to read.
    if (thrown instanceof Error && 'code' in thrown && /ENOENT|EISDIR/.test(String(thrown.code))) return Buffer.alloc(0)
    throw thrown
  }
}

function firstDifference(a: Buffer, b: Buffer): number {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at += 1) if (a[at] !== b[at]) return at
  return shorter
}
