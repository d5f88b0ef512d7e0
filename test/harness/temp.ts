import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempFolder {
  readonly path: string
  remove(): Promise<void>
}

/** Makes a folder of its own under the system's temporary folder. Whoever makes it removes it. */
export async function createTempFolder(name = 'motcua-test-'): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), name))
  // A server that is just stopping may still write one file while the folder is being emptied.
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) }
}

/** Runs the work with a folder that is gone afterwards, whether the work succeeds or throws. */
export async function withTempFolder<Result>(work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await createTempFolder()
  try {
    return await work(folder.path)
  } finally {
    await folder.remove()
  }
}
