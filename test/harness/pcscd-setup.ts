import type { TestProject } from 'vitest/node'
import { pcscdIn, pcscdMissing, removeStaleSocket } from './pcscd.ts'
import { createTempFolder } from './temp.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the test run's pcscd, for pcscdIn(); or why there is none. */
    pcscd: { readonly folder: string; readonly missing: null } | { readonly folder: null; readonly missing: string }
  }
}

/** One pcscd with the virtual reader for all *.pcsc.test.ts; gone afterwards, with its socket and pid file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing = pcscdMissing()
  if (missing !== null) {
    project.provide('pcscd', { folder: null, missing })
    return async () => {}
  }
  removeStaleSocket()
  const folder = await createTempFolder('motcua-pcscd-')
  const daemon = pcscdIn(folder.path)
  await daemon.start()
  project.provide('pcscd', { folder: folder.path, missing: null })
  return async () => {
    await daemon.stop()
    await folder.remove()
  }
}
