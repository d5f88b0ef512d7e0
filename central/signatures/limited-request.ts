import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { Fault } from '../../flows/base/fault.ts'
import { lookupPublic, refusePrivateHost } from './public-address.ts'

export interface LimitedRequest {
  readonly url: string
  /** Posted as `application/ocsp-request` (RFC 6960 appendix A.1); without it the address is got. */
  readonly ocspRequest?: Uint8Array | undefined
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/**
 * One request to an address out of a certificate. http and https alone, two redirects at most and none of a post, never to a private address unless allowed. Raises
 * CERTIFICATE_REVOCATION_UNKNOWN with details.reason `address`, `scheme`, `redirect`, `size` or `status`: what was answered or forbidden clearly, and will not
 * change by asking again. Any other throw is a party that does not answer.
 */
export type SendLimited = (request: LimitedRequest) => Promise<Uint8Array>

const REDIRECTS_MAX = 2
const SOCKETS_PER_HOST = 8

export function createLimitedRequests(allowPrivate: boolean): { send: SendLimited; close(): void } {
  const agentOptions = {
    keepAlive: true,
    maxSockets: SOCKETS_PER_HOST,
    ...(allowPrivate ? {} : { lookup: lookupPublic }),
  }
  const plain = new PlainAgent(agentOptions)
  const secure = new SecureAgent(agentOptions)

  const open = (url: URL, { ocspRequest, signal }: LimitedRequest) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const isSecure = url.protocol === 'https:'
      const outgoing = (isSecure ? secureRequest : plainRequest)(url, {
        agent: isSecure ? secure : plain,
        signal,
        method: ocspRequest ? 'POST' : 'GET',
        ...(ocspRequest && {
          headers: { 'content-type': 'application/ocsp-request', 'content-length': ocspRequest.length },
        }),
      })
      outgoing.on('error', (error) => reject(error instanceof Fault ? error : (faultBehind(error) ?? error)))
      outgoing.once('response', resolve)
      outgoing.end(ocspRequest)
    })

  return {
    async send(request) {
      let url = addressOf(request.url)
      for (let redirects = 0; ; redirects += 1) {
        if (!allowPrivate) refusePrivateHost(url)
        const response = await open(url, request)
        const { statusCode = 0 } = response
        if (statusCode === 200) return readUpTo(response, request.maxBytes)
        response.destroy()
        if (statusCode >= 500 || statusCode === 429) throw new Error(`status ${statusCode}`)
        const { location } = response.headers
        if (statusCode < 300 || statusCode >= 400 || location === undefined)
          throw refusal('status', { status: statusCode })
        if (redirects === REDIRECTS_MAX || request.ocspRequest) throw refusal('redirect')
        url = addressOf(location, url)
      }
    },
    close() {
      plain.destroy()
      secure.destroy()
    },
  }
}

function addressOf(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : null
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw refusal('scheme')
  return url
}

async function readUpTo(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy()
    throw refusal('size')
  }
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length
    // Leaving the loop destroys the response, and with it the connection.
    if (sizeBytes > maxBytes) throw refusal('size')
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, sizeBytes))
}

/** Connecting to several addresses wraps what the lookup raised. */
function faultBehind(error: Error): Fault | null {
  return error.cause instanceof Fault ? error.cause : null
}

function refusal(reason: string, details: Record<string, number> = {}): Fault {
  return new Fault('CERTIFICATE_REVOCATION_UNKNOWN', { reason, ...details })
}
