import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createLine, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createExchange } from './exchange.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(listener: RequestListener): Promise<{ url: URL; server: Server }> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x?y=1`), server }
}
const post = (url: URL, body: Uint8Array) => ({ method: 'POST', url, headers: { a: 'b' }, body, timeoutMs: 5_000 })
const text = (body: Uint8Array) => Buffer.from(body).toString('utf8')

describe('one HTTP request and its answer', () => {
  test('bytes, path, query and headers arrive; status, headers and bytes come back', async () => {
    const { url } = await serve(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const { method, url: target, headers } = request
      const length = headers['content-length']
      response.writeHead(418, { 'X-Some': 'thing' })
      response.end(JSON.stringify([method, target, headers.a, length, Buffer.concat(chunks).toString()]))
    })
    const answer = await createExchange()(post(url, Buffer.from('đủ')))
    expect([answer.status, answer.headers.get('x-some'), answer.headers.get('x-none')]).toEqual([418, 'thing', null])
    expect(JSON.parse(text(answer.body))).toEqual(['POST', '/x?y=1', 'b', '5', 'đủ'])
  })

  test('a redirect is an answer and is not followed', async () => {
    let asked = 0
    const { url } = await serve((_request, response) => {
      asked += 1
      response.writeHead(302, { location: '/login' }).end()
    })
    expect(await createExchange()({ ...post(url, Buffer.from('x')), method: 'GET', body: null })).toMatchObject({
      status: 302,
    })
    expect(asked).toBe(1)
  })

  test('the connection is used again', async () => {
    const { url, server } = await serve((request, response) => void request.resume().on('end', () => response.end()))
    let connections = 0
    server.on('connection', () => {
      connections += 1
    })
    const exchange = createExchange()
    for (let round = 0; round < 3; round += 1) await exchange(post(url, Buffer.from('x')))
    expect(connections).toBe(1)
  })

  test('answered before all was sent, the rest is not sent: the memory belongs to the caller again', async () => {
    const sizeBytes = 64 * 1_048_576
    const { promise: arrived, resolve: closed } = Promise.withResolvers<number>()
    const { promise: peer, resolve: connected } = Promise.withResolvers<Socket>()
    const server = createLine((socket) => {
      let bytes = 0
      socket.on('data', (chunk) => {
        bytes += chunk.byteLength
      })
      socket.once('data', () => {
        // Nobody reads on: what the line does not hold stays with the sender.
        socket.pause()
        socket.write('HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\n{}')
        connected(socket)
      })
      socket.on('error', () => undefined)
      socket.on('close', () => closed(bytes))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect((await createExchange()(post(url, Buffer.alloc(sizeBytes)))).status).toBe(413)
    const socket = await peer
    socket.resume()
    expect(await arrived).toBeLessThan(sizeBytes)
    await new Promise((resolve) => server.close(resolve))
  })

  test('a line that breaks in the middle of an answer is broken', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    })
    await expect(createExchange()(post(url, Buffer.from('x')))).rejects.toMatchObject({
      code: 'LINE_DOWN',
      details: { reason: 'broken' },
    })
  })

  test('TLS is spoken where the address says so', async () => {
    const { url } = await serve((_request, response) => void response.end('plain'))
    url.protocol = 'https:'
    // The peer speaks no TLS: that it fails there shows that nothing went out in the clear.
    await expect(createExchange()(post(url, Buffer.from('x')))).rejects.toMatchObject({
      code: 'LINE_DOWN',
      details: { reason: 'broken' },
    })
  })
})
