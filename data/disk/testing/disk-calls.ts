import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename } from 'node:path'

type FileCall = (...args: unknown[]) => unknown

/** What a program asked of the disk below one folder: what survives a power cut depends on what was flushed before what. */
export interface DiskCalls {
  /** In order, files and folders by their base names: `open a`, `open-flushing a` (each write flushed, O_DSYNC), `flush a`, `rename a b`, `link a b`, `remove a`. */
  readonly seen: readonly string[]
  stop(): void
}

/** Watches the synchronous calls of this process. `before` is told of each call before it is made: something else may happen at that very moment. */
export function watchDisk(folder: string, before: (call: string) => void = () => undefined): DiskCalls {
  const seen: string[] = []
  const names = new Map<unknown, string>()
  const originals = new Map<string, FileCall>()
  /** What `before` does is another's work. */
  let isElsewhere = false
  const isBelow = (path: unknown): path is string => typeof path === 'string' && path.startsWith(folder)
  const watch = (
    name: 'openSync' | 'fsyncSync' | 'fdatasyncSync' | 'renameSync' | 'linkSync' | 'rmSync',
    tell: Tell,
  ) => {
    const original = fs[name] as FileCall
    originals.set(name, original)
    const watched: FileCall = (...args) => {
      const call = tell(...args)
      if (call === null || isElsewhere) return original(...args)
      isElsewhere = true
      before(call)
      isElsewhere = false
      const result = original(...args)
      seen.push(call)
      if (name === 'openSync') names.set(result, basename(String(args[0])))
      return result
    }
    Object.assign(fs, { [name]: watched })
  }
  const flushes: Tell = (handle) => (names.has(handle) ? `flush ${names.get(handle)}` : null)
  const pair =
    (word: string): Tell =>
    (from, to) =>
      isBelow(from) ? `${word} ${basename(from)} ${basename(String(to))}` : null
  watch('openSync', (path, flags) => {
    if (!isBelow(path)) return null
    const isFlushing = typeof flags === 'number' && (flags & fs.constants.O_DSYNC) === fs.constants.O_DSYNC
    return `${isFlushing ? 'open-flushing' : 'open'} ${basename(path)}`
  })
  watch('fsyncSync', flushes)
  watch('fdatasyncSync', flushes)
  watch('renameSync', pair('rename'))
  watch('linkSync', pair('link'))
  watch('rmSync', (path) => (isBelow(path) && fs.existsSync(path) ? `remove ${basename(path)}` : null))
  syncBuiltinESMExports()
  return {
    seen,
    stop() {
      Object.assign(fs, Object.fromEntries(originals))
      syncBuiltinESMExports()
    },
  }
}

type Tell = (...args: unknown[]) => string | null
