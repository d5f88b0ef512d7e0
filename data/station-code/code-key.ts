import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Fault } from '../../flows/base/fault.ts'
import { writeFileAtomic } from '../disk/write-file-atomic.ts'

const KEY_BYTES = 32

/**
 * The key under which codes and phones are marked, from a file beside the station's key that only its owner reads (0600); made when there is none. It is not in the
 * database, so a copy of that gives neither a code nor a number away. Raises CONFIG_INVALID when the file holds something else.
 */
export function loadCodeKey(path: string): Buffer {
  const kept = readKey(path)
  if (kept) return kept
  // Another program may have made one meanwhile; the first file stays, and both read it.
  writeFileAtomic(path, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600, replace: false })
  const made = readKey(path)
  if (!made) throw new Fault('CONFIG_INVALID', { file: path })
  return made
}

function readKey(path: string): Buffer | null {
  let text: string
  try {
    text = readFileSync(path, 'ascii')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
    throw new Fault('CONFIG_INVALID', { file: path }, thrown)
  }
  const key = Buffer.from(text, 'base64url')
  // No cause: it might quote the file, and the file is the secret.
  if (key.length !== KEY_BYTES || key.toString('base64url') !== text.trim())
    throw new Fault('CONFIG_INVALID', { file: path })
  return key
}
