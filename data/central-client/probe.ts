import type { LineProbe } from '../sync/line-watch.ts'
import type { Exchange } from './exchange.ts'

/**
 * Asks GET /health, unsigned: an interface that is up, or a login page that answers, is no line. A server that cannot serve is `offline`, one
 * that asks for patience is there.
 */
export function createProbe(baseUrl: string, exchange: () => Promise<Exchange>): LineProbe {
  const url = new URL('/health', baseUrl)
  return async (timeoutMs, signal) => {
    try {
      const send = await exchange()
      const answer = await send({
        method: 'GET',
        url,
        headers: { accept: 'application/json' },
        body: null,
        timeoutMs,
        signal,
      })
      if (isOfCentral(answer.headers.get('content-type'), answer.body)) {
        return answer.status >= 500 ? 'offline' : 'online'
      }
      return answer.status >= 500 && answer.status !== 511 ? 'offline' : 'captive-portal'
    } catch {
      return 'offline'
    }
  }
}

/** Health as central tells it, or its problem document: both have a member `status`. */
function isOfCentral(type: string | null, body: Uint8Array): boolean {
  if (!type || !/^application\/([a-z.-]+\+)?json\b/i.test(type)) return false
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    return typeof value === 'object' && value !== null && 'status' in value
  } catch {
    return false
  }
}
