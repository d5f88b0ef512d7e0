import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** In its own thread: the main one may be inside a module that never comes back, while the screen's process was killed. */
const WATCH = `
  const { Socket } = require('node:net')
  const { workerData } = require('node:worker_threads')
  const die = () => process.kill(process.pid, 'SIGKILL')
  new Socket({ fd: workerData.fd, readable: true, writable: false }).on('error', die).on('close', die).resume()
`

/**
 * Ends this process at once when the other end of the pipe `fd` closes, whatever the main thread is doing: the parent is gone, even by
 * SIGKILL. Settles when the watch stands.
 */
export async function holdLifeline(fd: number): Promise<void> {
  const watch = new Worker(WATCH, { eval: true, workerData: { fd }, execArgv: [] })
  await once(watch, 'online')
  watch.unref()
}
