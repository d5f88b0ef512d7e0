import { type IncomingMessage, Agent as PlainAgent, request as plainRequest, type RequestOptions } from 'node:http'
import { Fault } from '../../flows/base/fault.ts'
import type { RawAnswer } from './answer.ts'
import { createKnownAddress } from './known-address.ts'
import { readBody } from './read-body.ts'

/** A central that has not taken the connection by now is not there; how long an answer may take is another matter. */
const CONNECT_WITHIN_MS = 10_000

export interface HttpRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Sent from where it lies: it must not change before the promise settles, and may afterwards. */
  readonly body: Uint8Array | null
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * One HTTP request and its answer, whatever its status. Raises LINE_DOWN (unreachable, broken, timeout; details.reused when it broke on a connection that
 * had been used before, which central may have closed meanwhile), CANCELLED (details.reason unreachable when nothing had left), CENTRAL_ANSWER_INVALID (size).
 */
export interface Exchange {
  (request: HttpRequest): Promise<RawAnswer>
  /** Closes connections that are kept open for later: after the line was away none of them can be trusted. */
  dropIdle(): void
}

/**
 * Makes exchanges on connections that are kept open. Written on node:http: a redirect is an answer like any other (a login page answers with one),
 * and fetch copied every body and took as long to load as a batch takes to send.
 */
export function createExchange(): Exchange {
  const options = { keepAlive: true, lookup: createKnownAddress() }
  const plain = { request: plainRequest, agent: new PlainAgent(options) }
  const agents = [plain.agent]
  let secure: Promise<typeof plain> | null = null
  const lineTo = (url: URL) => {
    if (url.protocol !== 'https:') return plain
    secure ??= import('node:https').then(({ Agent, request }) => {
      const agent = new Agent(options)
      agents.push(agent)
      return { request, agent }
    })
    return secure
  }
  const send = async (request: HttpRequest) => {
    const timeout = AbortSignal.timeout(request.timeoutMs)
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
    try {
      const { request: open, agent } = await lineTo(request.url)
      return await exchange(request, (options) => open(request.url, { ...options, agent, signal }))
    } catch (thrown) {
      const { reason } = thrown instanceof Fault ? thrown.details : {}
      if (request.signal?.aborted) throw new Fault('CANCELLED', reason === 'unreachable' ? { reason } : {}, thrown)
      if (thrown instanceof Fault) throw thrown
      throw new Fault('LINE_DOWN', { reason: timeout.aborted ? 'timeout' : 'broken' }, thrown)
    }
  }
  const dropIdle = () => {
    const idle = agents.flatMap((agent) => Object.values(agent.freeSockets)).flatMap((sockets) => sockets ?? [])
    for (const socket of idle) socket.destroy()
  }
  return Object.assign(send, { dropIdle })
}

async function exchange(
  { method, headers, body }: HttpRequest,
  open: (options: RequestOptions) => ReturnType<typeof plainRequest>,
): Promise<RawAnswer> {
  const outgoing = open({ method, headers })
  let isConnected = false
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      // Stays for good: a connection may also break after the answer began.
      outgoing.on('error', reject)
      outgoing.once('response', resolve)
      outgoing.once('socket', (socket) => {
        isConnected = !socket.connecting
        if (isConnected) return
        socket.once('connect', () => {
          isConnected = true
        })
        const late = setTimeout(
          () => outgoing.destroy(new Fault('LINE_DOWN', { reason: 'unreachable' })),
          CONNECT_WITHIN_MS,
        )
        for (const settled of ['connect', 'close']) socket.once(settled, () => clearTimeout(late))
      })
      outgoing.end(body ?? undefined)
    })
    const bytes = await readBody(response)
    const header = (name: string) => response.headers[name]?.toString() ?? null
    return { status: response.statusCode ?? 0, headers: { get: header }, body: bytes }
  } catch (thrown) {
    // Before that no byte of the request can have left.
    if (!isConnected) throw new Fault('LINE_DOWN', { reason: 'unreachable' }, thrown)
    if (!outgoing.reusedSocket || !isReset(thrown)) throw thrown
    throw new Fault('LINE_DOWN', { reason: 'broken', reused: true }, thrown)
  } finally {
    // Answered before all was sent: what is left must not go out of memory that belongs to the caller again.
    if (!outgoing.writableFinished) outgoing.destroy()
  }
}

function isReset(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && ['ECONNRESET', 'EPIPE'].includes(String(thrown.code))
}
