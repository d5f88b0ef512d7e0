import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import Database from 'better-sqlite3'
import type { Moments } from './moments.ts'
import { tearCommit } from './snapshot.ts'

/** Who is told of the statements and file calls of a folder. */
export interface Watched {
  readonly dir: string
  readonly moments: Moments
  /** Where a torn commit is cut: 0 ≤ x < 1 of its bytes. */
  readonly cutAt: number
}

/** Ends the watching and gives driver and file system back as they were. */
export interface DriverWatch {
  watch(watched: Watched): void
  forget(dir: string): void
  stop(): void
}

interface DriverStatement {
  readonly source: string
  readonly database: { readonly name: string }
  run(...args: unknown[]): unknown
}

type FileCall = (...args: unknown[]) => unknown
type WatchedCall = 'openSync' | 'writeSync' | 'writeFileSync' | 'fsyncSync' | 'renameSync' | 'linkSync' | 'rmSync'
const BY_PATH: readonly WatchedCall[] = ['writeFileSync', 'renameSync', 'linkSync', 'rmSync']
const BY_HANDLE: readonly WatchedCall[] = ['writeSync', 'fsyncSync']

/**
 * Puts a seam under the station without touching it: every statement that SQLite runs for a database in a watched folder, and every synchronous
 * write, flush, rename and link of a file there, is a moment before and after. The product is none the wiser: what it is given are its own packages.
 */
export function startDriverWatch(): DriverWatch {
  const watched = new Map<string, Watched>()
  const of = (path: unknown) =>
    typeof path === 'string' ? [...watched.values()].find(({ dir }) => path.startsWith(dir)) : undefined
  const stopStatements = watchStatements(of)
  const stopFiles = watchFiles(of)
  return {
    watch: (one) => void watched.set(one.dir, one),
    forget: (dir) => void watched.delete(dir),
    stop() {
      stopStatements()
      stopFiles()
    },
  }
}

type Find = (path: unknown) => Watched | undefined

function watchStatements(of: Find): () => void {
  const probe = new Database(':memory:')
  const prototype = Object.getPrototypeOf(probe.prepare('SELECT 1')) as DriverStatement
  probe.close()
  const { run } = prototype
  prototype.run = function (this: DriverStatement, ...args: unknown[]) {
    const one = of(this.database.name)
    if (!one) return run.apply(this, args)
    const { moments } = one
    const plain = () => run.apply(this, args)
    if (this.source === 'COMMIT') {
      return moments.passCommit(plain, (write) =>
        moments.unseen(() => tearCommit(this.database.name, write, one.cutAt)),
      )
    }
    moments.pass('statement')
    return plain()
  }
  return () => {
    prototype.run = run
  }
}

function watchFiles(of: Find): () => void {
  const originals = new Map<WatchedCall, FileCall>()
  const handles = new Map<unknown, Watched>()
  const replace = (name: WatchedCall, find: (first: unknown) => Watched | undefined) => {
    const original = fs[name] as FileCall
    originals.set(name, original)
    Object.assign(fs, {
      [name]: (...args: unknown[]) => {
        const one = find(args[0])
        one?.moments.pass('file')
        const result = original(...args)
        if (name === 'openSync' && one) handles.set(result, one)
        one?.moments.pass('file')
        return result
      },
    })
  }
  replace('openSync', of)
  for (const name of BY_PATH) replace(name, of)
  for (const name of BY_HANDLE) replace(name, (handle) => handles.get(handle))
  syncBuiltinESMExports()
  return () => {
    Object.assign(fs, Object.fromEntries(originals))
    syncBuiltinESMExports()
  }
}
