import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer: an object travels as JSON, a text as it is. */
export interface Scripted {
  readonly status?: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface ScriptedServer {
  readonly url: string
  /** Answers by path; a path without one gets 404 and no body. Tests change it. */
  answers: Readonly<Record<string, Scripted>>
  readonly asked: string[]
  close(): Promise<void>
}

/** A server that says whatever a test wants. */
export async function openScriptedServer(): Promise<ScriptedServer> {
  const scripted: { answers: Readonly<Record<string, Scripted>> } = { answers: {} }
  const asked: string[] = []
  const server = createServer((request, response) => {
    request.resume()
    asked.push(request.url ?? '')
    const { status = 200, body, headers } = scripted.answers[request.url ?? ''] ?? { status: 404, body: '' }
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(scripted, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}
