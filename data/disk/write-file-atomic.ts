import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { flush } from './flush.ts'

/**
 * Writes a file so that after any power cut it is either whole or not there: written beside, flushed, then put in place, and its folder flushed.
 * With `replace` false a file that is already there stays.
 */
export function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  options: { readonly mode: number; readonly replace: boolean },
): void {
  const beside = `${path}.${process.pid}.new`
  rmSync(beside, { force: true })
  const file = openSync(beside, 'wx', options.mode)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } catch (thrown) {
    rmSync(beside, { force: true })
    throw thrown
  } finally {
    closeSync(file)
  }
  if (options.replace) renameSync(beside, path)
  else linkUnlessThere(beside, path)
  flush(dirname(path))
}

function linkUnlessThere(beside: string, path: string): void {
  try {
    linkSync(beside, path)
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
  } finally {
    rmSync(beside, { force: true })
  }
}
