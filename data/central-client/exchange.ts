import { type IncomingMessage, Agent as PlainAgent, request as plainRequest, type RequestOptions } from 'node:http'
import { Fault } from '../../flows/base/fault.ts'
import type { RawAnswer } from './answer.ts'
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

/** One HTTP request and its answer, whatever its status. Raises LINE_DOWN (unreachable, broken, timeout), CANCELLED, CENTRAL_ANSWER_INVALID (size). */
export type Exchange = (request: HttpRequest) => Promise<RawAnswer>

/**
 * Makes exchanges on connections that are kept open. Written on node:http: a redirect is an answer like any other (a login page answers with one),
 * and fetch copied every body and took as long to load as a batch takes to send.
 */
export function createExchange(): Exchange {
  const plain = { request: plainRequest, agent: new PlainAgent({ keepAlive: true }) }
  let secure: Promise<typeof plain> | null = null
  const lineTo = (url: URL) => {
    if (url.protocol !== 'https:') return plain
    secure ??= import('node:https').then(({ Agent, request }) => ({ request, agent: new Agent({ keepAlive: true }) }))
    return secure
  }
  return async (request) => {
    const timeout = AbortSignal.timeout(request.timeoutMs)
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
    try {
      const { request: open, agent } = await lineTo(request.url)
      return await exchange(request, (options) => open(request.url, { ...options, agent, signal }))
    } catch (thrown) {
      if (request.signal?.aborted) throw new Fault('CANCELLED', {}, thrown)
      if (thrown instanceof Fault) throw thrown
      if (timeout.aborted) throw new Fault('LINE_DOWN', { reason: 'timeout' }, thrown)
      throw new Fault('LINE_DOWN', { reason: neverReached(thrown) ? 'unreachable' : 'broken' }, thrown)
    }
  }
}

async function exchange(
  { method, headers, body }: HttpRequest,
  open: (options: RequestOptions) => ReturnType<typeof plainRequest>,
): Promise<RawAnswer> {
  const outgoing = open({ method, headers })
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      // Stays for good: a connection may also break after the answer began.
      outgoing.on('error', reject)
      outgoing.once('response', resolve)
      outgoing.once('socket', (socket) => {
        if (!socket.connecting) return
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
  } finally {
    // Answered before all was sent: what is left must not go out of memory that belongs to the caller again.
    if (!outgoing.writableFinished) outgoing.destroy()
  }
}

/** Whether the connection failed before a byte of the request could have left. */
function neverReached(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  if ('syscall' in thrown && thrown.syscall === 'connect') return true
  const code = 'code' in thrown ? String(thrown.code) : ''
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)$/.test(code)
}
