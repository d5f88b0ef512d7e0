import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { capped } from './capped-response.ts'

const open: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections()
})
const answerOf = async (answer: RequestListener) => {
  const server = createServer(answer).listen(0, '127.0.0.1')
  open.push(server)
  await once(server, 'listening')
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

test('an answer within the limit is the same answer', async () => {
  const response = await capped(
    await answerOf(
      (_request, reply) => void reply.writeHead(400, { 'content-type': 'application/json' }).end('{"a":1}'),
    ),
    7,
  )
  expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json'])
  expect(await response.json()).toEqual({ a: 1 })
  expect((await capped(await answerOf((_request, reply) => void reply.writeHead(204).end()))).status).toBe(204)
})

test('one byte more, an answer without end, and a small one that unpacks to a huge one are let go', async () => {
  const tooLarge = 'answer is too large'
  await expect(capped(await answerOf((_request, reply) => void reply.end('12345678')), 7)).rejects.toThrow(tooLarge)
  const endless: RequestListener = (_request, reply) => {
    const more = () => {
      while (!reply.destroyed && reply.write('x'.repeat(10_000)));
    }
    reply.on('drain', more)
    more()
  }
  await expect(capped(await answerOf(endless))).rejects.toThrow(tooLarge)
  const bomb = gzipSync(Buffer.alloc(20_000_000))
  expect(bomb.length).toBeLessThan(100_000)
  const packed = answerOf((_request, reply) => void reply.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
  await expect(capped(await packed)).rejects.toThrow(tooLarge)
})
