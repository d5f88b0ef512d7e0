import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A line between station and central that can do something in the middle of one exchange. */
export interface FlakyLine {
  readonly url: string
  /** Once, for the next request whose path begins so: runs `cut` at that moment and drops the answer. */
  cutNext(path: string, when: 'request-sent' | 'answer-came', cut: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

interface Cut {
  readonly path: string
  readonly when: 'request-sent' | 'answer-came'
  readonly cut: () => Promise<void>
  readonly done: () => void
}

export async function startFlakyLine(target: string): Promise<FlakyLine> {
  let armed: Cut | null = null
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const mine = armed && incoming.url?.startsWith(armed.path) ? armed : null
    if (mine) armed = null
    const onward = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: incoming.headers })
    const drop = async (cut: Cut) => {
      await cut.cut()
      incoming.socket.destroy()
      cut.done()
    }
    onward.on('response', (answer) => {
      if (mine?.when === 'answer-came') {
        answer.resume()
        answer.on('end', () => void drop(mine))
        return
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.socket?.destroy())
    incoming.pipe(onward)
    if (mine?.when === 'request-sent') onward.on('finish', () => void drop(mine))
  }
  const server = createServer(forward)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    cutNext: (path, when, cut) =>
      new Promise((resolve) => {
        armed = { path, when, cut, done: resolve }
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
