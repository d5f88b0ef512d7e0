import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CarrierQuestion {
  readonly phone: string
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
}

/** The carriers' exchange: answers what it is told to, `match` by Viettel unless told otherwise. */
export async function startFakeCarrier() {
  const answers = new Map<string, { result: string; carrier: string | null }>()
  const questions: CarrierQuestion[] = []
  const keys = new Set<string>()
  const state = { mode: 'up' as 'up' | 'down' | 'garbage' }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const question = JSON.parse(Buffer.concat(chunks).toString()) as CarrierQuestion
    questions.push(question)
    keys.add(`${request.method} ${request.url} ${request.headers['x-api-key']}`)
    if (state.mode === 'down') return void response.writeHead(503).end()
    if (state.mode === 'garbage') return void response.writeHead(200).end('<html>login</html>')
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answers.get(question.phone) ?? { result: 'match', carrier: 'Viettel' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    keys,
    answer: (phone: string, result: string, carrier: string | null = 'MobiFone') =>
      void answers.set(phone, { result, carrier }),
    set mode(mode: 'up' | 'down' | 'garbage') {
      state.mode = mode
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export type FakeCarrier = Awaited<ReturnType<typeof startFakeCarrier>>
