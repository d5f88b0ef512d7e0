import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Fault } from '../../flows/base/fault.ts'
import type { DataKeyPort } from '../../flows/ports/data-key.port.ts'
import { writeFileAtomic } from '../disk/write-file-atomic.ts'

const KEY_BYTES = 32
/** For whoever finds the file. */
const MARK = 'Khoá mở các hồ sơ đang làm dở của máy này. Chỉ để trên máy này: không sao chép, không gửi đi.'

/** The key in a file that only its owner reads (mode 0600), marked for what it is. */
export function createKeyFile(path: string): DataKeyPort {
  return {
    kind: 'file',
    async key() {
      const kept = read(path)
      if (kept) return kept
      const text = JSON.stringify({ mark: MARK, kind: 'file', key: randomBytes(KEY_BYTES).toString('base64url') })
      try {
        // Another process may have made one meanwhile; the first stays, and both read it.
        writeFileAtomic(path, `${text}\n`, { mode: 0o600, replace: false })
      } catch (thrown) {
        throw new Fault('UNFINISHED_KEY_UNAVAILABLE', { file: path }, thrown)
      }
      const made = read(path)
      if (!made) throw new Fault('UNFINISHED_KEY_UNAVAILABLE', { file: path })
      return made
    },
  }
}

function read(path: string): Uint8Array | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
    throw new Fault('UNFINISHED_KEY_UNAVAILABLE', { file: path }, thrown)
  }
  const key = parse(text)
  // The cause may quote the file, and the file is the secret.
  if (key?.length !== KEY_BYTES) throw new Fault('UNFINISHED_KEY_UNAVAILABLE', { file: path })
  return key
}

function parse(text: string): Uint8Array | null {
  try {
    const value: unknown = JSON.parse(text)
    const isKey = typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string'
    return isKey ? Buffer.from(value.key as string, 'base64url') : null
  } catch {
    return null
  }
}
