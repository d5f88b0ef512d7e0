import { randomUUID } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'

/**
 * Reads a key file, or makes it (0600) with what `make` gives. Written aside, flushed, then linked into place: a power cut leaves no half key,
 * and of two processes that start together both read the one that won.
 */
export async function readOrMake(file: string, make: () => string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(absent)
  if (kept !== null) return kept
  const aside = `${file}.${randomUUID()}`
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(make())
    await handle.sync()
    await handle.close()
    await link(aside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(aside, { force: true })
  }
  return await readFile(file, 'utf8')
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error
  return null
}
