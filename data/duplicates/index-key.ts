import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFileAtomic } from '../disk/write-file-atomic.ts'
import { MARK_KEY_BYTES } from '../wire/person-mark.ts'

const TEXT = /^[A-Za-z0-9_-]{43}$/

/**
 * The key of this station's own marks, from a file for its owner only (0600) that is made at the first asking: a copied database alone says nothing. Null for a spoilt file or one that
 * cannot be written: then nobody is remembered, and registrations go on.
 */
export function loadIndexKey(path: string): Buffer | null {
  try {
    const kept = readIfThere(path)
    if (kept !== null) return parse(kept)
    // Another process may make one meanwhile; the first file stays, and both read it.
    writeFileAtomic(path, randomBytes(MARK_KEY_BYTES).toString('base64url'), { mode: 0o600, replace: false })
    return parse(readIfThere(path) ?? '')
  } catch {
    return null
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
    throw thrown
  }
}

function parse(text: string): Buffer | null {
  return TEXT.test(text) ? Buffer.from(text, 'base64url') : null
}
