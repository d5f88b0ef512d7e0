import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A line to the database that can be cut and mended. */
export async function startProxy(targetUrl: string) {
  let target = new URL(targetUrl)
  const sockets = new Set<Socket>()
  let server: Server | null = null
  let port = 0
  const up = async () => {
    server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from)
        from.on('error', () => undefined)
        from.on('close', () => {
          sockets.delete(from)
          to.destroy()
        })
        from.pipe(to)
      }
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  const down = async () => {
    if (!server) return
    const closing = once(server, 'close')
    server.close()
    server = null
    for (const socket of sockets) socket.destroy()
    await closing
  }
  await up()
  const url = new URL(targetUrl)
  url.port = String(port)
  /** From the next `up` on it leads elsewhere. */
  const leadTo = (anotherUrl: string) => {
    target = new URL(anotherUrl)
  }
  return { url: url.href, up, down, leadTo }
}

export type Proxy = Awaited<ReturnType<typeof startProxy>>
