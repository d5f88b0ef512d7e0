import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CompactSign } from 'jose'

export type Path = '/.well-known/openid-configuration' | '/device' | '/token' | '/userinfo' | '/keys'
/** A body to answer with 200 as JSON, or the whole answer; `cut` ends the connection. */
export type FakeAnswer =
  | Record<string, unknown>
  | readonly unknown[]
  | { status: number; type?: string; body: string }
  | 'cut'

export const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

/** Signs any payload as a JWS, which a real provider would not. */
export function sign(payload: object | string, key: KeyObject, kid = 'key-1', alg = 'ES256'): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg, kid }).sign(key)
}

export function publicJwk(key: KeyObject, kid = 'key-1') {
  const { d: _, ...jwk } = key.export({ format: 'jwk' })
  return { ...jwk, kid, alg: 'ES256', use: 'sig' }
}

/** A provider that says what it is told to, for answers that no real one gives. */
export async function startFakeProvider() {
  const answers = new Map<string, () => FakeAnswer | Promise<FakeAnswer>>()
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    request.resume()
    const answer = await answers.get(path)?.()
    if (answer === undefined) return void response.writeHead(404).end()
    if (answer === 'cut') return void request.socket.destroy()
    const whole = 'status' in answer ? (answer as { status: number; type?: string; body: string }) : null
    response.writeHead(whole?.status ?? 200, { 'content-type': whole?.type ?? 'application/json' })
    response.end(whole ? whole.body : JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    /** Paths of the requests, in their order. */
    asked,
    answer(path: Path, answer: FakeAnswer | (() => FakeAnswer | Promise<FakeAnswer>)) {
      answers.set(path, typeof answer === 'function' ? answer : () => answer)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type FakeProvider = Awaited<ReturnType<typeof startFakeProvider>>
