import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { Fault } from '../../flows/base/fault.ts'
import { toStoreFault } from '../store/store-fault.ts'

/** Reads a whole database: seconds on a slow disk, which a screen must not wait for. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads')
const Database = require(workerData.sqlite)
try {
  const db = new Database(workerData.path, { readonly: true })
  try {
    parentPort.postMessage({ verdict: String(db.pragma('integrity_check(1)', { simple: true })) })
  } finally {
    db.close()
  }
} catch (thrown) {
  parentPort.postMessage({ verdict: null, code: thrown.code, message: thrown.message })
}
`

/**
 * Has SQLite look through a database file in another thread; gives whether it is sound. Raises STORE_BUSY, STORE_FULL, STORE_READ_ONLY, and
 * INTERNAL where the look itself failed, CANCELLED.
 */
export function isSoundFile(path: string, signal?: AbortSignal): Promise<boolean> {
  const sqlite = createRequire(import.meta.url).resolve('better-sqlite3')
  const worker = new Worker(PROGRAM, { eval: true, workerData: { path, sqlite }, execArgv: [] })
  worker.unref()
  const stop = () => void worker.terminate()
  signal?.addEventListener('abort', stop, { once: true })
  return new Promise((resolve, reject) => {
    worker.once(
      'message',
      ({ verdict, code, message }: { verdict: string | null; code?: string; message?: string }) => {
        if (verdict !== null) return resolve(verdict === 'ok')
        const fault = toStoreFault(Object.assign(new Error(message), { code }))
        if (fault.code === 'STORE_DAMAGED') resolve(false)
        else reject(fault)
      },
    )
    worker.once('error', (thrown) => reject(toStoreFault(thrown)))
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop)
      reject(signal?.aborted ? new Fault('CANCELLED') : toStoreFault(new Error('the look ended without a word')))
    })
  })
}
