import { open, readFile, realpath, stat } from 'node:fs/promises'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { HEADER_BYTES, libraryTarget } from './library-header.ts'

/** The entry that every module exports (PKCS#11 v2.40 §5.4); in a library that exports or asks for it the name stands as text. */
const ENTRY = Buffer.from('C_GetFunctionList\0')
/** Modules have up to some ten megabytes; a larger file is no reason to fill the memory. */
const MAX_LIBRARY_BYTES = 64 * 1024 * 1024

export interface Inspected {
  /** The file behind links: the same module under two names is loaded once. */
  readonly realPath: string
  /** Changes when the file is replaced, as by an installer. */
  readonly version: string
  /** Null: worth loading. */
  readonly trouble: Extract<FaultCode, 'TOKEN_MODULE_ARCHITECTURE' | 'TOKEN_MODULE_INVALID'> | null
}

/** Looks at a library without loading it. Null when there is no such file. Never raises. */
export type LibraryInspector = (path: string) => Promise<Inspected | null>

/** An inspector that reads each file once and again only when it was replaced: the folders are looked through for as long as the program runs. */
export function createLibraryInspector(platform: NodeJS.Platform, arch: string): LibraryInspector {
  const known = new Map<string, Inspected>()
  return async (path) => {
    try {
      const realPath = await realpath(path)
      const { size, mtimeMs, ino } = await stat(realPath)
      const version = `${ino}:${mtimeMs}:${size}`
      const before = known.get(realPath)
      if (before?.version === version) return before
      const inspected = { realPath, version, trouble: await troubleOf(realPath, size, platform, arch) }
      known.set(realPath, inspected)
      return inspected
    } catch {
      return null
    }
  }
}

async function troubleOf(
  path: string,
  sizeBytes: number,
  platform: NodeJS.Platform,
  arch: string,
): Promise<Inspected['trouble']> {
  const target = libraryTarget(await firstBytes(path))
  if (!target || target.architectures.length === 0) return 'TOKEN_MODULE_INVALID'
  if (target.platform !== platform || !target.architectures.includes(arch)) return 'TOKEN_MODULE_ARCHITECTURE'
  if (sizeBytes > MAX_LIBRARY_BYTES) return null
  return (await readFile(path)).includes(ENTRY) ? null : 'TOKEN_MODULE_INVALID'
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
