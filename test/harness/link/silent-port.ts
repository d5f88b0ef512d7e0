import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

/** A port that no longer answers a connection attempt at all, as a host that is switched off or a firewall that drops. */
export interface SilentPort {
  release(): Promise<void>
}

/**
 * Linux drops a SYN while the queue of a listener is full (tcp(7), listen(2)): a thread listens with the shortest queue and never accepts, and
 * two connections of our own fill it. Elsewhere an attempt is taken and never answered.
 */
export async function holdSilent(port: number): Promise<SilentPort> {
  const worker = new Worker(
    `const { workerData, parentPort } = require('node:worker_threads')
     const server = require('node:net').createServer()
     server.listen({ port: workerData.port, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage('listening')
       setImmediate(() => Atomics.wait(workerData.forever, 0, 0))
     })`,
    { eval: true, workerData: { port, forever: new Int32Array(new SharedArrayBuffer(4)) } },
  )
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
  const fillers = await Promise.all([fill(port), fill(port)])
  return {
    async release() {
      for (const filler of fillers) filler.destroy()
      await worker.terminate()
    },
  }
}

function fill(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(socket))
    socket.once('connect', () => resolve(socket))
  })
}
