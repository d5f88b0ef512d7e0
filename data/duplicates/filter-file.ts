import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import type { AccountKey } from '../wire/account-keys.ts'
import type { DuplicatesDocument } from '../wire/duplicates.wire.ts'
import { BLOCK_BYTES, blockHas, blockOf } from '../wire/person-filter.ts'
import { createPersonMarker } from '../wire/person-mark.ts'
import { documentIn, HEADER_BYTES } from './filter-layout.ts'

/** A filter in force at this station. */
export interface FilterInForce {
  readonly document: DuplicatesDocument
  /** One read of 64 bytes: a filter of ten million people would be 12 MB of memory for a question every few minutes. */
  has(account: AccountKey): boolean
}

export interface FilterFile {
  /** The filter in the file, checked whole when it is first seen; null without one, or for one that is not central's word or damaged. Never raises. */
  current(): Promise<FilterInForce | null>
  close(): void
}

interface Opened {
  readonly file: number
  readonly seen: Stats
  readonly filter: FilterInForce | null
}

/** Reads the filter at `path`; a new file that took its place, put there by this process or another, is seen at the next asking. */
export function createFilterFile(parts: {
  readonly path: string
  /** Checks a document as central signed it. */
  readonly verify: (jws: string) => Promise<DuplicatesDocument>
  readonly openKey: (document: DuplicatesDocument) => Promise<Uint8Array>
}): FilterFile {
  let opened: Opened | null = null
  let opening: Promise<Opened | null> | null = null
  const close = () => {
    if (opened) closeSync(opened.file)
    opened = null
  }
  const reopen = async () => {
    const next = await open(parts).catch(() => null)
    close()
    opened = next
    return next
  }
  return {
    close,
    async current() {
      const now = statSync(parts.path, { throwIfNoEntry: false })
      if (!now) return null
      if (opened && isSame(opened.seen, now)) return opened.filter
      opening ??= reopen().finally(() => {
        opening = null
      })
      return (await opening)?.filter ?? null
    },
  }
}

async function open(parts: Parameters<typeof createFilterFile>[0]): Promise<Opened> {
  const file = openSync(parts.path, 'r')
  try {
    const seen = fstatSync(file)
    return { file, seen, filter: await check(parts, file, seen).catch(() => null) }
  } catch (thrown) {
    closeSync(file)
    throw thrown
  }
}

async function check(
  { verify, openKey }: Parameters<typeof createFilterFile>[0],
  file: number,
  { size }: Stats,
): Promise<FilterInForce | null> {
  const header = Buffer.alloc(HEADER_BYTES)
  readSync(file, header, 0, HEADER_BYTES, 0)
  const jws = documentIn(header)
  if (jws === null) return null
  const document = await verify(jws)
  if (size !== HEADER_BYTES + document.sizeBytes) return null
  if ((await blocksHash(file)) !== document.sha256) return null
  const markOf = createPersonMarker(await openKey(document))
  const block = Buffer.alloc(BLOCK_BYTES)
  return {
    document,
    has(account) {
      const mark = markOf(account)
      const at = HEADER_BYTES + blockOf(mark, 0, document.blocks) * BLOCK_BYTES
      return readSync(file, block, 0, BLOCK_BYTES, at) === BLOCK_BYTES && blockHas(block, 0, mark)
    },
  }
}

/** SHA-256 over the blocks of a file, base64url; read piece by piece. */
export async function blocksHash(file: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream('', { fd: file, autoClose: false, start: HEADER_BYTES }))
    hash.update(piece)
  return hash.digest('base64url')
}

function isSame(one: Stats, other: Stats): boolean {
  return one.ino === other.ino && one.size === other.size && one.mtimeMs === other.mtimeMs
}
