import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Fault } from '../../flows/base/fault.ts'
import { PROBLEM_TYPE, problemOf } from '../problem.ts'

/** A request that trickles in longer than this is no station of ours. */
const REQUEST_WITHIN_MS = 60_000
const KEEP_ALIVE_MS = 65_000
/** Requests under way when central closes get this long; the longest, a code on its way, takes six seconds. */
const CLOSE_WITHIN_MS = 8_000
/** Migrations and a database that recovers take seconds. */
const STARTING_RETRY_MS = 2_000

export type Phase = 'starting' | 'serving' | 'stopping'

/** Where requests come in. It is open before the rest of central is there, and says so. */
export interface Door {
  /** http://host:port as it listens. */
  readonly url: string
  readonly phase: Phase
  /** From now on requests go to the application. */
  open(handler: RequestListener): void
  /**
   * /ready says no at once; requests are still served for `graceMs`, until whoever spreads them has noticed, and every answer closes its connection. Then nobody is let in any more,
   * and what is under way is finished, in 8 s at the most. The signal ends all waiting.
   */
  close(graceMs: number, hurry: AbortSignal): Promise<void>
}

/** Listens. Raises the system's own error when the address cannot be listened on. */
export async function openDoor(listen: { readonly host: string; readonly port: number }): Promise<Door> {
  let phase: Phase = 'starting'
  let application: RequestListener | null = null
  const server = createServer(
    { requestTimeout: REQUEST_WITHIN_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      if (phase === 'stopping') response.setHeader('connection', 'close')
      // One that was under way when central began to stop was told to keep its connection.
      response.once('close', () => void (server.listening || setImmediate(() => server.closeIdleConnections())))
      if (application) application(request, response)
      else sayStarting(request, response)
    },
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
    const problem = JSON.stringify(problemOf(new Fault('BODY_MALFORMED', { reason: 'http' }), randomUUID()))
    const head = `HTTP/1.1 400 ${STATUS_CODES[400]}\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(problem)}`
    socket.end(`${head}\r\nconnection: close\r\n\r\n${problem}`)
  })
  server.listen(listen.port, listen.host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host
  return {
    url: `http://${host}:${port}`,
    get phase() {
      return phase
    },
    open(handler) {
      application = handler
      phase = 'serving'
    },
    async close(graceMs, hurry) {
      const wasServing = phase === 'serving'
      phase = 'stopping'
      if (wasServing && graceMs > 0 && !hurry.aborted) await pause(graceMs, hurry)
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const ended = new AbortController()
      void pause(CLOSE_WITHIN_MS, AbortSignal.any([hurry, ended.signal])).then(() => server.closeAllConnections())
      await closed
      ended.abort()
    },
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}

/** Before the application is there: alive, not ready, and everything else later. */
const sayStarting: RequestListener = (request, response) => {
  request.resume()
  const path = request.url?.split('?')[0]
  const answer = (status: number, type: string, body: object, headers: Record<string, string> = {}) =>
    response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body))
  if (path === '/health') return answer(200, 'application/json', { status: 'ok' })
  if (path === '/ready') {
    return answer(503, 'application/json', { status: 'not-ready', phase: 'starting', database: false, sms: false })
  }
  const retryAfterMs = STARTING_RETRY_MS
  const problem = problemOf(new Fault('DATABASE_UNAVAILABLE', { reason: 'starting', retryAfterMs }), randomUUID())
  return answer(problem.status, PROBLEM_TYPE, problem, { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) })
}
