import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { openTcpPort } from './tcp-port.ts'

test('a port where nobody listens is PORT_ABSENT with its name', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  await new Promise((resolve) => server.close(resolve))
  await expect(openTcpPort({ host: '127.0.0.1', port: address.port })).rejects.toMatchObject({
    code: 'PORT_ABSENT',
    details: { port: `127.0.0.1:${address.port}` },
  })
})
