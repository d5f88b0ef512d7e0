import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type Interlude, type MessageFault, PORTAL_PAGE, PORTAL_URL } from './message-faults.ts'

/** An answer as it came, headers as pairs in their own spelling. */
interface WholeAnswer {
  readonly status: number
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

/** Carries whole HTTP messages to the target, and does to each what its fault says. */
export interface MessageCarrier {
  carry(incoming: IncomingMessage, outgoing: ServerResponse, fault: MessageFault | Interlude | null): Promise<void>
  close(): void
}

/** `reset` breaks the client's connection as a cut line does. Requests are sent on as they were, header for header: they are signed. */
export function createMessageCarrier(target: string, reset: (incoming: IncomingMessage) => void): MessageCarrier {
  const agent = new Agent({ keepAlive: true })
  const held = new Set<() => void>()

  const deliver = (incoming: IncomingMessage, body: Buffer) =>
    new Promise<WholeAnswer>((resolve, reject) => {
      const onward = request(new URL(target), {
        agent,
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: incoming.rawHeaders,
      })
      onward.once('error', reject)
      onward.once('response', (answer) => {
        read(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, rawHeaders: answer.rawHeaders, body: bytes }),
          reject,
        )
      })
      onward.end(body)
    })

  return {
    async carry(incoming, outgoing, fault) {
      const body = await read(incoming)
      if (fault?.kind === 'portal') return answerAsPortal(outgoing, fault.how)
      if (fault?.kind === 'drop-request') return reset(incoming)
      if (fault?.kind === 'reorder') await overtaken(held, fault.holdMs)
      if (fault?.kind === 'interlude' && fault.when === 'request-came') await fault.run()
      const first = await deliver(incoming, body)
      if (fault?.kind === 'interlude' && fault.when === 'answer-came') await fault.run()
      const answer =
        fault?.kind !== 'duplicate'
          ? first
          : await deliver(incoming, body).then((last) => (fault.answer === 'last' ? last : first))
      if (fault?.kind === 'drop-answer') return reset(incoming)
      if (fault?.kind === 'truncate-answer') truncate(outgoing, answer, fault.bytes)
      else outgoing.writeHead(answer.status, withLength(answer)).end(answer.body)
      for (const letGo of [...held]) letGo()
    },
    close: () => agent.destroy(),
  }
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function overtaken(held: Set<() => void>, holdMs: number): Promise<void> {
  return new Promise((resolve) => {
    const letGo = () => {
      clearTimeout(timer)
      held.delete(letGo)
      resolve()
    }
    const timer = setTimeout(letGo, holdMs)
    held.add(letGo)
  })
}

function answerAsPortal(outgoing: ServerResponse, how: 'page' | 'redirect'): void {
  if (how === 'redirect') outgoing.writeHead(302, { location: PORTAL_URL, 'content-length': 0 }).end()
  else outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PORTAL_PAGE)
}

/** The head promises the whole body; the connection ends before it came. */
function truncate(outgoing: ServerResponse, answer: WholeAnswer, bytes: number): void {
  outgoing.writeHead(answer.status, withLength(answer))
  // With the whole body nothing would be missing.
  const kept = answer.body.subarray(0, Math.min(bytes, Math.max(0, answer.body.length - 1)))
  outgoing.flushHeaders()
  if (kept.length > 0) outgoing.write(kept)
  outgoing.socket?.end()
}

/** The body is whole here: its length stands for whatever framing it came with. An answer without a body keeps its own. */
function withLength({ status, rawHeaders, body }: WholeAnswer): string[] {
  const kept: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]]
    if (!/^(content-length|transfer-encoding|connection|keep-alive)$/i.test(name)) kept.push(name, value)
  }
  return status === 304 || status === 204 ? kept : [...kept, 'content-length', String(body.length)]
}
