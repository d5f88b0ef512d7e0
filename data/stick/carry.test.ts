import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { carryStick } from './carry.ts'
import { openStick } from './stick-files.ts'

let folder: string
let server: Server
let asked: number
/** What becomes of the request of this number, from 1. */
let answers: (request: number) => 'answered' | 'cut' | 'spoilt'
/** Central's words on packets in every answer. */
let words: readonly string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stick-'))
  asked = 0
  answers = () => 'answered'
  words = []
  server = createServer((request, response) => {
    asked += 1
    const what = answers(asked)
    if (what === 'cut') return void request.socket.destroy()
    response.writeHead(200, { 'content-type': 'application/json' })
    const answer = {
      bundleId: randomUUID(),
      stationId: randomUUID(),
      batch: null,
      decisionsAfter: 0,
      pages: [
        {
          decisions: words.map((acknowledgement, at) => ({ cursor: at + 1, acknowledgement })),
          next: words.length,
          serverTimeMs: 1,
        },
      ],
      references: [],
    }
    const content = JSON.stringify(what === 'spoilt' ? {} : answer)
    response.end(JSON.stringify({ seal: 'e30.e30.e30', content }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  for (const name of ['a', 'b', 'c'])
    await openStick(folder).write('K0001', name, 'out', Buffer.from('{"manifest":"e30.e30.e30","packets":[]}'))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

const carry = () =>
  carryStick(folder, { centralUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, waitMs: 0 })
const replies = () =>
  openStick(folder)
    .list('in')
    .map(({ name }) => name)

test('every bundle is answered beside it', async () => {
  expect(await carry()).toEqual({ files: 3, received: 0, decided: 0, waiting: 0, failed: [] })
  expect(replies()).toEqual(['a', 'b', 'c'])
})

test('an answer that is none is named, and the next bundle goes', async () => {
  answers = (request) => (request === 2 ? 'spoilt' : 'answered')
  expect(await carry()).toMatchObject({ files: 2, failed: [{ code: 'CENTRAL_ANSWER_INVALID' }] })
  expect(replies()).toEqual(['a', 'c'])
})

test('a line that goes down on the way ends the trip: what was answered stays, and nothing else is tried', async () => {
  answers = (request) => (request === 1 ? 'answered' : 'cut')
  expect(await carry()).toMatchObject({ files: 1, failed: [{ code: 'LINE_DOWN' }] })
  expect(replies()).toEqual(['a'])
  expect(asked).toBe(2)
})

test('a line that was never there is said so', async () => {
  answers = () => 'cut'
  await expect(carry()).rejects.toMatchObject({ code: 'LINE_DOWN' })
  expect(asked).toBe(1)
})

test('what waits for its citizen is no result, and the last word on a packet counts', async () => {
  const word = (packetId: string, state: string) =>
    `e30.${Buffer.from(JSON.stringify({ packetId, state })).toString('base64url')}.e30`
  words = [
    word('p1', 'waiting-for-citizen'),
    word('p2', 'waiting-for-citizen'),
    word('p2', 'verifying'),
    word('p2', 'accepted'),
    word('p3', 'refused'),
    'e30.bm8.e30',
  ]
  for (const file of openStick(folder).list('out').slice(1)) openStick(folder).remove(file)
  expect(await carry()).toEqual({ files: 1, received: 0, decided: 2, waiting: 1, failed: [] })
})
